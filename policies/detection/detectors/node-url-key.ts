import { urlKey } from "../issued";

/**
 * An endpoint of a smaller provider of nodes with its key in the path: Triton One, Dwellir, NOWNodes, ZAN, Syndica, Validation Cloud, BlockPI,
 * Chainbase, Unifra, Nodies, Allnodes, The Graph. Where in the path the keys stand is as the providers' documents show it; how long they are is unverified.
 */
export const nodeUrlKey = urlKey({
  id: "node-url-key",
  title: "a node provider's key in a URL",
  reference: "https://docs.triton.one/",
  sites: [
    "rpcpool.com",
    "dwellir.com",
    "nownodes.io",
    "zan.top",
    "syndica.io",
    "validationcloud.io",
    "blockpi.network",
    "chainbase.online",
    "unifra.io",
    "nodies.app",
    "allnodes.me",
    "thegraph.com",
  ],
  shape:
    /(?:rpcpool\.com|dwellir\.com|nownodes\.io|zan\.top\/node(?:\/ws)?\/v\d(?:\/[\w-]{1,24}){2}|syndica\.io\/(?:api-key|access-token)|validationcloud\.io\/v\d|blockpi\.network\/v\d(?:\/[\w-]{1,12})?|chainbase\.online\/v\d|unifra\.io|nodies\.app|allnodes\.me|thegraph\.com\/api)\/(?<secret>(?=[A-Z_-]{0,40}\d)(?:[\w-]{32,128}|[A-Z\d]{20,31}))(?![\w.-])/iuy,
});
