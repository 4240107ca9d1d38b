import { stackFilePolicy } from "../../policy";

/** A passphrase is one string that decrypts everything for whoever gets hold of it; a KMS key logs and limits each use. */
export const kmsSecretsProvider = stackFilePolicy({
  name: "config-kms-secrets-provider",
  description: "The stack's secrets are encrypted with a key in AWS KMS.",
  severity: "high",
  level: "mandatory",
  remediationSteps: 'Run `pulumi stack change-secrets-provider "awskms://alias/NAME?region=REGION"`.',
  url: "https://www.pulumi.com/docs/iac/concepts/secrets/#available-encryption-providers",
  tags: ["config", "kms"],
  rationale:
    "A passphrase is one string that decrypts everything for whoever gets hold of it, and nobody sees it used. A KMS key leaves the stack's secrets to those whom its policy admits, and logs each use.",
  example: `secretsprovider: awskms://alias/bulkhead-grid-testnet?region=eu-west-1`,
  nonWaivable: true,
  judge(file, violation) {
    const { secretsProvider, encryptionSalt } = file;
    const expected = "expected awskms:// and a key";
    const report = (observed: string, line: number): void => {
      violation({ message: `secretsprovider ${observed}, ${expected}.`, at: "secretsprovider", file: file.name, line });
    };
    if (secretsProvider === undefined) {
      const fallback = encryptionSalt === undefined ? "Pulumi's service encrypts" : "a passphrase encrypts";
      report(`is absent, so that ${fallback}`, encryptionSalt?.line ?? 1);
      return;
    }
    const { text, line } = secretsProvider;
    if (/^awskms:\/\/\/?[^?\s/]/u.test(text)) return;
    const scheme = /^[a-z]{1,20}(?=:\/\/|$)/u.exec(text)?.[0];
    if (scheme === "awskms") report("names no key", line);
    else report(scheme === undefined ? "is no provider of Pulumi's" : `is of the kind ${scheme}`, line);
  },
});
