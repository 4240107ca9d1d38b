import { prefixedToken } from "../issued";
import { hasChecksum } from "../proofs/crc";

const body = 30;

const otherCase = (text: string): string =>
  text.replace(/[a-z]/giu, (letter) => (letter < "a" ? letter.toLowerCase() : letter.toUpperCase()));

/**
 * A Prefect API key: pnu_ and 36 characters, the last six of which are the CRC-32 of the others in base62, small letters before capitals.
 * Prefect documents the prefix alone; published keys are made so.
 */
export const prefectKey = prefixedToken({
  id: "prefect-key",
  title: "a Prefect API key",
  reference: "https://docs.prefect.io/v3/how-to-guides/cloud/manage-users/api-keys",
  prefixes: ["pnu_"],
  shape: /pnu_[A-Za-z\d]{36}/y,
  proof: (value) => hasChecksum(value.slice(4, 4 + body) + otherCase(value.slice(4 + body))),
});
