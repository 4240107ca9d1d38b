import type { AllowListRules } from "./exchange";

/** What is said of an exchange whose rules for binding keys to addresses have not been read up. */
export const unstatedAllowList: AllowListRules = {
  supported: "unstated",
  addressesPerKey: "unstated",
  cidr: "unstated",
  unbound: "No rule was found; bind the key all the same, so that a stolen copy is useless elsewhere.",
};
