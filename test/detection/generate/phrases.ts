import { createHash, createHmac, pbkdf2Sync } from "node:crypto";
import { wordlist as english } from "@scure/bip39/wordlists/english";
import { crc32 } from "./crc32";
import { Random } from "./random";

/* eslint-disable @typescript-eslint/no-require-imports -- the package has no types, and its extensions of Array must be there first */
const { encodeMnemonic } = require("slip39/src/slip39_helper.js") as {
  encodeMnemonic: (
    identifier: number[],
    extendable: number,
    exponent: number,
    groupIndex: number,
    groupThreshold: number,
    groupCount: number,
    memberIndex: number,
    memberThreshold: number,
    value: number[],
  ) => string;
};

/** A share of SLIP-39 of a value of 16 or 32 bytes, written by the slip39 package. */
export function slip39Share(random: Random, size: 16 | 32, extendable: boolean): string[] {
  const identifier = [0, 1, ...random.bytes(2)].slice(2);
  return encodeMnemonic(identifier, extendable ? 1 : 0, 1, 0, 1, 1, random.below(16), 2, [...random.bytes(size)]).split(
    " ",
  );
}

/** An Algorand phrase of 32 bytes: words of eleven bits, the lowest first, and one of their SHA-512/256. */
export function algorand(key: Buffer): string[] {
  const wordAt = (bytes: Buffer, index: number): string => {
    const number = BigInt(`0x${Buffer.from(bytes).reverse().toString("hex")}`);
    return english[Number((number >> BigInt(11 * index)) & 2047n)] ?? "";
  };
  const sum = createHash("sha512-256").update(key).digest();
  return [...Array.from({ length: 24 }, (_, index) => wordAt(key, index)), wordAt(sum.subarray(0, 2), 0)];
}

/** A Monero phrase of made-up words with three distinct letters in front. */
export function monero(random: Random): string[] {
  const consonants = "bdfghklmnprstvz";
  const words: string[] = [];
  while (words.length < 24) {
    const word = `${random.text(consonants, 1)}${random.text("aeiou", 1)}${random.text(consonants, 1)}${random.text("aeiou", 1)}${random.text(consonants, 2)}`;
    if (!words.some((one) => one.startsWith(word.slice(0, 3)))) words.push(word);
  }
  const sum = crc32(Buffer.from(words.map((word) => word.slice(0, 3)).join("")));
  return [...words, words[sum % 24] ?? ""];
}

/** English words that fit, found by trying. */
export function wordsThat(random: Random, count: number, fit: (words: readonly string[]) => boolean): string[] {
  for (let tries = 0; tries < 100_000; tries++) {
    const words = Array.from({ length: count }, () => random.pick(english));
    if (fit(words)) return words;
  }
  throw new Error("No words fit.");
}

/** The version of a phrase as Electrum reads it: the first hex digits of an HMAC. */
export function electrumVersion(words: readonly string[]): string {
  return createHmac("sha512", "Seed version").update(words.join(" ")).digest("hex").slice(0, 3);
}

let phrase: readonly string[] | undefined;

/** A phrase that TON's wallets accept. One in 256 fits, and each trial is a key derivation: one phrase serves for all. */
export function ton(): readonly string[] {
  return (phrase ??= wordsThat(new Random("ton"), 24, fitsTon));
}

/** Whether TON's wallets accept the words, without a passphrase. */
export function fitsTon(words: readonly string[]): boolean {
  return pbkdf2Sync(createHmac("sha512", words.join(" ")).digest(), "TON seed version", 390, 64, "sha512")[0] === 0;
}
