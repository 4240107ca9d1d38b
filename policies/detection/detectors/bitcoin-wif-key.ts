import type { Detector } from "../detector";
import { isKnownDevelopmentKey } from "../known-development-keys";
import { decodeBase58Check } from "../proofs/base58";
import { isScalar } from "../proofs/secp256k1";

/**
 * A private key in wallet import format, of Bitcoin and of the coins that took it over (Litecoin, Dogecoin, Dash and others differ in
 * the version byte): base58check around a scalar, and 01 where its public key is compressed.
 */
export const bitcoinWifKey: Detector = {
  id: "bitcoin-wif-key",
  title: "a private key in wallet import format",
  severity: "high",
  reference: "https://en.bitcoin.it/wiki/Wallet_import_format",
  proposal: { by: "run", alphabet: "alnum", lengths: [50, 51, 52, 53] },
  judge({ value }) {
    const payload = decodeBase58Check(value);
    if (payload === undefined) return undefined;
    const compressed = payload.length === 34 && payload[33] === 1;
    if (!compressed && payload.length !== 33) return undefined;
    const scalar = payload.subarray(1, 33);
    if (!isScalar(scalar)) return undefined;
    return isKnownDevelopmentKey(Buffer.from(scalar).toString("hex"))
      ? { confidence: "proven", severity: "low" }
      : { confidence: "proven" };
  },
};
