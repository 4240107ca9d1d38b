import { createPrivateKey, createPublicKey, createSign, generateKeyPairSync } from "node:crypto";
import * as fc from "fast-check";
import { isPrivateKeyDer } from "../../../policies/detection/proofs/private-key-der";
import { rsaKey } from "../generate/rsa";

const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
const rsa = rsaKey(1024);
const ed25519 = generateKeyPairSync("ed25519").privateKey;

/** A DER element. */
const der = (tag: number, ...parts: readonly Buffer[]): Buffer => {
  const content = Buffer.concat(parts);
  const { length } = content;
  const size = length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...size]), content]);
};
const number = (value: number): Buffer => der(0x02, Buffer.from([value]));
const octets = (size: number): Buffer => der(0x04, Buffer.alloc(size, 7));
const curve = der(0x30, der(0x06, Buffer.from("2a8648ce3d0201", "hex")));

const keys: readonly (readonly [string, Buffer])[] = [
  ["PKCS8", privateKey.export({ format: "der", type: "pkcs8" })],
  ["SEC1", privateKey.export({ format: "der", type: "sec1" })],
  ["PKCS1", rsa.export({ format: "der", type: "pkcs1" })],
  ["PKCS8 of RSA", rsa.export({ format: "der", type: "pkcs8" })],
  ["PKCS8 of Ed25519", ed25519.export({ format: "der", type: "pkcs8" })],
  [
    "PKCS8 of secp256k1",
    generateKeyPairSync("ec", { namedCurve: "secp256k1" }).privateKey.export({ format: "der", type: "pkcs8" }),
  ],
];

test.each(keys)("a private key in %s is one, whole and with what follows it, and cut it is none", (_, key) => {
  expect(isPrivateKeyDer(key)).toBe(true);
  expect(isPrivateKeyDer(Buffer.concat([key, Buffer.from([0, 0])]))).toBe(true);
  for (const cut of [1, 8, key.length >> 1, key.length - 2])
    expect(isPrivateKeyDer(key.subarray(0, key.length - cut))).toBe(false);
});

test.each<[string, Buffer]>([
  ["PKCS8 of version 2", der(0x30, number(1), curve, octets(34), der(0xa1, octets(4)))],
  ["a scalar of 14 octets", der(0x30, number(1), octets(14))],
  ["a scalar of 66 octets", der(0x30, number(1), octets(66), der(0xa0, curve))],
  [
    "a key of RSA of three primes",
    der(
      0x30,
      number(1),
      ...[1, 2, 3, 4, 5, 6, 7, 8].map(number),
      der(0x30, der(0x30, number(1), number(2), number(3))),
    ),
  ],
  ["a scalar and an element of nothing", der(0x30, number(1), octets(14), der(0x05))],
  ["a key of DSA", der(0x30, number(0), ...[1, 2, 3, 4, 5].map(number))],
])("%s is one", (_, key) => {
  expect(isPrivateKeyDer(key)).toBe(true);
});

test.each<[string, Buffer]>([
  ["a public key", publicKey.export({ format: "der", type: "spki" })],
  ["an RSA public key", createPublicKey(rsa).export({ format: "der", type: "pkcs1" })],
  ["a signature", createSign("sha256").update("order").sign(privateKey)],
  ["an encrypted key", privateKey.export({ format: "der", type: "pkcs8", cipher: "aes-256-cbc", passphrase: "desk" })],
  ["a sequence of nothing", Buffer.from("3000", "hex")],
  ["no bytes", Buffer.alloc(0)],
  ["one byte", Buffer.from([0x30])],
  ["zeros", Buffer.alloc(121)],
  ["a set", der(0x31, number(1), octets(32))],
  ["a version of two octets", der(0x30, der(0x02, Buffer.from([0, 1])), octets(32))],
  ["a version that is no number", der(0x30, der(0x04, Buffer.from([1])), octets(32))],
  ["a version alone", der(0x30, number(1))],
  ["a scalar of 13 octets", der(0x30, number(1), octets(13))],
  ["a scalar of 67 octets", der(0x30, number(1), octets(67))],
  ["an algorithm without a key", der(0x30, number(0), curve)],
  ["an algorithm and a number", der(0x30, number(0), curve, number(1))],
  ["an algorithm without its name", der(0x30, number(0), der(0x30, number(1)), octets(34))],
  ["an algorithm of nothing", der(0x30, number(0), der(0x30), octets(34))],
  ["an element without a length", Buffer.concat([Buffer.from([0x30, 0x80]), number(1), octets(140)])],
  ["a key of DSA and a sequence", der(0x30, number(0), ...[1, 2, 3, 4, 5].map(number), der(0x30, number(1)))],
  ["seven numbers", der(0x30, ...[0, 1, 2, 3, 4, 5, 6].map(number))],
  ["eight numbers and something else", der(0x30, ...[0, 1, 2, 3, 4, 5, 6, 7].map(number), octets(4))],
  [
    "an element that goes beyond the whole",
    Buffer.concat([der(0x30, number(1), Buffer.from([0x04, 40]), Buffer.alloc(32)), Buffer.alloc(9)]),
  ],
  ["a length of three octets", Buffer.from("30830000050201010403", "hex")],
  ["a length of three octets of a scalar", Buffer.concat([Buffer.from("3083000013", "hex"), number(1), octets(14)])],
  [
    "a scalar without a length of the whole",
    Buffer.concat([Buffer.from([0x30, 0x80]), number(1), octets(66), der(0xa0, Buffer.alloc(55, 5))]),
  ],
  ["nine numbers and something else", der(0x30, ...[0, 1, 2, 3, 4, 5, 6, 7, 8].map(number), octets(4))],
  [
    "nine numbers, a sequence and something else",
    der(0x30, ...[0, 1, 2, 3, 4, 5, 6, 7, 8].map(number), der(0x30, number(1)), octets(4)),
  ],
])("%s is none", (_, bytes) => {
  expect(isPrivateKeyDer(bytes)).toBe(false);
});

test("what OpenSSL reads as a private key is one, whichever of its octets is another", () => {
  const reads = (key: Buffer): boolean =>
    (["pkcs8", "sec1", "pkcs1"] as const).some((type) => {
      try {
        createPrivateKey({ key, format: "der", type });
        return true;
      } catch {
        return false;
      }
    });
  fc.assert(
    fc.property(fc.constantFrom(...keys), fc.nat(1_400), fc.nat(255), ([, key], at, octet) => {
      const changed = Buffer.from(key);
      changed[at % key.length] = octet;
      return !reads(changed) || isPrivateKeyDer(changed);
    }),
    { numRuns: 600, seed: 4 },
  );
});
