import { urlKey } from "../issued";

/** A Moralis node with its key in the path. */
export const moralisUrlKey = urlKey({
  id: "moralis-url-key",
  title: "a Moralis key in a URL",
  reference: "https://docs.moralis.com/",
  sites: ["moralis-nodes.com", "moralis.io", "moralis.com"],
  shape: /moralis-nodes\.com\/[\w-]{1,40}\/(?<secret>[\w-]{32,64})/iy,
  query: /api[_-]?key=(?<secret>[\w-]{32,64})/i,
});
