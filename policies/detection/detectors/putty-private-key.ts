import type { Detector } from "../detector";

/** A private key in PuTTY's format. With a cipher it is graded lower. */
export const puttyPrivateKey: Detector = {
  id: "putty-private-key",
  title: "a PuTTY private key",
  severity: "high",
  reference: "https://tartarus.org/~simon/putty-snapshots/htmldoc/AppendixC.html",
  proposal: {
    by: "literal",
    literals: ["PuTTY-User-Key-File-"],
    shape: /PuTTY-User-Key-File-[23]: [\s\S]{20,6000}?Private-Lines: \d{1,3}\s{1,4}[A-Za-z\d+/=]{20}/y,
  },
  judge: ({ value }) => ({
    confidence: "shaped",
    ...(value.includes("Encryption: none") ? {} : { severity: "medium" }),
  }),
};
