import type { Detector } from "../detector";

const least = 20;
const longest = 6_100;

/** A private key in PuTTY's format. With a cipher it is graded lower. */
export const puttyPrivateKey: Detector = {
  id: "putty-private-key",
  title: "a PuTTY private key",
  severity: "high",
  reference: "https://tartarus.org/~simon/putty-snapshots/htmldoc/AppendixC.html",
  proposal: {
    by: "literal",
    literals: ["PuTTY-User-Key-File-"],
    shape: /PuTTY-User-Key-File-[23]: /y,
    reach: (text, from) => {
      const rest = text.slice(from, from + longest);
      const at = rest.indexOf("Private-Lines: ");
      const lines = /^Private-Lines: \d{1,3}\s{1,4}[A-Za-z\d+/=]{20}/u.exec(rest.slice(at, at + 60));
      return at < least || lines === null ? -1 : from + at + lines[0].length;
    },
  },
  judge: ({ value }) => ({
    confidence: "shaped",
    ...(value.includes("Encryption: none") ? {} : { severity: "medium" }),
  }),
};
