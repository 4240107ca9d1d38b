import { urlKey } from "../issued";

/** An Alchemy endpoint with its key: 32 characters of base64url. */
export const alchemyUrlKey = urlKey({
  id: "alchemy-url-key",
  title: "an Alchemy key in a URL",
  reference: "https://www.alchemy.com/docs/",
  sites: ["alchemy.com", "alchemyapi.io"],
  shape: /\/(?:nft\/)?v[23]\/(?<secret>[\w-]{28,36})/u,
});
