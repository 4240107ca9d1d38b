import { prefixedToken } from "../issued";
import { crc32 } from "../proofs/crc";

const sum = 8;

/** Whether the eight hex digits behind the last underscore are the CRC-32 of what stands before it, the lowest byte first. */
const hasSum = (value: string): boolean =>
  crc32(Buffer.from(value.slice(0, -sum - 1))) === Buffer.from(value.slice(-sum), "hex").readUInt32LE();

/** Whether base64 holds an object of JSON with a key and its name. */
function holdsKey(text: string): boolean {
  try {
    const held: unknown = JSON.parse(Buffer.from(text, "base64").toString());
    return typeof held === "object" && held !== null && "k" in held && "n" in held;
  } catch {
    return false;
  }
}

/**
 * A token of a Grafana service account (glsa_), with a checksum; a token of Grafana Cloud (glc_) or a former API key, which are JSON in
 * base64. The first form is read in Grafana's source (pkg/components/satokengen), the others in published tokens.
 */
export const grafanaToken = prefixedToken({
  id: "grafana-token",
  title: "a Grafana token",
  reference: "https://grafana.com/docs/grafana/latest/administration/service-accounts/",
  prefixes: ["glsa_", "glc_", "eyJrIjoi"],
  shape: /glsa_[A-Za-z\d]{32}_[\da-f]{8}|(?:glc_eyJ|eyJrIjoi)[A-Za-z\d+/]{40,400}={0,2}/y,
  proof: (value) =>
    value.startsWith("glsa_") ? hasSum(value) : holdsKey(value.startsWith("glc_") ? value.slice(4) : value),
});
