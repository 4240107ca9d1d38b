import type { AllowListRules } from "./exchange";

/** What is said of an exchange that takes an allow-list and whose unbound keys are only said to expire. */
export const ninetyDaysAllowList: AllowListRules = {
  supported: true,
  addressesPerKey: "unstated",
  cidr: "unstated",
  unbound:
    "A key bound to no address is said to die after 90 days (unverified); bind the key all the same, so that a stolen copy is useless elsewhere.",
};
