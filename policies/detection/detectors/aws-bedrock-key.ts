import { prefixedToken } from "../issued";

/**
 * An Amazon Bedrock API key. A lasting one is base64 that begins with `BedrockAPIKey-`, a short one holds a signed URL. What begins them and the
 * lengths rest on published keys and other scanners; unverified.
 */
export const awsBedrockKey = prefixedToken({
  id: "aws-bedrock-key",
  title: "an Amazon Bedrock API key",
  reference: "https://docs.aws.amazon.com/bedrock/latest/userguide/api-keys.html",
  prefixes: ["ABSK", "bedrock-api-key-"],
  shape:
    /ABSKQmVkcm9ja0FQSUtleS[A-Za-z\d+/]{88,248}={0,2}|bedrock-api-key-YmVkcm9jay5hbWF6b25hd3MuY29t[A-Za-z\d+/]{100,4000}={0,2}/y,
});
