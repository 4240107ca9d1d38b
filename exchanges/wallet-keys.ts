import type { KeyRules } from "./exchange";

/** What is said of an exchange whose requests are signed by a key of the wallet. */
export const walletKeys: KeyRules = {
  lifeDays: "unlimited",
  unboundLifeDays: "unlimited",
  idleLifeDays: "unlimited",
  perAccount: "unstated",
  deletion:
    "A wallet's own key cannot be revoked: move what it holds. Keys that it admitted are taken back by the wallet.",
};
