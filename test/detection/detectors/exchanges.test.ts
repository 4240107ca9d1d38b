import { scan } from "../../../policies/detection/engine";
import { ed25519 } from "@noble/curves/ed25519";
import { base64, base64url, capitals, letters, Random } from "../generate/random";
import { detectorOf, facts, judge, type Fact } from "./facts";

interface Values {
  readonly good: readonly string[];
  readonly bad: Readonly<Record<string, string>>;
}

/** How an exchange is written in names and in texts. */
interface Exchange {
  readonly written: string;
  readonly issuer: string;
}

const by = (written: string, issuer = written.toLowerCase()): Exchange => ({ written, issuer });

/** Values that a detector accepts by their shape are refused with one character more, whoever proposes them. */
function exactly(id: string, values: readonly string[], given: { name: string; issuers: readonly string[] }): void {
  test(`${id} takes no value with a character more`, () => {
    for (const value of values) {
      expect(judge(id, value, given)).toBeDefined();
      expect(judge(id, `${value}~`, given)).toBeUndefined();
      expect(judge(id, `~${value}`, given)).toBeUndefined();
    }
  });
}

function secretHalf(id: string, { written, issuer }: Exchange, distinct: boolean, made: (r: Random) => Values): void {
  facts(id, "high named", (r) => {
    const { good, bad } = made(r);
    const [first = ""] = good;
    return [
      ...good.map((value, index): Fact => [
        `form ${index + 1}, under a name`,
        `${written}_API_SECRET="${value}"\n`,
        value,
      ]),
      ["under a secret's name in a file about the exchange", `# ${written}\nsecret: "${first}"\n`, first],
      distinct
        ? ["under any name in a file about the exchange", `# ${written}\nx1: "${first}"\n`, first, "high shaped"]
        : ["not under any other name", `# ${written}\nx1: "${first}"\n`],
      ["not under the name of the public half", `${written}_API_KEY="${first}"\n`],
      ["not where no exchange is named", `API_SECRET="${first}"\n`],
      ["not where another exchange is named", `HYPERLIQUID_API_SECRET="${first}"\n`],
      ...Object.entries(bad).map(([fact, value]): Fact => [fact, `${written}_API_SECRET="${value}"\n`]),
    ];
  });
  exactly(id, made(new Random(id)).good, { name: "apiSecret", issuers: [issuer] });
}

function publicHalf(id: string, { written, issuer }: Exchange, distinct: boolean, made: (r: Random) => Values): void {
  facts(id, "low named", (r) => {
    const { good, bad } = made(r);
    const [first = ""] = good;
    return [
      ...good.map((value, index): Fact => [
        `form ${index + 1}, under a name`,
        `${written}_API_KEY="${value}"\n`,
        value,
      ]),
      ["under the name of an id", `${written}_ACCESS_KEY_ID="${first}"\n`, first],
      distinct
        ? ["under any name in a file about the exchange", `# ${written}\nx1: "${first}"\n`, first]
        : ["not under any other name", `# ${written}\nx1: "${first}"\n`],
      ["not where no exchange is named", `API_KEY="${first}"\n`],
      ["not where another exchange is named", `HYPERLIQUID_API_KEY="${first}"\n`],
      ...Object.entries(bad).map(([fact, value]): Fact => [fact, `${written}_API_KEY="${value}"\n`]),
    ];
  });
  exactly(id, made(new Random(id)).good, { name: "apiKey", issuers: [issuer] });
}

/** A random text with one character of another alphabet in it, at the place given. */
const mixed = (r: Random, alphabet: string, length: number, at: number, from: string): string =>
  r.text(alphabet, at) + r.text(from, 1) + r.text(alphabet, length - at - 1);

const lowers = "abcdefghijklmnopqrstuvwxyz";
const uppers = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
const digits = "0123456789";

/** Values that need a small letter, a capital and a digit: with the only one of each first, and last; and without it. */
function ofThree(r: Random, length: number): Values {
  const last = length - 1;
  return {
    good: [
      r.alnum(length),
      mixed(r, uppers + digits, length, 0, lowers),
      mixed(r, uppers + digits, length, last, lowers),
      mixed(r, lowers + digits, length, 0, uppers),
      mixed(r, lowers + digits, length, last, uppers),
      mixed(r, lowers + uppers, length, 0, digits),
      mixed(r, lowers + uppers, length, last, digits),
    ],
    bad: {
      "without a small letter it is none": r.text(uppers + digits, length),
      "without a capital it is none": r.text(lowers + digits, length),
      "without a digit it is none": r.text(lowers + uppers, length),
    },
  };
}

const of = (good: readonly string[], bad: Readonly<Record<string, string>>): Values => ({ good, bad });
const upperHex = "0123456789ABCDEF";

