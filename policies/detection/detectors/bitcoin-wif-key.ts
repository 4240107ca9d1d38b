import type { Detector } from "../detector";
import { decodeBase58Check } from "../proofs/base58";
import { isScalar } from "../proofs/secp256k1";

const versions = new Set([0x80, 0xef]);

/** A private key in wallet import format: base58check, a version byte, a scalar, and 01 where its public key is compressed. */
export const bitcoinWifKey: Detector = {
  id: "bitcoin-wif-key",
  title: "a Bitcoin private key",
  severity: "high",
  reference: "https://en.bitcoin.it/wiki/Wallet_import_format",
  proposal: { by: "run", alphabet: "alnum", lengths: [51, 52] },
  judge({ value }) {
    const payload = decodeBase58Check(value);
    if (payload === undefined || !versions.has(payload[0] ?? 0)) return undefined;
    const compressed = payload.length === 34 && payload[33] === 1;
    return (compressed || payload.length === 33) && isScalar(payload.subarray(1, 33))
      ? { confidence: "proven" }
      : undefined;
  },
};
