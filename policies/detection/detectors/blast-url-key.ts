import { urlKey } from "../issued";

/** A Blast API endpoint with its key: a UUID. */
export const blastUrlKey = urlKey({
  id: "blast-url-key",
  title: "a Blast API key in a URL",
  reference: "https://docs.blastapi.io/",
  sites: ["blastapi.io"],
  shape: /blastapi\.io\/(?<secret>[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12})/u,
});