describe("secret halves", () => {
  secretHalf("alpaca-secret-key", by("ALPACA"), true, (r) =>
    of([r.alnum(40), r.alnum(44)], { "39 characters are too few": r.alnum(39) }),
  );
  secretHalf("binance-api-secret", by("BINANCE"), true, (r) => ofThree(r, 64));
  secretHalf("bitfinex-api-secret", by("BITFINEX"), true, (r) =>
    of([`a${r.text(base64url, 41)}a`], { "42 characters are too few": r.alnum(42) }),
  );
  secretHalf("bitget-api-secret", by("BITGET"), false, (r) =>
    of([r.hex(64)], { "63 digits are too few": r.hex(63), "capitals are another's": r.hex(64).toUpperCase() }),
  );
  secretHalf("bithumb-secret-key", by("BITHUMB"), false, (r) =>
    of([r.hex(32), r.alnum(64)], {
      "31 digits are too few": r.hex(31),
      "32 letters and digits are another's": r.alnum(32),
    }),
  );
  secretHalf("bitmex-api-secret", by("BITMEX"), true, (r) =>
    of([`a${r.text(base64url, 46)}a`], { "47 characters are too few": r.alnum(47) }),
  );
  secretHalf("bitstamp-api-secret", by("BITSTAMP"), false, (r) =>
    of([r.alnum(32)], { "31 characters are too few": r.alnum(31) }),
  );
  secretHalf("bybit-api-secret", by("BYBIT"), true, (r) =>
    of([r.alnum(36)], { "35 characters are too few": r.alnum(35) }),
  );
  secretHalf("coinbase-api-secret", by("COINBASE"), false, (r) =>
    of([r.alnum(32), r.alnum(64)], { "31 characters are too few": r.alnum(31), "63 are too few": r.alnum(63) }),
  );
  secretHalf("deribit-api-secret", by("DERIBIT"), true, (r) =>
    of([r.text(capitals, 32), `a${r.text(base64url, 41)}a`], {
      "31 characters are too few": r.text(capitals, 31),
      "small letters are another's": r.alnum(32),
    }),
  );
  secretHalf("dydx-api-secret", by("DYDX"), true, (r) =>
    of([`a${r.text(base64url, 38)}a`], { "39 characters are too few": r.alnum(39) }),
  );
  secretHalf("gate-api-secret", by("GATE"), false, (r) =>
    of([r.hex(64)], { "63 digits are too few": r.hex(63), "letters beyond f are none": `${r.hex(63)}g` }),
  );
  secretHalf("gemini-api-secret", by("GEMINI"), true, (r) =>
    of([r.alnum(27), r.alnum(28)], { "26 characters are too few": r.alnum(26) }),
  );
  secretHalf("htx-api-secret", by("HTX"), true, (r) => {
    const form = (first: number): string => [first, 8, 8, 5].map((size) => r.text(lowers + digits, size)).join("-");
    return of([`${r.hex(8)}-${r.hex(8)}-${r.hex(8)}-${r.hex(5)}`, form(8), form(9), form(10)], {
      "seven characters in front are too few": form(7),
      "a UUID is none": r.uuid(),
    });
  });
  secretHalf("kucoin-api-secret", by("KUCOIN"), false, (r) =>
    of([r.uuid()], {
      "capitals are another's": r.uuid().toUpperCase(),
      "35 characters are too few": r.uuid().slice(1),
    }),
  );
  secretHalf("lighter-private-key", by("LIGHTER"), false, (r) =>
    of([`0x${r.hex(80)}`, r.hex(80)], {
      "79 digits are too few": r.hex(79),
      "letters beyond f are none": `${r.hex(79)}g`,
    }),
  );
  secretHalf("mexc-api-secret", by("MEXC"), false, (r) =>
    of([r.hex(32)], { "31 digits are too few": r.hex(31), "letters beyond f are none": `${r.hex(31)}g` }),
  );
  secretHalf("okx-api-secret", by("OKX"), false, (r) =>
    of([r.text(upperHex, 32)], {
      "31 digits are too few": r.text(upperHex, 31),
      "small letters are another's": r.hex(32),
    }),
  );
  secretHalf("phemex-api-secret", by("PHEMEX"), true, (r) =>
    of(
      [43, 48, 64, 75, 76, 86, 87].map((length) => `a${r.text(base64url, length - 2)}a`),
      { "42 characters are too few": r.alnum(42) },
    ),
  );
  secretHalf("poloniex-api-secret", by("POLONIEX"), false, (r) =>
    of([r.hex(128)], { "127 digits are too few": r.hex(127), "letters beyond f are none": `${r.hex(127)}g` }),
  );
  secretHalf("polymarket-api-secret", by("POLYMARKET"), true, (r) =>
    of([`a${r.text(base64url, 41)}a`], { "42 characters are too few": r.alnum(42) }),
  );
  secretHalf("robinhood-private-key", by("ROBINHOOD"), true, (r) =>
    of([`a${r.text(base64, 41)}a`], { "42 characters are too few": r.alnum(42) }),
  );
  secretHalf("starknet-private-key", by("PARADEX"), false, (r) =>
    of([`0x${r.hex(62)}a`, `0x0${r.hex(58)}`, `0x5${r.hex(58)}`, `0x0${r.hex(62)}`, `0x5${r.hex(62).toUpperCase()}`], {
      "60 characters are too few": `0x${r.hex(58)}`,
      "letters beyond f are none": `0x${r.hex(62)}g`,
      "without 0x it is another's": r.hex(63),
    }),
  );
  secretHalf("upbit-secret-key", by("UPBIT"), true, (r) =>
    of([r.alnum(40), mixed(r, "0123456789abcdef", 40, 0, "ghijk"), mixed(r, "0123456789abcdef", 40, 39, "GHIJK")], {
      "39 characters are too few": r.alnum(39),
      "a git commit is none": r.hex(40),
    }),
  );

  facts("starknet-private-key", "high named", (r) =>
    ["ASTER", "DERIVE", "APEX", "DYDX"].map((exchange): Fact => {
      const key = `0x5${r.hex(62)}`;
      return [`of ${exchange} too`, `${exchange}_PRIVATE_KEY="${key}"\n`, key];
    }),
  );

  facts("bitget-api-secret", "low named", (r) => {
    const key = `0123456789${r.hex(54)}`;
    return [["is low where it is a placeholder", `BITGET_API_SECRET="${key}"\n`, key]];
  });

  facts("cryptocom-api-secret", "high shaped", (r) => {
    const key = `cxakp_${r.alnum(22)}`;
    return [["is told by its prefix alone", `x: "${key}"`, key]];
  });
});

