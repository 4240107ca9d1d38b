import type { Detector } from "../detector";
import { decodeBase58Check } from "../proofs/base58";
import { isScalar } from "../proofs/secp256k1";

// xprv tprv, and SLIP-132's yprv zprv Yprv Zprv uprv vprv Uprv Vprv; Litecoin's Ltpv and Mtpv, Dogecoin's dgpv.
const versions = new Set([
  0x0488ade4, 0x04358394, 0x049d7878, 0x04b2430c, 0x0295b005, 0x02aa7a99, 0x044a4e28, 0x045f18bc, 0x024285b5, 0x02575048, 0x019d9cfe, 0x01b26792,
  0x02fac398,
]); // prettier-ignore

/** An extended private key (BIP32, SLIP-132): a whole branch of a wallet. Extended public keys are left alone. */
export const bip32PrivateKey: Detector = {
  id: "bip32-private-key",
  title: "an extended private key",
  severity: "high",
  reference: "https://github.com/satoshilabs/slips/blob/master/slip-0132.md",
  proposal: { by: "run", alphabet: "alnum", lengths: [110, 111, 112] },
  judge({ value }) {
    if (!/^[A-Za-z]tp[rv]|^[a-zA-Z]prv|^dgpv/u.test(value)) return undefined;
    const payload = decodeBase58Check(value);
    if (payload?.length !== 78 || payload[45] !== 0) return undefined;
    const version = Buffer.from(payload).readUInt32BE(0);
    return versions.has(version) && isScalar(payload.subarray(46)) ? { confidence: "proven" } : undefined;
  },
};
