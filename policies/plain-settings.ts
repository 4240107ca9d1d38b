import { detection } from "./detect";
import { readName } from "./detection/names";
import { isReference } from "./detection/placeholder";
import type { Violation } from "./policy";
import { callByWhatItIs, isNoSecret } from "./promises-secret";
import type { ConfigEntry } from "./stack-file";
import { walletKeyIn, walletKeyRemedy } from "./wallet-key";

const roles: ReadonlySet<string> = new Set(["secret", "password", "phrase", "key"]);

/** Reports secrets in plain text among the settings of a file, by what they look like and by what they are called. Answers their lines. */
export function judgeEntries(file: string, entries: readonly ConfigEntry[], violation: Violation): ReadonlySet<number> {
  const plain = entries.flatMap(({ leaves }) => leaves).filter(({ secure }) => !secure);
  const lines = new Map(plain.map((leaf) => [leaf.shown, leaf.line]));
  const reported = new Set<number>();
  const report = (path: string, message: string, remedy?: string): void => {
    const line = lines.get(path);
    if (line !== undefined) reported.add(line);
    violation({ message, at: path, file, ...(line === undefined ? {} : { line }), ...(remedy && { remedy }) });
  };
  const { findings, complete } = detection().scanFields([
    ...plain.map(({ shown, name, text }) => ({ path: shown, name, text })),
    ...entries.map(({ key, shown }) => ({ path: shown, text: key })),
  ]);
  const told = new Set<string>();
  for (const { path, title, detector, severity } of findings) {
    if (severity === "low" || told.has(path)) continue;
    told.add(path);
    report(path, `${path} holds ${title} in plain text [${detector}], expected it under \`secure:\`.`);
  }
  for (const { shown, name, text } of plain) {
    if (told.has(shown) || text === "" || /^(?:true|false)$/iu.test(text) || isReference(text)) continue;
    if (!roles.has(readName(name).role) || isNoSecret(text, name)) continue;
    told.add(shown);
    report(
      shown,
      `${shown} is in plain text, though its name says that it is a secret, expected it under \`secure:\`.`,
      `Revoke a secret at its issuer, remove the line, and set a new one with \`pulumi config set --secret\`. ${callByWhatItIs}`,
    );
  }
  for (const { shown, name, text } of plain) {
    if (told.has(shown) || walletKeyIn(text, name) === undefined) continue;
    told.add(shown);
    report(
      shown,
      `${shown} holds 0x and 64 hex digits in plain text, as the private key of a wallet is written, and its name says nothing else.`,
      `${walletKeyRemedy} A key of the configuration belongs under \`secure:\`.`,
    );
  }
  if (!complete) {
    violation({
      message: `${file} is not fully scanned: it is wrapped too deep or too large.`,
      file,
      line: 1,
    });
  }
  for (const leaf of entries.flatMap(({ leaves }) => leaves).filter(({ secure }) => secure)) {
    // Pulumi's own ciphertext: `v1:nonce:ciphertext`, or base64 that begins so where its service encrypts.
    if (/^(?:v\d+:|AAAB)/u.test(leaf.text)) continue;
    const [finding] = detection().scan(leaf.text, { name: leaf.name }).findings;
    if (finding === undefined || finding.severity === "low") continue;
    violation({
      message: `${leaf.shown} holds ${finding.title} in clear under \`secure:\` [${finding.detector}], expected its ciphertext.`,
      at: leaf.shown,
      file,
      line: leaf.line,
    });
    reported.add(leaf.line);
  }
  return reported;
}

/** Reports credentials in a text of a file that holds no setting: a comment is committed with all the rest. */
export function judgeText(file: string, text: string, told: ReadonlySet<number>, violation: Violation): void {
  const { findings, complete } = detection().scan(text);
  const lines = new Set(told);
  for (const { title, detector, severity, start } of findings) {
    const line = text.slice(0, start).split("\n").length;
    if (severity === "low" || lines.has(line)) continue;
    lines.add(line);
    violation({ message: `Line ${line} of ${file} holds ${title} in plain text [${detector}].`, file, line });
  }
  if (!complete) {
    violation({ message: `${file} is not fully scanned: it is wrapped too deep or too large.`, file, line: 1 });
  }
}

/** A YAML text with nothing left in it but comments, each on its line. A `#` within a value counts as one: more is looked at, not less. */
export function commentsOf(text: string): string {
  return text.split("\n").map(commentOf).join("\n");
}

function commentOf(line: string): string {
  for (let at = line.indexOf("#"); at >= 0; at = line.indexOf("#", at + 1)) {
    if (at === 0 || /\s/u.test(line.charAt(at - 1))) return line.slice(at);
  }
  return "";
}
