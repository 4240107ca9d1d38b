import { scanFields } from "../../../policies/detection/engine";
import { Random } from "../generate/random";
import { detectorsIn, fill, foundIn, sampleOf } from "../scanned";

const random = new Random("places");

describe("a run of letters, digits and signs is cut where an alphabet ends", () => {
  const wif = sampleOf(random, "WIF compressed");

  test.each(["+", "/", "-", "_", "é", "+-", "é_", "/é"])("letters and digits between %s", (sign) => {
    expect(foundIn(`a: xy${sign}${wif}${sign}zzz`)).toEqual([wif]);
    expect(foundIn(`a: ${sign}${wif}`)).toEqual([wif]);
    expect(foundIn(`a: xy${sign}${wif}${sign}${wif.slice(0, 20)}`)).toEqual([wif]);
    expect(foundIn(`a: xy${sign}${wif}z`)).toEqual([]);
  });

  test("base64 at dashes and at letters of other scripts", () => {
    const pair = sampleOf(random, "Coinbase CDP Ed25519", (value) => value.includes("/") && value.includes("+"));
    for (const around of ["-V", "_V", "éV", "xy_V", "a-b_V"])
      expect(foundIn(`a: ${around.replace("V", pair)}`)).toEqual([pair]);
    expect(foundIn(`a: xy/${pair}`)).toEqual([]);
    expect(foundIn(`a: xy+${pair}`)).toEqual([]);
  });

  test("base64 without sixteen letters and digits in a row", () => {
    const steps = [random.alnum(12), random.alnum(13), random.alnum(13)];
    const value = `${steps[0] ?? ""}/${steps[1] ?? ""}+${steps[2] ?? ""}`;
    expect(foundIn(`aws_secret_access_key="${value}"`)).toEqual([value]);
    expect(foundIn(`aws_secret_access_key="-${value}"`)).toContain(value);
  });

  test("base64url at slashes and at letters of other scripts", () => {
    const number = 1_234_567_890;
    const token = `AA${random.alnum(14)}-${random.alnum(8)}_${random.alnum(9)}`;
    for (const [before, after] of [
      ["", ""],
      ["", "/x"],
      ["", "+x"],
      ["", "é"],
      ["x/", "/x"],
      ["é", "/y-z"],
    ] as const)
      expect(foundIn(`a: ${before}${number}:${token}${after}`)).toEqual([`${number}:${token}`]);
    expect(foundIn(`a: ${number}:${token}-`)).toEqual([]);
    expect(foundIn(`a: ${number}:${token}_x/y`)).toEqual([]);
  });

  test("into parts of sixteen characters or more", () => {
    const found = (size: number): string[] => detectorsIn(`COINBASE_API_KEY_ID="${random.alnum(size)}/abc"`);
    expect(found(16)).toContain("coinbase-api-key");
    expect(found(15)).not.toContain("coinbase-api-key");
    expect(found(17)).not.toContain("coinbase-api-key");
  });
});

describe("a token with a prefix is found", () => {
  const token = sampleOf(random, "GitHub token");
  const stripe = ["sk", "live", random.alnum(24)].join("_");

  test.each([
    ["by itself", "V", true],
    ["behind a dash", "-V", true],
    ["behind two dashes", "--V", true],
    ["behind three", "---V", true],
    ["behind a dash of a variable's default", "${X:-V}", true],
    ["behind a slash", "a/V", true],
    ["behind a slash and before one", "a/V/b", true],
    ["before a slash", "V/b", true],
    ["behind dashes and before a slash", "${X:-V/b}", true],
    ["behind a letter outside ASCII", "éV", true],
    ["in the middle of a word", "aV", false],
    ["behind a word and a dash", "ab-V", true],
    ["behind a word and an underscore", "ab_V", true],
  ])("%s: %s", (_, place, is) => {
    expect(foundIn(`a: ${place.replace("V", token)}`)).toEqual(is ? [token] : []);
    expect(foundIn(`a: ${place.replace("V", stripe)}`)).toEqual(is ? [stripe] : []);
  });

  test("once, whether or not another prefix of its issuer begins alike", () => {
    for (const begin of ["sk", "rk"]) {
      const value = [begin, "live", random.alnum(24)].join("_");
      expect(foundIn(`a: ${value} b: ${value}`)).toEqual([value, value]);
    }
    for (const begin of ["dp.pt.", "dp.st."]) {
      const value = `${begin}${random.alnum(43)}`;
      expect(foundIn(`a: ${value}`)).toEqual([value]);
    }
  });

  test("but not without its shape", () => {
    expect(foundIn(`a: ${token.slice(0, -3)}`)).toEqual([]);
    expect(foundIn(`a: ghp${random.alnum(40)}`)).toEqual([]);
  });
});

