import { spawnSync } from "node:child_process";
import { createHmac, createPublicKey, generateKeyPairSync, verify } from "node:crypto";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { Random } from "../../detection/generate/random";
import { ownFolder } from "../../../infra/own-folder";

jest.setTimeout(60_000);

const operator = join(ownFolder("host"), "operator");
const now = 1_784_000_000_123;
const random = new Random("signed requests");
const text = (length: number): string => random.alnum(length);
const base64 = (length: number): string => random.bytes(length).toString("base64");
const key = { apiKey: text(32), secret: text(48) };
const withPassword = { ...key, password: text(16) };
const inBase64 = { apiKey: base64(42), secret: base64(64), password: text(16) };

interface Sent {
  readonly host: string;
  readonly method: string;
  readonly target: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | null;
}

/** Lines of JSON that a program answers to lines of JSON. */
function answered<Said>(program: string, words: readonly string[], asked: readonly object[]): Said[] {
  const input = asked.map((one) => `${JSON.stringify({ now, network: "mainnet", ...one })}\n`).join("");
  const { stdout, stderr } = spawnSync(program, words, { input, encoding: "utf8" });
  const lines = stdout.split("\n").slice(0, -1);
  if (lines.length !== asked.length) throw new Error(stderr);
  return lines.map((line) => JSON.parse(line) as Said);
}
const ours = (asked: readonly object[]): Sent[] =>
  answered("/usr/bin/python3", ["-IB", join(__dirname, "ours.py"), operator], asked);
const others = <Said>(asked: readonly object[]): Said[] =>
  answered(process.execPath, [join(__dirname, "others.mjs")], asked);
const one = (asked: object): Sent => must(ours([asked])[0]);

function must<Value>(value: Value | undefined): Value {
  if (value === undefined) throw new Error("an answer is missing");
  return value;
}

