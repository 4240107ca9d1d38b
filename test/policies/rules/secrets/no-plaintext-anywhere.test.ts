import { gzipSync } from "node:zlib";
import { noPlaintextAnywhere } from "../../../../policies/rules/secrets/no-plaintext-anywhere";
import { archive, secret, textAsset, unknown } from "../../engine-messages";
import { madeUp } from "../../samples";
import { given, testPolicy } from "../../test-policy";

const key = madeUp("plain");
const stack = { config: { "bot:key": key, "bot:network": "testnet" }, secretKeys: ["bot:key"] };
const held = (path: string, way = "") => ({
  message: `${path} holds the secret configuration value bot:key${way}.`,
  path,
});

testPolicy(noPlaintextAnywhere, {
  passes: {
    "ordinary inputs": {
      ami: "ami-0123456789abcdef0",
      tags: { Name: "grid", "bulkhead:network": "testnet" },
      rules: [{ port: 443 }],
      arn: "arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab",
    },
    "a value that other policies own": given({ userData: key, tags: {} }, { stack, type: "aws:ec2/instance:Instance" }),
    "tags, names and descriptions, which another policy judges": given(
      { tags: { note: key }, description: key },
      { stack, name: `bot-${key}` },
    ),
  },
  fails: {
    "a configured secret in a plain input": [given({ note: key }, { stack }), held("note")],
    "a configured secret as the key of a map": [given({ notes: { [key]: "x" } }, { stack }), held("notes[key 1]")],
    "a configured secret in a text asset": [
      given({ code: archive({ "index.js": textAsset(`exports.key = "${key}"`) }) }, { stack }),
      held("code.assets.index.js"),
    ],
    "a configured secret in base64 of gzip": [
      given({ body: gzipSync(Buffer.from(`key=${key}`)).toString("base64") }, { stack }),
      {
        message: expect.stringMatching(
          /^body holds the secret configuration value bot:key, inside base64 > gzip/u,
        ) as string,
      },
    ],
    "half of a configured secret": [
      given({ note: `key ${key.slice(0, 32)}` }, { stack }),
      held("note", ", a part of it"),
    ],
    "a credential that no configuration knows": [
      { environment: { BINANCE_API_SECRET: key } },
      {
        message: expect.stringMatching(
          /^environment\.BINANCE_API_SECRET holds a .+ \[binance-api-secret\]\.$/u,
        ) as string,
      },
    ],
  },
  unknown: {
    "a note that is not known yet": { note: unknown },
    "an unknown deep inside": { a: [{ b: { c: unknown } }] },
  },
  absent: { "no inputs": {} },
  secret: {
    "a configured secret that is marked": given({ password: secret(key) }, { stack }),
    "a marked value that is not known: whatever it is, the mark covers it": { password: secret(unknown) },
    "a mark around the whole map": given({ variables: secret({ A: key }) }, { stack }),
  },
});
