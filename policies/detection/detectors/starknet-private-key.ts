import { issuedSecret } from "../issued";

/** A STARK private key of Paradex, Aster, Apex, Extended, dYdX v3 and their kind: 0x and up to 63 hex digits, under a secret name. */
export const starknetPrivateKey = issuedSecret({
  id: "starknet-private-key",
  title: "a Paradex or other Starknet exchange private key",
  reference: "https://docs.paradex.trade/",
  issuers: ["starknet", "paradex", "aster", "derive", "apex", "dydx"],
  alphabet: "alnum",
  lengths: [61, 62, 63, 64, 65, 66],
  shape: /^0x0?[\da-f]{58,63}$/i,
});
