import { base58 } from "@scure/base";
import { encryptKeystoreJsonSync, Wallet } from "ethers";
import { innocent, published, verdicts } from "./published";

interface Bip32 {
  valid: { network: string; master: Extended; children: Extended[] }[];
  invalid: { fromBase58: { exception: string; string: string }[] };
}
interface Extended {
  base58: string;
  base58Priv: string;
  wif: string;
}
interface Bip38 {
  valid: { bip38: string; description: string }[];
  invalid: { verify: { description: string; base58: string }[] };
}
interface Wif {
  valid: { WIF: string; version: number }[];
  invalid: { decode: { exception: string; WIF: string }[] };
}

const read = (file: string): unknown => JSON.parse(published(file));
const bip32 = read("bip32.json") as Bip32;
const bip38 = read("bip38.json") as Bip38;
const bip39 = read("bip39.json") as Record<string, [entropy: string, phrase: string][]>;
const wif = read("wif.json") as Wif;
const slip39 = read("slip39.json") as [title: string, shares: string[], secret: string, root: string][];
const ed25519 = published("ed25519-sign-input-64.txt").trim().split("\n");

// Neutral surroundings: nothing but the value itself may tell.
const amid = (value: string): string => `first line\nvalue "${value}" of a list\nlast line\n`;

describe("BIP32", () => {
  const keys = bip32.valid.flatMap(({ network, master, children }) =>
    [master, ...children].map((key) => ({ network, ...key })),
  );

  test.each(keys.map((key, index) => [index, key]))(
    "extended key %i: the private one is found, the public one is not a secret",
    (_, key) => {
      expect(verdicts(amid(key.base58Priv))).toEqual(["bip32-private-key high proven"]);
      expect(innocent(amid(key.base58))).toBe(true);
    },
  );

  const broken = bip32.invalid.fromBase58.filter(({ exception }) => /checksum|length/iu.test(exception));
  test.each(broken.map((one, index) => [index, one.exception, one.string]))(
    "invalid key %i (%s) is none",
    (_, __, text) => {
      expect(innocent(amid(text))).toBe(true);
    },
  );
});

describe("BIP38", () => {
  test.each(bip38.valid.map((one, index) => [index, one.description, one.bip38]))(
    "key %i (%s) is found as an encrypted one",
    (_, __, key) => {
      expect(verdicts(amid(key))).toEqual(["bip38-key medium proven"]);
    },
  );

  test.each(bip38.invalid.verify.map((one, index) => [index, one.description, one.base58]))(
    "invalid key %i (%s) is none",
    (_, __, key) => {
      expect(innocent(amid(key))).toBe(true);
    },
  );
});

describe("BIP39", () => {
  const official = [
    "english",
    "japanese",
    "korean",
    "spanish",
    "chinese_simplified",
    "chinese_traditional",
    "french",
    "italian",
    "czech",
    "portuguese",
  ];

  test.each(official)("%s: every phrase under its name is found", (language) => {
    const phrases = bip39[language] ?? [];
    expect(phrases).toHaveLength(24);
    const missed = phrases.flatMap(([, phrase], index) =>
      verdicts(`MNEMONIC="${phrase}"\n`).some(
        (verdict) => verdict.startsWith("bip39-mnemonic") && verdict.endsWith("proven"),
      )
        ? []
        : [index],
    );
    expect(missed).toEqual([]);
  });

  // A phrase that repeats one word, or whose words stand in the list's order, is not told from a word list without a name.
  test.each(official)("%s: every phrase of random words is found without a name", (language) => {
    const random = (bip39[language] ?? []).filter(([entropy]) => new Set(entropy.match(/../gu)).size > 8);
    expect(random.length).toBeGreaterThan(8);
    const missed = random.flatMap(([, phrase], index) =>
      verdicts(amid(phrase)).includes("bip39-mnemonic high proven") ? [] : [index],
    );
    expect(missed).toEqual([]);
  });

  test.each(official)("%s: a phrase with its last two words exchanged is none without a name", (language) => {
    const [, phrase = ""] =
      (bip39[language] ?? []).findLast(([entropy]) => entropy.length === 32 && new Set(entropy).size > 8) ?? [];
    const separator = language === "japanese" ? "\u3000" : " ";
    const words = phrase.split(separator);
    expect(words).toHaveLength(12);
    [words[10], words[11]] = [words[11] ?? "", words[10] ?? ""];
    expect(innocent(amid(words.join(separator)))).toBe(true);
  });
});

