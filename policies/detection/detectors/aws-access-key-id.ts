import type { Detector } from "../detector";

/** The id of an AWS access key: AKIA, ASIA and their kin, then base32. Not a secret by itself; ids of roles and users are left alone. */
export const awsAccessKeyId: Detector = {
  id: "aws-access-key-id",
  title: "an AWS access key id",
  severity: "low",
  reference: "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html",
  proposal: { by: "run", alphabet: "alnum", lengths: [20] },
  judge: ({ value }) =>
    /^(?:AKIA|ASIA|ABIA|ACCA|A3T[A-Z\d])[A-Z2-7]{16}$/u.test(value) ? { confidence: "shaped" } : undefined,
};
