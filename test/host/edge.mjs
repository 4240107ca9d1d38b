// Ends TLS in front of a server that has none: node edge.mjs ADDRESS PORT TARGET-PORT CERTIFICATE KEY
import { readFileSync } from "node:fs";
import net from "node:net";
import tls from "node:tls";

const [address, port, target, certificate, key] = process.argv.slice(2);
tls
  .createServer({ cert: readFileSync(certificate), key: readFileSync(key) }, (outside) => {
    const inside = net.connect(Number(target), "127.0.0.1");
    for (const [from, to] of [
      [outside, inside],
      [inside, outside],
    ]) {
      from.pipe(to);
      from.on("error", () => to.destroy());
    }
  })
  .listen(Number(port), address, () => process.stdout.write("ready\n"));
