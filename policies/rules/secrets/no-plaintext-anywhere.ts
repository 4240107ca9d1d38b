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
  rationale:
    "Whatever is not marked as a secret is in the state of the stack, on the console and in every log of an update; whoever reads one of them has the key, and a key is as good as a login. 0x and 64 hex digits may be the private key of a wallet or a hash: they count as a key unless their name says that they are a hash, an id or an address.",
  example: `new aws.secretsmanager.Secret("exchange", { kmsKeyId: key.arn });
// aws secretsmanager put-secret-value --secret-id NAME --secret-string file:///dev/stdin`,
  nonWaivable: true,
  judge(resource, violation) {
    reportLeaks(readable(resource), resource.stack, violation);
  },
});

function* readable({ type, inputs }: Resource): Generator<Text> {
  yield* inputs.strings((path, secret) => !secret && !hasOwner(type, path));
}
