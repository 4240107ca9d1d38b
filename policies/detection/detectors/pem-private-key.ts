import type { Candidate, Detector, Judgement } from "../detector";
import { isKnownDevelopmentKey } from "../known-development-keys";
import { isPrivateKeyDer } from "../proofs/private-key-der";

const least = 40;
const longest = 20_000;
const dashes = "-----";

// The next dashes after the opening marker are the closing one's, or the key has no end.
function endOf(text: string, from: number): number {
  const at = text.indexOf(dashes, from);
  if (at < from + least || at > from + longest || !text.startsWith("END ", at + dashes.length)) return -1;
  const label = /[A-Z0-9 ]{1,45}-----/y;
  label.lastIndex = at + dashes.length;
  return label.test(text) ? label.lastIndex : -1;
}

/** A private key between PEM markers: PKCS8, PKCS1, SEC1, OpenSSH, PGP, and the armour of Tendermint and Cosmos. Encrypted ones are graded lower. */
export const pemPrivateKey: Detector = {
  id: "pem-private-key",
  title: "a PEM private key",
  severity: "high",
  reference: "https://www.rfc-editor.org/rfc/rfc7468",
  proposal: {
    by: "literal",
    literals: ["-----BEGIN "],
    shape: /-----BEGIN (?:[A-Z0-9]{1,12} ){0,3}PRIVATE KEY(?: BLOCK)?-----/y,
    reach: endOf,
  },
  judge({ value }: Candidate): Judgement | undefined {
    const marker = /^-----BEGIN ([A-Z0-9 ]+)-----/u.exec(value)?.[1] ?? "";
    const inner = value.slice(marker.length + 16, value.lastIndexOf("-----END"));
    const headers = /Proc-Type|DEK-Info|ENCRYPTED/u.test(value) || marker.startsWith("TENDERMINT");
    const body = inner
      .replace(/\\[nrt]/gu, "\n")
      .split(/["'`]/u)
      .filter((piece) => piece.trim() !== "+") // joins literals
      .join("\n")
      .replace(/[,\\]/gu, "\n")
      .split("\n")
      .filter((line) => !line.includes(": ") && !/^=[A-Za-z\d+/]{4}$/u.test(line.trim()))
      .join("")
      .replace(/[^A-Za-z\d+/]/gu, "");
    if (body.length < least || isKnownDevelopmentKey(body) || new Set(body).size < 16) return undefined;
    if (headers) return { confidence: "shaped", severity: "medium" };
    const bytes = Buffer.from(body, "base64");
    if (marker.startsWith("OPENSSH")) {
      if (!bytes.subarray(0, 14).equals(Buffer.from("openssh-key-v1"))) return undefined;
      const cipher = bytes.subarray(19, 19 + (bytes[18] ?? 0)).toString("latin1");
      return { confidence: "proven", ...(cipher === "none" ? {} : { severity: "medium" }) };
    }
    if (marker.startsWith("PGP")) return { confidence: "shaped" };
    if (isPrivateKeyDer(bytes)) return { confidence: "proven" };
    // DER that OpenSSL will not parse whole may be cut or of a rare curve; it is still a sequence.
    return bytes[0] === 0x30 ? { confidence: "shaped" } : undefined;
  },
};
