import { prefixedToken } from "../issued";

/** A Tailscale key: its sort, its id, which is public, and its secret. The lengths leave room around those of published keys. */
export const tailscaleKey = prefixedToken({
  id: "tailscale-key",
  title: "a Tailscale key",
  reference: "https://tailscale.com/docs/reference/key-prefixes",
  prefixes: ["tskey-"],
  shape: /tskey-(?:auth|api|client|scim|webhook)-[A-Za-z\d]{8,24}-[A-Za-z\d]{16,48}/y,
});