describe("the range of a value", () => {
  test("holds the padding that fills it up to groups of four, and no more of it", () => {
    const pair = sampleOf(random, "Coinbase CDP Ed25519");
    expect(pair.slice(-2)).toBe("==");
    expect(foundIn(`a: ${pair}`)).toEqual([pair]);
    expect(foundIn(`a: ${pair}=`)).toEqual([pair]);
    const wifs = [sampleOf(random, "WIF compressed"), sampleOf(random, "WIF uncompressed")] as const;
    expect(wifs.map((wif) => wif.length % 4)).toEqual([0, 3]);
    expect(foundIn(`a: ${wifs[0]}= b: ${wifs[0]}==`)).toEqual([wifs[0], wifs[0]]);
    expect(foundIn(`a: ${wifs[1]}=`)).toEqual([`${wifs[1]}=`]);
    expect(foundIn(`a: ${wifs[1]}==`)).toEqual([`${wifs[1]}=`]);
  });

  test("does not hold signs that could be no padding of it", () => {
    const key = `0x${random.hex(63)}`;
    expect(foundIn(`starknet private_key: "${key}==="`)).toContain(key);
  });

  test("ends with a token, whatever follows", () => {
    const token = sampleOf(random, "GitHub token");
    expect(foundIn(`a: ${token}==`)).toEqual([token]);
    const uneven = ["sk", "live", random.alnum(27)].join("_");
    expect(foundIn(`a: ${uneven}=`)).toEqual([uneven]);
  });
});

describe("a URL", () => {
  const password = random.alnum(14);
  const key = random.hex(32);
  const isFound = (text: string): boolean => foundIn(text).some((found) => found === password || found === key);

  test("begins with its scheme, of 24 characters at most", () => {
    const scheme = (size: number): string => `timescaledb+${"a".repeat(size - 12)}`;
    expect(isFound(`a: ${scheme(24)}://bot:${password}@desk.net/`)).toBe(true);
    expect(isFound(`a: ${scheme(25)}://bot:${password}@desk.net/`)).toBe(false);
    expect(isFound(`://bot:${password}@desk.net/`)).toBe(false);
    expect(isFound(`postgres://bot:${password}@desk.net/`)).toBe(true);
    expect(isFound(`x postgres://bot:${password}@desk.net/`)).toBe(true);
    expect(isFound(`x/postgres://bot:${password}@desk.net/`)).toBe(true);
    expect(isFound(`xpostgres://bot:${password}@desk.net/`)).toBe(false);
    expect(isFound(`\${A:-postgres://bot:${password}@desk.net/}`)).toBe(true);
    expect(isFound(`a: ://alchemy.com/v2/${key}`)).toBe(false);
    expect(isFound(`\${A:-://alchemy.com/v2/${key}}`)).toBe(false);
  });

  test("holds five characters at least behind its scheme", () => {
    const found = (typed: string): string[] => detectorsIn(`a: redis://:${typed}@h`);
    expect(found("a")).toEqual([]);
    expect(found("ab")).toEqual(["database-url"]);
  });

  test("ends after 600 characters", () => {
    const uuid = random.uuid();
    const begin = "mainnet.helius-rpc.com/?a=";
    const end = `&api-key=${uuid}`;
    const url = (size: number): string => `https://${begin}${"b".repeat(size - begin.length - end.length)}${end}`;
    for (const after of ["", " b"]) {
      expect(detectorsIn(`a: ${url(600)}${after}`)).toContain("helius-url-key");
      expect(detectorsIn(`a: ${url(601)}${after}`)).not.toContain("helius-url-key");
    }
  });

  test.each(["\t", "\n", "\v", "\f", "\r", " ", "\u00a0", "\u2028", "\u3000", '"', "'", "`", "<", ">"])(
    "ends before %j",
    (sign) => {
      expect(isFound(`a: https://alchemy.com${sign}/v2/${key}`)).toBe(false);
      expect(isFound(`a: https://alchemy.com/v2/${key}${sign}/v2/`)).toBe(true);
    },
  );

  test("belongs to the site that the last two steps of its host name", () => {
    for (const host of [
      "alchemy.com",
      "mainnet.alchemy.com",
      "a.b.alchemy.com",
      "alchemy.com:443",
      "mainnet.alchemy.com:8545",
      "bot@alchemy.com",
      "a@b@alchemy.com",
      "MAINNET.Alchemy.COM",
    ])
      expect(isFound(`a: https://${host}/v2/${key}`)).toBe(true);
    for (const other of [
      `https://desk.net/alchemy.com/v2/${key}`,
      `https://desk.net?alchemy.com/v2/${key}`,
      `https://desk.net#alchemy.com/v2/${key}`,
      `https://alchemy.com.desk.net/alchemy.com/v2/${key}`,
      `https://alchemy.com@desk.net/alchemy.com/v2/${key}`,
      `https://desk.net?a=@alchemy.com/v2/${key}`,
    ])
      expect(isFound(`a: ${other}`)).toBe(false);
  });

  test("opens beside others that have ended: four at once are too many, not four in a row", () => {
    const urls = Array.from({ length: 6 }, () => "https://desk.net/").join(" ");
    expect(isFound(`${urls} postgres://bot:${password}@desk.net/`)).toBe(true);
  });
});

