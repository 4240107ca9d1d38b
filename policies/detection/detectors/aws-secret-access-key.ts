import type { Detector } from "../detector";
import { isPlaceholder } from "../placeholder";
import { isRandom } from "../texture";

const id = /(?:AKIA|ASIA|ABIA|ACCA)[A-Z2-7]{16}/u;

/** The secret of an AWS access key: 40 characters of base64, under its name or right beside an access key id. Git commits are hex and left alone. */
export const awsSecretAccessKey: Detector = {
  id: "aws-secret-access-key",
  title: "an AWS secret access key",
  severity: "high",
  reference: "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_access-keys.html",
  proposal: { by: "run", alphabet: "base64", lengths: [40] },
  judge({ value, name, text, start, end }) {
    if (
      /^[\da-f]+$/i.test(value) ||
      !/\d/u.test(value) ||
      !/[A-Z]/u.test(value) ||
      !/[a-z]/u.test(value) ||
      name?.role === "innocent"
    )
      return undefined;
    const named = name?.role === "secret" && name.words.some((word) => /^(?:aws|access|amazon|s3|ses)$/u.test(word));
    const beside = isRandom(value) && id.test(text.slice(Math.max(0, start - 200), end + 200));
    if (!named && !beside) return undefined;
    const confidence = beside ? "shaped" : "named";
    return isPlaceholder(value) ? { confidence, severity: "low" } : { confidence };
  },
};
