// Signs and sends calls with ccxt, code of others. Reads a line of JSON a call: {"exchange", "settings", "sandbox", "from", "method",
// "parameters"}; answers a line: {"answer"} or {"error", "body", "status"}.
import { readFileSync } from "node:fs";
import https from "node:https";
import { createInterface } from "node:readline";
import ccxt from "ccxt";

const ca = readFileSync(process.argv[2]);
/** Fetches from one of this machine's addresses. */
const sent = (url, { method, headers, body }, localAddress) =>
  new Promise((resolve, reject) => {
    const fields = Object.fromEntries(new Headers(headers));
    if (body !== undefined) fields["content-length"] = Buffer.byteLength(body);
    const request = https.request(url, { method, headers: fields, localAddress, ca }, (answer) => {
      const parts = [];
      answer.on("data", (part) => parts.push(part)).on("error", reject);
      answer.on("end", () => {
        const { statusCode: status, statusMessage: statusText } = answer;
        resolve(
          new Response(Buffer.concat(parts), {
            status,
            statusText,
            headers: { "content-type": answer.headers["content-type"] },
          }),
        );
      });
    });
    request.on("error", reject).end(body);
  });

for await (const line of createInterface({ input: process.stdin })) {
  const { exchange, settings, sandbox, headers, from, method, parameters } = JSON.parse(line);
  const client = new ccxt[exchange]({ ...settings, timeout: 20_000, enableRateLimit: false });
  if (sandbox) client.setSandboxMode(true);
  if (headers) client.headers = headers;
  client.fetchImplementation = (url, options) => sent(url, options, from);
  let said;
  try {
    if (exchange === "hyperliquid") {
      const nonce = client.milliseconds();
      const signature = client.signL1Action(parameters.action, nonce);
      said = { answer: await client.privatePostExchange({ ...parameters, nonce, signature }) };
    } else said = { answer: await client[method](parameters) };
  } catch (error) {
    said = {
      error: error.constructor.name,
      body: client.last_http_response,
      message: String(error.message).slice(0, 500),
    };
  }
  process.stdout.write(`${JSON.stringify(said)}\n`);
}
