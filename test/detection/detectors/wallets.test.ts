import { createECDH, createHash } from "node:crypto";
import { ed25519 } from "@noble/curves/ed25519";
import { deflateSync, gzipSync } from "node:zlib";
import { base32, base58, base58xrp, createBase58check } from "@scure/base";
import { entropyToMnemonic } from "@scure/bip39";
import { wordlist as english } from "@scure/bip39/wordlists/english";
import { computeAddress, Wallet } from "ethers";
import { shown } from "../generate/documented";
import { algorand, electrumVersion, fitsTon, monero, slip39Share, ton, wordsThat } from "../generate/phrases";
import { base64, Random } from "../generate/random";
import { rsaKey } from "../generate/rsa";
import { changed, facts, judge, type Fact } from "./facts";

const sha256 = (bytes: Uint8Array): Buffer => createHash("sha256").update(bytes).digest();
const check = createBase58check(sha256);
const behind = (version: readonly number[], ...rest: readonly Uint8Array[]): Buffer =>
  Buffer.concat([Buffer.from(version), ...rest]);
/** A scalar of secp256k1 for certain. */
const scalar = (r: Random): Buffer => behind([1], r.bytes(31));
const pair = (r: Random): Buffer => {
  const seed = r.bytes(32);
  return Buffer.concat([seed, ed25519.getPublicKey(seed)]);
};
/** 64 bytes of which no half is the other's key, with a last byte that no signature has. */
const noPair = (r: Random): Buffer => Buffer.concat([r.bytes(63), Buffer.of(0x7f)]);

describe("keys that a checksum proves", () => {
  facts("bitcoin-wif-key", "high proven", (r) => {
    const wif = (version: number, compressed: boolean, key = scalar(r)): string =>
      check.encode(behind([version], key, Buffer.from(compressed ? [1] : [])));
    const key = wif(0x80, true);
    return [
      ["compressed", `a: ${key}`, key],
      ...[0x80, 0xef, 0xb0, 0x9e, 0xcc].map((version): Fact => {
        const one = wif(version, false);
        return [`uncompressed, of version ${version}`, `a: ${one}`, one];
      }),
      ["a changed character breaks the checksum", `a: ${changed(key, 20)}`],
      ["a key of zero is none", `a: ${wif(0x80, true, Buffer.alloc(32))}`],
      ["a key beyond the curve's order is none", `a: ${wif(0x80, true, Buffer.alloc(32, 0xff))}`],
      [
        "33 bytes behind the version end in 1, or it is none",
        `a: ${check.encode(behind([0x80], scalar(r), Buffer.of(2)))}`,
      ],
      ["an address is none", `a: ${check.encode(behind([0], r.bytes(20)))}`],
    ];
  });

  facts("bitcoin-wif-key", "low proven", () => {
    const wif = (digits: string, ...rest: readonly number[]): string =>
      check.encode(behind([0x80], Buffer.from(digits, "hex"), Buffer.from(rest)));
    const next = (digits: string): string => changed(digits, 40);
    return [shown.wiki, shown.book].flatMap((digits): Fact[] => [
      ["that documents show", `a: ${wif(digits)}`, wif(digits)],
      ["that documents show, compressed", `a: ${wif(digits, 1)}`, wif(digits, 1)],
      ["that differs in one digit", `a: ${wif(next(digits))}`, wif(next(digits)), "high proven"],
    ]);
  });

  test("bitcoin-wif-key: 31 and 34 bytes behind the version are none, whatever they end in", () => {
    const bytes = new Random("wif").bytes(40);
    for (const size of [31, 33, 34])
      for (const last of [1, 2])
        expect(
          judge("bitcoin-wif-key", check.encode(behind([0x80], bytes.subarray(0, size - 1), Buffer.of(last)))),
        ).toEqual(size === 33 && last === 1 ? { confidence: "proven" } : undefined);
    expect(judge("bitcoin-wif-key", check.encode(Buffer.of(1)))).toBeUndefined();
  });

  facts("bip32-private-key", "high proven", (r) => {
    const versions = [0x0488ade4, 0x04358394, 0x049d7878, 0x04b2430c, 0x0295b005, 0x02aa7a99, 0x044a4e28, 0x045f18bc, 0x024285b5, 0x02575048, 0x019d9cfe, 0x01b26792, 0x02fac398]; // prettier-ignore
    const extended = (version: number, lead = 0, key = scalar(r)): string => {
      const head = Buffer.alloc(4);
      head.writeUInt32BE(version);
      return check.encode(Buffer.concat([head, Buffer.of(3), r.bytes(8), r.bytes(32), Buffer.of(lead), key]));
    };
    const key = extended(0x0488ade4);
    return [
      ...versions.map((version): Fact => {
        const one = extended(version);
        return [`of version ${version.toString(16)}, ${one.slice(0, 4)}`, `a: ${one}`, one];
      }),
      ["a changed character breaks the checksum", `a: ${changed(key, 20)}`],
      ["a public one is none", `a: ${extended(0x0488b21e, 2)}`],
      ["a private version with a public key is none", `a: ${extended(0x0488ade4, 2)}`],
      ["a version just beside is none", `a: ${extended(0x0488ade5)}`],
      ["a key of zero is none", `a: ${extended(0x0488ade4, 0, Buffer.alloc(32))}`],
    ];
  });

  facts("bip38-key", "medium proven", (r) => {
    const sealed = (first: number, kind: number, size = 37): string =>
      check.encode(behind([first, kind], r.bytes(size)));
    const multiplied = check.encode(behind([1, 0x43, 0], r.bytes(36)));
    const plain = check.encode(behind([1, 0x42, 0xe0], r.bytes(36)));
    return [
      ["of a key", `a: ${plain}`, plain],
      ["of a multiplied key", `a: ${multiplied}`, multiplied],
      ["a changed character breaks the checksum", `a: ${changed(plain, 20)}`],
      ["of another kind is none", `a: ${sealed(1, 0x44)}`],
      ["of yet another kind is none", `a: ${sealed(1, 0x41)}`],
      ["of another version is none", `a: ${sealed(2, 0x42)}`],
    ];
  });

  test("bip38-key has 39 bytes and begins with 6P", () => {
    const bytes = new Random("bip38").bytes(40);
    const sealed = (size: number): string => check.encode(behind([1, 0x42], bytes.subarray(0, size - 2)));
    expect(judge("bip38-key", sealed(39))).toEqual({ confidence: "proven" });
    for (const size of [38, 40]) expect(judge("bip38-key", sealed(size))).toBeUndefined();
    expect(judge("bip38-key", `1${sealed(39)}`)).toBeUndefined();
  });

  facts("stellar-secret-seed", "high proven", (r) => {
    const crc16 = (bytes: Uint8Array): number => {
      let rest = bytes.reduce((value, byte) => (value << 8n) | BigInt(byte), 0n) << 16n;
      for (let bit = BigInt(bytes.length * 8 + 15); bit >= 16n; bit--)
        if (((rest >> bit) & 1n) === 1n) rest ^= 0x11021n << (bit - 16n);
      return Number(rest);
    };
    const seed = (version: number): string => {
      const body = behind([version], r.bytes(32));
      const sum = Buffer.alloc(2);
      sum.writeUInt16LE(crc16(body));
      return base32.encode(Buffer.concat([body, sum]));
    };
    const one = seed(18 << 3);
    return [
      ["of an account", `a: ${one}`, one],
      [
        "a changed character breaks the checksum",
        `a: ${one.slice(0, 20)}${one[20] === "A" ? "B" : "A"}${one.slice(21)}`,
      ],
      ["of a version that begins with S as well is none", `a: ${seed((18 << 3) | 1)}`],
      ["an address is none", `a: ${seed(6 << 3)}`],
      ["in small letters it is none", `a: ${one.toLowerCase()}`],
    ];
  });

  test("stellar-secret-seed takes no value with a character more", () => {
    const r = new Random("stellar");
    expect(judge("stellar-secret-seed", `S${r.text("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", 56)}`)).toBeUndefined();
    expect(judge("stellar-secret-seed", `AS${r.text("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", 55)}`)).toBeUndefined();
  });

  facts("xrp-seed", "high proven", (r) => {
    const checked = (body: Buffer): string =>
      base58xrp.encode(Buffer.concat([body, sha256(sha256(body)).subarray(0, 4)]));
    const classic = checked(behind([0x21], r.bytes(16)));
    const edwards = checked(behind([1, 0xe1, 0x4b], r.bytes(16)));
    return [
      ["classic", `a: ${classic}`, classic],
      ["of Ed25519", `a: ${edwards}`, edwards],
      ["a changed character breaks the checksum", `a: ${changed(classic, 12)}`],
      ["of Ed25519 with another second byte is none", `a: ${checked(behind([1, 0xe2, 0x4b], r.bytes(16)))}`],
      ["of Ed25519 with another third byte is none", `a: ${checked(behind([1, 0xe1, 0x4c], r.bytes(16)))}`],
      ["an address is none", `a: ${checked(behind([0], r.bytes(20)))}`],
    ];
  });

  test("xrp-seed: its length and its first byte count, whatever letter it begins with", () => {
    const r = new Random("xrp");
    const checked = (body: Buffer): string =>
      base58xrp.encode(Buffer.concat([body, sha256(sha256(body)).subarray(0, 4)]));
    const begins = (make: () => Buffer): string => {
      for (let tries = 0; tries < 5_000; tries++) {
        const one = checked(make());
        if (one.startsWith("s")) return one;
      }
      throw new Error("No such seed begins with s.");
    };
    expect(
      judge(
        "xrp-seed",
        begins(() => behind([0x21], r.bytes(16))),
      ),
    ).toEqual({ confidence: "proven" });
    for (const size of [15, 17, 18, 19])
      expect(judge("xrp-seed", checked(behind([0x21], r.bytes(size))))).toBeUndefined();
    for (const size of [15, 17])
      expect(judge("xrp-seed", checked(behind([1, 0xe1, 0x4b], r.bytes(size))))).toBeUndefined();
    for (const first of [0x20, 0x22]) {
      const one = checked(behind([first], r.bytes(16)));
      expect(judge("xrp-seed", one)).toBeUndefined();
    }
    for (const first of [0, 2])
      expect(judge("xrp-seed", checked(behind([first, 0xe1, 0x4b], r.bytes(16))))).toBeUndefined();
  });

  facts("tezos-secret-key", "high proven", (r) => {
    // Prefixes of Tezos' base58 encodings, for 32, 64 and 56 bytes.
    const of = (prefix: readonly number[], size: number): string => check.encode(behind(prefix, r.bytes(size)));
    const seed = of([13, 15, 58, 7], 32);
    const long = of([43, 246, 78, 7], 64);
    const koblitz = of([17, 162, 224, 201], 32);
    const p256 = of([16, 81, 238, 189], 32);
    const sealed = [of([7, 90, 60, 179, 41], 56), of([9, 237, 241, 174, 150], 56), of([9, 48, 57, 115, 171], 56)];
    return [
      ...[seed, long, koblitz, p256].map((one): Fact => [`beginning with ${one.slice(0, 4)}`, `a: ${one}`, one]),
      ...sealed.map((one): Fact => [
        `beginning with ${one.slice(0, 5)}, under a passphrase`,
        `a: ${one}`,
        one,
        "medium proven",
      ]),
      ["a changed character breaks the checksum", `a: ${changed(seed, 20)}`],
      ["a public key is none", `a: ${of([13, 15, 37, 217], 32)}`],
    ];
  });

  test("tezos-secret-key begins with its letters", () => {
    expect(
      judge("tezos-secret-key", check.encode(behind([13, 15, 37, 217], new Random("tezos").bytes(32)))),
    ).toBeUndefined();
  });
});