describe("public halves", () => {
  publicHalf("alpaca-api-key", by("ALPACA"), true, (r) =>
    of([...["PK", "AK", "CK"].map((kind) => kind + r.text(capitals, 18)), `AK${r.text(capitals, 24)}`], {
      "17 characters are too few": `PK${r.text(capitals, 17)}`,
      "small letters are none": `PK${r.text(lowers, 18)}`,
      "another beginning is none": `XK${r.text(capitals, 18)}`,
    }),
  );
  publicHalf("binance-api-key", by("BINANCE"), false, (r) => ofThree(r, 64));
  publicHalf("bitfinex-api-key", by("BITFINEX"), false, (r) =>
    of([`a${r.text(base64url, 41)}a`], { "42 characters are too few": r.alnum(42) }),
  );
  publicHalf("bitget-api-key", by("BITGET"), true, (r) =>
    of([`bg_${r.hex(32)}`], {
      "31 digits are too few": `bg_${r.hex(31)}`,
      "another beginning is none": `bh_${r.hex(32)}`,
    }),
  );
  publicHalf("bitmex-api-key", by("BITMEX"), false, (r) =>
    of([`a${r.text(base64url, 22)}a`], { "23 characters are too few": r.alnum(23) }),
  );
  publicHalf("bitstamp-api-key", by("BITSTAMP"), false, (r) =>
    of([r.alnum(32)], { "31 characters are too few": r.alnum(31) }),
  );
  publicHalf("bybit-api-key", by("BYBIT"), false, (r) =>
    of([r.alnum(18)], { "17 characters are too few": r.alnum(17) }),
  );
  publicHalf("coinbase-api-key", by("COINBASE"), false, (r) =>
    of([r.alnum(16), r.hex(32), r.uuid()], {
      "15 characters are too few": r.alnum(15),
      "32 letters are another's": r.alnum(32),
    }),
  );
  publicHalf("cryptocom-api-key", by("CRYPTOCOM"), false, (r) =>
    of([r.alnum(22)], { "21 characters are too few": r.alnum(21) }),
  );
  publicHalf("gate-api-key", by("GATE"), false, (r) =>
    of([r.hex(32)], { "31 digits are too few": r.hex(31), "letters beyond f are none": `${r.hex(31)}g` }),
  );
  publicHalf("gemini-api-key", by("GEMINI"), true, (r) =>
    of([`account-${r.alnum(20)}`, `master-${r.alnum(20)}`], {
      "19 characters are too few": `account-${r.alnum(19)}`,
      "another sort is none": `deputy-${r.alnum(20)}`,
    }),
  );
  publicHalf("htx-api-key", by("HTX"), false, (r) => {
    const form = (first: number): string => [first, 8, 8, 5].map((size) => r.text(lowers + digits, size)).join("-");
    return of([form(8), form(9), form(10)], { "seven characters in front are too few": form(7) });
  });
  publicHalf("kraken-api-key", by("KRAKEN"), false, (r) =>
    of([`a${r.text(base64, 54)}a`], { "55 characters are too few": r.alnum(55) }),
  );
  publicHalf("kucoin-api-key", by("KUCOIN"), false, (r) =>
    of([`58${r.hex(22)}`, `59${r.hex(22)}`, `5a${r.hex(22)}`, `5f${r.hex(22)}`, `6${r.hex(23)}`, `7${r.hex(23)}`], {
      "of before KuCoin's time it is another's": `57${r.hex(22)}`,
      "of the far future it is another's": `80${r.hex(22)}`,
      "23 digits are too few": `65${r.hex(21)}`,
    }),
  );
  publicHalf("mexc-api-key", by("MEXC"), true, (r) =>
    of([`mx0${r.alnum(15)}`], {
      "14 characters are too few": `mx0${r.alnum(14)}`,
      "another beginning is none": `my0${r.alnum(15)}`,
    }),
  );
  publicHalf("okx-api-key", by("OKX"), false, (r) =>
    of([r.uuid()], { "capitals are another's": r.uuid().toUpperCase() }),
  );
  publicHalf("poloniex-api-key", by("POLONIEX"), true, (r) =>
    of([Array.from({ length: 4 }, () => r.text(capitals, 8)).join("-")], {
      "small letters are none": Array.from({ length: 4 }, () => r.text(lowers, 8)).join("-"),
      "three groups are too few": Array.from({ length: 3 }, () => r.text(capitals, 8)).join("-"),
    }),
  );
  publicHalf("robinhood-api-key", by("ROBINHOOD"), true, (r) =>
    of([`rh-api-${r.uuid()}`], {
      "another beginning is none": `rh-apx-${r.uuid()}`,
      "35 characters are too few": `rh-api-${r.uuid().slice(1)}`,
    }),
  );
  publicHalf("upbit-access-key", by("UPBIT"), false, (r) =>
    of([r.alnum(40), mixed(r, "0123456789abcdef", 40, 0, "ghijk"), mixed(r, "0123456789abcdef", 40, 39, "GHIJK")], {
      "39 characters are too few": r.alnum(39),
      "a git commit is none": r.hex(40),
    }),
  );

  facts("coinbase-cdp-key-name", "low shaped", (r) => {
    const name = `organizations/${r.uuid()}/apiKeys/${r.uuid()}`;
    return [
      ["the name of a key", `"name": "${name}"`, name],
      ["an organisation alone is none", `"name": "organizations/${r.uuid()}"`],
      ["a shorter id is none", `"name": "${name.slice(0, -1)}"`],
    ];
  });
});

