import { createHash } from "node:crypto";
import type { secretsmanager } from "@pulumi/aws";
import { placeholder, valueProvenance } from "../../../../policies/rules/secrets/value-provenance";
import { secret, unknown } from "../../engine-messages";
import { madeUp, wrappedTooDeep } from "../../samples";
import { given, testPolicy } from "../../test-policy";

const [apiKey, apiSecret] = [madeUp("api key"), madeUp("api secret")];
const account = JSON.stringify({ desk: "between the river and the sea", apiKey });
const stack = {
  config: {
    "bot:user": apiKey.slice(0, 20),
    "bot:apiKey": apiKey,
    "bot:apiSecret": apiSecret,
    "bot:pin": "48151623",
    "bot:shortPin": "4815",
    "bot:code": "731",
    "bot:digit": "7",
    "bot:empty": "",
    "bot:blank": JSON.stringify({ password: "" }),
    "bot:account": account,
    "bot:label": "grid",
  },
  secretKeys: [
    "bot:user",
    "bot:apiKey",
    "bot:apiSecret",
    "bot:pin",
    "bot:shortPin",
    "bot:code",
    "bot:digit",
    "bot:empty",
    "bot:blank",
    "bot:account",
  ],
};
const walletKey = `0x${createHash("sha256").update("a wallet").digest("hex")}`;
const version = (secretString: unknown) => given({ secretString }, { stack });
const parameter = (props: Record<string, unknown>) => given(props, { stack, type: "aws:ssm/parameter:Parameter" });
const named = (name: string, props: Record<string, unknown>) =>
  given(props, { stack, type: "aws:ssm/parameter:Parameter", name });
const credential = "value holds a credential in a parameter that is no SecureString.";
const literal = "secretString is a value that comes from no `secure:` configuration value.";

