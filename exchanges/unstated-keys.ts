import type { KeyRules } from "./exchange";

/** What is said of an exchange whose rules for the life of keys have not been read up. */
export const unstatedKeys: KeyRules = {
  lifeDays: "unstated",
  unboundLifeDays: "unstated",
  idleLifeDays: "unstated",
  perAccount: "unstated",
  deletion: "On the web page (unverified).",
};
