import { createHash } from "node:crypto";

/** A stream of bytes that a seed decides: the same samples in every run, and none of them written down. */
export class Random {
  #block = Buffer.alloc(0);
  #at = 0;
  #count = 0;

  constructor(readonly seed: string) {}

  bytes(length: number): Buffer {
    const pieces: Buffer[] = [];
    let missing = length;
    while (missing > 0) {
      if (this.#at >= this.#block.length) {
        this.#block = createHash("sha512").update(`${this.seed} ${this.#count++}`).digest();
        this.#at = 0;
      }
      const piece = this.#block.subarray(this.#at, this.#at + missing);
      this.#at += piece.length;
      missing -= piece.length;
      pieces.push(piece);
    }
    return Buffer.concat(pieces);
  }

  /** A whole number under `limit`. */
  below(limit: number): number {
    return this.bytes(6).readUIntBE(0, 6) % limit;
  }

  pick<T>(from: readonly T[]): T {
    const picked = from[this.below(from.length)];
    if (picked === undefined) throw new Error("Nothing to pick from.");
    return picked;
  }

  text(alphabet: string, length: number): string {
    return Array.from({ length }, () => alphabet[this.below(alphabet.length)] ?? "").join("");
  }

  hex(length: number): string {
    return this.text("0123456789abcdef", length);
  }

  alnum(length: number): string {
    return this.text(letters, length);
  }

  uuid(): string {
    const digits = this.hex(32);
    return `${digits.slice(0, 8)}-${digits.slice(8, 12)}-4${digits.slice(13, 16)}-a${digits.slice(17, 20)}-${digits.slice(20)}`;
  }
}

export const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
export const base64url = `${letters}-_`;
export const base64 = `${letters}+/`;
export const capitals = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