describe("pairs of Ed25519", () => {
  facts("ed25519-key-pair", "high proven", (r) => {
    const bytes = pair(r);
    const [short, hex] = [base58.encode(bytes), bytes.toString("hex")];
    let plain = "+0";
    while (!/^[A-Za-z\d]+$/u.test(plain) || /^[1-9A-HJ-NP-Za-km-z]+$/u.test(plain))
      plain = pair(r).toString("base64").slice(0, 86);
    return [
      ["in base58", `a: ${short}`, short],
      ["in hex", `a: ${hex}`, hex],
      ["in capital hex", `a: ${hex.toUpperCase()}`, hex.toUpperCase()],
      ["in base58, under a sum's neighbour", `assumption: ${short}`, short],
      ["64 bytes of something else in base58 are none", `a: ${base58.encode(noPair(r))}`],
      ["64 bytes of something else in hex are none", `a: ${noPair(r).toString("hex")}`],
      ["one changed character, and it is none", `a: ${hex.slice(0, 40)}${hex[40] === "0" ? "1" : "0"}${hex.slice(41)}`],
      ["as a digest by name it is left alone", `keyDigest: ${hex}`],
      ["behind a sum's name it is left alone", `sha512-${hex}`],
      ["behind the word signature it is left alone", `"signature": "${short}"`],
      ["behind the word sig it is left alone", `"sig": "${short}"`],
      ["behind the word checksum it is left alone", `checksum ${hex}`],
      ["in a line of SHA512SUMS it is left alone", `${hex}  bot.tar.gz\n`],
      ["in a line of SHA512SUMS for binary files, too", `${hex} *bot.tar.gz\n`],
      ["before an equals sign it is no line of SHA512SUMS", `${hex} =x\n`, hex],
      ["in base58 before a file's name it is no line of SHA512SUMS", `${short}  bot.tar.gz\n`, short],
      ["127 digits are none", `a: ${hex.slice(1)}`],
      ["base58 of 63 bytes is none", `a: ${base58.encode(bytes.subarray(1))}`],
      ["base58 with a zero is none", `a: ${short.slice(0, -1)}0`],
      ["in base64 of letters and digits alone", `a: "${plain}"`, plain],
      ["behind a sum's name and a word it is found", `sha512- of ${hex}`, hex],
      ["before a file's name in the middle of a line", `${hex} = ${"x".repeat(3)} *bot`, hex],
      ["one digit that is none, and it is none", `a: ${hex.slice(0, -1)}g`],
    ];
  });

  facts("ed25519-key-pair-base64", "high proven", (r) => {
    const bare = pair(r).toString("base64").slice(0, 86);
    return [
      ["with padding", `a: "${bare}=="`, `${bare}==`],
      ["64 bytes of something else are none", `a: "${noPair(r).toString("base64")}"`],
      ["as a digest by name it is left alone", `keyDigest: "${bare}=="`],
      ["behind a sum's name it is left alone", `"sha512-${bare}=="`],
      ["behind the word integrity it is left alone", `integrity "${bare}=="`],
      ["behind the word signature it is left alone", `"signature": "${bare}=="`],
      ["one changed character, and it is none", `a: "${changed(bare, 30)}=="`],
    ];
  });

  test("what may be a signature is tried only as long as the allowance lasts, unless its name says what it is", () => {
    const r = new Random("may be a signature");
    let bytes = pair(r);
    while ((bytes[63] ?? 0) > 0x10) bytes = pair(r);
    let clear = pair(r);
    while ((clear[63] ?? 0) <= 0x10) clear = pair(r);
    const none = { curve: () => true, phrase: () => true, extra: () => false };
    for (const [id, form] of [
      ["ed25519-key-pair", (all: Buffer) => all.toString("hex")],
      ["ed25519-key-pair-base64", (all: Buffer) => all.toString("base64").slice(0, 86)],
    ] as const) {
      const proven = { confidence: "proven" };
      expect(judge(id, form(bytes))).toEqual(proven);
      expect(judge(id, form(bytes), { name: "txHash" })).toBeUndefined();
      expect(judge(id, form(bytes), { budget: none })).toBeUndefined();
      expect(judge(id, form(bytes), { budget: none, name: "botSecret" })).toEqual(proven);
      expect(judge(id, form(bytes), { budget: none, name: "apiKey" })).toEqual(id.endsWith("64") ? proven : undefined);
      expect(judge(id, form(clear), { budget: none })).toEqual(proven);
      expect(
        judge(id, form(clear), { budget: { curve: () => false, phrase: () => true, extra: () => true } }),
      ).toBeUndefined();
    }
  });

  facts("near-private-key", "high proven", (r) => {
    const key = `ed25519:${base58.encode(pair(r))}`;
    return [
      ["with its curve", `"private_key": "${key}"`, key],
      ["a public key is none", `"public_key": "ed25519:${base58.encode(r.bytes(32))}"`],
      ["64 bytes of something else are none", `a: ed25519:${base58.encode(noPair(r))}`],
      ["another curve is none", `a: secp256k1:${base58.encode(pair(r)).slice(0, 60)}`],
      ["63 bytes are none", `a: ed25519:${base58.encode(r.bytes(63))}`],
    ];
  });

  test("near-private-key is not proven past the allowance", () => {
    const key = `ed25519:${base58.encode(pair(new Random("near")))}`;
    expect(judge("near-private-key", key)).toEqual({ confidence: "proven" });
    expect(
      judge("near-private-key", key, { budget: { curve: () => false, phrase: () => true, extra: () => true } }),
    ).toBeUndefined();
  });

  facts("key-bytes", "high proven", (r) => {
    const bytes = pair(r);
    const key = scalar(r);
    const list = (all: Iterable<number>, joint = ","): string => Array.from(all).join(joint);
    const hex = Array.from(bytes, (byte) => `0x${byte.toString(16)}`).join(", ");
    const placed = (all: Uint8Array, first = 0): Readonly<Record<string, number>> =>
      Object.fromEntries(Array.from(all, (byte, at) => [at + first, byte]));
    const signed = Array.from(bytes, (byte) => (byte > 127 ? byte - 256 : byte));
    const rows = Array.from({ length: 6 }, (_, row) => list(bytes.subarray(12 * row, 12 * row + 12), ", ")).join(
      ",\n    ",
    );
    return [
      ["in JSON", `[${list(bytes)}]`, list(bytes)],
      ["with blanks", `[${list(bytes, ", ")}]`, list(bytes, ", ")],
      ["in hex", `[${hex}]`, hex],
      [
        "as bytes of Java, which are negative from 128 on",
        `byte[] { ${list(signed, ", ")} }`,
        list(signed, ", ").replace(/^-/u, ""),
      ],
      ["as a list in YAML", `a:\n  - ${list(bytes, "\n  - ")}\nb: 3\n`, list(bytes, "\n  - ")],
      ["in rows, behind their count", `let a: [u8; 64] = [\n    ${rows},\n];`, rows],
      ["the second of a list", `[[${list(noPair(r))}],[${list(bytes)}]]`, list(bytes)],
      [
        "as an object of its places",
        JSON.stringify({ secretKey: placed(bytes) }),
        Object.entries(placed(bytes))
          .map(([at, byte]) => `"${at}":${byte}`)
          .join(",")
          .slice('"0":'.length),
      ],
      ["as an object of other places it is none", JSON.stringify({ secretKey: placed(bytes, 1) })],
      ["with numbers under -128 it is none", `[${list([-129, ...bytes.subarray(1)])}]`],
      [
        "with numbers both under 0 and over 127 it is none",
        `[${list([(bytes[0] ?? 0) - 256, 200, ...bytes.subarray(2)])}]`,
      ],
      ["64 numbers of something else are none", `[${list(noPair(r))}]`],
      ["64 numbers of something else as a list in YAML are none", `a:\n  - ${list(noPair(r), "\n  - ")}\n`],
      ...[
        `const secretKey = new Uint8Array([${list(key)}]);`,
        `{"private_key":[${list(key)}]}`,
        `const PRIVATE_KEY: [u8; 32] = [\n    ${list(key)},\n];`,
        `var privateKey = []byte{${list(key)}}`,
        `private_key:\n  - ${list(key, "\n  - ")}\n`,
        `{"v":1,"private_key":[${list(key)}]}`,
        `{"url":"a?b=c","private_key":[${list(key)}]}`,
        `[10:00] private_key: [${list(key)}]`,
        `wallet = Wallet { private_key: [${list(key)}] }`,
        `let private_key: Vec<u8> = Vec::from([${list(key)}]);`,
      ].map((text): Fact => [
        "32 numbers that a secret's name is given",
        text,
        list(key, text.includes("- ") ? "\n  - " : ","),
        "high named",
      ]),
      ["32 numbers of a public key are none", `const publicKey = new Uint8Array([${list(key)}]);`],
      ["32 numbers of a public key behind a secret's name are none", `{"secret":1,"public_key":[${list(key)}]}`],
      ["32 numbers under another name behind a secret's are none", `{"private_key":1,"values":[${list(key)}]}`],
      ["32 numbers under another name on the next line are none", `secret = x\nvalues: [${list(key)}]`],
      ["32 numbers of a call are none", `hash(Uint8Array.from([${list(key)}]))`],
      ["with a number over 255 it is none", `[${list([...bytes.subarray(0, 63), 256])}]`],
      ["63 numbers are none", `[${list(bytes.subarray(0, 63))}]`],
      ["32 numbers under a secret's name are a key", `secretKey = [${list(key)}]`, list(key), "high named"],
      ["32 numbers under another name are none", `values = [${list(key)}]`],
      [
        "32 numbers of which few differ are none",
        `secretKey = [${list(Array.from({ length: 32 }, (_, index) => index % 15))}]`,
      ],
      ["32 zeros are none", `secretKey = [${list(Buffer.alloc(32))}]`],
    ];
  });

  test("key-bytes: 16 different numbers, of a scalar, within the allowance", () => {
    const some = (distinct: number): string =>
      Array.from({ length: 32 }, (_, index) => 1 + (index % distinct)).join(",");
    expect(judge("key-bytes", some(16), { name: "secretKey" })).toMatchObject({ confidence: "named" });
    expect(judge("key-bytes", some(15), { name: "secretKey" })).toBeUndefined();
    expect(judge("key-bytes", some(16))).toBeUndefined();
    const high = [
      ...Array.from({ length: 15 }, () => 255),
      ...Array.from({ length: 17 }, (_, index) => 238 + index),
    ].join(",");
    expect(judge("key-bytes", high, { name: "secretKey" })).toMatchObject({ confidence: "named" });
    const beyond = [
      ...Array.from({ length: 16 }, () => 255),
      ...Array.from({ length: 16 }, (_, index) => 239 + index),
    ].join(",");
    expect(judge("key-bytes", beyond, { name: "secretKey" })).toBeUndefined();
    const all = pair(new Random("bytes")).join(",");
    expect(
      judge("key-bytes", all, { budget: { curve: () => false, phrase: () => true, extra: () => true } }),
    ).toBeUndefined();
  });
});

