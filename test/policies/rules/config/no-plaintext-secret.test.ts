import { createHash } from "node:crypto";
import { commentsOf } from "../../../../policies/plain-settings";
import { noPlaintextSecret } from "../../../../policies/rules/config/no-plaintext-secret";
import { madeUp } from "../../samples";
import { given, testPolicy } from "../../test-policy";

const key = madeUp("config");
const walletKey = `0x${createHash("sha256").update("a wallet").digest("hex")}`;
const file = "Pulumi.grid.yaml";
const secure = (text: string) =>
  at(`config:\n  bot:evmPrivateKey:\n    secure: ${text}\n`, { "bot:evmPrivateKey": key }, ["bot:evmPrivateKey"]);
const wrapped = (text: string, times: number): string =>
  times === 0 ? text : wrapped(Buffer.from(text).toString("base64"), times - 1);
const unscanned = {
  message: "Pulumi.grid.yaml is not fully scanned: it is wrapped too deep or too large.",
  file,
  line: 1,
};
const at = (stackFile: string, config: Record<string, string>, secretKeys: readonly string[] = []) =>
  given({}, { stackFile, stack: { config, secretKeys } });

testPolicy(noPlaintextSecret, {
  passes: {
    "0x and 64 digits that are said to be a hash": at(`config:\n  bot:genesisHash: "${walletKey}"\n`, {
      "bot:genesisHash": walletKey,
    }),
    "a secret in a longer version of Pulumi's ciphertext": secure("v12:bm9uY2U=:Y2lwaGVydGV4dA=="),
    "a secret that Pulumi's service encrypts": secure(`AAABA${walletKey}`),
    "a secret that looks like none": secure("tulip"),
    "a database's password that is a placeholder": at(
      "config:\n  bot:database: postgres://user:password@localhost/bots\n",
      { "bot:database": "postgres://user:password@localhost/bots" },
    ),
    "a placeholder in a comment": at("config: {}\n# postgres://user:password@localhost/bots\n", {}),
    "a placeholder under secure": secure("postgres://user:password@localhost/bots"),
    "nothing sensitive": at("config:\n  bulkhead:exchange: binance\n", { "bulkhead:exchange": "binance" }),
    "a secret under secure": at(
      "config:\n  bot:apiSecret:\n    secure: v1:bm9uY2U=:Y2lwaGVydGV4dA==\n",
      { "bot:apiSecret": key },
      ["bot:apiSecret"],
    ),
    "a reference to a secret kept elsewhere": at("config:\n  bot:secretName: grid/binance\n", {
      "bot:secretName": "grid/binance",
    }),
    "coins that are called tokens": at(
      "config:\n  bot:token: USDC\n  bot:tokens: [ETH, stETH]\n  bot:pair: { token: ERC20 }\n",
      { "bot:token": "USDC", "bot:tokens": '["ETH","stETH"]', "bot:pair": '{"token":"ERC20"}' },
    ),
    "a password that there is none of": at("config:\n  bot:password: none\n", { "bot:password": "none" }),
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
        remedy: expect.stringMatching(/ A key of the configuration belongs under `secure:`\.$/u) as string,
      },
    ],
    ...Object.fromEntries(
      ["webhookSecret", "mnemonic", "apiKey", "password"].flatMap((name) =>
        ["tulip", "untrue", "falsely"].map((text) => [
          `${text} as ${name}`,
          [
            at(`config:\n  bot:${name}: ${text}\n`, { [`bot:${name}`]: text }),
            {
              message: `bot:${name} is in plain text, though its name says that it is a secret, expected it under \`secure:\`.`,
              path: `bot:${name}`,
              file,
              line: 2,
              remedy:
                "Revoke a secret at its issuer, remove the line, and set a new one with `pulumi config set --secret`. Call anything else by what it is, such as secretName, authMethod or baseToken.",
            },
          ],
        ]),
      ),
    ),
    ...Object.fromEntries(
      [
        ["token", "usdc"],
        ["token", "USDC-2"],
        ["token", "ABCDEFGH"],
        ["tokens", "ETH,tulip"],
        ["botToken", "USDC"],
        ["secret", "USDC"],
      ].map(([name = "", text = ""]) => [
        `${text} as ${name}`,
        [
          at(`config:\n  bot:${name}: ${text}\n`, { [`bot:${name}`]: text }),
          {
            message: `bot:${name} is in plain text, though its name says that it is a secret, expected it under \`secure:\`.`,
          },
        ],
      ]),
    ),
    "two keys in one value": [
      at(`config:\n  bot:binanceApiSecrets: ${key} ${madeUp("other")}\n`, {
        "bot:binanceApiSecrets": `${key} ${madeUp("other")}`,
      }),
      { message: expect.stringMatching(/^bot:binanceApiSecrets /u) as string },
    ],
    "what begins with Pulumi's ciphertext only later": [
      secure(`"x v1: ${walletKey}"`),
      { message: expect.stringMatching(/^bot:evmPrivateKey holds .+ in clear under `secure:`/u) as string },
    ],
    "a version that is none": [
      secure(`"vx: ${walletKey}"`),
      { message: expect.stringMatching(/^bot:evmPrivateKey holds .+ in clear under `secure:`/u) as string },
    ],
    "a value that is wrapped too deep": [
      at(`config:\n  bot:data: ${wrapped("grid", 12)}\n`, { "bot:data": wrapped("grid", 12) }),
      unscanned,
    ],
    "a comment that is wrapped too deep": [at(`config: {}\n# ${wrapped("grid", 12)}\n`, {}), unscanned],
    "a key that was commented out at the beginning of a line": [
      at(`config: {}\n# bot:binanceApiSecret: ${key}\n`, {}),
      { message: expect.stringMatching(/^Line 2 of Pulumi\.grid\.yaml holds /u) as string, file, line: 2 },
    ],
    "a key that was commented out after a value": [
      at(`config:\n  bot:url: a#b # bot:binanceApiSecret: ${key}\n`, { "bot:url": "a#b" }),
      { message: expect.stringMatching(/^Line 2 of Pulumi\.grid\.yaml holds /u) as string, file, line: 2 },
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

test.each([
  ["a: b", ""],
  ["# a", "# a"],
  ["a: b # c # d", "# c # d"],
  ["a: b#c # d", "# d"],
  ["a: b#c", ""],
  ["a:\t#c", "#c"],
  ["a: 1\n#b\nc: 2", "\n#b\n"],
])("the comments of %j are %j", (text, comments) => {
  expect(commentsOf(text)).toBe(comments);
});
