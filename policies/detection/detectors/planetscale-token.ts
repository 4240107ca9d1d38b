import { prefixedToken } from "../issued";

/** A PlanetScale service token, password or OAuth token. Published passwords have 43 characters; the range is the one that other scanners know. */
export const planetscaleToken = prefixedToken({
  id: "planetscale-token",
  title: "a PlanetScale token",
  reference: "https://planetscale.com/docs/api/service-tokens",
  prefixes: ["pscale_tkn_", "pscale_pw_", "pscale_oauth_"],
  shape: /pscale_(?:tkn|pw|oauth)_[\w-]{32,64}/y,
});
