import type { AllowListRules } from "./exchange";

/** What is said of an exchange whose requests are signed by a key of the wallet. */
export const walletAllowList: AllowListRules = {
  supported: false,
  addressesPerKey: 0,
  cidr: false,
  unbound: "Requests are signed by a key of the wallet, which cannot be bound to addresses; keep little behind it.",
};
