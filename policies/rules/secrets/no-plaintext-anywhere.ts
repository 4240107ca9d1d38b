import { reportLeaks } from "../../leaks";
import { hasOwner } from "../../owners";
import { type Resource, resourcePolicy } from "../../policy";
import type { Text } from "../../reader";

/**
 * Keys of maps count, text assets, and what base64, gzip or percent escapes wrap. Tags, names and descriptions are judged
 * by secrets-no-tag-or-name-leak, the places in `owners` by the policies that it names.
 */
export const noPlaintextAnywhere = resourcePolicy("*", {
  name: "secrets-no-plaintext-anywhere",
  description: "No input of a resource holds a credential, or a secret of the configuration, in plain text.",
  severity: "critical",
  level: "mandatory",
  remediationSteps:
    "Revoke the key at its issuer, put a new one into AWS Secrets Manager out of band, and let the program name only the secret.",
  url: "https://docs.aws.amazon.com/secretsmanager/latest/userguide/best-practices.html",
  tags: ["secrets"],
  framework: {
    name: "NIST SP 800-53",
    version: "Rev. 5",
    reference: "IA-5(7)",
    specification: "No Embedded Unencrypted Static Authenticators",
  },
  nonWaivable: true,
  judge(resource, violation) {
    reportLeaks(readable(resource), resource.stack, violation);
  },
});

function* readable({ type, inputs }: Resource): Generator<Text> {
  for (const text of inputs.strings((path) => !hasOwner(type, path))) if (!text.secret) yield text;
}
