import type { Detector } from "../detector";
import { isPlaceholder } from "../placeholder";

/** The secret of an AWS access key: 40 characters of base64, told from a git commit by its name. */
export const awsSecretKey: Detector = {
  id: "aws-secret-access-key",
  title: "an AWS secret access key",
  severity: "high",
  reference: "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_access-keys.html",
  proposal: { by: "run", alphabet: "base64", lengths: [40] },
  judge({ value, name }) {
    if (name?.role !== "secret" || !name.words.includes("access") || /^[\da-f]+$/u.test(value)) return undefined;
    return isPlaceholder(value) ? { confidence: "named", severity: "low" } : { confidence: "named" };
  },
};
