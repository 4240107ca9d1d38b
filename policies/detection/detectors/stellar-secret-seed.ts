import { base32 } from "@scure/base";
import type { Detector } from "../detector";
import { crc16 } from "../proofs/crc";

/** A Stellar secret seed: version byte 18 << 3, 32 bytes and a CRC-16, 56 characters of base32 that begin with S (unverified). */
export const stellarSecretSeed: Detector = {
  id: "stellar-secret-seed",
  title: "a Stellar secret seed",
  severity: "high",
  reference: "https://github.com/stellar/stellar-protocol/blob/master/ecosystem/sep-0023.md",
  proposal: { by: "run", alphabet: "alnum", lengths: [56] },
  judge({ value }) {
    if (!/^S[A-Z2-7]{55}$/u.test(value)) return undefined;
    const bytes = Buffer.from(base32.decode(value));
    return bytes[0] === 0x90 && crc16(bytes.subarray(0, -2)) === bytes.readUInt16LE(33)
      ? { confidence: "proven" }
      : undefined;
  },
};