/** Halves of one credential under names that say nothing. */
function pair(
  id: string,
  made: (r: Random) => {
    readonly secrets: readonly string[];
    readonly partners: readonly (readonly string[])[];
    readonly not?: Readonly<Record<string, readonly [secret: string, partners: readonly string[]]>>;
    /** Whether the halves look the same, so that each is found as a secret. */
    readonly alike?: boolean;
  },
  passphrase?: string,
): void {
  const written = (secret: string, partners: readonly string[], phrase = passphrase): string =>
    JSON.stringify({
      a: secret,
      ...Object.fromEntries(partners.map((partner, index) => [`b${index}`, partner])),
      ...(phrase === undefined ? {} : { passphrase: phrase }),
    });
  facts(id, "high proven", (r) => {
    const { secrets, partners, not = {}, alike = false } = made(r);
    const both = (one: string, other: readonly string[]): readonly string[] => (alike ? [one, ...other] : [one]);
    const [secret = ""] = secrets;
    const [partner = []] = partners;
    return [
      ...secrets.map((one, index): Fact => [
        `secret ${index + 1} beside its other half`,
        written(one, partner),
        both(one, partner),
      ]),
      ...partners.map((one, index): Fact => [
        `a secret beside other half ${index + 1}`,
        written(secret, one),
        both(secret, one),
      ]),
      ["nothing by itself", written(secret, [])],
      ...(passphrase === undefined
        ? []
        : ([["nothing without a passphrase", JSON.stringify({ a: secret, b: partner[0] })]] as const)),
      ...Object.entries(not).map(([fact, [one, others]]): Fact => [fact, written(one, others)]),
    ];
  });
  test(`${id}: no half has a character more`, () => {
    const { secrets, partners } = made(new Random(id));
    const facts = detectorOf(id).pair;
    for (const more of [(value: string) => `${value}~`, (value: string) => `~${value}`]) {
      for (const secret of secrets)
        expect([facts?.secret.test(secret), facts?.secret.test(more(secret))]).toEqual([true, false]);
      for (const [index, one] of (partners[0] ?? []).entries())
        expect([facts?.partners[index]?.test(one), facts?.partners[index]?.test(more(one))]).toEqual([true, false]);
    }
  });
}

describe("arguments of a call that mentions the exchange", () => {
  const call = (exchange: string, ...values: string[]): string =>
    `from ${exchange}.client import Client\n\nclient = Client("${values.join('", "')}")\n`;
  const upper = (r: Random): string => r.text("0123456789ABCDEF", 32);

  facts("okx-api-secret", "high proven", (r) => {
    const [key, secret] = [r.uuid(), upper(r)];
    return [
      ["key, secret and passphrase", call("okx", key, secret, "harbor-7"), secret],
      ["of a class of its library", `api = Trade.TradeAPI("${key}", "${secret}", "harbor-7", False, "0")`, secret],
      ["next to each other behind a mention", `okx: ["${key}", "${secret}"]`, secret],
      ["as arguments of a command", `./bot okx ${key} ${secret} harbor`, secret],
      ["with a word between them they are none", `okx: ["${key}", of "${secret}"]`],
      ["with 25 signs between them they are none", `okx: ["${key}",${" ".repeat(22)}"${secret}"]`],
      ["without a mention they are none", `other: ["${key}", "${secret}"]`],
      ["of another class they are none", `row = FileAPI("${key}", "${secret}", "a.txt")`],
      ["beside another value than a key they are none", `row = Trade.TradeAPI("harbor-7", "${secret}", "${key}")`],
      ["of another exchange's client they are none", call("kraken", key, secret, "harbor-7")],
      ["under names of their own they are none", `okx = { orderId: "${key}", tag: "${secret}" }`],
      ["without the key it is none", call("okx", "harbor-7", secret)],
    ];
  });
  facts("kucoin-api-secret", "high proven", (r) => {
    const [key, secret] = [`65${r.hex(22)}`, r.uuid()];
    return [
      ["key, secret and passphrase", call("kucoin", key, secret, "harbor-7"), secret],
      ["under names of their own they are none", `kucoin = { orderId: "${key}", clientOid: "${secret}" }`],
    ];
  });
  for (const [id, exchange, made] of [
    ["bitfinex-api-secret", "bitfinex", (r: Random): string => `a${r.text(base64url, 41)}7`],
    ["bitstamp-api-secret", "bitstamp", (r: Random): string => r.alnum(32)],
    ["upbit-secret-key", "upbit", (r: Random): string => r.alnum(40)],
    ["bithumb-secret-key", "bithumb", (r: Random): string => r.hex(32)],
  ] as const)
    facts(id, "high proven", (r) => {
      const [key, secret] = [made(r), made(r)];
      return [
        ["key and secret, which look the same", call(exchange, key, secret), [key, secret]],
        ["of another exchange's client they are none", call("kraken", key, secret)],
        ["without the key it is none", call("deribit", secret)],
      ];
    });
  facts("poloniex-api-secret", "high proven", (r) => {
    const [key, secret] = [Array.from({ length: 4 }, () => r.text(capitals, 8)).join("-"), r.hex(128)];
    return [
      ["key and secret", call("poloniex", key, secret), secret],
      ["whatever they are called", `a: ${key}\nb: ${secret}\n`, secret],
      ["without the key it is none", `b: ${secret}\n`],
    ];
  });
});

