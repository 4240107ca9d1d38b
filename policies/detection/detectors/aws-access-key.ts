import type { Detector } from "../detector";

/** The id of an AWS access key. Public by itself; its secret is 40 characters of base64. */
export const awsAccessKeyId: Detector = {
  id: "aws-access-key-id",
  title: "an AWS access key id",
  severity: "low",
  reference: "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html",
  proposal: { by: "run", alphabet: "alnum", lengths: [20] },
  judge: ({ value }) => (/^(?:AKIA|ASIA|ABIA|ACCA)[A-Z2-7]{16}$/u.test(value) ? { confidence: "shaped" } : undefined),
};
