import { urlKey } from "../issued";

/** A GetBlock endpoint with its access token. */
export const getblockUrlKey = urlKey({
  id: "getblock-url-key",
  title: "a GetBlock token in a URL",
  reference: "https://docs.getblock.io/",
  sites: ["getblock.io"],
  shape: /getblock\.io\/(?:[\w/-]{0,30}\/)?(?<secret>[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}|[\da-f]{32})/u,
});
