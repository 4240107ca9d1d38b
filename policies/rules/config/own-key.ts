import { stackFilePolicy } from "../../policy";
import { otherStackFiles, stackInUse } from "../../stack-file";

/**
 * Bots that share a key share their fate: whoever may decrypt one stack's secrets may decrypt the other's. Two aliases
 * of one key can't be told apart from here.
 */
export const ownKey = stackFilePolicy({
  name: "config-own-key",
  description: "No other stack of the project encrypts its secrets with this stack's key.",
  severity: "high",
  level: "mandatory",
  remediationSteps: "Create a key for this stack and change to it with `pulumi stack change-secrets-provider`.",
  url: "https://www.pulumi.com/docs/iac/concepts/secrets/#available-encryption-providers",
  tags: ["config", "kms"],
  rationale:
    "Bots that share a key share their fate: whoever may decrypt one stack's secrets may decrypt the other's, and the key of one cannot be disabled without stopping both.",
  example: `secretsprovider: awskms://alias/bulkhead-arb-testnet?region=eu-west-1`,
  nonWaivable: true,
  judge(file, violation, stack) {
    const key = file.secretsProvider && keyOf(file.secretsProvider.text);
    for (const other of otherStackFiles(file, stackInUse(stack).project)) {
      const theirs = other.secretsProvider && keyOf(other.secretsProvider.text);
      if (file.secretsProvider && key && theirs && sameKey(key, theirs)) {
        violation({
          message: `secretsprovider names the key of ${other.name} too, expected a key of this stack's own.`,
          at: "secretsprovider",
          file: file.name,
          line: file.secretsProvider.line,
        });
      }
      if (file.encryptedKey && file.encryptedKey.text === other.encryptedKey?.text) {
        violation({
          message: `encryptedkey is that of ${other.name} too, expected a data key of this stack's own.`,
          at: "encryptedkey",
          file: file.name,
          line: file.encryptedKey.line,
        });
      }
    }
  },
});

interface Key {
  readonly id: string;
  readonly region: string | undefined;
}

/** `awskms://1234abcd-…?region=…`, `awskms://alias/NAME?…` and `awskms:///arn:aws:kms:REGION:ACCOUNT:key/1234abcd-…`. */
function keyOf(provider: string): Key | undefined {
  const [, named, query] = /^awskms:\/\/\/?([^?]+)(?:\?(.*))?$/u.exec(provider) ?? [];
  if (named === undefined) return undefined;
  const arn = /^arn:[^:]+:kms:([^:]*):[^:]*:(.+)$/u.exec(named);
  const id = (arn?.[2] ?? named).replace(/^key\//u, "").replace(/\/$/u, "");
  return { id, region: arn?.[1] ?? new URLSearchParams(query).get("region") ?? undefined };
}

// An alias without a region could be in any.
function sameKey(a: Key, b: Key): boolean {
  return a.id === b.id && (a.region === undefined || b.region === undefined || a.region === b.region);
}
