import type { Detector } from "../detector";

/** A private key between PEM markers, encrypted ones at a lower severity. */
export const pemPrivateKey: Detector = {
  id: "pem-private-key",
  title: "a PEM private key",
  severity: "high",
  reference: "https://www.rfc-editor.org/rfc/rfc7468",
  proposal: {
    by: "literal",
    literals: ["-----BEGIN "],
    shape: /-----BEGIN (?:[A-Z0-9]{1,12} ){0,3}PRIVATE KEY(?: BLOCK)?-----[A-Za-z0-9+/=\s\\:,.-]{40,20000}?-----END/uy,
  },
  judge({ value }) {
    return { confidence: "shaped", ...(value.includes("ENCRYPTED") ? { severity: "medium" } : {}) };
  },
};
