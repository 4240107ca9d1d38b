import { createHash } from "node:crypto";
import { gzipSync } from "node:zlib";
import { noPlaintextAnywhere } from "../../../../policies/rules/secrets/no-plaintext-anywhere";
import { archive, secret, textAsset, unknown } from "../../engine-messages";
import { madeUp, wrappedTooDeep } from "../../samples";
import { given, testPolicy } from "../../test-policy";

const key = madeUp("plain");
const stack = { config: { "bot:key": key, "bot:network": "testnet" }, secretKeys: ["bot:key"] };
const assignment = `BINANCE_API_SECRET="${madeUp("issued")}"`;
const base64 = (text: string) => Buffer.from(text).toString("base64");
const held = (path: string, way = "") => ({
  message: `${path} holds the secret configuration value bot:key${way}.`,
  path,
});

const walletKey = `0x${createHash("sha256").update("a wallet").digest("hex")}`;
const mayBeKey = (path: string, way = "") => ({
  message: `${path} holds 0x and 64 hex digits${way}, as the private key of a wallet is written, and no name says that it is anything else.`,
  path,
});

testPolicy(noPlaintextAnywhere, {
  passes: {
    ...Object.fromEntries(
      [
        { txHash: walletKey },
        { POOL_IDS: `${walletKey},${walletKey}` },
        { note: `https://etherscan.io/tx/${walletKey}` },
        { note: JSON.stringify({ feedId: walletKey }) },
        { publicKey: walletKey },
        { note: walletKey.slice(2) },
        { note: `${walletKey}00` },
        { note: `0x${"0".repeat(24)}${walletKey.slice(26)}` },
        { note: `0x${"ab".repeat(32)}` },
      ].map((props, place) => [`0x and 64 digits that are said to be, or look like, something else, ${place}`, props]),
    ),
    "ordinary inputs": {
      ami: "ami-0123456789abcdef0",
      tags: { Name: "grid", "bulkhead:network": "testnet" },
      rules: [{ port: 443 }],
      arn: "arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab",
    },
    "the public half of an exchange's key": { environment: { BINANCE_API_KEY: key } },
    "a value that other policies own": given({ userData: key, tags: {} }, { stack, type: "aws:ec2/instance:Instance" }),
    "tags, names and descriptions, which another policy judges": given(
      { tags: { note: key }, description: key },
      { stack, name: `bot-${key}` },
    ),
  },
  fails: {
    "a password among the words of a command": [
      { args: ["curl", "-u", `bot:${key.slice(0, 20)}`, "https://api.mycorp.io"] },
      { message: "args holds a password on a command line [command-password].", path: "args" },
    ],
    ...Object.fromEntries(
      (
        [
          ["note", { note: walletKey }],
          ["note", { note: walletKey.toUpperCase().replace("0X", "0x") }],
          ["note", { note: `export DATA="${walletKey}"` }],
          ["note", { note: JSON.stringify({ feedId: walletKey, other: walletKey }) }],
          ["accounts[1]", { accounts: ["grid", walletKey] }],
          ["poolWallet", { poolWallet: walletKey }],
          ["notes[key 1]", { notes: { [walletKey]: "x" } }],
        ] as const
      ).map(([path, props], place) => [`what may be the key of a wallet, ${place}`, [props, mayBeKey(path)] as const]),
    ),
    "what may be the key of a wallet, in base64": [
      { data: { thing: Buffer.from(walletKey).toString("base64") } },
      mayBeKey("data.thing", ", inside base64"),
    ],
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
    "a configured secret under a name that tells it to a detector as well": [
      given({ environment: { BINANCE_API_SECRET: key } }, { stack }),
      held("environment.BINANCE_API_SECRET"),
    ],
    "a configured secret that a detector knows by its shape": [
      given({ privateKey: walletKey }, { stack: { config: { "bot:wallet": walletKey }, secretKeys: ["bot:wallet"] } }),
      "privateKey holds the secret configuration value bot:wallet; an EVM private key [ethereum-private-key].",
    ],
    "a credential by a name within the text": [
      { note: `export ${assignment}` },
      "note holds a Binance API secret [binance-api-secret], inside BINANCE_API_SECRET.",
    ],
    "the same in base64": [
      { note: base64(`export ${assignment}`) },
      "note holds a Binance API secret [binance-api-secret], inside base64 > BINANCE_API_SECRET.",
    ],
    "the same in an input that is called after its wrapping": [
      { base64: base64(`export ${assignment}`) },
      "base64 holds a Binance API secret [binance-api-secret], inside base64 > BINANCE_API_SECRET.",
    ],
    "what is wrapped too deep to be looked at": [
      { note: wrappedTooDeep(assignment) },
      "Not fully scanned: an input is wrapped too deep or too large to be taken for clean.",
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