describe("halves that stand together", () => {
  const last = (length: number): number => length - 1;

  pair("alpaca-secret-key", (r) => ({
    secrets: [
      r.alnum(40),
      r.alnum(44),
      mixed(r, "0123456789abcdef", 40, 0, "ghijk"),
      mixed(r, "0123456789abcdef", 44, 43, "GHIJK"),
    ],
    partners: ["PK", "AK", "CK"].map((kind) => [kind + r.text(capitals, 18)]).concat([[`PK${r.text(capitals, 24)}`]]),
    not: {
      "a git commit is no secret": [r.hex(40), [`PK${r.text(capitals, 18)}`]],
      "another beginning is no key": [r.alnum(40), [`XK${r.text(capitals, 18)}`]],
    },
  }));
  pair("binance-api-secret", (r) => ({
    alike: true,
    secrets: ofThree(r, 64).good,
    partners: ofThree(r, 64).good.map((key) => [key]),
    not: Object.fromEntries<readonly [string, readonly string[]]>([
      ...Object.entries(ofThree(r, 64).bad).map(([fact, key]) => [`the key: ${fact}`, [r.alnum(64), [key]]] as const),
      ...Object.entries(ofThree(r, 64).bad).map(
        ([fact, secret]) =>
          [`the secret: ${fact}`, [secret, [secret.replace(/^./u, "_").replace("_", "Z"), r.hex(64)]]] as const,
      ),
    ]),
  }));
  pair("bitget-api-secret", (r) => ({
    secrets: [r.hex(64)],
    partners: [[`bg_${r.hex(32)}`]],
    not: { "another beginning is no key": [r.hex(64), [`bh_${r.hex(32)}`]] },
  }));
  pair("bitmex-api-secret", (r) => ({
    secrets: [
      `a${r.text(base64url, 46)}a`,
      ...[0, last(48)].flatMap((at) => [
        mixed(r, lowers + uppers, 48, at, digits),
        mixed(r, lowers + digits, 48, at, uppers),
        mixed(r, uppers + digits, 48, at, lowers),
      ]),
    ],
    partners: [
      [`a${r.text(base64url, 22)}Z`],
      ...[0, last(24)].flatMap((at) => [
        [mixed(r, lowers + digits, 24, at, uppers)],
        [mixed(r, uppers + digits, 24, at, lowers)],
      ]),
    ],
    not: {
      "a secret without a digit is none": [r.text(lowers + uppers, 48), [r.alnum(24)]],
      "a secret without a capital is none": [r.text(lowers + digits, 48), [r.alnum(24)]],
      "a secret without a small letter is none": [r.text(uppers + digits, 48), [r.alnum(24)]],
      "a key without a capital is none": [r.alnum(48), [r.text(lowers + digits, 24)]],
      "a key without a small letter is none": [r.alnum(48), [r.text(uppers + digits, 24)]],
    },
  }));
  pair("bybit-api-secret", (r) => ({
    secrets: ofThree(r, 36).good,
    partners: [
      [r.alnum(18)],
      ...[0, last(18)].flatMap((at) => [
        [mixed(r, lowers + digits, 18, at, uppers)],
        [mixed(r, uppers + digits, 18, at, lowers)],
      ]),
    ],
    not: {
      "a secret without a digit is none": [r.text(lowers + uppers, 36), [r.alnum(18)]],
      "a secret without a capital is none": [r.text(lowers + digits, 36), [r.alnum(18)]],
      "a secret without a small letter is none": [r.text(uppers + digits, 36), [r.alnum(18)]],
      "a key without a capital is none": [r.alnum(36), [r.text(lowers + digits, 18)]],
      "a key without a small letter is none": [r.alnum(36), [r.text(uppers + digits, 18)]],
    },
  }));
  pair("dydx-api-secret", (r) => ({
    secrets: [
      `a${r.text(base64url, 38)}Z`,
      mixed(r, "0123456789ABCDEF", 40, 0, "ghijk"),
      mixed(r, "0123456789ABCDEF", 40, 39, "ghijk"),
      mixed(r, lowers + digits, 40, 0, uppers),
      mixed(r, lowers + digits, 40, 39, uppers),
    ],
    partners: [
      [r.uuid(), `a${r.text(base64url, 18)}Z`],
      ...[0, 19].flatMap((at) => [
        [r.uuid(), mixed(r, lowers + digits, 20, at, uppers)],
        [r.uuid(), mixed(r, uppers + digits, 20, at, lowers)],
      ]),
    ],
    not: {
      "without the passphrase it is none": [r.alnum(40), [r.uuid()]],
      "without the key it is none": [r.alnum(40), [r.alnum(20)]],
      "a git commit is no secret": [r.hex(40), [r.uuid(), r.alnum(20)]],
      "a secret without a capital is none": [r.text(lowers + digits, 40), [r.uuid(), r.alnum(20)]],
      "a passphrase without a small letter is none": [r.alnum(40), [r.uuid(), r.text(uppers + digits, 20)]],
      "a passphrase without a capital is none": [r.alnum(40), [r.uuid(), r.text(lowers + digits, 20)]],
    },
  }));
  pair("gemini-api-secret", (r) => ({
    secrets: [
      r.alnum(27),
      r.alnum(28),
      ...[0, 27].flatMap((at) => [
        mixed(r, lowers + digits, 28, at, uppers),
        mixed(r, uppers + digits, 28, at, lowers),
      ]),
    ],
    partners: [[`account-${r.alnum(20)}`], [`master-${r.alnum(20)}`]],
    not: {
      "a secret without a capital is none": [r.text(lowers + digits, 28), [`account-${r.alnum(20)}`]],
      "a secret without a small letter is none": [r.text(uppers + digits, 28), [`account-${r.alnum(20)}`]],
    },
  }));
  pair("htx-api-secret", (r) => {
    const form = (first: number): string => [first, 8, 8, 5].map((size) => r.text(lowers + digits, size)).join("-");
    const hex = (): string => `${r.hex(8)}-${r.hex(8)}-${r.hex(8)}-${r.hex(5)}`;
    return {
      secrets: [hex()],
      partners: [[form(8)], [form(10)]],
      not: { "a secret is of hex digits": [form(8), [hex().replace(/^./u, "z")]] },
    };
  });
  pair(
    "kucoin-api-secret",
    (r) => ({
      secrets: [r.uuid()],
      partners: [[`58${r.hex(22)}`], [`5c${r.hex(22)}`], [`6${r.hex(23)}`], [`7${r.hex(23)}`]],
      not: {
        "an id of before KuCoin's time is no key": [r.uuid(), [`57${r.hex(22)}`]],
        "an id of the far future is no key": [r.uuid(), [`80${r.hex(22)}`]],
      },
    }),
    "Grid-4711-x",
  );
  pair("mexc-api-secret", (r) => ({
    secrets: [r.hex(32)],
    partners: [[`mx0${r.alnum(15)}`]],
    not: { "another beginning is no key": [r.hex(32), [`my0${r.alnum(15)}`]] },
  }));
  pair(
    "okx-api-secret",
    (r) => ({
      secrets: [r.text(upperHex, 32), mixed(r, digits, 32, 0, "ABCDEF"), mixed(r, digits, 32, 31, "ABCDEF")],
      partners: [[r.uuid()]],
      not: {
        "an MD5 sum in small letters is no secret": [r.hex(32), [r.uuid()]],
        "digits alone are no secret": [r.text(digits, 32), [r.uuid()]],
      },
    }),
    "Grid-4711-x",
  );
});

