import type { Detector } from "../detector";

const size = 20;

/** The id of an AWS access key: AKIA, ASIA and their kin, then base32. Not a secret by itself; ids of roles and users are left alone. */
export const awsAccessKeyId: Detector = {
  id: "aws-access-key-id",
  title: "an AWS access key id",
  severity: "low",
  reference: "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html",
  // As literals, because one in thirty holds no digit and is no run that is looked at for its length.
  proposal: {
    by: "literal",
    literals: ["AKIA", "ASIA", "ABIA", "ACCA", "A3T"],
    shape: /(?:AKIA|ASIA|ABIA|ACCA|A3T[A-Z\d])[A-Z2-7]{16}/y,
  },
  judge: ({ value, text, start, end }) =>
    value.length !== size || /[A-Za-z\d]/u.test(text[start - 1] ?? " ") || /[A-Za-z\d]/u.test(text[end] ?? " ")
      ? undefined
      : { confidence: "shaped" },
};