/** A request of ours and the same one by ccxt: `words` of the module's `private`, `sign` of ccxt's. */
type Pair = readonly [
  exchange: string,
  ccxt: string,
  credential: Readonly<Record<string, string>>,
  words: readonly unknown[],
  sign: readonly unknown[],
  network?: "testnet",
];
const pairs: readonly Pair[] = [
  [
    "binance",
    "binance",
    key,
    ["GET", "spot", "/api/v3/openOrders", { symbol: "LTCBTC" }],
    ["openOrders", "private", "GET", { symbol: "LTCBTC", recvWindow: 5000 }],
  ],
  [
    "binance-usdm",
    "binanceusdm",
    key,
    ["DELETE", "usdm", "/fapi/v1/allOpenOrders", { symbol: "LTCUSDT" }, true],
    ["allOpenOrders", "fapiPrivate", "DELETE", { symbol: "LTCUSDT", recvWindow: 5000 }],
  ],
  [
    "bybit",
    "bybit",
    key,
    ["GET", "/v5/order/realtime", { category: "linear", settleCoin: "USDT" }],
    ["v5/order/realtime", "private", "GET", { category: "linear", settleCoin: "USDT" }],
  ],
  [
    "bybit",
    "bybit",
    key,
    ["POST", "/v5/order/cancel-all", { category: "spot" }, true],
    ["v5/order/cancel-all", "private", "POST", { category: "spot" }],
    "testnet",
  ],
  [
    "okx",
    "okx",
    withPassword,
    ["GET", "trade/orders-pending", { limit: 100 }],
    ["trade/orders-pending", "private", "GET", { limit: 100 }],
  ],
  [
    "okx-eea",
    "myokx",
    withPassword,
    ["POST", "trade/cancel-all-after", { timeOut: "10" }, true],
    ["trade/cancel-all-after", "private", "POST", { timeOut: "10" }],
  ],
  [
    "kraken",
    "kraken",
    inBase64,
    ["CancelAllOrdersAfter", { timeout: 60 }, true],
    ["CancelAllOrdersAfter", "private", "POST", { timeout: 60 }],
  ],
  [
    "kraken-futures",
    "krakenfutures",
    inBase64,
    ["POST", "cancelallordersafter", { timeout: 60 }, true],
    ["cancelallordersafter", "private", "POST", { timeout: 60 }],
  ],
  [
    "coinbase-exchange",
    "coinbaseexchange",
    inBase64,
    ["GET", "/orders?status=open"],
    ["orders", "private", "GET", { status: "open" }],
  ],
  [
    "kucoin",
    "kucoin",
    withPassword,
    ["GET", "/api/v1/hf/orders/active", { symbol: "BTC-USDT" }],
    ["hf/orders/active", "private", "GET", { symbol: "BTC-USDT" }],
  ],
  [
    "kucoin",
    "kucoin",
    withPassword,
    ["POST", "/api/v1/hf/orders/dead-cancel-all", { timeout: 10, symbols: "" }],
    ["hf/orders/dead-cancel-all", "private", "POST", { timeout: 10, symbols: "" }],
  ],
  [
    "kucoin",
    "kucoin",
    withPassword,
    ["GET", "/api/v1/stopOrders", { currentPage: 1 }, "futures"],
    ["stopOrders", "futuresPrivate", "GET", { currentPage: 1 }],
  ],
  [
    "bitget",
    "bitget",
    withPassword,
    ["GET", "/api/v2/mix/order/orders-pending", { productType: "USDT-FUTURES", limit: 100 }],
    ["v2/mix/order/orders-pending", ["private", "mix"], "GET", { productType: "USDT-FUTURES", limit: 100 }],
  ],
  [
    "bitget",
    "bitget",
    withPassword,
    ["POST", "/api/v2/mix/order/cancel-all-orders", { productType: "USDT-FUTURES" }, true],
    ["v2/mix/order/cancel-all-orders", ["private", "mix"], "POST", { productType: "USDT-FUTURES" }],
  ],
  [
    "gate",
    "gate",
    key,
    ["GET", "/spot/open_orders", { page: 1, limit: 100 }],
    ["open_orders", ["private", "spot"], "GET", { page: 1, limit: 100 }],
  ],
  [
    "gate",
    "gate",
    key,
    ["POST", "/spot/countdown_cancel_all", null, { timeout: 30 }, true],
    ["countdown_cancel_all", ["private", "spot"], "POST", { timeout: 30 }],
  ],
  [
    "htx",
    "htx",
    key,
    ["GET", "/v1/order/openOrders", { size: 500 }],
    ["order/openOrders", "private", "GET", { size: 500 }],
  ],
  [
    "htx",
    "htx",
    key,
    ["POST", "/v2/algo-orders/cancel-all-after", { timeout: 10 }, "rest", true],
    ["algo-orders/cancel-all-after", "v2Private", "POST", { timeout: 10 }],
  ],
  [
    "bingx",
    "bingx",
    key,
    ["GET", "/openApi/swap/v2/trade/allFillOrders", { startTs: 1, endTs: 2, tradingUnit: "COIN" }],
    ["trade/allFillOrders", ["swap", "v2", "private"], "GET", { startTs: 1, endTs: 2, tradingUnit: "COIN" }],
  ],
  [
    "bingx",
    "bingx",
    key,
    [
      "POST",
      "/openApi/subAccount/v1/apiKey/create",
      { subUid: 7, note: "grid", permissions: [1, 2], ipAddresses: ["203.0.113.7"] },
      true,
      true,
    ],
    [
      "apiKey/create",
      ["subAccount", "v1", "private"],
      "POST",
      { subUid: 7, note: "grid", permissions: [1, 2], ipAddresses: ["203.0.113.7"] },
    ],
  ],
  [
    "bingx",
    "bingx",
    key,
    ["GET", "/openApi/v1/account/apiPermissions"],
    ["account/apiPermissions", ["account", "v1", "private"], "GET", {}],
  ],
];

