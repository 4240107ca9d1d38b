// Reads requests, one JSON object a line, and prints what ccxt would send, without sending it.
import { createInterface } from "node:readline";
import ccxt from "../../exchanges/ccxt/node_modules/ccxt/js/ccxt.js";

for await (const line of createInterface({ input: process.stdin })) {
  const { ccxt: name, credential, now, sign, sandbox } = JSON.parse(line);
  const client = new ccxt[name](credential);
  if (sandbox) client.setSandboxMode(true);
  client.milliseconds = () => now;
  client.seconds = () => Math.floor(now / 1000);
  // Of some exchanges it counts seconds; of most it grows with every call.
  client.nonce = () => (name === "coinbaseexchange" ? client.seconds() : now);
  let said;
  if (sign.action) {
    said = client.signL1Action(sign.action, now);
  } else {
    const [path, api, method, parameters] = sign;
    said = client.sign(path, api, method, parameters ?? {});
  }
  process.stdout.write(`${JSON.stringify(said)}\n`);
}