describe("an exchange is mentioned", () => {
  const secret = random.alnum(64);
  const value = `apiSecret=${secret}`;
  const isBinance = (text: string): boolean => detectorsIn(text).includes("binance-api-secret");

  test("from 1,500 characters before a value on", () => {
    const text = (distance: number): string =>
      `binance${fill(distance - "binance".length - " apiSecret=".length)} ${value} okx`;
    expect(text(1_500).indexOf(secret)).toBe(1_500);
    expect(isBinance(text(1_500))).toBe(true);
    expect(isBinance(text(1_501))).toBe(false);
    const later = (distance: number): string => `${fill(2_000)} okx ${fill(2_000)} ${text(distance)}`;
    expect(isBinance(later(1_500))).toBe(true);
    expect(isBinance(later(1_501))).toBe(false);
  });

  test("up to 600 characters behind where a value begins", () => {
    const text = (distance: number): string => `okx ${value}${fill(distance - secret.length)}binance`;
    expect(text(600).indexOf("binance") - text(600).indexOf(secret)).toBe(600);
    expect(isBinance(text(600))).toBe(true);
    expect(isBinance(text(601))).toBe(false);
  });

  test("among any number of others", () => {
    expect(isBinance(`${"okx ".repeat(250)} binance ${value}`)).toBe(true);
    expect(isBinance(`binance ${"okx ".repeat(250)} ${value}`)).toBe(true);
  });

  test("by the name of a field as well as near the value", () => {
    const found = (path: string, text: string): string[] =>
      scanFields([{ path, text }]).findings.map(({ detector }) => detector);
    expect(found("binance.x", `okx ${value}`)).toEqual(["binance-api-secret"]);
    expect(found("okx.x", `binance ${value}`)).toEqual(["binance-api-secret"]);
    expect(found("okx.x", `okx ${value}`)).toEqual(["named-secret"]);
    expect(found("crypto.x", `apiKey=${random.alnum(22)}`)).toEqual(["cryptocom-api-key"]);
    expect(found("x", `apiKey=${random.alnum(22)}`)).not.toContain("cryptocom-api-key");
  });
});

describe("a phrase", () => {
  const words = sampleOf(random, "BIP39 English 12").split(" ");
  const uneven = words
    .map((word, at) => word + (at % 2 === 0 ? " " : ", "))
    .join("")
    .slice(0, -2);
  const isPhrase = (text: string): boolean => detectorsIn(text).includes("bip39-mnemonic");

  test("between uneven separators is one under a name that says so, however far before it", () => {
    expect(isPhrase(`mnemonic = "${fill(140)}; ${uneven}"`)).toBe(true);
    expect(isPhrase(`botSecret = "${uneven}"`)).toBe(true);
    expect(isPhrase(`title = "${fill(140)}; ${uneven}"`)).toBe(false);
    expect(isPhrase(`apiKey = "${uneven}"`)).toBe(false);
  });

  test("in alphabetical order is one where it is all that a name of a phrase is given, but for two signs behind it", () => {
    const inOrder = (phrase: string): string => phrase.split(" ").sort().join(" ");
    const sorted = inOrder(sampleOf(random, "BIP39 English 12", (phrase) => isPhrase(`mnemonic="${inOrder(phrase)}"`)));
    expect(isPhrase(`mnemonic="${sorted};;"`)).toBe(true);
    expect(isPhrase(`mnemonic="${sorted};;;"`)).toBe(false);
    expect(isPhrase(`mnemonic=";${sorted}"`)).toBe(false);
    expect(isPhrase(`title="${sorted}"`)).toBe(false);
  });
});
