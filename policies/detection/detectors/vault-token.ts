import { prefixedToken } from "../issued";

/** A HashiCorp Vault service, batch or recovery token. */
export const vaultToken = prefixedToken({
  id: "vault-token",
  title: "a HashiCorp Vault token",
  reference: "https://developer.hashicorp.com/vault/docs/concepts/tokens",
  prefixes: ["hvs.", "hvb.", "hvr."],
  shape: /hv[sbr]\.[\w-]{24,300}/y,
});