describe("files of keys", () => {
  facts("cardano-signing-key", "high shaped", (r) => {
    const file = (type: string, hex: string): string =>
      JSON.stringify({ type, description: "Payment Key", cborHex: hex }, null, 4);
    const [key, extended, evolving] = [`5820${r.hex(64)}`, `5880${r.hex(256)}`, `590260${r.hex(1216)}`];
    const signs = "PaymentSigningKeyShelley_ed25519";
    return [
      ["a signing key", file(signs, key), key],
      ["an extended one", file("StakeExtendedSigningKeyShelley_ed25519_bip32", extended), extended],
      ["one that evolves", file("KesSigningKey_ed25519_kes_2^6", evolving), evolving],
      ["with its type behind it", `{"cborHex":"${key}","type":"${signs}"}`, key],
      ["as a string of JSON", JSON.stringify({ file: file(signs, key) }), key],
      ["what verifies is public", file("PaymentVerificationKeyShelley_ed25519", key)],
      [
        "what verifies beside what signs is public",
        `[{"type":"${signs}"},${file("PaymentVerificationKeyShelley_ed25519", key)},{"type":"${signs}"}]`,
      ],
      ["a transaction is none", file("Witnessed Tx BabbageEra", `84a4${r.hex(400)}`)],
      ["a length that does not fit is none", file(signs, `5820${r.hex(66)}`)],
      ["a key of zero stands in for one", file(signs, `5820${"0".repeat(64)}`), `5820${"0".repeat(64)}`, "low shaped"],
    ];
  });

  facts("private-jwk", "high proven", (r) => {
    const jwk = (name: string): Record<"kty" | "crv" | "x" | "y" | "d", string> => {
      const sizes: Record<string, number> = { "P-384": 48, "P-521": 66 };
      const key = createECDH({ "P-256": "prime256v1", "P-384": "secp384r1", "P-521": "secp521r1" }[name] ?? name);
      const scalarOf = behind([0, 1], r.bytes((sizes[name] ?? 32) - 2));
      key.setPrivateKey(scalarOf);
      const both = key.getPublicKey().subarray(1);
      const [x, y] = [both.subarray(0, both.length / 2), both.subarray(both.length / 2)];
      return {
        kty: "EC",
        crv: name,
        x: x.toString("base64url"),
        y: y.toString("base64url"),
        d: scalarOf.toString("base64url"),
      };
    };
    const bytes = pair(r);
    const d = bytes.subarray(0, 32).toString("base64url");
    const x = bytes.subarray(32).toString("base64url");
    const edwards = { kty: "OKP", crv: "Ed25519", x, d };
    const small = rsaKey(1024, "jwk").export({ format: "jwk" });
    const ec = jwk("P-256");
    const open = { ...ec, d: undefined };
    const openRsa = { ...small, d: undefined };
    return [
      ...["P-256", "P-384", "P-521", "secp256k1"].map((name): Fact => {
        const one = jwk(name);
        return [`of ${name}`, JSON.stringify(one), one.d];
      }),
      ["of Ed25519", JSON.stringify(edwards), d],
      ["with its type behind it", JSON.stringify({ d: ec.d, x: ec.x, y: ec.y, crv: ec.crv, kty: ec.kty }), ec.d],
      ["over lines", JSON.stringify({ keys: [{ ...ec, key_ops: ["sign"] }] }, null, 2), ec.d],
      ["as an object of JavaScript", `const jwk = { kty: 'EC', crv: 'P-256', x: '${ec.x}', d: '${ec.d}' };`, ec.d],
      ["in YAML", `kty: EC\ncrv: P-256\nx: ${ec.x}\nd: ${ec.d}\n`, ec.d],
      ["behind a public one", JSON.stringify([open, edwards]), d],
      ["of another curve's key", JSON.stringify({ ...ec, x: r.bytes(32).toString("base64url") }), ec.d, "high shaped"],
      ["of a curve that is not computed", JSON.stringify({ ...edwards, crv: "X25519" }), d, "high shaped"],
      ["of no curve", JSON.stringify({ kty: "EC", d }), d, "high shaped"],
      ["of RSA", JSON.stringify(small), small.d ?? "", "high shaped"],
      ["a public one is none", JSON.stringify(open)],
      ["a public one of RSA is none", JSON.stringify(openRsa)],
      ["without its type it is none", JSON.stringify({ x, d })],
      ["beside a public one, without its own type, it is none", JSON.stringify([open, { x, d }, open])],
      ["of another type it is none", JSON.stringify({ ...edwards, kty: "other" })],
      ["under another name it is none", JSON.stringify({ ...open, kid: ec.d })],
      ["one character less, and it is none", JSON.stringify({ ...ec, d: ec.d.slice(1) })],
    ];
  });

  facts("sui-keystore", "high shaped", (r) => {
    const key = (scheme: number, bytes: Uint8Array): string => behind([scheme], bytes).toString("base64");
    const point = (): Buffer => Buffer.from(ed25519.getPublicKey(r.bytes(32)));
    const hidden = key(0, Buffer.alloc(32, 2).fill(r.bytes(31), 1));
    const list = (...keys: string[]): string => JSON.stringify(keys, null, 2);
    const [one, other] = [key(0, point()), key(1, scalar(r))];
    return [
      ["one key", list(one), one],
      ["under the name of a keystore", `SUI_KEYSTORE='${JSON.stringify([hidden])}'`, hidden],
      ["in a list under that name", `{"sui.keystore": ["${hidden}"]}`, hidden],
      [
        "under that name, as JSON in JSON in JSON",
        JSON.stringify({ a: JSON.stringify({ b: JSON.stringify({ suiKeystore: JSON.stringify([hidden]) }) }) }),
        hidden,
      ],
      ["under another name it is none", `SUI_OBJECTS='${JSON.stringify([hidden])}'`],
      ["one of secp256k1 among several", list(one, other), one],
      ["several public keys are none", list(key(0, point()), key(0, point()), key(0, point()))],
      ["compressed public keys of secp256k1 are none", list(key(2, r.bytes(32)), key(3, r.bytes(32)))],
      ["a list within something else is none", `{"keys":${list(hidden)}}`],
      ["another list is none", JSON.stringify([hidden, "other"])],
      ["one that is no JSON is none", `["${hidden}",]`],
      ["bytes of another length are none", list(r.bytes(32).toString("base64"))],
    ];
  });
});