describe("secrets of 64 bytes in base64", () => {
  for (const [id, exchange] of [
    ["kraken-api-secret", "KRAKEN"],
    ["coinbase-exchange-secret", "COINBASE"],
  ] as const) {
    facts(id, "high named", (r) => {
      const value = r.bytes(64).toString("base64");
      const bare = value.slice(0, -2);
      const other = exchange === "KRAKEN" ? "COINBASE" : "KRAKEN";
      // The 86th character holds two bits: with the lowest four set, it is no base64 of 64 bytes.
      const uneven = `${bare.slice(0, -1)}B`;
      return [
        ["under the name of a secret", `${exchange}_API_SECRET="${value}"`, value],
        ["under the name of a key", `${exchange}_API_KEY="${value}"`, value],
        ["under any name in a file about the exchange", `# ${exchange}\nx1: "${value}"`, value, "high shaped"],
        ["not without its padding", `# ${exchange}\nx1: "${bare}"`],
        ["not with half of its padding", `# ${exchange}\nx1: "${bare}="`],
        ["not where it stands for no bytes", `# ${exchange}\nx1: "${uneven}=="`],
        ["not as a digest by name", `# ${exchange}\nkeyDigest: "${value}"`],
        ["not as a SHA-512 of a lock file", `# ${exchange}\nx1: "sha512-${value}"`],
        ["not as a SHA-512 of an image", `# ${exchange}\nx1: "sha512:${value}"`],
        ["not where no exchange is named", `API_SECRET="${value}"`],
        ["not where another exchange is named", `${other}_API_SECRET="${value}"`],
        ["not where it is a placeholder", `${exchange}_API_SECRET="${"abc123".repeat(14)}ab=="`],
        ["not with a character less", `# ${exchange}\nx1: "${value.slice(1)}"`],
      ];
    });
  }

  test("a sum right before it counts, one further off does not", () => {
    const value = new Random("sum").bytes(64).toString("base64").slice(0, -2);
    for (const id of ["kraken-api-secret", "coinbase-exchange-secret"]) {
      const after = (lead: string): unknown =>
        judge(id, value, {
          text: `${lead}${value}==`,
          start: lead.length,
          end: lead.length + 86,
          issuers: ["kraken", "coinbase"],
        });
      expect(after("sha512-")).toBeUndefined();
      expect(after("sha512- ")).toEqual({ confidence: "shaped", range: [0, 86] });
      expect(after("")).toEqual({ confidence: "shaped", range: [0, 86] });
    }
  });
});

facts("backpack-private-key", "high named", (r) => {
  const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString("base64");
  const seed = r.bytes(32);
  const value = text(seed);
  const bare = value.slice(0, -1);
  const key = text(ed25519.getPublicKey(seed));
  const other = text(ed25519.getPublicKey(r.bytes(32)));
  const far = "# nothing to see here\n".repeat(20);
  return [
    ["under its name", `BACKPACK_API_SECRET="${value}"`, value],
    [
      "under the exchange's name, proven by its public key behind it",
      `# backpack\na: "${value}"\nb: "${key}"`,
      value,
      "high proven",
    ],
    [
      "under the exchange's name, proven by its public key before it",
      `# backpack\nb: "${key}"\na: "${value}"`,
      value,
      "high proven",
    ],
    ["under a secret's name, proven by its public key", `signingSecret: "${value}"\nb: "${key}"`, value, "high proven"],
    ["not beside another key", `# backpack\na: "${value}"\nb: "${other}"`],
    ["not where its public key is far away", `# backpack\na: "${value}"\n${far}b: "${key}"`],
    ["not where its public key is far before it", `# backpack\nb: "${key}"\n${far}a: "${value}"`],
    ["not by itself", `# backpack\na: "${value}"`],
    ["beside its public key where nothing is named", `a: "${value}"\nb: "${key}"`, value, "high proven"],
    ["behind its public key where nothing is named", `"${key}","${value}"`, value, "high proven"],
    [
      "beside its public key, which ends at most 120 characters away, where nothing is named",
      `a: "${value}"\n${"x".repeat(72)}"${key}"`,
      value,
      "high proven",
    ],
    ["not farther away where nothing is named", `a: "${value}"\n${"x".repeat(73)}"${key}"`],
    ["under an identifier's name, proven by its public key", `orderId: "${value}"\nb: "${key}"`, value, "high proven"],
    ["not without its padding", `BACKPACK_API_SECRET="${bare}"`],
    ["not as a digest by name", `backpackKeyDigest: "${value}"\nb: "${key}"`],
  ];
});

