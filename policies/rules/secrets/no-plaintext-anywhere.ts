import { reportLeaks } from "../../leaks";
import { hasOwner } from "../../owners";
import { type Resource, resourcePolicy } from "../../policy";
import type { Text } from "../../reader";

/**
 * Whatever is not marked as a secret is in the state, in the console and in every log of an update. Names, tags and
 * descriptions count, marked ones of AWS too, and so do keys of maps, text assets, and what base64, gzip or percent escapes wrap.
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

function* readable(resource: Resource): Generator<Text> {
  yield { path: "logical name", text: resource.name, secret: false, kind: "value" };
  for (const text of resource.inputs.strings((path) => !hasOwner(resource.type, path))) {
    if (!text.secret || isShownByAws(resource.type, text.path)) yield text;
  }
}

/** A mark covers Pulumi's state; AWS shows these to everybody who may describe or list the resource. */
function isShownByAws(type: string, path: string): boolean {
  return type.startsWith("aws:") && /^(?:tags|tagsAll|volumeTags|name|namePrefix|description)(?![^.[])/u.test(path);
}
