import { createHash } from "node:crypto";

// SHA-256 (first 128 bits) of keys and phrases that everybody knows: the twenty accounts of Hardhat and Anvil, Substrate's and
// Ganache's development phrases, the worked examples of BIP39, the secrets in the documents of Binance, BitMEX, Kraken, MEXC and
// Deribit, the three tokens in Telegram's, the keys in those of web3.js (two), ethers (and its phrase) and ethers-rs, and of the wallet import
// format in Bitcoin's wiki and in Mastering Bitcoin, the ten accounts of Ganache, a third of web3.js's, of Azure's storage
// emulator and of every local Supabase, in that order. As digests, so that no key is written down here.
const digests: ReadonlySet<string> = new Set([
  "bc1a50966c9e6486bc4ebf880b51611a",
  "8335c55334821eefd4334369ff9c04a8",
  "b26ab6529d20ebebb4192256f2029847",
  "64034b44c579b335ab5e85debbfe7278",
  "4d3e46eec8244d1d106f866ee48994f6",
  "0aedba9d586f34f95cf1f0d54926f62e",
  "28e543d3753fc9d14c658ebef20b76a3",
  "f070994a8599478580678f2b9482c5f0",
  "38e69fdd19aefeb4adf56312f10e62c3",
  "967f21586cdf1248a862f2cfb3300997",
  "0b33e0132123e78d42dd12a0fbbbacd1",
  "84bc109b3d59b0173a76fc3d831360a6",
  "85bde548053aab4b5a6c78473d5eb2ad",
  "f1513114f60e5e95732b840669fe8395",
  "5330d388af894c9e1a181a06a3ce44d6",
  "a2e06155cb1a424f972c3abfaddc9cea",
  "4a67d7a0d8a16d6d954cef19eb5afdbd",
  "b08bdfde9930d9202809530dcbe193c5",
  "cf1fc66f853151a4c6666909c8f1f80e",
  "100546a8b020a55aa09b2d34b50de9a3",
  "d16d608fce743a041ddb5841a32ceb7d",
  "ecb0e7ba498c5920991f0b3483e91f7a",
  "3a64bcd9cea43c0aba67ba0bf2ddff81",
  "b83e96417f61cb148d0dc8a89b839ee4",
  "9c5d0a6656e5d3f36601d0bf98762be0",
  "d68767b9b29dc7e8eb867e35b08c2f0c",
  "60725c83afb9048a607d2c306d2fb231",
  "4b9247732320774d7bc6845f61c8accd",
  "034494b3d35f4eb36e91f30a5fbfb85f",
  "f38106b832ec2841893c777e74cac750",
  "828ab43de64c95fdd01d3720d0c1ba63",
  "b4efc2632e48990b74ddef6bd0879fe0",
  "5b8b12736708097559189f4cb630df3e",
  "03fd0a9962f3387afc27ae2b4c84cb76",
  "62b63bc4ca11f81caea87cbe0cfc2d60",
  "96c60fedb8fc0d4b4235a894eeb71f36",
  "cca827dcff0e4962adb21af04f0730b8",
  "eaeed9f42605b549089859b67308a98c",
  "430752282eef0cbf29f3fb34bc1c5355",
  "c8fb5c43391e7d41f5ab90462b97197b",
  "d81006c7fe1aebdac2809e764ca857ba",
  "578592185588730b9d10b87e2274706a",
  "30e55f5463e22af009a1b785a4d72319",
  "70b801afae94d2e653c9612d0ebbba1f",
  "0bc9fde2b028e3b067e45059c84dbcf4",
  "f51c2c795f782308c7dcfa92a59cf89c",
  "6dea34b661141091338390067dc6fe04",
  "faeb1dab5a326eef752d42930ec4bf53",
  "196fbadca8b7eea62510a490b7e8131e",
  "ecd5e9d0b08a8a9fd1c35bcd303b3cce",
  "3fd5610ee03a3503edceff018e3fb550",
  "95e82a7ebb036b3c3b3c14120ed7ce5f",
  "f13c5f5c05fe5f1bb833a6a5e44426de",
  "98a9b4aed7b666f4561d4d37c75edc27",
]);

/** Whether a key, a phrase or a secret is one that development tools, standards and documents publish: it guards nothing. */
export function isKnownDevelopmentKey(value: string): boolean {
  const plain = value
    .trim()
    .toLowerCase()
    .replace(/^0x/u, "")
    .replace(/\s+/gu, " ")
    .replace(/={1,2}$/u, "");
  if (/^0{60}[\da-f]{4}$/u.test(plain)) return true;
  if (plain.includes(" ") && new Set(plain.split(" ")).size <= 3) return true;
  return digests.has(createHash("sha256").update(plain).digest("hex").slice(0, 32));
}
