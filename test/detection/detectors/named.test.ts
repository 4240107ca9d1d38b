import { scan } from "../../../policies/detection/engine";
import { shown } from "../generate/documented";
import { base64url, Random } from "../generate/random";
import { facts, judge, type Fact } from "./facts";

const named = { confidence: "named" };
const sample = { confidence: "named", severity: "low" };
const random = new Random("named");

function stood(id: string, value: string, before: string, after: string, name: string): unknown {
  const text = before + value + after;
  return judge(id, value, { text, start: before.length, end: before.length + value.length, name });
}

facts("named-api-key", "high named", (r) => {
  const key = r.alnum(32);
  return [
    ["of any service", `DESK_API_KEY="${key}"\n`, key],
    ["with padding", `deskApiKey: "${r.alnum(22)}=="`.replace(/"[^"]*"/u, `"${key}=="`), `${key}==`],
    ["beside a secret it is the public half", `DESK_API_KEY="${key}"\nDESK_SECRET=x\n`, key, "low named"],
    ["beside a private key it is the public half", `privateKey: x\napiKey: "${key}"\n`, key, "low named"],
    ["in a text about an exchange it is the public half", `# paradex\napiKey: "${key}"\n`, key, "low named"],
    ["of a service of its own in a text about an exchange", `# paradex\nCOINGECKO_API_KEY="${key}"\n`, key],
    ["of a service of its own beside another's secret", `DESK_SECRET=x\nCOINGECKO_API_KEY="${key}"\n`, key],
    ["of a service that is called like an exchange", `CRYPTOCOMPARE_API_KEY="${key}"\n`, key],
    ["of an exchange is the public half", `PARADEX_API_KEY="${key}"\n`, key, "low named"],
    ["of a private field", `private readonly apiKey: string = "${key}";\n`, key],
    ["not under a secret's name", `DESK_API_SECRET="${key}"\n`],
    ["not where it is an identifier", 'apiKey: "deskSettingsForTrading"\n'],
    ["not where it is a placeholder", 'apiKey: "your-api-key-goes-here"\n'],
    ["not with other signs", `apiKey: "${key.slice(1)}!"\n`],
  ];
});

facts("named-api-key", "low named", (r) => {
  const key = r.hex(32);
  return [
    ["of Algolia for DocSearch", `docsearch({ appId: "A1", apiKey: "${key}", indexName: "docs" })`, key],
    ["of Algolia in Docusaurus", `algolia: { appId: "A1", apiKey: "${key}", indexName: "docs" }`, key],
    ["of Algolia that searches", `ALGOLIA_SEARCH_API_KEY=${key}\n`, key],
    ["of Algolia that searches, beside its index", `{ searchApiKey: "${key}", indexName: "docs" }`, key],
    ["of Algolia that writes is none", `ALGOLIA_API_KEY=${key}\n`, key, "high named"],
    ["of Algolia in settings of another sort is none", `algolia: { appId: "A1", apiKey: "${key}" }`, key, "high named"],
    [
      "of Algolia that writes is none beside one that searches",
      `docsearch\nalgoliaWriteApiKey: "${key}"`,
      key,
      "high named",
    ],
    ["of a service that searches is none", `SEARCH_API_KEY=${key}\n`, key, "high named"],
    ["of another shape is none", `docsearch({ apiKey: "${key}a" })`, `${key}a`, "high named"],
  ];
});

describe("named-api-key", () => {
  const tell = (value: string, before = '"', after = '"', name = "apiKey"): unknown =>
    stood("named-api-key", value, before, after, name);

  test("has 16 to 512 characters of what machines write", () => {
    expect(tell(random.alnum(16))).toEqual(named);
    expect(tell(random.alnum(15))).toBeUndefined();
    expect(tell(random.alnum(512))).toEqual(named);
    expect(tell(random.alnum(513))).toBeUndefined();
    const value = random.alnum(30);
    for (const sign of "_+/.:~-") expect(tell(`${value}${sign}${random.alnum(8)}`)).toEqual(named);
    for (const sign of "!?#$%&(){}[] ") {
      expect(tell(`${value}${sign}`)).toBeUndefined();
      expect(tell(`${sign}${value}`)).toBeUndefined();
    }
  });

  test("needs a name", () => {
    expect(judge("named-api-key", random.alnum(32))).toBeUndefined();
    expect(judge("named-api-key", random.alnum(32), { name: "accessKeyId" })).toBeUndefined();
  });

  test("is the public half where a secret is named within 300 characters", () => {
    const value = random.alnum(32);
    expect(tell(value, `secret${" ".repeat(294)}`)).toEqual(sample);
    expect(tell(value, `secret${" ".repeat(295)}`)).toEqual(named);
    expect(tell(value, "", `${" ".repeat(294)}Secret`)).toEqual(sample);
    expect(tell(value, "", `${" ".repeat(295)}Secret`)).toEqual(named);
    expect(judge("named-api-key", value, { name: "apiKey", issuers: ["okx"] })).toEqual(sample);
  });
});

facts("named-secret", "high named", (r) => {
  const [id, start, sum] = [r.hex(16).toUpperCase(), r.hex(16), r.hex(40)];
  return [
    ["not an id of GPG's", `[user]\n  signingkey = ${id}\n`],
    ["not a fingerprint of GPG's", `SIGNING_KEY=${sum.toUpperCase()}\n`],
    ["a key that signs in small digits", `SIGNING_KEY=${sum}\n`, sum],
    ["not what random numbers start from", `seed: ${start}\n`],
    ["a seed of more digits", `seed: ${sum}\n`, sum],
    ["a wallet's seed of as few digits", `wallet_seed: ${start}\n`, start],
    ["not a sum of CocoaPods", `SPEC CHECKSUMS:\n  FirebaseAuth: ${sum}\n`],
    ["the same elsewhere", `PODS:\n  FirebaseAuth: ${sum}\n`, sum],
  ];
});

facts("named-secret", "high named", (r) => {
  const value = r.alnum(40);
  // Put together here, so that a scan of this file finds none.
  const password = `${r.pick(["Zeppelin7!"])}Kabel`;
  const words = ["river", "stone", "lamp", "door"].join(" ");
  return [
    ...["apiSecret", "DESK_TOKEN", "botPassword", "PRIVATE_KEY", "authToken"].map((name): Fact => [
      `under ${name}`,
      `${name}="${value}"\n`,
      value,
    ]),
    ["a password that a person made", `dbPassword: "${password}"`, password],
    ["a passphrase of words", `vaultPassphrase: "${words}"`, words],
    ["not under another name", `motto="${value}"\n`],
    ["not under an API key's name", `apiKey="${value}"\n`],
    ["not where it is a placeholder", 'apiSecret: "your-api-secret-here"\n'],
    ["with the curve before it", `x --secret-key ed25519:${value}`, `ed25519:${value}`],
    ["in base64 of a length of its own, also where code goes on", `f(api_secret=${value}/x==)`, `${value}/x==`],
    ["not with signs of code there", `f(api_secret=${value}/x.y)`],
    ["the value alone where a command follows", `DESK_TOKEN=${value} node bot.js\n`, value],
    ["the value alone where && follows", `DESK_TOKEN=${value} && node bot.js\n`, value],
  ];
});

describe("named-secret", () => {
  const tell = (value: string, before = '"', after = '"', name = "apiSecret"): unknown =>
    stood("named-secret", value, before, after, name);

  test("needs a name that says that it is secret, and six characters", () => {
    const value = random.alnum(32);
    expect(judge("named-secret", value)).toBeUndefined();
    for (const name of ["apiKey", "accessKeyId", "mnemonic", "secretHash", "region"])
      expect(tell(value, '"', '"', name)).toBeUndefined();
    expect(tell("K7vq!2", '"', '"', "password")).toEqual(named);
    expect(tell("K7vq!", '"', '"', "password")).toBeUndefined();
  });

  test("of 16 to 1,024 characters is generated", () => {
    expect(tell(random.text("BCDFGHJKLMNPQRSTVWXZ", 20))).toEqual(named);
    expect(tell(random.alnum(16))).toEqual(named);
    expect(tell(random.alnum(1_024))).toEqual(named);
    expect(tell(random.alnum(1_025))).toBeUndefined();
    expect(tell(`${random.alnum(20)}==`)).toEqual(named);
  });

  test("is no number, and no address", () => {
    for (const value of [`0x${random.hex(40)}`, `0X${random.hex(40).toUpperCase()}`, "0x8f3a61c2"])
      expect(tell(value, '"', '"', "token")).toBeUndefined();
    for (const value of [`0x${random.hex(41)}`, `x0x${random.hex(40)}`, `0x${random.hex(38)}`])
      expect(tell(value, '"', '"', "token")).toEqual(named);
    expect(tell("0xA7b3c", '"', '"', "password")).toBeUndefined();
    expect(tell("0x8000000bUL", "CKM_HMAC_KEY ", "\n", "CKM_HMAC_KEY")).toBeUndefined();
    expect(tell("0xA7b3c!", '"', '"', "password")).toEqual(named);
    expect(tell("x0xA7b3c", '"', '"', "password")).toEqual(named);
  });

  test("is not where it is kept: a name that Pulumi or Secrets Manager completes", () => {
    const [suffix, marks] = ["1a2b3c4", "AbCdE1"];
    for (const value of [`grid-exchange-${suffix}`, `bot/grid_exchange-${suffix}-${marks}`])
      expect(tell(value)).toBeUndefined();
    for (const value of [
      `x${random.alnum(9)}-exchange-${suffix}`,
      `grid-exchange-${suffix}a1b2c3`,
      `${random.alnum(12)}-${suffix}`,
    ])
      expect(tell(value)).toEqual(named);
    expect(tell(`grid-exchange-${suffix}`, '"', '"', "password")).toEqual(named);
  });

  test("in words is a passphrase only under a password's name, between quotes, and not in documentation", () => {
    const words = "river stone lamp door";
    expect(tell(words, '"', '"', "passphrase")).toEqual(named);
    expect(tell(words)).toBeUndefined();
    expect(tell(words, "passphrase: ", "\n", "passphrase")).toBeUndefined();
    expect(tell("River stone lamp", '"', '"', "passphrase")).toBeUndefined();
    expect(tell(words, ' * passphrase: "', '"', "passphrase")).toBeUndefined();
  });

  test("is no test behind its verdict, and no constant where code goes on", () => {
    const value = random.alnum(24);
    expect(tell(value, "PASS: ", "\n", "PASS")).toBeUndefined();
    expect(tell(value, "PASS=", "\n", "PASS")).toEqual(named);
    const constant = "DESK_PK_X448_9DSA_E1D2K3";
    expect(tell(constant, "DESK_PK_MAX = ", "\n", "DESK_PK_MAX")).toBeUndefined();
    expect(tell(constant, '"', '"')).toEqual(named);
  });

  test("is no file's name", () => {
    const value = random.alnum(24);
    expect(tell(`${value}.key`)).toBeUndefined();
    expect(tell(`${value}.7ey`)).toEqual(named);
    expect(tell(`${value}/.k/${value}`)).toEqual(named);
    expect(tell(`${value}.key/${value}`)).toEqual(named);
    expect(tell(`${value}/${value}.key`)).toEqual(named);
  });

  test("of several parts is one where two are random, and a member or a file's name where one is", () => {
    const r = new Random("parts");
    const [one, two] = [`K7${r.alnum(20)}`, `x7${r.alnum(20)}`];
    for (const [before, after] of [
      ['"', '"'],
      ["apiSecret: ", "\n"],
      ["apiSecret = ", "\n"],
    ] as const) {
      expect(tell(`${one}.${two}`, before, after)).toEqual(named);
      expect(tell(`Bot.${one}.${two}`, before, after)).toEqual(named);
      expect(tell(`${one}.tokens`, before, after)).toBeUndefined();
    }
    expect(tell(`${one}.${two.slice(0, 15)}`, "apiSecret = ", "\n")).toBeUndefined();
    expect(tell(`${one}.${two.slice(0, 16)}`, "apiSecret = ", "\n")).toEqual(named);
  });

  test("without quotes ends its line, or holds a digit and no sign of code", () => {
    const r = new Random("without quotes");
    const value = `K7${r.alnum(30)}`;
    const plain = r.text("BCDFGHJKLMNPQRSTVWXZbcdfghjklmnpqrstvwxz", 32);
    for (const one of [value, plain]) expect(tell(one, "apiSecret = ", "\n")).toEqual(named);
    expect(tell(value, "f(apiSecret=", ")")).toEqual(named);
    expect(tell(plain, "f(apiSecret=", ")")).toBeUndefined();
    for (const sign of "./:") expect(tell(`${value}${sign}${value}`, "f(apiSecret=", ")")).toBeUndefined();
    expect(tell(`${value}-${value}`, "f(apiSecret=", ")")).toEqual(named);
    expect(tell(`self.${value}`, "apiSecret = ", "\n")).toBeUndefined();
    expect(stood("named-secret", `k.${value}`, "API_SECRET=", "\n", "API_SECRET")).toEqual(named);
    expect(tell(`k.${value}`, "apiSecret = ", "\n")).toBeUndefined();
    expect(tell(`k.${value}`)).toEqual(named);
    expect(tell(`String${plain}`, "apiSecret = ", "\n")).toEqual(named);
  });

  test("beside its name it is generated only with a digit", () => {
    const list = (value: string): unknown => tell(value, '["a", "apiSecret", "', '", "b"]');
    expect(list(random.alnum(40))).toEqual(named);
    expect(list(random.text("BCDFGHJKLMNPQRSTVWXZbcdfghjklmnpqrstvwxz", 40))).toBeUndefined();
  });

  test("of a machine's name needs more than a password's", () => {
    expect(tell("river7", '"', '"', "password")).toEqual(named);
    expect(tell("river7")).toBeUndefined();
    expect(tell("Zeppelin7!")).toEqual(named);
    expect(tell("Zeppelin7!", ' * secret: "')).toEqual(sample);
    expect(tell("river7", ' * password: "', '"', "password")).toEqual(sample);
  });

  test("in base64 may hold what stands in for a password", () => {
    const encoded = (text: string): string => Buffer.from(text).toString("base64");
    for (const text of [
      "op://vault/bot/secret",
      "${API_SECRET}",
      "{{ api_secret }}",
      `https://${random.hex(32)}@o1.ingest.sentry.io/42`,
    ])
      expect(tell(encoded(text))).toEqual(sample);
    expect(tell(encoded(`https://bot:${random.hex(32)}@o1.ingest.sentry.io/42`))).toEqual(named);
    for (const text of ["bot:changeme", "your-password", "bot: secret ", "bot: example77 "])
      expect(tell(encoded(text))).toEqual(sample);
    for (const text of [
      `bot:${random.alnum(12)}`,
      "example:Zeppelin7!K4bel",
      `\u0007 example ${random.alnum(6)}`,
      `example ${random.alnum(6)}\u0007`,
    ])
      expect(tell(encoded(text))).toEqual(named);
    expect(tell(`~${encoded("bot:changeme77 or example")}`)).not.toEqual(sample);
    const long = (size: number): string => encoded(`example ${random.alnum(size)}`);
    expect(tell(long(292))).toEqual(sample);
    expect(tell(long(295))).toEqual(named);
  });

  test("is no digest of one", () => {
    const value = random.hex(64);
    expect(tell(value, "  checksum/secret: ", "\n", "secret")).toBeUndefined();
    expect(tell(value, 'a: 1\n  "checksum/secret": "', '"\n', "secret")).toBeUndefined();
    expect(tell(value, "x checksum/secret: ", "\n", "secret")).toEqual(named);
    expect(tell(value, "checksum/a: 1\nsecret: ", "\n", "secret")).toEqual(named);
    expect(tell(value, `checksum/a: ${"x".repeat(99)} secret: `, "\n", "secret")).toBeUndefined();
    expect(tell(value, `checksum/a: ${"x".repeat(100)} secret: "`, '"\n', "secret")).toEqual(named);
  });

  test("is no image that a digest pins, though a name stands before it", () => {
    const image = `acme/bot@sha256:${random.hex(64)}`;
    for (const option of ["-e API_SECRET", "--env DB_PASSWORD", "-e A=1 -e BOT_TOKEN"]) {
      expect(scan(`docker run ${option} ${image} node\n`).findings).toEqual([]);
      const value = random.alnum(40);
      expect(scan(`docker run ${option}=${value} ${image}\n`).findings).toMatchObject([{ severity: "high" }]);
    }
    expect(tell(image)).toBeUndefined();
    expect(tell(image.replace("@", "/"))).toEqual(named);
  });

  test("is no label of a form", () => {
    const label = "Contrase\u00f1a";
    expect(scan(JSON.stringify({ login: { password: label } })).findings).toEqual([]);
    expect(scan(JSON.stringify({ "login.password": label })).findings).toEqual([]);
    expect(scan(JSON.stringify({ login: { password: `${label}7!` } })).findings).toMatchObject([{ severity: "high" }]);
  });

  test("is no keystore in hex, which is found by itself", () => {
    const store = (names: readonly string[]): string =>
      Buffer.from(
        JSON.stringify({
          crypto: { cipher: "aes-128-ctr", ...Object.fromEntries(names.map((name) => [name, random.hex(64)])) },
        }),
      ).toString("hex");
    const found = (value: string): unknown =>
      scan(`connector: binance\nbinance_api_secret: ${value}\n`).findings.map(({ detector }) => detector);
    expect(found(store(["ciphertext", "kdf", "kdfparams", "mac"]))).toEqual(["encrypted-keystore"]);
    expect(found(random.hex(200))).toEqual(["named-secret"]);
  });

  test("of two words and a number is a password, also in a table's cell", () => {
    const joined = ["river", "vault123"].join("_");
    for (const before of ["DB_PASSWORD=", "password: "])
      expect(scan(`${before}${joined}\n`).findings).toMatchObject([{ detector: "named-secret", severity: "high" }]);
    expect(scan(`DB_PASSWORD=${joined.slice(0, -3)}\n`).findings).toEqual([]);
    for (const name of ["password", "okx_passphrase"])
      for (const value of [joined, "Zeppelin7!"])
        expect(
          judge("named-secret", value, { name, position: "literal", text: `user\t${name}\nm\t${value}\n`, start: 0 }),
        ).toEqual(named);
  });

  test("of a bot that Telegram's documents show is a sample", () => {
    for (const token of [shown.telegram, shown.telegramTutorial, shown.telegramApi]) {
      expect(scan(`TELEGRAM_BOT_TOKEN=${token}\n`).findings).toMatchObject([{ severity: "low" }]);
      expect(scan(`TELEGRAM_BOT_TOKEN=2${token.slice(1)}\n`).findings).toMatchObject([{ severity: "high" }]);
    }
  });

  test("in a picture's address is a badge's", () => {
    const value = random.alnum(20);
    for (const before of ["/badge.svg?token=", "/badge.png?a=b&token="])
      expect(tell(value, before, "\n", "token")).toEqual(sample);
    for (const before of ["/badge.gif?token=", "/svg?token=", "/badge.svg?a b&token="])
      expect(tell(value, before, "\n", "token")).toEqual(named);
    expect(tell(value, `/badge.svg?${"a".repeat(40)}`, "\n", "token")).toEqual(sample);
    expect(tell(value, `/badge.svg?${"a".repeat(34)}&token=`, "\n", "token")).toEqual(named);
  });

  test("of Mapbox's is public where it begins with pk, and secret where it begins with sk", () => {
    const rest = `.eyJ1${random.alnum(40)}.7${random.alnum(21)}`;
    expect(tell(`pk${rest}`, '"', '"', "mapboxToken")).toEqual(sample);
    for (const value of [`sk${rest}`, `xpk${rest}`, `pk.${rest.slice(2)}`])
      expect(tell(value, '"', '"', "mapboxToken")).toEqual(named);
  });

  test("of a token in what a server answered is over", () => {
    const value = random.alnum(40);
    const [before, after] = ['// {\n// "x": 1,\n// "field": "', '",\n// "y": 2\n'];
    expect(tell(value, before, after, "token")).toEqual(sample);
    expect(tell(value, before, after)).toEqual(named);
  });

  describe("before a command the first word is the value", () => {
    const value = random.alnum(30);
    const range = [0, 30];

    test.each([" node bot.js", " && node bot.js", " | x", " ; x", "        bot x", " ./bot", " a.b/c-d"])(
      "%j",
      (rest) => {
        expect(tell(value + rest, "apiSecret=", "\n")).toEqual({ ...named, range });
      },
    );

    test.each([
      ["eight blanks at most stand between them", "         bot x", "apiSecret="],
      ["one character is no command", " b", "apiSecret="],
      ["what ends in another sign is no command", " bot, and", "apiSecret="],
      ["a command has no more than forty characters", ` ${"b".repeat(41)} x`, "apiSecret="],
      ["an equals sign stands right before the value", " node bot.js", "apiSecret: "],
      ["nothing follows", " ", "apiSecret="],
    ])("unless not: %s", (_, rest, before) => {
      expect(tell(value + rest, before, "\n")).toBeUndefined();
    });

    test("and a judgement of nothing stays one", () => {
      expect(tell("riverside node bot.js", "apiSecret=", "\n")).toBeUndefined();
      expect(tell(` ${value} node`, "apiSecret=", "\n")).toBeUndefined();
    });
  });

  test("is not more than a run of signs that machines use", () => {
    const value = random.text(base64url, 30);
    for (const sign of "+/.:~-") expect(tell(`${value}${sign}9${value}`)).toEqual(named);
  });
});

describe("named-secret", () => {
  const tell = (value: string, name: string): unknown => stood("named-secret", value, '"', '"', name);
  test("is no place under the name of a connection", () => {
    expect(tell("desk-1:1521/service?connect_timeout=30", "dsn")).toBeUndefined();
    expect(tell("desk-1:Hy3Pd6Sg1Mf5Jc0B@db:1521/x", "dsn")).toEqual(named);
  });
  test("may be a reference behind percent signs", () => {
    expect(tell("%24%7BAPI_SECRET%7D", "?api_secret=")).toEqual(sample);
    expect(tell("%7B%7Bapi_secret%7D%7D", "?api_secret=")).toEqual(sample);
    expect(tell(`${random.alnum(20)}%2B${random.alnum(7)}`, "?api_secret=")).toEqual(named);
  });

  test("is no page, unless the name says that it is one", () => {
    const page = `https://login.desk.net/${random.uuid()}/begin`;
    expect(tell(page, "authorization")).toBeUndefined();
    expect(tell(page, "webhookSecret")).toEqual(named);
    expect(tell(`${page}?key=${random.hex(32)}`, "authorization")).toBeUndefined();
    expect(tell(`https://hooks.desk.net/catch/${random.alnum(20)}7`, "authorization")).toEqual(named);
  });
  test("is no name that AWS gives a resource", () => {
    for (const size of [8, 17]) expect(tell(`nat-${random.hex(size)}`, "secret_gw")).toBeUndefined();
    expect(tell(`nat-${random.hex(18)}`, "secret_gw")).toEqual(named);
  });
  test("is no number below zero", () => {
    expect(tell("-0x7fdf967c", "SET_PKEY")).toBeUndefined();
    expect(tell("-0x7fdf967c9", "SET_PKEY")).toEqual(named);
  });
});
