import { urlKey } from "../issued";

/** A dRPC endpoint with its key, in the path or as dkey. */
export const drpcUrlKey = urlKey({
  id: "drpc-url-key",
  title: "a dRPC key in a URL",
  reference: "https://drpc.org/docs/",
  sites: ["drpc.org"],
  shape: /drpc\.org\/[\w-]{0,40}\/(?<secret>[\w-]{30,60})/uy,
  query: /[?&]dkey=(?<secret>[\w-]{30,60})/u,
});