testPolicy<secretsmanager.SecretVersionArgs>(valueProvenance, {
  passes: {
    "0x and 64 digits in a plain parameter that is called a hash": parameter({
      type: "String",
      name: "/grid/genesisHash",
      value: secret(walletKey),
    }),
    "a configured secret": version(secret(apiSecret)),
    "an object of configured secrets and a plain word": version(
      secret(JSON.stringify({ exchange: "binance", apiKey, apiSecret, pin: 48151623 })),
    ),
    "two configured secrets and a colon": version(secret(`${apiKey}:${apiSecret}`)),
    "a configured secret in base64": given(
      { secretBinary: secret(Buffer.from(apiSecret).toString("base64")) },
      { stack },
    ),
    "a configured secret with blanks around": version(secret(` ${apiSecret}\n`)),
    "a configured secret in a list": version(secret(JSON.stringify([apiKey, apiSecret]))),
    "configured secrets under names, with harmless words": version(
      secret(JSON.stringify({ apiKey, exchange: "binance", desk: "grid-one two", port: 443, live: true, none: null })),
    ),
    "configured secrets deep inside": version(secret(JSON.stringify({ keys: { okx: [{ secret: apiSecret }] } }))),
    "two configured secrets with a line between": version(secret(`${apiKey}\n${apiSecret}\n`)),
    "JSON of configured secrets in base64": version(
      secret(Buffer.from(JSON.stringify({ apiKey, apiSecret })).toString("base64")),
    ),
    "JSON of configured secrets that begins on a line of its own": version(secret(`\n${JSON.stringify({ apiKey })}`)),
    "two configured secrets and a colon, in quotes": version(secret(`"${apiKey}:${apiSecret}"`)),
    "two configured secrets of which one begins like the other": version(secret(`${apiKey.slice(0, 20)}:${apiKey}`)),
    "a configured secret and a configured PIN of four digits": version(secret(`${apiKey}:4815`)),
    "a configured code of three digits, with blanks around": version(secret(" 731\n")),
    "a configured secret beside a password that there is none of": version(
      secret(JSON.stringify({ apiKey, password: null, isSecret: true, secret: false })),
    ),
    "a configured object, parts of which are no secrets, as it stands in the configuration": version(secret(account)),
    "the public half of an exchange's key in a plain parameter": named("binanceApiKey", {
      type: "String",
      value: secret(madeUp("public")),
    }),
    "a parameter of no value": parameter({ type: "String" }),
    "the placeholder": version(secret(placeholder)),
    "a plain parameter that is no secret": parameter({ type: "String", value: secret("eu-west-1") }),
  },
  fails: {
    "a literal": [version(secret(madeUp("literal"))), { message: literal, path: "secretString" }],
    "a literal beside a configured secret": [
      version(secret(JSON.stringify({ apiKey, apiSecret: madeUp("literal") }))),
      literal,
    ],
    "a literal password of one word beside a configured secret": [
      version(secret(JSON.stringify({ apiKey, passphrase: "tulip" }))),
      literal,
    ],
    "a literal under a key that stands twice": [
      version(secret(`{"apiSecret":"${madeUp("literal")}","apiSecret":"${apiSecret}"}`)),
      literal,
    ],
    ...Object.fromEntries(
      [
        { apiKey, note: "more than three words here" },
        { apiKey, note: "x".repeat(25) },
        { apiKey, port: 1234567 },
        { apiKey, note: "grid1" },
        { apiKey, note: "grid!" },
        { apiKey, secret: "tulip" },
        { apiSecret, apiKey: "tulip" },
        { apiKey, mnemonic: "tulip" },
        { apiKey, password: 443 },
        { exchange: "binance" },
        ["binance", "okx"],
      ].map((value, place) => [`a literal in JSON, ${place}`, [version(secret(JSON.stringify(value))), literal]]),
    ),
    "JSON that breaks off": [version(secret(`{"apiKey":"${apiKey}","x`)), literal],
    "a literal in base64 of no configured secret": [
      version(secret(Buffer.from("correct horse").toString("base64"))),
      literal,
    ],
    "a configured secret after a letter of another script": [version(secret(`é${apiSecret}`)), literal],
    "a configured secret after a number": [version(secret(`7:${apiSecret}`)), literal],
    "a literal in another script before a configured secret in base64": [
      version(secret(`密码${Buffer.from(apiSecret).toString("base64")}`)),
      literal,
    ],
    "a literal in another script behind one": [
      version(secret(`${Buffer.from(apiSecret).toString("base64").replace(/=+$/u, "")}密码`)),
      literal,
    ],
    "blanks, where a password of the configuration is empty": [version(secret(" ")), literal],
    "digits that a configured digit happens to write": [version(secret("77-777-7777")), literal],
    "punctuation alone": [version(secret("::")), literal],
    "a configured secret with a tail": [version(secret(`${apiSecret}abc`)), literal],
    "a plain configuration value": [version(secret("grid")), literal],
    "an empty text": [
      version(secret("")),
      "secretString is an empty text that comes from no `secure:` configuration value.",
    ],
    "a literal in a SecureString": [
      parameter({ type: "SecureString", value: secret(madeUp("literal")) }),
      "value is a value that comes from no `secure:` configuration value.",
    ],
    "a key of an exchange in a plain parameter that is called so": [
      named("binanceApiSecret", { type: "String", value: secret(madeUp("literal")) }),
      credential,
    ],
    "what is wrapped too deep to be looked at, in a plain parameter": [
      parameter({ type: "String", value: secret(wrappedTooDeep(madeUp("deep"))) }),
      credential,
    ],
    "what may be the key of a wallet, in a plain parameter": [
      parameter({ type: "String", name: "/grid/data", value: secret(walletKey) }),
      credential,
    ],
    "a configured secret in a plain parameter": [parameter({ type: "String", value: secret(apiSecret) }), credential],
  },
  unknown: {
    "a generated value": version(secret(unknown)),
    "a parameter's generated value": parameter({ type: "SecureString", value: unknown }),
  },
  absent: { "an empty version": given({}, { stack }) },
  secret: {
    "a configured secret that lost its mark": version(apiSecret),
    "a literal that is marked": [version(secret("correct horse battery staple")), literal],
  },
});
