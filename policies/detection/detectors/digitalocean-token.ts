import { prefixedToken } from "../issued";

/** A DigitalOcean token: dop_v1_, doo_v1_ or dor_v1_ and 64 hex digits. */
export const digitaloceanToken = prefixedToken({
  id: "digitalocean-token",
  title: "a DigitalOcean token",
  reference: "https://docs.digitalocean.com/reference/api/create-personal-access-token/",
  prefixes: ["dop_v1_", "doo_v1_", "dor_v1_"],
  shape: /do[por]_v1_[\da-f]{64}/y,
});
