// One established connection to the test exchange. For every line on standard input, as many requests as it says, one
// after the other; prints their median in microseconds. node client.mjs NAME ADDRESS CERTIFICATE
import { readFileSync } from "node:fs";
import https from "node:https";
import { createInterface } from "node:readline";

const [name, address, certificate] = process.argv.slice(2);
const agent = new https.Agent({ keepAlive: true, maxSockets: 1, ca: readFileSync(certificate) });
const sockets = new Set();

const ask = () =>
  new Promise((resolve, reject) => {
    const begin = process.hrtime.bigint();
    const options = { host: address, servername: name, path: "/api/v3/time", agent, headers: { host: name } };
    https
      .get(options, (response) => {
        sockets.add(response.socket);
        response.resume().on("end", () => resolve(Number(process.hrtime.bigint() - begin) / 1000));
      })
      .on("error", reject);
  });

for await (const line of createInterface({ input: process.stdin })) {
  const taken = [];
  for (let left = Number(line); left > 0; left--) taken.push(await ask());
  if (sockets.size !== 1) throw new Error(`${sockets.size} connections, expected one`);
  taken.sort((a, b) => a - b);
  process.stdout.write(`${taken[Math.floor(taken.length / 2)]}\n`);
}
