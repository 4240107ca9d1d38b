import { createHash, createHmac, pbkdf2Sync } from "node:crypto";
import { crc32 } from "./crc";
import { bip39Lists, english, englishBit, listsOf, plain, slip39Words } from "./word-lists";

const sha256 = (bytes: Uint8Array): Buffer => createHash("sha256").update(bytes).digest();

function positions(words: readonly string[], list: ReadonlyMap<string, number>): number[] | undefined {
  const found: number[] = [];
  for (const word of words) {
    const position = list.get(word);
    if (position === undefined) return undefined;
    found.push(position);
  }
  return found;
}

function bitsOf(numbers: readonly number[], width: number): string {
  return numbers.map((number) => number.toString(2).padStart(width, "0")).join("");
}

/** BIP39: 12 to 24 words of one of the ten official lists; the last bits are the SHA-256 of those before them. */
export function isBip39(words: readonly string[]): boolean {
  const checksum = words.length / 3;
  if (![4, 5, 6, 7, 8].includes(checksum)) return false;
  const normal = words.map(plain);
  return bip39Lists(words).some((list) => {
    // Of 33 bits for three words, the first 32 are the key's own.
    const bytes = Buffer.alloc(4 * checksum + 1);
    let held = 0;
    let width = 0;
    let filled = 0;
    for (const word of normal) {
      held = (held << 11) | (list.get(word) ?? 0);
      for (width += 11; width >= 8; width -= 8) bytes[filled++] = held >>> (width - 8);
      held &= 0xff;
    }
    if (width > 0) bytes[filled] = held << (8 - width);
    const sum = sha256(bytes.subarray(0, -1))[0] ?? 0;
    return ((sum ^ (bytes.at(-1) ?? 0)) & (0xff00 >> checksum)) === 0;
  });
}

const areEnglish = (words: readonly string[]): boolean => words.every((word) => (listsOf(word) & englishBit) !== 0);

/** Electrum (since 2.0): the HMAC of the phrase under "Seed version" begins with 01, 100, 101 or 102. */
export function isElectrum(words: readonly string[]): boolean {
  if (!areEnglish(words)) return false;
  return /^(?:01|10[012])/u.test(createHmac("sha512", "Seed version").update(words.map(plain).join(" ")).digest("hex"));
}

/** TON: 24 words whose derived version byte is 0, without a passphrase. One random phrase in 256 fits. */
export function isTon(words: readonly string[]): boolean {
  if (!areEnglish(words)) return false;
  const entropy = createHmac("sha512", words.map(plain).join(" ")).update("").digest();
  return pbkdf2Sync(entropy, "TON seed version", 390, 64, "sha512")[0] === 0;
}

/** Algorand: 24 words of 11 bits, little-endian, and a 25th from the SHA-512/256 of the 32 bytes they hold. */
export function isAlgorand(words: readonly string[]): boolean {
  const found = positions(words.map(plain), english());
  if (found?.length !== 25) return false;
  const reversed = Array.from(bitsOf([...found.slice(0, 24)].reverse(), 11)).reverse();
  const bytes = Buffer.from(
    Array.from({ length: 33 }, (_, index) =>
      Number.parseInt(
        reversed
          .slice(index * 8, index * 8 + 8)
          .reverse()
          .join("") || "0",
        2,
      ),
    ),
  );
  if (bytes[32] !== 0) return false;
  const sum = createHash("sha512-256").update(bytes.subarray(0, 32)).digest();
  return found[24] === (((sum[1] ?? 0) << 8) | (sum[0] ?? 0)) % 2048;
}

/** Monero: 25 words, the last of which repeats the one that the CRC-32 of all prefixes chooses. */
export function isMonero(words: readonly string[]): boolean {
  if (words.length !== 25) return false;
  const prefixes = words.slice(0, 24).map((word) => word.toLowerCase().slice(0, 3));
  if (new Set(prefixes).size < 20 || words.some((word) => word.length < 4 && !/^[\u0080-\uffff]+$/u.test(word)))
    return false;
  return words[24] === words[crc32(Buffer.from(prefixes.join(""))) % 24];
}

const generators = [
  0xe0e040, 0x1c1c080, 0x3838100, 0x7070200, 0xe0e0009, 0x1c0c2412, 0x38086c24, 0x3090fc48, 0x21b1f890, 0x3f3f120,
]; // prettier-ignore

function rs1024(values: readonly number[]): number {
  let sum = 1;
  for (const value of values) {
    const top = sum >> 20;
    sum = ((sum & 0xfffff) << 10) ^ value;
    generators.forEach((generator, bit) => {
      if (((top >> bit) & 1) !== 0) sum ^= generator;
    });
  }
  return sum;
}

/** SLIP-39: a share of 20 or more words whose RS1024 checksum fits, plain or extendable. */
export function isSlip39(words: readonly string[]): boolean {
  const found = positions(words.map(plain), slip39Words());
  if (found === undefined) return false;
  return ["shamir", "shamir_extendable"].some((label) => rs1024([...Buffer.from(label), ...found]) === 1);
}