test("a Backpack key beside others is proven only as long as the allowance lasts", () => {
  const seed = new Random("allowance").bytes(32);
  const [value, key] = [seed, ed25519.getPublicKey(seed)].map((bytes) => Buffer.from(bytes).toString("base64"));
  const text = `${value ?? ""} ${key ?? ""}`;
  const tell = (extra: boolean): unknown =>
    judge("backpack-private-key", (value ?? "").slice(0, -1), {
      text,
      start: 0,
      end: 43,
      issuers: ["backpack"],
      budget: { curve: () => false, phrase: () => true, extra: () => extra },
    });
  expect(tell(true)).toEqual({ confidence: "proven" });
  expect(tell(false)).toBeUndefined();
});

facts("binance-listen-key", "medium named", (r) => {
  const key = r.alnum(64);
  return [
    ["under its name", `listenKey: "${key}"\n`, key],
    ["under its name, of several", `BINANCE_LISTEN_KEY_2=${key}\n`, key],
    ["in the address of a stream", `x = "wss://stream.binance.com:9443/ws/${key}"\n`, key, "medium shaped"],
    ["in the address of several streams", `wss://fstream.asterdex.com/stream?streams=${key}`, key, "medium shaped"],
    ["in a query", `https://api.binance.com/api/v3/userDataStream?listenKey=${key}`, key],
    ["in a text about the exchange, where it is no API secret", `# binance\nlistenKey: "${key}"\n`, key],
    ["that is a placeholder", `listenKey: "0123456789${key.slice(10)}"\n`, `0123456789${key.slice(10)}`, "low named"],
    ["in a comment that shows an answer", `//\n//  {\n//    "listenKey": "${key}"\n//  }\n`, key, "low named"],
    ["not in another address", `https://explorer.net/ws/${key}`],
    ["not of another length", `listenKey: "${key.slice(1)}"\n`],
    ["not under another key's name", `cacheKey: "${key}"\n`],
    ["not where it is one word of what the name is given", `listenKey: "of ${key} and more"\n`],
  ];
});

facts("exchange-passphrase", "high named", (r) => {
  const phrase = `${r.text(letters, 8)}7!x`;
  return [
    ...["OKX", "KUCOIN", "BITGET", "COINBASE", "DYDX", "POLYMARKET", "BITMEX"].map((exchange): Fact => [
      `of ${exchange}`,
      `${exchange}_PASSPHRASE="${phrase}"\n`,
      phrase,
    ]),
    ["in a file about the exchange", `# okx\npassphrase: "${phrase}"\n`, phrase],
    ["not where no exchange is named", `x_PASSPHRASE="${phrase}"\n`],
    ["not where an exchange without passphrases is named", `HYPERLIQUID_PASSPHRASE="${phrase}"\n`],
    ["not in three characters", `OKX_PASSPHRASE="k7!"\n`],
    ["not where it is a placeholder", `OKX_PASSPHRASE="your-passphrase"\n`],
    ["not under another name", `OKX_MOTTO="${phrase}"\n`],
  ];
});