describe("phrases", () => {
  const r = new Random("phrases of detectors");
  const bip39 = (size: number): string => entropyToMnemonic(r.bytes(size), english);
  const isBip39 = (words: readonly string[]): boolean => {
    try {
      return (
        words.length % 3 === 0 &&
        entropyToMnemonic(
          Buffer.from(
            words
              .map((word) => english.indexOf(word).toString(2).padStart(11, "0"))
              .join("")
              .slice(0, (words.length / 3) * 32)
              .match(/.{8}/gu)
              ?.map((byte) => Number.parseInt(byte, 2)) ?? [],
          ),
          english,
        ) === words.join(" ")
      );
    } catch {
      return false;
    }
  };

  facts("bip39-mnemonic", "high proven", () => {
    const phrase = bip39(16);
    const words = phrase.split(" ");
    const sorted = [...wordsThat(r, 12, (all) => isBip39([...all].sort()))].sort().join(" ");
    const inRows = (phraseOf24: string): string => phraseOf24.replace(/((?:\S+ ){5}\S+) /gu, "$1\n");
    const rows = inRows(bip39(32));
    const tabled = (all: readonly string[]): string =>
      all.map((word, at) => `<tr><td>${at + 1}</td><td>${word}</td></tr>`).join("\n  ");
    return [
      ["of 24 words in rows", `a: ${rows}`, rows],
      ["of 24 words in rows, behind a word that is in the list", `mode: live\na: ${rows}`, rows],
      [
        "of 24 words in rows, whose checksum does not fit, is none",
        `a: ${inRows(wordsThat(r, 24, (all) => !isBip39(all)).join(" "))}`,
      ],
      ["of twelve words in rows, without a name, is none", `a: ${inRows(phrase)}`],
      ["of twelve words that are whole lines", `1.\n${inRows(phrase)}\n`, inRows(phrase)],
      ["of twelve words that are whole lines, indented", `1.\n  ${inRows(phrase)}\n`, inRows(phrase)],
      ["of twelve words in rows between quotes", `a: "${inRows(phrase)}"`, inRows(phrase)],
      ["of twelve words in rows, with a full stop behind them, is none", `1.\n${inRows(phrase)}.\n`],
      ["of twelve words in rows, behind a sign, is none", `> ${inRows(phrase)}\n`],
      ["of twelve words in rows with a comma is none", `1.\n${inRows(phrase).replace("\n", ",\n")}\n`],
      ["in a list of a page", `<ol><li>${words.join("</li><li>")}</li></ol>`, words.join("</li><li>")],
      ["in a table of a page", tabled(words), tabled(words).slice("<tr><td>1</td><td>".length, -"</td></tr>".length)],
      ["between strokes", `a: ${words.join(" / ")}`, words.join(" / ")],
      ...[16, 20, 24, 28, 32].map((size): Fact => {
        const one = bip39(size);
        return [`of ${size} bytes`, `a: ${one}`, one];
      }),
      ["with a path of derivation behind it", `suri = "${phrase}//bot//0"`, phrase],
      ["with a path of derivation and a password behind it", `suri = "${phrase}/soft///lamp"`, phrase],
      [
        "among other words, announced",
        `The recovery phrase of the wallet is ${phrase} and nothing else of it.`.replace(phrase, `: ${phrase} .`),
        phrase,
      ],
      ["with two words exchanged it is none", `a: ${wordsThat(r, 12, (all) => !isBip39(all)).join(" ")}`],
      ["in alphabetical order it is a list", `a: ${sorted}`],
      ["in alphabetical order, but all that a phrase's name holds, it is one", `mnemonic: "${sorted}"`, sorted],
      ["in alphabetical order under another name it is a list", `motto: "${sorted}"`],
      ["everybody's test phrase is low", `a: ${"test ".repeat(11)}junk`, `${"test ".repeat(11)}junk`, "low proven"],
      ["behind a command that is a word of the list", `echo ${phrase} > a`, phrase],
      ["behind another word of the list is none", `x able ${phrase} > a`],
      ["eleven words are none", `a: ${words.slice(1).join(" ")}`],
    ];
  });

  facts("electrum-seed", "high proven", () => {
    const fitting = (count: number): string =>
      wordsThat(r, count, (words) => electrumVersion(words).startsWith("01") && !isBip39(words)).join(" ");
    const [short, long] = [fitting(12), fitting(24)];
    const sorted = (): string => {
      for (;;) {
        const words = wordsThat(r, 12, () => true).sort();
        if (electrumVersion(words).startsWith("01") && !isBip39(words)) return words.join(" ");
      }
    };
    return [
      ["of twelve words", `a: ${short}`, short],
      ["of 24 words", `a: ${long}`, long],
      [
        "of another version is none",
        `a: ${wordsThat(r, 12, (words) => !/^(?:01|10[012])/u.test(electrumVersion(words)) && !isBip39(words)).join(" ")}`,
      ],
      ["in alphabetical order it is a list", `a: ${sorted()}`],
    ];
  });

  facts("ton-mnemonic", "high proven", () => {
    const phrase = ton().join(" ");
    return [
      ["of 24 words", `a: ${phrase}`, phrase],
      ["that does not fit is none", `a: ${wordsThat(r, 24, (words) => !fitsTon(words)).join(" ")}`],
      ["of 23 words is none", `a: ${phrase.split(" ").slice(1).join(" ")}`],
    ];
  });

  test("a BIP39 phrase is proven only within the allowance", () => {
    const phrase = bip39(16);
    const none = { curve: () => true, phrase: () => false, extra: () => true };
    expect(judge("bip39-mnemonic", phrase)).toEqual({ confidence: "proven", range: [0, phrase.length] });
    expect(judge("bip39-mnemonic", phrase, { budget: none })).toBeUndefined();
  });

  test("a TON phrase is derived only within the allowance, and only of list words that are in no order", () => {
    const phrase = ton().join(" ");
    expect(judge("ton-mnemonic", phrase)).toEqual({ confidence: "proven", range: [0, phrase.length] });
    expect(
      judge("ton-mnemonic", phrase, { budget: { curve: () => false, phrase: () => true, extra: () => true } }),
    ).toBeUndefined();
    let spent = 0;
    const counted = { curve: () => spent++ >= 0, phrase: () => true, extra: () => true };
    judge("ton-mnemonic", phrase.replace(/^\w+/u, "bulkhead"), { budget: counted });
    judge("ton-mnemonic", phrase.split(" ").sort().join(" "), { budget: counted });
    expect(spent).toBe(0);
  });

  facts("algorand-mnemonic", "high proven", () => {
    const words = algorand(r.bytes(32));
    const phrase = words.join(" ");
    return [
      ["of 25 words", `a: ${phrase}`, phrase],
      ["with two words exchanged it is none", `a: ${[words[1] ?? "", words[0] ?? "", ...words.slice(2)].join(" ")}`],
      ["of 24 words is none", `a: ${words.slice(1).join(" ")}`],
      ["of zeros, which everybody knows, is low", `a: ${"abandon ".repeat(24)}invest`],
    ];
  });

  test("an Algorand phrase of zeros is sorted and thus a list; one of one bit is known to all", () => {
    expect(judge("algorand-mnemonic", `${"abandon ".repeat(24)}invest`)).toBeUndefined();
    const bit = algorand(behind([1], Buffer.alloc(31))).join(" ");
    expect(judge("algorand-mnemonic", bit)).toEqual({ confidence: "proven", range: [0, bit.length], severity: "low" });
  });

  facts("monero-seed", "high proven", () => {
    const words = monero(r);
    const phrase = words.join(" ");
    const other = words.find((word) => word !== words[24]) ?? "";
    return [
      ["of 25 words", `a: ${phrase}`, phrase],
      ["with another word at its end it is none", `a: ${[...words.slice(0, 24), other].join(" ")}`],
      ["announced among other words", `seed words follow here ${phrase}`, phrase],
      ["not announced among other words it is not looked for", `the following are here ${phrase}`],
    ];
  });

  facts("slip39-share", "high proven", () => {
    const shares = [slip39Share(r, 16, true), slip39Share(r, 32, false)];
    const [words = []] = shares;
    return [
      ...shares.map((share): Fact => [`of ${share.length} words`, `a: ${share.join(" ")}`, share.join(" ")]),
      ["with two words exchanged it is none", `a: ${[words[1] ?? "", words[0] ?? "", ...words.slice(2)].join(" ")}`],
      ["among other words", `then say: hello ${words.join(" ")} bulkhead again`, words.join(" ")],
      [
        "in capitals among other words",
        `then say: hello ${words.join(" ").toUpperCase()} bulkhead again`,
        words.join(" ").toUpperCase(),
      ],
    ];
  });

  facts("named-phrase", "medium named", () => {
    const made = (count: number): string =>
      Array.from(
        { length: count },
        () => r.text("bdfgklmnprstv", 1) + r.text("aeiou", 1) + r.text("bdfgklmnprstv", 3),
      ).join(" ");
    const [phrase, long] = [made(12), made(33)];
    return [
      ["of twelve words", `mnemonic: "${phrase}"`, phrase],
      ["of 33 words", `mnemonic: "${long}"`, long],
      ["of eleven words is none", `mnemonic: "${made(11)}"`],
      ["of 34 words is none", `mnemonic: "${made(34)}"`],
      ["under another name is none", `motto: "${phrase}"`],
      ["under a secret's name is none", `botSecret: "${phrase}"`],
      ["with a full stop is a sentence", `mnemonic: "${phrase}."`],
      ["with a word of fifteen letters is none", `mnemonic: "${phrase} ${"ab".repeat(7)}c"`],
      ["of one word over and over is none", `mnemonic: "${made(5)} ${"hello ".repeat(9)}"`],
      ["that is a placeholder is low", `mnemonic: "${phrase} example"`, `${phrase} example`, "low named"],
    ];
  });
});

