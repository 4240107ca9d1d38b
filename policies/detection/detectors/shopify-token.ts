import { prefixedToken } from "../issued";

/** A Shopify access token or an app's secret: 38 characters with the prefix. That they are hex digits is what other scanners know. */
export const shopifyToken = prefixedToken({
  id: "shopify-token",
  title: "a Shopify token",
  reference: "https://shopify.dev/changelog/length-of-the-shopify-access-token-is-increasing",
  prefixes: ["shpat_", "shpca_", "shppa_", "shpss_"],
  shape: /shp(?:at|ca|pa|ss)_[\da-fA-F]{32}/y,
});