describe("a request", () => {
  interface Said {
    readonly url: string;
    readonly method: string;
    readonly headers?: Record<string, string | null>;
    readonly body?: string;
  }
  let sent: Sent[];
  let said: Said[];
  beforeAll(() => {
    sent = ours(
      pairs.map(([exchange, , credential, words, , network = "mainnet"]) => ({ exchange, credential, words, network })),
    );
    said = others(
      pairs.map(([, ccxt, credential, , sign, network]) => ({
        ccxt,
        credential,
        sign,
        sandbox: network === "testnet",
      })),
    );
  });

  // What a client sends of its own accord, and does not sign.
  const ignored = /^(?:content-type|accept|referer|x-channel-api-code|x-source-key|.*partner.*)$/iu;

  it.each(pairs.map(([exchange], at) => [exchange, at] as const))("of %s is that of ccxt: %d", (_, at) => {
    const [own, other] = [must(sent[at]), must(said[at])];
    expect(`${own.method} https://${own.host}${own.target}`).toBe(`${other.method} ${other.url}`);
    const read = (body: string | null | undefined): unknown =>
      body?.startsWith("{") === true ? JSON.parse(body) : (body ?? null);
    if (other.body !== undefined) expect(read(own.body)).toEqual(read(other.body));
    const signs = Object.entries(other.headers ?? {}).filter(([name, value]) => value !== null && !ignored.test(name));
    // HTX signs in the query, which was compared above.
    expect(signs.length > 0 || other.url.includes("Signature=")).toBe(true);
    expect(own.headers).toMatchObject(Object.fromEntries(signs));
  });
});

it("a request of Deribit is signed as ccxt signs it, but for a nonce of chance", () => {
  const { target, headers } = one({ exchange: "deribit", credential: key, words: ["cancel_all"] });
  const [, stamp = "", signature, nonce = ""] =
    /^deri-hmac-sha256 id=\w+,ts=(\d+),sig=([\da-f]{64}),nonce=(\w+)$/u.exec(headers.Authorization ?? "") ?? [];
  const expected = createHmac("sha256", key.secret).update(`${stamp}\n${nonce}\nGET\n${target}\n\n`).digest("hex");
  expect(signature).toBe(expected);
});

it("a request of BitMEX is signed over method, path, expiry and body", () => {
  const { target, method, headers } = one({
    exchange: "bitmex",
    credential: key,
    words: ["GET", "/order", { count: 5 }],
  });
  const expires = headers["api-expires"] ?? "";
  expect(Number(expires)).toBe(Math.floor(now / 1000) + 10);
  const expected = createHmac("sha256", key.secret)
    .update(method + target + expires)
    .digest("hex");
  expect(headers).toMatchObject({ "api-key": key.apiKey, "api-signature": expected });
});

it.each([
  ["ed25519", () => generateKeyPairSync("ed25519"), null],
  ["rsa", () => generateKeyPairSync("rsa", { modulusLength: 2048 }), "sha256"],
] as const)("openssl signs for Binance with a key of %s, which Node verifies", (_, make, digest) => {
  const { privateKey, publicKey } = make();
  const secret = privateKey.export({ type: "pkcs8", format: "pem" });
  const { target } = one({
    exchange: "binance",
    credential: { apiKey: text(64), secret },
    words: ["GET", "spot", "/api/v3/account"],
  });
  const [, signed = "", signature = ""] = /\?(.*)&signature=(.*)$/u.exec(target) ?? [];
  expect(verify(digest, Buffer.from(signed), publicKey, Buffer.from(decodeURIComponent(signature), "base64"))).toBe(
    true,
  );
});

it.each([
  ["ES256", () => generateKeyPairSync("ec", { namedCurve: "P-256" }), "pem"],
  ["EdDSA", () => generateKeyPairSync("ed25519"), "seed"],
] as const)("Coinbase gets a token of %s, for two minutes and one path", (alg, make, form) => {
  const { privateKey, publicKey } = make();
  const seed = (): string => {
    const { d = "", x = "" } = privateKey.export({ format: "jwk" });
    return Buffer.concat([Buffer.from(d, "base64url"), Buffer.from(x, "base64url")]).toString("base64");
  };
  const secret = form === "pem" ? privateKey.export({ type: "sec1", format: "pem" }) : seed();
  const apiKey = `organizations/${random.uuid()}/apiKeys/${random.uuid()}`;
  const { headers } = one({
    exchange: "coinbase",
    credential: { apiKey, secret },
    words: ["GET", "/key_permissions"],
  });
  const [head = "", claims = "", signature = ""] = (headers.Authorization ?? "").replace("Bearer ", "").split(".");
  const read = (part: string): unknown => JSON.parse(Buffer.from(part, "base64url").toString());
  const uri = "GET api.coinbase.com/api/v3/brokerage/key_permissions";
  expect(read(head)).toMatchObject({ alg, kid: apiKey });
  expect(read(claims)).toMatchObject({ sub: apiKey, iss: "cdp", exp: Math.floor(now / 1000) + 120 });
  expect(Buffer.from(claims, "base64url").toString()).toContain(uri);
  const verifying = {
    key: createPublicKey(publicKey.export({ type: "spki", format: "pem" })),
    dsaEncoding: "ieee-p1363",
  } as const;
  expect(
    verify(
      alg === "ES256" ? "sha256" : null,
      Buffer.from(`${head}.${claims}`),
      verifying,
      Buffer.from(signature, "base64url"),
    ),
  ).toBe(true);
});

