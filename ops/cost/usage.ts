import { quoted, UserError } from "../user-error";

/** What depends on how a bot is used: an assumption for a month, by name, with what it says. */
export const assumptions = {
  hours: { value: 730, says: "hours that everything runs" },
  "gb-out": { value: 10, says: "GB that leave for the internet" },
  "gb-through-nat": { value: 30, says: "GB through a NAT gateway, both ways" },
  "log-gb": { value: 1, says: "GB of log" },
  "flow-log-gb": { value: 1, says: "GB of flow log" },
  "snapshot-share": { value: 1, says: "GB of snapshots for each GB of data volume" },
  "root-gb": { value: 8, says: "GB of a root disk whose size the image decides" },
  "artifact-gb": { value: 1, says: "GB of artefacts, and of images" },
  rotations: { value: 0, says: "yearly rotations that each key has had; the first two cost as much as the key" },
  "secret-reads": { value: 1000, says: "calls to Secrets Manager" },
  "kms-calls": { value: 10_000, says: "calls to KMS" },
  "dns-queries": { value: 2_000_000, says: "lookups by the DNS firewall" },
  mails: { value: 100, says: "alert mails to each address" },
  texts: { value: 10, says: "alert text messages to each number" },
  "s3-events": { value: 100_000, says: "reads and writes in buckets that GuardDuty looks at" },
  "forwarded-events": { value: 1000, says: "IAM's calls that are forwarded to a bots' region" },
  "management-events": { value: 1_000_000, says: "management events of the account" },
} as const;

export type Assumption = keyof typeof assumptions;

/** Numbers for a month. */
export type Usage = Readonly<Record<Assumption, number>>;

/** The assumptions, and what `--assume NAME=NUMBER` says instead. Throws UserError. */
export function usageOf(given: readonly string[]): Usage {
  const usage: Record<string, number> = Object.fromEntries(
    Object.entries(assumptions).map(([name, { value }]) => [name, value]),
  );
  for (const [name, number] of given.map((text) => namedNumber(text, "--assume"))) {
    if (!Object.hasOwn(assumptions, name)) {
      throw new UserError(`--assume knows no ${quoted(name)}; it knows ${Object.keys(assumptions).join(", ")}.`);
    }
    usage[name] = number;
  }
  return usage as Usage;
}

/** `NAME=NUMBER` of a flag. Throws UserError. */
export function namedNumber(text: string, flag: string): readonly [name: string, number: number] {
  const [, name = "", number = ""] = /^([\w:.-]{1,60})=(\d{1,12}(?:\.\d{1,8})?)$/u.exec(text) ?? [];
  if (name === "") throw new UserError(`${flag} takes NAME=NUMBER; found ${quoted(text)}.`);
  return [name, Number(number)];
}