describe("keys that a name tells", () => {
  facts("ethereum-private-key", "high shaped", (r) => {
    const key = `0x${scalar(r).toString("hex")}`;
    const bare = scalar(r).toString("hex");
    const own = computeAddress(key);
    const names = [
      "privateKey",
      "PRIVATE_KEY",
      "walletSecret",
      "signerKey",
      "deployer_key",
      "EVM_SECRET",
      "ownerPrivateKey",
      "minterKey",
    ];
    return [
      ["the digest of an image behind a variable is none", `docker run --env PRIVATE_KEY acme/bot@sha256:${bare}`],
      ["in its place a key is one", `bot --private-key ${bare}`, bare, "high named"],
      ...names.map((name): Fact => [`under ${name}`, `${name}: "${bare}"`, bare, "high named"]),
      ["with 0x under any secret's name", `botSecret: "${key}"`, key],
      ["in capitals", `privateKey: "${key.toUpperCase().replace("X", "x")}"`, key.toUpperCase().replace("X", "x")],
      ["of a wallet's key", `walletKey: "${key}"`, key],
      ["of Hyperliquid's agent", `# hyperliquid\nbotSecret: "${bare}"`, bare, "high named"],
      ["handed to a wallet", `new Wallet("${key}")`, key],
      ["handed to a provider that signs", `new HDWalletProvider("${key}", url)`, key],
      ["read as a signer", `let signer: PrivateKeySigner = "${key}".parse()?;`, key],
      ["handed to a library", `privateKeyToAccount("${key}")`, key],
      ["made of a number in Go", `privateKey, err := crypto.HexToECDSA("${bare}")`, bare, "high named"],
      ["read from hex in Go", `privKey, _ := hex.DecodeString("${bare}")`, bare, "high named"],
      ["read from hex in Rust", `let private_key = hex!("${bare}");`, bare, "high named"],
      ["parsed as a wallet", `let maker = "${key}".parse::<LocalWallet>()?;`, key],
      ["piped into what imports keys", `echo ${bare} | starkli signer keystore from-key x.json`, bare, "high named"],
      ["piped into an account's import", `echo ${bare} | geth account import /dev/stdin`, bare, "high named"],
      ["between quotes piped into an account's import", `echo "${bare}"  |  geth account import x`, bare, "high named"],
      ["beside what is piped into an account's import is none", `echo ${bare}; echo a | geth account import x`],
      ["beside what is parsed as a wallet is none", `let maker = ("${key}", "a".parse::<LocalWallet>()?);`],
      ["piped into what makes a sum is none", `echo ${bare} | sha256sum`],
      ["piped into what imports an image is none", `echo ${bare} | docker import -`],
      ["handed to a key pair that a name of keys is given", `key_pair = KeyPair.from_private_key(${key})`, key],
      ["parsed as a number is none", `let maker = "${key}".parse::<U256>()?;`],
      ["in a list of accounts", `accounts: ["${key}"]`, key],
      ["second in a list of accounts", `accounts: ["${r.hex(8)}", "${key}"]`, key],
      ["proven by its address", `a: ${key}\nb: ${own}`, key, "high proven"],
      ["proven by its address in small letters", `a: ${key}\nb: ${own.toLowerCase()}`, key, "high proven"],
      ["under a name that says nothing is none", `x1: "${key}"`],
      ["without 0x under a secret's name is none", `botSecret: "${bare}"`],
      [
        "beside another address is none",
        `a: ${key}\nb: ${computeAddress(scalar(r).toString("hex").replace(/^/u, "0x"))}`,
      ],
      ...(["base64", "gzip", "deflate"] as const).map((way): Fact => {
        const text = JSON.stringify({ id: own, key: key.slice(2) });
        const packed = way === "gzip" ? gzipSync(text) : way === "deflate" ? deflateSync(text) : Buffer.from(text);
        const written = packed.toString("base64");
        return [`beside its address in what is wrapped by ${way}`, `a: "${written}"`, written, "high proven"];
      }),
      [
        "beside another address in what is wrapped is none",
        `a: "${Buffer.from(JSON.stringify({ id: computeAddress(`0x${scalar(r).toString("hex")}`), key: bare })).toString("base64")}"`,
      ],
      ["as a hash by name is none", `privateKeyHash: "${key}"`],
      ["63 digits are none", `privateKey: "${key.slice(0, -1)}"`],
      ["letters beyond f are none", `privateKey: "0x${bare.slice(1)}g"`],
      ["behind a closed list is none", `accounts: [1] "${key}"`],
    ];
  });

  test("ethereum-private-key is told by its name's words, by a call or a list, or by its address", () => {
    const r = new Random("evm by name");
    const key = `0x${scalar(r).toString("hex")}`;
    const bare = key.slice(2);
    const [named, shaped, proven] = (["named", "shaped", "proven"] as const).map((confidence) => ({ confidence }));
    const told = (value: string, given: Parameters<typeof judge>[2] = {}): unknown =>
      judge("ethereum-private-key", value, given);
    for (const word of "priv private pk sk wallet signer signing sign deployer evm eth ethereum owner operator relayer executor keeper agent minter funder tron trader account hot privada privado privata privater privat prive privee prywatny clave".split(
      " ",
    ))
      expect([word, told(bare, { name: `${word}_secret` })]).toEqual([word, named]);
    for (const name of ["shotSecret", "hotelSecret", "botSecret", "walletAddress", "apiKey", "motto"])
      expect([name, told(bare, { name })]).toEqual([name, undefined]);
    expect(told(key, { name: "botSecret" })).toEqual(shaped);
    expect(told(key, { name: "PRIV" })).toEqual(shaped);
    expect(told(bare, { name: "priv" })).toEqual(named);
    expect(told(key, { name: "privileged" })).toBeUndefined();
    expect(told(key, { name: "apiKey" })).toBeUndefined();
    expect(told(bare, { name: "botSecret", issuers: ["hyperliquid"] })).toEqual(named);
    for (const value of [`${bare}0`, `0${bare}`, `00${bare}`, `0x${bare}0`, `${bare.slice(2)}0x`])
      expect(told(value, { name: "privateKey" })).toBeUndefined();

    const address = computeAddress(key).slice(2).toLowerCase();
    const beside = { addresses: () => new Set([address]) };
    expect(told(key, beside)).toEqual(proven);
    expect(told(bare, beside)).toEqual(proven);
    for (const name of ["txHash", "accessKeyId"]) expect(told(key, { ...beside, name })).toBeUndefined();
    let asked = 0;
    const budget = { curve: () => true, phrase: () => true, extra: () => ++asked > 0 };
    expect(told(key, { budget })).toBeUndefined();
    for (const digits of ["0".repeat(64), "f".repeat(64), "12".repeat(32)]) told(digits, { ...beside, budget });
    expect(asked).toBe(0);
    expect(told(key, { ...beside, budget })).toEqual(proven);
    expect(asked).toBe(1);
    expect(told(key, { ...beside, budget: { ...budget, extra: () => false } })).toBeUndefined();

    const after = (lead: string): unknown =>
      told(key, { text: lead + key, start: lead.length, end: lead.length + key.length });
    for (const lead of [
      'new Wallet("',
      `Wallet(${" ".repeat(10)}"`,
      "--private-key ",
      "--private-key=",
      "Wallet[`",
      "accounts: ['",
      'accounts  =  [ "',
      `accounts: ["x", "`,
      `accounts: ["${"x".repeat(300)}", "`,
      `accounts: [], accounts: ["`,
      'crypto.HexToECDSA("',
      'PrivateKeySigner::from_str("',
      "new Account('",
      'new Nethereum.Web3.Accounts.Account("',
      'Credentials.create("',
      'ECKeyPair.create(Numeric.toBigInt("',
      'ECKeyPair.create(new BigInteger("',
      'web3.eth.accounts.wallet.add("',
      'accounts.add("',
      'w3.eth.account.sign_transaction(order, "',
      'accounts: process.env.PK ? [process.env.PK] : ["',
      'const PRIVATE_KEYS = ["',
      'const privateKeys: string[] = ["',
      `{"private_keys": ["${"a".repeat(64)}", "`,
      'privateKeys := []string{"',
      'List<String> privateKeys = List.of("',
      "private_keys = [\n  '",
      'private_keys:\n  - "',
      `private_keys:\n  - "0x${"a".repeat(64)}"\n  - "`,
      `PRIVKEYS:\n- ${"a".repeat(64)}\n- `,
      'DirectSecp256k1Wallet.fromKey(fromHex("',
      'DirectSecp256k1Wallet.fromKey(Buffer.from("',
      'Account.load_key("',
      'new AptosAccount(HexString.ensure("',
      "new Ed25519PrivateKey('",
      "KeyPair.from_private_key(",
      'KeyPair.from_private_key(key="',
      'KeyPair.from_private_key(int("',
      'Wallet.from_hex("',
      'Wallet.fromSeed(hexToBytes("',
      'KeyPair.restore("',
      "new TronWeb(fullNode, solidityNode, eventServer, '",
      "new TronWeb(full, node, '",
      "vm.startBroadcast(",
      "vm.startBroadcast(uint256(",
      "vm.addr(",
      "vm.sign(",
      'SigningKey::from_bytes(&hex!("',
      'ClobClient(host, key="',
      'ClobClient(key = "',
      'PrivateKey.fromHex("',
      'coincurve.PrivateKey.from_hex("',
      'PrivateKey(bytes.fromhex("',
      'PrivateKey(bytes.fromhex(b"',
      'ECKey.fromPrivate(Hex.decode("',
      'secp.keyFromPrivate("',
      'algosdk.mnemonicFromSeed(Buffer.from("',
      'Keypair.from_seed(bytes.fromhex("',
      'sign.keyPair.fromSeed(Buffer.from("',
      'vm.addr(int256("',
      'Wallet(bytes("',
      'ECKeyPair.create(BigInt("',
      'Wallet(fromHexString("',
      'Wallet(hexDecode("',
      'SigningKey("',
      'Keys.fromSecretKey("',
      'Keys.importRawSecretKey("',
      'keyPair.fromKey("',
      'Account.fromRawHex("',
      'Account.fromSeedKey("',
      'Account.fromSeedString("',
      'Account.fromSeedBytes("',
      'KeyPair.from_private_key(private_key="',
      'KeyPair.from_private_key( key="',
      "-private-key ",
      '--private-key="',
      'account.signTransaction(order, "',
      'w3.eth.account.sign_transaction(order,"',
      "new TronWeb(full,node,'",
      'ClobClient(host,key="',
      "ClobClient(key=",
      'accounts: isLive ? [live] :["',
      'PRIV_KEYS = ["',
      'const privateKeys=["',
      'String[] privateKeys = new String[] {"',
      '"private_keys":\n  - "',
      "private_keys:  \n  - '",
      `private_keys:\n  - "0x${"1a".repeat(32)}"\n  - "`,
      `private_keys:\r\n  - ${"a".repeat(64)}\r\n  - `,
      `${"x".repeat(100)} = Wallet("`,
      'Wallet(rb"',
      `Wallet(${"x.".repeat(78)}.hex("`,
    ])
      expect([lead, after(lead)]).toEqual([lead, shaped]);
    for (const lead of [
      "Wallet",
      `Wallet(${" ".repeat(11)}"`,
      'Wallets("',
      'x("',
      'accounts: [f("',
      'accounts: ["x" + "',
      'accounts: ["x"], "',
      'accounts: "',
      'accounts; ["',
      'the accounts of x: ["',
      `accounts: ["${"x".repeat(720)}", "`,
      'Numeric.toBigInt("',
      'new Accounts("',
      'list.add("',
      'sign_message(order, "',
      'const PUBLIC_KEYS = ["',
      'hashes = ["',
      'private_keys = ["x" + "',
      "privateKeys = read(",
      'accounts:\n  - "',
      'private_keys:\n  - path: "',
      'private_keys:\n  - "alice"\n  - "',
      'DirectSecp256k1Wallet.fromKey(sha256("',
      'Wallet(int(int(int(int(int(int("',
      'KeyPair.from_public_key("',
      'store.GetPrivateKey("',
      'EncryptedPrivateKey("',
      'cache.fromKey("',
      'registry.load_key("',
      'Account.from_hex_address("',
      'Wallet(merkle_root="',
      'Wallet(key="a", "',
      'PublicKey.fromHex("',
      'isValidPrivateKeyHash("',
      'Transaction.from_hex("',
      'Account.decode("',
      'Wallet: "',
      'Wallet("a"); "',
      'new TronWeb("',
      "new TronWeb(a, b, c, d, '",
      'ClobClient(host, id="',
      'Client(host, key="',
      "vm.load(",
      "form.sign(",
      "vm.sign(digest, ",
      'Buffer.from("',
      'Wallet(hexDigest("',
      'Address.fromPrivateKeyHash("',
      'accounts.addAll("',
      'new PrivateKeyStore("',
      'KeyPair.restoreAll("',
      'vm.signature("',
      'Wallet(id.key="',
      'Wallet(keyId="',
      'new Account(name, "',
      '--private-key x "',
      '("',
      `Wallet(${"x.".repeat(78)}x.hex("`,
      'wallet = Wallet(key("',
      'f(x) Wallet key="',
      'Wallet(sub"',
      'Wallet(bus"',
      "accounts:,",
    ])
      expect([lead, after(lead)]).toEqual([lead, undefined]);
  });

  test("ethereum-private-key: what everybody knows, ASCII and digits that repeat are low, a number beyond the order is none", () => {
    const r = new Random("evm statements");
    const told = (digits: string): unknown => judge("ethereum-private-key", digits, { name: "privateKey" });
    const [low, high] = [{ confidence: "named", severity: "low" }, { confidence: "named" }];
    const known = Wallet.fromPhrase(`${"test ".repeat(11)}junk`).privateKey.slice(2);
    const random = `a8${r.hex(40)}`;
    expect(told(known)).toEqual(low);
    expect(told(`${random}${"7".repeat(10)}${r.hex(12).replace(/^7/u, "8")}`)).toEqual(low);
    expect(told(`${random}8${"7".repeat(7)}8${r.hex(13)}`)).toEqual(high);
    expect(told(r.text("1a2b3c8", 64))).toEqual(low);
    expect(told(r.text("1A2B3C8a2b3c", 64))).toEqual(low);
    expect(told(`1a2b3c8d${r.text("1a2b3c8d", 56)}`)).toEqual(high);
    const ascii = (text: string): string => Buffer.from(text, "latin1").toString("hex");
    const text = r.text("abcdefghijklmnopqrstuvwxyzABCDEFG", 31);
    expect(told(ascii(`${text}q`))).toEqual(low);
    expect(told(ascii(`${text}\u0081`))).toEqual(high);
    expect(told(ascii(`\u0081${text}`))).toEqual(high);
    expect(told("f".repeat(64))).toBeUndefined();
    expect(told(`12345678${"1234567890abcdef".repeat(3)}12345678`)).toEqual(low);
  });

  facts("monero-spend-key", "high named", (r) => {
    // Below 2^252, and so below the order, as little-endian numbers are read.
    const key = r.hex(62) + `0${r.text("123456789abcdef", 1)}`;
    // RFC 8032, section 5.1: L.
    const order = 2n ** 252n + 27742317777372353535851937790883648493n;
    const little = (number: bigint): string =>
      Buffer.from(number.toString(16).padStart(64, "0"), "hex").reverse().toString("hex");
    return [
      ["under a spend key's name", `moneroSpendKey: "${key}"`, key],
      ["under a view key's name", `xmr_viewkey_key: "${key}"`, key],
      ["under its coin's name", `xmrKey: "${key}"`, key],
      ["under the name of a spend key alone", `spendKey_x: "${key}"`, key],
      ["under another name is none", `x1: "${key}"`],
      ["under a word that holds another is none", `suspendKey: "${key}"`],
      ["under a word that begins like another is none", `spendingKey: "${key}"`],
      ["as a hash by name is none", `moneroTxHash: "${key}"`],
      ["the order is none", `moneroSpendKey: "${little(order)}"`],
      ["one less is one", `moneroSpendKey: "${little(order - 1n)}"`, little(order - 1n)],
      ["beyond the order is none", `moneroSpendKey: "${r.hex(62)}ff"`],
      ["of zero is none", `moneroSpendKey: "${"0".repeat(64)}"`],
      ["63 digits are none", `moneroSpendKey: "${key.slice(1)}"`],
    ];
  });

  facts("raw-private-key", "high named", (r) => {
    const value = `a${r.text(base64, 41)}Z`;
    const decimal = `7${r.text("0123456789", 76)}`;
    return [
      ["in base64", `botSeedPrivateKey: "${value}="`, `${value}=`],
      ["without padding", `botPrivateKey: "${value}"`, value],
      ["in decimal", `walletPrivateKey: "${decimal}"`, decimal],
      ["42 characters are none", `botPrivateKey: "${value.slice(1)}"`],
      ["of 73 digits is none", `walletPrivateKey: "${decimal.slice(4)}"`],
      ...["priv", "private", "privkey", "seed", "wallet", "signer", "signing"].map((word): Fact => [
        `under ${word}`,
        `${word}_secret: "${value}"`,
        value,
      ]),
      ["of 78 digits", `walletPrivateKey: "${decimal}1"`, `${decimal}1`],
      ["of 79 digits is none", `walletPrivateKey: "${decimal}12"`],
      ["with a letter among the digits is none", `walletPrivateKey: "x${decimal}"`],
      ["with a letter behind the digits is none", `walletPrivateKey: "${decimal}x"`],
      [
        "that is a placeholder is low",
        `walletPrivateKey: "${"1234567890".repeat(8).slice(0, 76)}"`,
        "1234567890".repeat(8).slice(0, 76),
        "low named",
      ],
      ["under another secret's name is none", `botToken: "${value}"`],
      ["under a word that holds another is none", `seedlingSecret: "${value}"`],
      ["under a word that ends like another is none", `reseedSecret: "${value}"`],
    ];
  });

  facts("encrypted-keystore", "medium shaped", (r) => {
    const text = r.hex(64);
    const file = (parts: Readonly<Record<string, string>>): string =>
      JSON.stringify({
        crypto: { cipher: "aes-128-ctr", ciphertext: text, kdfparams: { n: 8192 }, mac: r.hex(64), ...parts },
      });
    const lead = `ciphertext":"${text}`;
    const substrate = JSON.stringify({
      encoded: r.text(base64, 60),
      encoding: { content: ["pkcs8", "sr25519"], type: ["scrypt"] },
    });
    return [
      ["of Ethereum", file({}), lead],
      ["of Substrate", substrate, 'sr25519"'],
      ["without a key derivation is none", file({}).replace("kdfparams", "params")],
      ["without a code of authentication is none", file({}).replace('"mac"', '"mark"')],
      ["without a cipher is none", file({}).replace('"cipher"', '"way"')],
      ["of Substrate without its content is none", substrate.replace("encoded", "other")],
      ["of Substrate without its form is none", substrate.replace("pkcs8", "raw")],
      ["the name of a curve is none", 'type: "sr25519"'],
    ];
  });
});