test("actions of Hyperliquid are signed as ccxt signs them, on both networks", () => {
  const credential = { privateKey: `0x${random.hex(64)}`, walletAddress: `0x${random.hex(40)}` };
  const cancels = (most: number): object[] =>
    Array.from({ length: most }, (_, at) => ({ a: 3 + 200 * at, o: 91_490_942 * (at + 1) }));
  const actions = [
    { type: "noop" },
    { type: "scheduleCancel" },
    { type: "scheduleCancel", time: now + 60_000 },
    { type: "cancel", cancels: cancels(1) },
    { type: "cancel", cancels: cancels(60) },
  ];
  const asked = ["mainnet", "testnet"].flatMap((network) => actions.map((action) => ({ network, action })));
  const sent = ours(
    asked.map(({ network, action }) => ({
      exchange: "hyperliquid",
      network,
      credential,
      call: "act",
      words: [action],
    })),
  );
  const said = others<{ r: string; s: string; v: number }>(
    asked.map(({ network, action }) => ({
      ccxt: "hyperliquid",
      credential,
      sign: { action },
      sandbox: network === "testnet",
    })),
  );
  const plain = ({ r, s, v }: { r: string; s: string; v: number }): unknown => [BigInt(r), BigInt(s), v];
  expect(
    sent.map(({ body }) =>
      plain((JSON.parse(body ?? "") as { signature: { r: string; s: string; v: number } }).signature),
    ),
  ).toEqual(said.map(plain));
});

describe("docs/operations.md says of every exchange", () => {
  interface Row {
    readonly exchange: string;
    readonly network: string;
    readonly missing: Readonly<Record<string, string>>;
    readonly beyond: readonly string[];
  }
  const { stdout } = spawnSync("/usr/bin/python3", ["-IB", join(__dirname, "calls.py"), operator], {
    encoding: "utf8",
  });
  const rows = JSON.parse(stdout) as readonly Row[];
  const page = readFileSync(join(__dirname, "../../../docs/operations.md"), "utf8");
  /** Lines of a table: of each text the exchanges that it is about, in the order of the script. */
  const lines = (said: (row: Row) => readonly string[]): string[] => {
    const about = new Map<string, Set<string>>();
    for (const row of rows) {
      for (const text of said(row)) about.set(text, (about.get(text) ?? new Set()).add(row.exchange));
    }
    return Array.from(about, ([text, exchanges]) => `| ${[...exchanges].join(", ")} | ${text} |`);
  };

  test("which calls the script lacks, and why", () => {
    const missing = lines((row) => {
      const whys = [...new Set(Object.values(row.missing))];
      return whys.map((why) => {
        const calls = Object.keys(row.missing).filter((call) => row.missing[call] === why);
        return `${calls.map((call) => `\`${call}\``).join(" ")} | ${why}`;
      });
    });
    expect(missing.length).toBeGreaterThan(10);
    expect(missing.filter((line) => !page.includes(line))).toEqual([]);
  });

  test("which orders it never looks at", () => {
    const beyond = lines(({ beyond: kinds }) => (kinds.length === 0 ? [] : [kinds.join(", ")]));
    expect(beyond.length).toBeGreaterThan(5);
    expect(beyond.filter((line) => !page.includes(line))).toEqual([]);
  });
});

test("every module is read by the oldest Python that hosts have", () => {
  const files = [
    "exchange-call",
    ...["core", "exchanges"].flatMap((room) => readdirSync(join(operator, room)).map((name) => `${room}/${name}`)),
  ];
  const program =
    "import ast, sys\nfor file in sys.argv[1:]: ast.parse(open(file).read(), file, feature_version=(3, 9))";
  const paths = files.filter((name) => !name.includes("__pycache__")).map((name) => join(operator, name));
  const { status, stderr } = spawnSync("/usr/bin/python3", ["-IB", "-c", program, ...paths], { encoding: "utf8" });
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
});
