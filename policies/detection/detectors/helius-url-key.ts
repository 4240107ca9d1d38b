import { urlKey } from "../issued";

/** A Helius endpoint with its key: a UUID. */
export const heliusUrlKey = urlKey({
  id: "helius-url-key",
  title: "a Helius key in a URL",
  reference: "https://www.helius.dev/docs",
  sites: ["helius-rpc.com", "helius.xyz"],
  shape: /[?&]api-key=(?<secret>[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12})/i,
});
