import { urlKey } from "../issued";

/** A Tenderly gateway or virtual network with its key in the path. */
export const tenderlyUrlKey = urlKey({
  id: "tenderly-url-key",
  title: "a Tenderly key in a URL",
  reference: "https://docs.tenderly.co/",
  sites: ["tenderly.co"],
  shape: /tenderly\.co\/(?:[\w-]{0,40}\/)?(?<secret>[A-Za-z\d]{20,40}|[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12})/uy,
});
