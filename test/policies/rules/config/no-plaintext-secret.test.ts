import { createHash } from "node:crypto";
import { noPlaintextSecret } from "../../../../policies/rules/config/no-plaintext-secret";
import { madeUp } from "../../samples";
import { given, testPolicy } from "../../test-policy";

const key = madeUp("config");
const walletKey = `0x${createHash("sha256").update("a wallet").digest("hex")}`;
const file = "Pulumi.grid.yaml";
const at = (stackFile: string, config: Record<string, string>, secretKeys: readonly string[] = []) =>
  given({}, { stackFile, stack: { config, secretKeys } });

testPolicy(noPlaintextSecret, {
  passes: {
    "0x and 64 digits that are said to be a hash": at(`config:\n  bot:genesisHash: "${walletKey}"\n`, {
      "bot:genesisHash": walletKey,
    }),
    "nothing sensitive": at("config:\n  bulkhead:exchange: binance\n", { "bulkhead:exchange": "binance" }),
    "a secret under secure": at(
      "config:\n  bot:apiSecret:\n    secure: v1:bm9uY2U=:Y2lwaGVydGV4dA==\n",
      { "bot:apiSecret": key },
      ["bot:apiSecret"],
    ),
    "a reference to a secret kept elsewhere": at("config:\n  bot:secretName: grid/binance\n", {
      "bot:secretName": "grid/binance",
    }),
    "a switch with a sensitive name": at('config:\n  bot:token: "false"\n', { "bot:token": "false" }),
  },
  fails: {
    "what may be the key of a wallet, under a name that says nothing": [
      at(`config:\n  bot:data: "${walletKey}"\n`, { "bot:data": walletKey }),
      {
        message:
          "bot:data holds 0x and 64 hex digits in plain text, as the private key of a wallet is written, and its name says nothing else.",
        path: "bot:data",
        file,
        line: 2,
      },
    ],
    "a key under a name that says so": [
      at(`config:\n  bulkhead:exchange: binance\n  bot:binanceApiSecret: ${key}\n`, {
        "bulkhead:exchange": "binance",
        "bot:binanceApiSecret": key,
      }),
      {
        message: expect.stringMatching(
          /^bot:binanceApiSecret holds .+ in plain text \[.+\], expected it under `secure:`\.$/u,
        ) as string,
        path: "bot:binanceApiSecret",
        file,
        line: 3,
      },
    ],
    "a key that was commented out": [
      at(`config:\n  bulkhead:exchange: binance\n  # bot:binanceApiSecret: ${key}\n`, {
        "bulkhead:exchange": "binance",
      }),
      {
        message: expect.stringMatching(/^Line 3 of Pulumi\.grid\.yaml holds .+ in plain text \[.+\]\.$/u) as string,
        file,
        line: 3,
      },
    ],
    "a short password, which no detector knows": [
      at("config:\n  bot:\n    mail:\n      - password: tulip\n", { "bots:bot": '{"mail":[{"password":"tulip"}]}' }),
      {
        message:
          "bots:bot.mail[0].password is in plain text, though its name says that it is a secret, expected it under `secure:`.",
        file,
        line: 4,
      },
    ],
    "a wallet's key in clear under secure": [
      at(
        `config:\n  bot:evmPrivateKey:\n    secure: "0x${createHash("sha256").update("wallet").digest("hex")}"\n`,
        { "bot:evmPrivateKey": key },
        ["bot:evmPrivateKey"],
      ),
      {
        message: expect.stringMatching(
          /^bot:evmPrivateKey holds .+ in clear under `secure:` \[.+\], expected its ciphertext\.$/u,
        ) as string,
        file,
        line: 3,
      },
    ],
    "no stack file": [given({}, { files: {} }), { message: "The stack file Pulumi.grid.yaml is not there.", file }],
    "another stack file than the one in use": [
      at("config:\n  bulkhead:network: testnet\n", { "bulkhead:network": "mainnet" }),
      {
        message: "Pulumi.grid.yaml is not the stack file in use: the engine has another value for bulkhead:network.",
        file,
        line: 2,
        remedy:
          "Set BULKHEAD_STACK_FILE to the stack file in use, or BULKHEAD_PROJECT_DIR to the folder of its project.",
      },
    ],
  },
  unknown: "A stack file has no value that is not known yet.",
  absent: {
    "no configuration at all": at("", {}),
    "a sensitive name without a value": at('config:\n  bot:apiSecret: ""\n', { "bot:apiSecret": "" }),
  },
  secret: "What is marked in a stack file is `secure:`; those cases stand above.",
});
