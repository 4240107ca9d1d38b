import { grants, holdsOnlyFor } from "../../granted";
import { identityDocuments, identityPolicyTypes } from "../../identity-documents";
import { resourcePolicy } from "../../policy";
import { type Statement, grantingStatements } from "../../policy-document";
import type { Value } from "../../reader";
import { matchesAnywhere, withoutVariables } from "../../wildcards";

const opening = ["kms:Decrypt", "kms:ReEncryptFrom"] as const;

/**
 * A key is named by its ARN, `arn:aws:kms:REGION:ACCOUNT:key/ID`, with any region or account, or by a tag that has to be the
 * caller's own. An alias in a policy's resources names no key to AWS. Other conditions do not count: they say how a key is
 * used, not which.
 */
export const noDecryptOnStar = resourcePolicy(identityPolicyTypes, {
  name: "kms-no-decrypt-on-star",
  description: "No identity may decrypt with keys that its policies do not name.",
  severity: "high",
  level: "mandatory",
  remediationSteps: "Name in Resource the ARN of each key that the identity has to decrypt with.",
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/kms-controls.html#kms-1",
  tags: ["kms", "iam"],
  rationale:
    "Where a key's policy leaves the decision to IAM, a role that may decrypt with every key reads what belongs to every other bot of the account.",
  example: `Statement: [
  { Effect: "Allow", Action: "kms:Decrypt", Resource: key.arn },
]`,
  judge(resource, violation) {
    for (const document of identityDocuments(resource)) {
      for (const statement of grantingStatements(document)) {
        if (grants(statement, opening) && !isForOwnKeys(statement))
          for (const open of unnamedKeys(statement)) violation(open, "the ARNs of named keys");
      }
    }
  },
});

/** Whether the keys are those that carry the caller's own bot in their tags. */
function isForOwnKeys(statement: Statement): boolean {
  return holdsOnlyFor(
    statement,
    "aws:ResourceTag/bulkhead:bot",
    ["StringEquals"],
    (text) => text === "${aws:PrincipalTag/bulkhead:bot}",
  );
}

/** The elements of Resource that hold for a key that nobody wrote down. */
function unnamedKeys(statement: Statement): readonly Value[] {
  const allBut = statement.element("NotResource");
  if (!allBut.absent) return [allBut];
  return statement
    .element("Resource")
    .items()
    .filter((one) => one.unknown || isPatternOfKeys(one.text ?? "") || matchesAnywhere(one.text ?? "", someKey));
}

const someKey = "arn:aws:kms:eu-west-1:111122223333:key/6b1f0d3a-5c2e-4e0b-9a57-2f1d3c4b5a69";

/** `key/mrk-*`: the id of a key has to be written out, whatever it begins with. */
function isPatternOfKeys(text: string): boolean {
  return /^arn:[^:]*:kms:(?:[^:]*:){2}key\/.*[*?]/su.test(withoutVariables(text));
}
