import { createHash } from "node:crypto";
import { HDNodeWallet, Mnemonic, wordlists } from "ethers";
import { isKnownDevelopmentKey } from "../../policies/detection/known-development-keys";
import { documented, shown } from "./generate/documented";
import { Random } from "./generate/random";

const junk = `${"test ".repeat(11)}junk`;

test("the twenty accounts that Hardhat and Anvil derive from their phrase are known, in every way of writing", () => {
  for (let index = 0; index < 20; index++) {
    const { privateKey } = HDNodeWallet.fromPhrase(junk, "", `m/44'/60'/0'/0/${index}`);
    expect(isKnownDevelopmentKey(privateKey)).toBe(true);
    expect(isKnownDevelopmentKey(privateKey.slice(2))).toBe(true);
    expect(isKnownDevelopmentKey(` ${privateKey.toUpperCase()}\n`)).toBe(true);
  }
  expect(isKnownDevelopmentKey(HDNodeWallet.fromPhrase(junk, "", "m/44'/60'/0'/0/20").privateKey)).toBe(false);
  const { privateKey } = HDNodeWallet.fromPhrase(junk, "", "m/44'/60'/0'/0/0");
  expect(isKnownDevelopmentKey(`${privateKey.slice(2, 12)}0x${privateKey.slice(12)}`)).toBe(false);
});

test("the ten accounts that Ganache derives from its phrase are known", () => {
  const places = [1172, 1037, 203, 1538, 1263, 1371, 342, 1046, 1321, 1728, 679, 364];
  const phrase = places.map((place) => wordlists.en?.getWord(place)).join(" ");
  for (let index = 0; index < 11; index++) {
    const { privateKey } = HDNodeWallet.fromPhrase(phrase, "", `m/44'/60'/0'/0/${index}`);
    expect([index, isKnownDevelopmentKey(privateKey)]).toEqual([index, index < 10]);
  }
});

test("phrases of up to three different words are known, whatever white space divides them", () => {
  expect(isKnownDevelopmentKey(junk)).toBe(true);
  expect(isKnownDevelopmentKey(junk.replaceAll(" ", " \n "))).toBe(true);
  expect(isKnownDevelopmentKey("legal winner thank legal winner thank")).toBe(true);
  expect(isKnownDevelopmentKey("legal winner thank year")).toBe(false);
});

test("the phrases that Substrate, Truffle and Ganache develop with are known, and those that BIP39 gives as examples", () => {
  for (const places of [
    [210, 538, 1215, 997, 433, 1638, 153, 868, 1411, 1053, 702, 1972],
    [266, 1084, 258, 1734, 1385, 407, 873, 1482, 1639, 422, 1757, 1854],
    [1172, 1037, 203, 1538, 1263, 1371, 342, 1046, 1321, 1728, 679, 364],
  ])
    expect(isKnownDevelopmentKey(places.map((place) => wordlists.en?.getWord(place)).join(" \n"))).toBe(true);
  for (const octet of ["7f", "80"])
    expect(isKnownDevelopmentKey(Mnemonic.fromEntropy(`0x${octet.repeat(16)}`).phrase)).toBe(true);
});

test("keys of which only the last two bytes are set are known", () => {
  expect(isKnownDevelopmentKey("1".padStart(64, "0"))).toBe(true);
  expect(isKnownDevelopmentKey(`0x${"ffff".padStart(64, "0")}`)).toBe(true);
  expect(isKnownDevelopmentKey("1ffff".padStart(64, "0"))).toBe(false);
  expect(isKnownDevelopmentKey("1".padStart(65, "0"))).toBe(false);
  expect(isKnownDevelopmentKey(`1${"0".repeat(64)}`)).toBe(false);
});

test("the secrets in the documents of exchanges are known, and what differs in one character is not", () => {
  for (const value of Object.values(documented)) {
    expect(isKnownDevelopmentKey(value)).toBe(true);
    expect(isKnownDevelopmentKey(`${value.slice(0, 20)}${value[20] === "z" ? "y" : "z"}${value.slice(21)}`)).toBe(
      false,
    );
  }
  expect(isKnownDevelopmentKey(documented.kraken.replace(/=+$/u, ""))).toBe(true);
});

test("a token and keys in the documents of other software are known, and what differs in one character is not", () => {
  for (const value of Object.values(shown)) {
    expect(isKnownDevelopmentKey(value)).toBe(true);
    expect(isKnownDevelopmentKey(`${value.slice(0, 20)}${value[20] === "1" ? "2" : "1"}${value.slice(21)}`)).toBe(
      false,
    );
  }
  const words = [74, 1503, 1038, 1290, 541, 1901, 1536, 565, 1639, 955, 1988, 48].map((at) =>
    wordlists.en?.getWord(at),
  );
  expect(isKnownDevelopmentKey(words.join(" "))).toBe(true);
  expect(HDNodeWallet.fromPhrase(words.join(" ")).privateKey).toBe(`0x${shown.ethers}`);
});

test("anything else is not known", () => {
  const random = new Random("unknown");
  expect(isKnownDevelopmentKey(random.hex(64))).toBe(false);
  expect(isKnownDevelopmentKey(` ${random.hex(64)}\n`)).toBe(false);
  expect(isKnownDevelopmentKey("")).toBe(false);
  expect(isKnownDevelopmentKey("test")).toBe(false);
  expect(isKnownDevelopmentKey(createHash("sha256").update("").digest("hex"))).toBe(false);
});