describe("WIF", () => {
  test.each(wif.valid.map((one, index) => [index, one]))("key %i is found", (_, { WIF }) => {
    const [verdict, ...rest] = verdicts(amid(WIF));
    expect(rest).toEqual([]);
    expect(verdict).toMatch(/^bitcoin-wif-key (?:high|low) proven$/u);
  });

  // "Invalid network version" there means a key of another network than the one asked for: it is a key all the same.
  const broken = wif.invalid.decode.filter(({ exception }) => !exception.includes("network version"));
  test.each(broken.map((one, index) => [index, one.exception, one.WIF]))(
    "invalid key %i (%s) is none",
    (_, __, text) => {
      expect(innocent(amid(text))).toBe(true);
    },
  );
});

describe("Ed25519 pairs, as wallets write them", () => {
  const pairs = ed25519.map((line) => Buffer.from(line.split(":")[0] ?? "", "hex"));
  const writings: Readonly<Record<string, (pair: Buffer) => string>> = {
    "JSON numbers": (pair) => JSON.stringify([...pair]),
    base58: (pair) => amid(base58.encode(pair)),
    base64: (pair) => amid(pair.toString("base64")),
    hex: (pair) => amid(pair.toString("hex")),
  };

  test.each(Object.keys(writings))("%s: all 64 are found", (writing) => {
    expect(pairs).toHaveLength(64);
    const missed = pairs.flatMap((pair, index) =>
      verdicts(writings[writing]?.(pair) ?? "").some((verdict) => verdict.endsWith("high proven")) ? [] : [index],
    );
    expect(missed).toEqual([]);
  });

  test.each(Object.keys(writings))("%s: with one bit of the public half changed, none is", (writing) => {
    const flagged = pairs.flatMap((pair, index) => {
      const other = Buffer.from(pair);
      other[40] = (other[40] ?? 0) ^ 1;
      return innocent(writings[writing]?.(other) ?? "") ? [] : [index];
    });
    expect(flagged).toEqual([]);
  });
});

describe("SLIP-39", () => {
  const valid = slip39.filter(([, , secret]) => secret !== "");
  test.each(valid.map(([title, shares]) => [title, shares]))("%s: every share is found", (_, shares) => {
    for (const share of shares) expect(verdicts(amid(share))).toEqual(["slip39-share high proven"]);
  });

  const broken = slip39.filter(([title]) => /invalid checksum/iu.test(title));
  test.each(broken.map(([title, shares]) => [title, shares]))("%s: no share is one", (_, shares) => {
    for (const share of shares) expect(innocent(amid(share))).toBe(true);
  });

  test("the roots are found too", () => {
    for (const [, , , root] of valid) expect(verdicts(amid(root))).toEqual(["bip32-private-key high proven"]);
  });
});

describe("keystore V3, made by ethers", () => {
  test.each(["compact", "indented"])("%s: found once, as an encrypted key", (writing) => {
    const { address, privateKey } = Wallet.createRandom();
    const made = encryptKeystoreJsonSync({ address, privateKey }, "a password of this test", { scrypt: { N: 2 } });
    const text = writing === "compact" ? made : JSON.stringify(JSON.parse(made), undefined, 2);
    expect(verdicts(text)).toEqual([expect.stringMatching(/^encrypted-keystore medium (?:proven|shaped)$/u)]);
  });
});