describe("exchange-passphrase by where it stands", () => {
  const named = { confidence: "named" };
  const stood = (value: string, before = '"', after = '"', name = "passphrase"): unknown =>
    judge("exchange-passphrase", value, {
      text: before + value + after,
      start: before.length,
      end: before.length + value.length,
      name,
      issuers: ["okx"],
    });
  const own = (value: string, before?: string, after?: string): unknown => stood(value, before, after, "okxPassphrase");

  test("it has four to 64 characters on one line", () => {
    const long = `${new Random("long").alnum(60)}7!xK`;
    expect(own(long)).toEqual(named);
    expect(own(`${long}z`)).toBeUndefined();
    expect(own("8351")).toEqual(named);
    expect(own("835")).toBeUndefined();
    expect(own("K7vq lamp\nriver 83")).toBeUndefined();
    expect(own("K7vq lamp\rriver 83")).toBeUndefined();
  });

  test("its name says that it is one, not only that it is a password", () => {
    for (const name of ["okxPassphrase", "okx_pass", "okxPassword", "okx_pass_phrase"])
      expect(stood("835162", '"', '"', name)).toEqual(named);
    for (const name of ["okxPin", "okxCompassPin", "okxPassportPin", "okxPassphraseHash"])
      expect(stood("835162", '"', '"', name)).toBeUndefined();
    expect(judge("exchange-passphrase", "835162", { issuers: ["okx"] })).toBeUndefined();
  });

  test("digits alone are one where the exchange stands in the name", () => {
    expect(own("8351")).toEqual(named);
    expect(own("835162947803")).toEqual(named);
    expect(own("8351629478035")).toBeUndefined();
    expect(own("8351-DESK")).toBeUndefined();
    expect(own("DESK-8351")).toBeUndefined();
    expect(stood("835162")).toBeUndefined();
  });

  test("small letters and digits are one where the exchange stands in the name, and no word of credentials in it", () => {
    expect(own("river7-stone-lamp4")).toEqual(named);
    expect(own("okx-passphrase-7x")).toBeUndefined();
    expect(stood("river7-stone-lamp4")).toBeUndefined();
  });

  test("not beside its name, in code or in documentation", () => {
    expect(own("835162", '["a", "okxPassphrase", "', '", "b"]')).toBeUndefined();
    expect(own("835162", "connect(okxPassphrase=", ")")).toBeUndefined();
    expect(own("835162", ' * okxPassphrase: "', '"')).toBeUndefined();
  });

  test("words with blanks are medium between quotes, with a digit high, and nothing elsewhere", () => {
    expect(own("river stone lamp door")).toEqual({ ...named, severity: "medium" });
    expect(own("River 7 lamp")).toEqual(named);
    expect(own("River lamp")).toBeUndefined();
    expect(own("river stone lamp door", "okxPassphrase: ", "\n")).toBeUndefined();
  });

  test("one word is one where the exchange stands in the name", () => {
    for (const word of ["harbor", "h".padEnd(20, "arbo").padEnd(40, "ustlemnifg")]) expect(own(word)).toEqual(named);
    expect(own("rivers", "okxPassphrase = ", "\n")).toEqual(named);
    for (const word of ["river", "h".padEnd(20, "arbo").padEnd(41, "ustlemnifg"), "river-lantern", "lantern-river"])
      expect(own(word)).toBeUndefined();
    for (const word of ["harborsecret", "lanternpass", "tokenharbor", "encryption", "harborlogin"])
      expect(own(word)).toBeUndefined();
  });

  test("without quotes a word is none where it reads as code, unless capitals and an equals sign stand before it", () => {
    expect(own("Riverstone")).toEqual(named);
    expect(own("Riverstone", "okxPassphrase = ", "\n")).toBeUndefined();
    expect(stood("Riverstone", "OKX_PASSPHRASE=", "\n", "OKX_PASSPHRASE")).toEqual(named);
  });

  test("one word under another name is one between quotes, beside the rest of the credential", () => {
    for (const rest of ['secret: "', 'api_key: "', 'apiKey: "']) {
      expect(stood("riverbed", rest)).toEqual(named);
      expect(stood("riverbe", rest)).toBeUndefined();
      expect(stood("riverbed", rest, '"', "password")).toBeUndefined();
      expect(stood("riverbed", rest.slice(0, -1), "\n")).toBeUndefined();
    }
    expect(stood("riverbed", 'secret, api_key: "', '"', "password")).toEqual(named);
    expect(stood("riverbe", 'secret, api_key: "', '"', "password")).toBeUndefined();
    expect(stood("riverbed", 'motto: "')).toBeUndefined();
  });

  test("beside means within 300 characters", () => {
    const gap = (size: number): string => `${" ".repeat(size - 1)}"`;
    expect(stood("riverbed", `secret${gap(294)}`)).toEqual(named);
    expect(stood("riverbed", `secret${gap(295)}`)).toBeUndefined();
    expect(stood("riverbed", '"', `"${" ".repeat(293)}secret`)).toEqual(named);
    expect(stood("riverbed", '"', `"${" ".repeat(294)}secret`)).toBeUndefined();
  });
});

describe("a digest in hex, near an exchange whose secrets may be as long", () => {
  const exchanges = [
    ["phemex", 64],
    ["phemex", 48],
    ["dydx", 40],
    ["alpaca", 40],
    ["bitmex", 48],
  ] as const;
  test.each(
    exchanges.flatMap(([exchange, length]) =>
      ["x1", "commit", "HOST_FILES_SHA256"].map((name) => [exchange, length, name] as const),
    ),
  )("%s, %i digits, %s: is no secret", (exchange, length, name) => {
    const digest = Buffer.from(new Random(`digest ${length}`).bytes(length / 2)).toString("hex");
    for (const written of [digest, digest.toUpperCase()]) {
      expect(scan(`EXCHANGE="${exchange}"\n${name}="${written}"`).findings).toEqual([]);
    }
  });

  test("is one under a secret's name", () => {
    const digest = Buffer.from(new Random("digest").bytes(32)).toString("hex");
    expect(scan(`PHEMEX_API_SECRET="${digest}"`).findings).toMatchObject([
      { detector: "phemex-api-secret", severity: "high", confidence: "named" },
    ]);
  });
});

describe("a file of two lines that krakenex reads", () => {
  const random = new Random("krakenex");
  const [key, secret] = [random.bytes(42).toString("base64"), random.bytes(64).toString("base64")];
  const found = (text: string): readonly string[] => scan(text).findings.map(({ detector }) => detector);

  test.each([`${key}\n${secret}`, `${key}\n${secret}\n`, `${key}\r\n${secret}\r\n`, `a\n${key}\n${secret}\nb\n`])(
    "holds a key and its secret: case %#",
    (text) => {
      expect(found(text)).toEqual(["kraken-api-secret"]);
    },
  );

  test.each([secret, `${key}\n\n${secret}`, `x${key}\n${secret}`, `${key}\n${secret}x`, `${secret}\n${key}`])(
    "is another one: case %#",
    (text) => {
      expect(found(text)).toEqual([]);
    },
  );
});

test("padding that stands encoded in a text ends a range where its encoding ends", () => {
  const value = new Random("encoded padding").bytes(64).toString("base64");
  const encoded = Array.from(value, (sign) => `%${sign.charCodeAt(0).toString(16)}`).join("");
  const text = `KRAKEN_API_SECRET="${encoded}"`;
  const ends = scan(text)
    .findings.filter(({ detector }) => detector === "kraken-api-secret")
    .map(({ end }) => end);
  expect(ends).toEqual([text.length - 1]);
});
