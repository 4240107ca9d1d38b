// Writes the files with which examples/leaky-bot leaks: nothing that looks like a credential is ever committed.
// Everything comes from one fixed seed, so every clone has the same worthless values. An argument names another folder.
import { createHash } from "node:crypto";
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const folder = process.argv[2] ?? join(dirname(fileURLToPath(import.meta.url)), "../examples/leaky-bot/generated");

/** Bytes that depend on the seed and the label alone: SHA-256 in counter mode. */
function bytes(label, count) {
  const blocks = [];
  for (let i = 0; i * 32 < count; i++) {
    blocks.push(createHash("sha256").update(`bulkhead examples/leaky-bot ${label} ${i}`).digest());
  }
  return Buffer.concat(blocks).subarray(0, count);
}

const alphanumeric = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

/** Letters and digits, each equally likely. */
function letters(label, count) {
  const even = [...bytes(label, 2 * count + 64)].filter((byte) => byte < 4 * alphanumeric.length);
  return even
    .slice(0, count)
    .map((byte) => alphanumeric[byte % alphanumeric.length])
    .join("");
}

const hex = (label, digits) => bytes(label, digits / 2).toString("hex");

/** An Ed25519 private key as PKCS#8 (RFC 8410): a fixed head, then the 32 bytes of the seed. */
function ed25519Pem(label) {
  const der = Buffer.concat([Buffer.from("302e020100300506032b657004220420", "hex"), bytes(label, 32)]);
  const armour = (word) => ["-----", word, " PRIVATE", " KEY", "-----"].join("");
  return [armour("BEGIN"), der.toString("base64"), armour("END")].join("\n");
}

const files = {
  // The bot's host: the key it trades with, exported by the boot script.
  "bot-host.sh": `#!/bin/bash
set -euo pipefail
dnf install -y docker
systemctl enable --now docker
export BINANCE_API_SECRET=${letters("binance", 64)}
docker run --detach --restart always --env BINANCE_API_SECRET public.ecr.aws/docker/library/node:20-alpine
`,
  // The signer: an agent wallet's key, handed to a function.
  "signer.json": `${JSON.stringify({ agentKey: `0x${hex("agent", 64)}` }, undefined, 2)}\n`,
  // The hedger: a key in a container's environment.
  "hedger.json": `${JSON.stringify({ bybitApiSecret: letters("bybit", 36) }, undefined, 2)}\n`,
  // The spare hosts: a key file that cloud-init writes.
  "spare-host.yaml": `#cloud-config
write_files:
  - path: /etc/bot/binance.pem
    permissions: "0600"
    content: |
${ed25519Pem("spare")
  .split("\n")
  .map((line) => `      ${line}`)
  .join("\n")}
`,
  // A stack file as Pulumi writes it. What is under \`secure:\` is not a ciphertext of anything.
  "Pulumi.dev.yaml": `secretsprovider: awskms://alias/leaky-bot-dev?region=eu-west-1
encryptedkey: ${bytes("data key", 184).toString("base64")}
config:
  aws:region: eu-west-1
  leaky-bot:okxApiSecret: ${hex("okx", 32).toUpperCase()}
  leaky-bot:okxPassphrase:
    secure: v1:${bytes("nonce", 12).toString("base64")}:${bytes("sealed", 36).toString("base64")}
`,
};

mkdirSync(folder, { recursive: true });
for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
