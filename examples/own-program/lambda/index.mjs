import { createHash, createHmac } from "node:crypto";
import { GetSecretValueCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";

const secrets = new SecretsManagerClient({});

/** Runs once an hour. The credential is read when it is needed and kept nowhere. */
export async function handler() {
  const { SecretString } = await secrets.send(new GetSecretValueCommand({ SecretId: process.env.SECRET_NAME }));
  if (SecretString === undefined) throw new Error("The secret is empty: put the exchange credential in place first.");
  const { apiKey, privateKey } = JSON.parse(SecretString);

  const path = "/0/private/TradeBalance";
  const nonce = String(Date.now());
  const body = new URLSearchParams({ nonce }).toString();
  const digest = createHash("sha256")
    .update(nonce + body)
    .digest();
  const sign = createHmac("sha512", Buffer.from(privateKey, "base64")).update(path).update(digest).digest("base64");
  const answer = await fetch(`https://api.kraken.com${path}`, {
    method: "POST",
    headers: { "API-Key": apiKey, "API-Sign": sign, "Content-Type": "application/x-www-form-urlencoded" },
    body,
  });
  const { error, result } = await answer.json();
  if (error.length > 0) throw new Error(error.join(", "));
  console.log(JSON.stringify({ equivalentBalance: result.eb }));
}
