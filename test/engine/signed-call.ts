import { createHash, createHmac } from "node:crypto";

export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

/** Which service is called, and how its protocol names the action: in a header, or in the form that is sent. */
const protocols = {
  kms: { target: "TrentService" },
  secretsmanager: { target: "secretsmanager" },
  iam: { version: "2010-05-08" },
  sts: { version: "2011-06-15" },
} as const;

export interface Answer {
  readonly ok: boolean;
  readonly text: string;
}

const region = "eu-west-1";
const digest = (text: string): string => createHash("sha256").update(text).digest("hex");
const sealed = (key: string | Buffer, text: string): Buffer => createHmac("sha256", key).update(text).digest();

/**
 * Calls an AWS API with a signature that holds: MiniStack verifies it where it evaluates IAM
 * (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html).
 */
export async function signedCall(
  endpoint: string,
  { accessKeyId, secretAccessKey, sessionToken }: Credentials,
  service: keyof typeof protocols,
  action: string,
  parameters: Readonly<Record<string, string>> = {},
): Promise<Answer> {
  const protocol = protocols[service];
  const json = "target" in protocol;
  const body = json
    ? JSON.stringify(parameters)
    : new URLSearchParams({ Action: action, Version: protocol.version, ...parameters }).toString();
  const time = new Date().toISOString().replaceAll(/[-:]|\.\d+/gu, "");
  const headers: Readonly<Record<string, string>> = {
    "content-type": json ? "application/x-amz-json-1.1" : "application/x-www-form-urlencoded",
    host: new URL(endpoint).host,
    "x-amz-date": time,
    ...(sessionToken === undefined ? {} : { "x-amz-security-token": sessionToken }),
    ...(json ? { "x-amz-target": `${protocol.target}.${action}` } : {}),
  };
  const names = Object.keys(headers).join(";");
  const canonical = [
    "POST",
    "/",
    "",
    ...Object.entries(headers).map(([name, value]) => `${name}:${value}`),
    "",
    names,
    digest(body),
  ].join("\n");
  const scope = [time.slice(0, 8), region, service, "aws4_request"];
  const key = scope.reduce<string | Buffer>((last, part) => sealed(last, part), `AWS4${secretAccessKey}`);
  const signature = sealed(key, ["AWS4-HMAC-SHA256", time, scope.join("/"), digest(canonical)].join("\n"));
  const response = await fetch(endpoint, {
    method: "POST",
    headers: {
      ...headers,
      authorization: `AWS4-HMAC-SHA256 Credential=${accessKeyId}/${scope.join("/")}, SignedHeaders=${names}, Signature=${signature.toString("hex")}`,
    },
    body,
  });
  return { ok: response.ok, text: await response.text() };
}
