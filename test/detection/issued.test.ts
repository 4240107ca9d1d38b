import type { Candidate, Judgement } from "../../policies/detection/detector";
import { issuedKey, issuedSecret, prefixedToken, urlKey, type Half } from "../../policies/detection/issued";
import { readName } from "../../policies/detection/names";
import { documented } from "./generate/documented";
import { Random } from "./generate/random";

const random = new Random("issued");
const secret = `a1Z${random.alnum(29)}`;
const half: Half = {
  id: "desk-secret",
  title: "a Desk secret",
  reference: "https://desk.example/",
  issuers: ["desk", "bureau"],
  alphabet: "alnum",
  lengths: [32],
  shape: /^[A-Za-z\d]{32}$/u,
};
const distinct: Half = { ...half, distinct: true };

function candidate(
  value: string,
  given: { name?: string; issuers?: readonly string[]; before?: string; after?: string } = {},
): Candidate {
  const { name, issuers = ["desk"], before = "", after = "" } = given;
  return {
    value,
    text: before + value + after,
    start: before.length,
    end: before.length + value.length,
    name: name === undefined ? undefined : readName(name),
    whole: true,
    issuers: () => new Set(issuers),
    addresses: () => new Set(),
    budget: { curve: () => true, phrase: () => true, extra: () => true },
  };
}

type Given = Parameters<typeof candidate>[1];
const says = (judgement: Judgement | undefined): string =>
  judgement === undefined ? "nothing" : `${judgement.severity ?? "as usual"} ${judgement.confidence}`;

describe("the secret half of a credential", () => {
  const tell = (of: Half, given?: Given, value = secret): string =>
    says(issuedSecret(of).judge(candidate(value, given)));

  test("is what its facts say", () => {
    expect(issuedSecret({ ...half, pair: { secret: /a/u, partners: [/b/u] } })).toMatchObject({
      id: "desk-secret",
      title: "a Desk secret",
      severity: "high",
      reference: "https://desk.example/",
      proposal: { by: "run", alphabet: "alnum", lengths: [32] },
      pair: { partners: [/b/u] },
    });
    expect(Object.keys(issuedSecret(half))).not.toContain("pair");
  });

  test.each(["apiSecret", "botToken", "password", "API_PASSPHRASE"])("is found under %s", (name) => {
    expect(tell(half, { name })).toBe("as usual named");
    expect(tell(distinct, { name })).toBe("as usual named");
  });

  test.each(["apiKey", "accessKeyId", "txHash", "mnemonic"])("is left alone under %s", (name) => {
    expect(tell(half, { name })).toBe("nothing");
    expect(tell(distinct, { name })).toBe("nothing");
  });

  test("is found under another name, or none, only where its shape is rare", () => {
    for (const given of [{}, { name: "x1" }]) {
      expect(tell(half, given)).toBe("nothing");
      expect(tell(distinct, given)).toBe("as usual shaped");
    }
  });

  test("is random and holds a digit where no name tells it", () => {
    expect(tell(distinct, {}, random.text("BCDFGHJKLMNPQRSTVWXZbcdfghjklmnpqrstvwxz", 32))).toBe("nothing");
    expect(tell(distinct, {}, "a1b2".repeat(8))).toBe("nothing");
  });

  test("needs one of its exchanges", () => {
    expect(tell(half, { name: "apiSecret", issuers: ["bureau"] })).toBe("as usual named");
    expect(tell(half, { name: "apiSecret", issuers: ["binance", "desk"] })).toBe("as usual named");
    expect(tell(half, { name: "apiSecret", issuers: ["binance"] })).toBe("nothing");
    expect(tell(half, { name: "apiSecret", issuers: [] })).toBe("nothing");
    expect(tell(distinct, { issuers: [] })).toBe("nothing");
  });

  test("needs its shape", () => {
    expect(tell(half, { name: "apiSecret" }, `${secret}-`)).toBe("nothing");
  });

  test("that documents of an exchange publish is low", () => {
    const of = { ...half, lengths: [64], shape: /^[A-Za-z\d]{64}$/u };
    expect(tell(of, { name: "apiSecret" }, documented.binance)).toBe("low named");
    expect(tell(of, { name: "apiSecret" }, random.alnum(64))).toBe("as usual named");
  });

  test("without a name is no digest that says so, and no address", () => {
    for (const before of ["desk.py,sha256=", "desk sha512-", "md5:"])
      expect([before, tell(distinct, { before, after: ",1" })]).toEqual([before, "nothing"]);
    for (const before of ["desk.py,sha=", "desk xsha256=", "id="])
      expect([before, tell(distinct, { before, after: ",1" })]).toEqual([before, "as usual shaped"]);
  });

  test.each([
    ...[
      "sha1=",
      "sha256:",
      "sha512-",
      "blake2=",
      "blake2b:",
      "blake2s-",
      "MD5=",
      "X-Signature: ",
      'api-sign": "',
      "apisign=",
    ],
    ...[
      "digest=",
      'authent: "',
      "checksum='",
      "sha256 ",
      "sha256    :    '",
      'ETag: "',
      "nonce=",
      "cursor=",
      "cursor ",
    ],
    ...[
      "trace_id=",
      "span-id: ",
      "req_id=",
      "requestId=",
      "session_ref=",
      'correlation-id": "',
      "messageId=",
      "msg_id=",
    ],
    ...[
      "order_id=",
      "orderLinkId=",
      "order_link_id=",
      "client_order_id=",
      "clientOrderId=",
      "exec_id=",
      "execution_id=",
    ],
    ...["tradeId=", "client_oid=", "clientOid: ", "ref=", '"ref"    :    "', "message id=".replace(" ", "")],
  ])("without a name is none behind %s", (before) => {
    expect(tell(distinct, { before, after: '"' })).toBe("nothing");
  });

  test.each([
    ...[
      "sha=",
      "sha12345=",
      "shaxyz:",
      "blake2x=",
      "blake=",
      "api--sign=",
      "api-signal=",
      "digests=",
      "digest of desk: x=",
    ],
    ...[
      "cursor==",
      "cursor\n\n\n\n\n\n\n\n\n",
      'cursor"x"',
      "req!id=",
      "order--id=",
      "order.id=",
      "orderxid=",
      "order=",
      "order__link_id=",
    ],
    ...["client__oid=", "client_oids=", "ref:=", "ref: x=", "reqs_id="],
  ])("without a name may be one behind %j", (before) => {
    expect(tell(distinct, { before, after: '"' })).toBe("as usual shaped");
  });

  test("without a name is no number in hexadecimal, of which a generator would have taken letters of one case alone", () => {
    const [lower, upper] = [`7${random.text("0123456789abcdef", 31)}`, `7${random.text("0123456789ABCDEF", 31)}`];
    for (const value of [
      lower,
      upper,
      `0x${lower.slice(2)}`,
      `0x${upper.slice(2)}`,
      `0x${lower.slice(2, 17)}${upper.slice(17)}`,
    ])
      expect([value, tell(distinct, {}, value)]).toEqual([value, "nothing"]);
    for (const value of [
      `g${lower.slice(1)}`,
      `${lower.slice(0, -1)}g`,
      `G${upper.slice(1)}`,
      `${upper.slice(0, -1)}G`,
      `1x${lower.slice(2)}`,
      `${lower.slice(0, 16)}${upper.slice(16)}`,
      `0x${lower.slice(2, -1)}g`,
    ])
      expect([value, tell(distinct, {}, value)]).toEqual([value, "as usual shaped"]);
  });

  test("that pins an image is none", () => {
    expect(tell(half, { name: "apiSecret", before: "acme/bot@sha256:" })).toBe("nothing");
    expect(tell(half, { name: "apiSecret", before: "acme/bot:" })).toBe("as usual named");
  });

  test("that is a placeholder is low", () => {
    expect(tell(half, { name: "apiSecret" }, "0123456789".repeat(4).slice(0, 32))).toBe("low named");
    expect(tell(half, { name: "apiSecret" }, `0123456789${secret.slice(10)}`)).toBe("low named");
  });

  test("that is made of words is none", () => {
    expect(tell(half, { name: "apiSecret" }, "transferOwnershipOfTheContractTo")).toBe("nothing");
    expect(tell(distinct, {}, "transferOwnershipOfTheContractTo")).toBe("nothing");
  });

  test("without a name stands by itself", () => {
    for (const [before, after] of [
      ["", ""],
      ["\n", "\n"],
      ['"', '"'],
      ["'", "'"],
      ["`", "`"],
      ["=", ";"],
      [":", ","],
      ["(", ")"],
      [">", "<"],
      ["\\", "\\"],
      ["=", "&"],
    ] as const)
      expect([before, after, tell(distinct, { before, after })]).toEqual([before, after, "as usual shaped"]);
    for (const [before, after] of [
      ["/", ""],
      ["", "/"],
      ["-", ""],
      ["", "."],
      ["_", ""],
      ["", "_"],
    ] as const)
      expect([before, after, tell(distinct, { before, after })]).toEqual([before, after, "nothing"]);
  });

  test("without a name stands near the exchange's in a long text", () => {
    const far = "\n".repeat(5_000);
    expect(tell(distinct, { before: far, after: "\n" })).toBe("nothing");
    expect(tell(distinct, { before: `${far}Desk\n`, after: "\n" })).toBe("as usual shaped");
    expect(tell(distinct, { before: far, after: "\nbureau" })).toBe("as usual shaped");
    expect(tell(distinct, { before: `desk${far}` })).toBe("nothing");
    expect(tell(distinct, { before: "\n", after: `${far}desk` })).toBe("nothing");
    const short = "\n".repeat(4_000 - secret.length);
    expect([tell(distinct, { before: short }), tell(distinct, { before: `${short}\n` })]).toEqual([
      "as usual shaped",
      "nothing",
    ]);
  });

  test("named is no address", () => {
    const policy = { ...half, lengths: [64], shape: /^[A-Za-z\d]{64}$/u };
    const value = `7${random.text("0123456789abcdef", 63)}`;
    expect(tell(policy, { name: "vrfSecretSeed" }, value)).toBe("nothing");
    expect(tell(policy, { name: "secretSeed" }, value)).not.toBe("nothing");
  });

  test("is no piece of longer base64, whatever its name", () => {
    for (const [before, after] of [
      ["QUJD+", ""],
      ["QUJD/", "=="],
      ["", "+QUJD"],
      ["", "/QUJD"],
    ] as const)
      expect([before, after, tell(half, { name: "apiSecret", before, after })]).toEqual([before, after, "nothing"]);
  });

  test("without a name is no line of PEM", () => {
    const line = `+${random.alnum(63)}`;
    const plain = random.alnum(64);
    for (const [before, after] of [
      ["-----BEGIN PUBLIC KEY-----\n", `\n${plain}\n-----END PUBLIC KEY-----\n`],
      [`${plain}\n`, "\r\n-----END CERTIFICATE-----\r\n"],
      [`${line}\n${plain}\n`, `\n${plain}\n`],
      [`  ${plain}\n  `, `\n  ${plain}\n  ${line}\n`],
      [`// ${plain}\n// `, `\n// ${line}\n`],
      [`    "${plain}"\n    "`, `"\n    "${line}"\n`],
      ["-----BEGIN CERTIFICATE----- ", ` ${plain} `],
      [`${plain} `, " -----END CERTIFICATE-----"],
      [`${line}\\n`, `\\n${plain}`],
    ] as const)
      expect([before, after, tell(distinct, { before, after })]).toEqual([before, after, "nothing"]);
    // What stands around a line is short, and assigns nothing; a line is no longer than 76 letters, and those between are whole.
    const [most, more] = [`+${random.alnum(75)}`, `+${random.alnum(76)}`];
    const frame = "x".repeat(22);
    for (const [before, after] of [
      [`${most}\n`, "\n"],
      [`\n${frame}x"`, `\n${line}\n`],
      ["", `\n${frame}x"${line}\n`],
      ["-----BEGIN A B C D-----\n", "\n"],
      [`${line}\n${plain}\n${plain}\n`, "\n"],
      ["", `\n${plain}\n${plain}\n${line}\n`],
      ["", ` ${line}`],
      ["", ` short ${line}`],
    ] as const)
      expect([before, after, tell(distinct, { before, after })]).toEqual([before, after, "nothing"]);
    for (const [before, after] of [
      [`${more}\n`, "\n"],
      ["", `\n${more}\n`],
      [`\n${frame}xx"`, `\n${line}\n`],
      ["", `\nkey = ${line}\n`],
      ["", `\nkey" : ${line}\n`],
      ["", `\n${line} key=1\n`],
      ["", `\n${frame}xx"${line}\n`],
      [`${line}\n${frame}xxx\n`, "\n"],
      ["-----BEGIN A-----\n", "\n"],
    ] as const)
      expect([before, after, tell(distinct, { before, after })]).toEqual([before, after, "as usual shaped"]);
    // A file of two lines, one for each half, and a value that only stands near a key.
    for (const [before, after] of [
      [`${plain}\n`, "\n"],
      [`secret\n`, `\n${random.alnum(64)}\n`],
      ["-----BEGIN PUBLIC KEY-----\nx = ", "\n"],
      ["-----END PUBLIC KEY-----\n", "\n-----BEGIN PUBLIC KEY-----\n"],
    ] as const)
      expect([before, after, tell(distinct, { before, after })]).toEqual([before, after, "as usual shaped"]);
    expect(tell(half, { name: "apiSecret", before: `${line}\n`, after: "\n" })).toBe("as usual named");
  });

  test("is a session that is over where a comment shows an answer's token", () => {
    const before = '// {\n//   "user": "bot",\n//   "token": "';
    const after = '",\n//   "expires": 3600,\n// }\n';
    expect(tell(half, { name: "token", before, after })).toBe("low named");
    expect(tell(half, { name: "secret", before, after })).toBe("as usual named");
  });
});

describe("the public half of a credential", () => {
  const tell = (of: Half, given?: Given, value = secret): string => says(issuedKey(of).judge(candidate(value, given)));

  test("is low", () => {
    expect(issuedKey(half)).toMatchObject({
      id: "desk-secret",
      title: "a Desk secret",
      severity: "low",
      reference: "https://desk.example/",
      proposal: { by: "run", alphabet: "alnum", lengths: [32] },
    });
  });

  test("is found under the name of a key or an id, and under any name where its shape is rare", () => {
    expect(tell(half, { name: "apiKey" })).toBe("as usual named");
    expect(tell(half, { name: "accessKeyId" })).toBe("as usual named");
    expect(tell(half, { name: "apiSecret" })).toBe("nothing");
    expect(tell(half)).toBe("nothing");
    expect(tell(distinct)).toBe("as usual named");
  });

  test("needs one of its exchanges, and its shape", () => {
    expect(tell(half, { name: "apiKey", issuers: ["binance"] })).toBe("nothing");
    expect(tell(half, { name: "apiKey", issuers: ["bureau"] })).toBe("as usual named");
    expect(tell(half, { name: "apiKey" }, `${secret}-`)).toBe("nothing");
  });
});

describe("a token with a prefix", () => {
  const token = {
    id: "desk-token",
    title: "a Desk token",
    reference: "https://desk.example/",
    prefixes: ["desk_"],
    shape: /desk_\w{20}/y,
  };
  const tell = (of: Parameters<typeof prefixedToken>[0], given?: Given, value = `desk_${secret}`): string =>
    says(prefixedToken(of).judge(candidate(value, given)));

  test("is high unless its facts say otherwise, and is looked for by its prefix", () => {
    expect(prefixedToken(token)).toMatchObject({
      id: "desk-token",
      title: "a Desk token",
      severity: "high",
      reference: "https://desk.example/",
      proposal: { by: "prefix", prefixes: ["desk_"], shape: /desk_\w{20}/y },
    });
    expect(prefixedToken({ ...token, severity: "medium" }).severity).toBe("medium");
  });

  test("with a dot in its prefix is looked for as a literal", () => {
    expect(prefixedToken({ ...token, prefixes: ["desk_", "dk."] }).proposal).toEqual({
      by: "literal",
      literals: ["desk_", "dk."],
      shape: /desk_\w{20}/y,
    });
  });

  test("is proven where there is a proof, shaped where there is none", () => {
    expect(tell(token)).toBe("as usual shaped");
    expect(tell({ ...token, proof: (value) => value.startsWith("desk_") })).toBe("as usual proven");
    expect(tell({ ...token, proof: () => false })).toBe("nothing");
    expect([tell({ ...token, fits: () => true }), tell({ ...token, fits: () => false })]).toEqual([
      "as usual shaped",
      "nothing",
    ]);
  });

  test("is a word by itself", () => {
    for (const before of ["", " ", '"', "_", "-", ":"])
      expect([before, tell(token, { before })]).toEqual([before, "as usual shaped"]);
    for (const before of ["a", "Z", "7"]) expect([before, tell(token, { before })]).toEqual([before, "nothing"]);
    for (const after of ["", " ", '"', ".", ";"])
      expect([after, tell(token, { after })]).toEqual([after, "as usual shaped"]);
    for (const after of ["a", "7", "_", "-"]) expect([after, tell(token, { after })]).toEqual([after, "nothing"]);
  });

  test("that is a placeholder is low", () => {
    expect(tell(token, {}, "desk_your_token_goes_here")).toBe("low shaped");
  });
});

describe("a key in a URL", () => {
  const url = {
    id: "desk-url",
    title: "a Desk key in a URL",
    reference: "https://desk.example/",
    sites: ["desk.net", "bureau.net"],
    shape: /(?:desk|bureau)\.net\/v1\/(?<secret>\w{32})/uy,
    query: /[?&]key=(?<secret>\w{32})/u,
  };
  const tell = (value: string, of: Parameters<typeof urlKey>[0] = url, given?: Given): Judgement | undefined =>
    urlKey(of).judge(candidate(value, given));

  test("is high unless its facts say otherwise, and is looked for by its hosts", () => {
    expect(urlKey(url)).toMatchObject({
      id: "desk-url",
      title: "a Desk key in a URL",
      severity: "high",
      reference: "https://desk.example/",
      proposal: { by: "url", hosts: ["desk.net", "bureau.net"] },
    });
    expect(urlKey({ ...url, severity: "low" }).severity).toBe("low");
  });

  test.each([
    ["in the path", `https://api.desk.net/v1/${secret}/x`],
    ["in the path of another host", `https://api.bureau.net/v1/${secret}`],
    ["in the query", `https://api.desk.net/v2?a=b&key=${secret}&c=d`],
    ["alone", `desk.net/v1/${secret}`],
  ])("%s is found at its own range", (_, value) => {
    const start = value.indexOf(secret);
    expect(tell(value)).toEqual({ confidence: "shaped", range: [start, start + 32] });
  });

  test("is found every time it is asked for", () => {
    const value = `https://api.desk.net/v1/${secret}`;
    expect(tell(value)).toEqual(tell(value));
    const free = { ...url, shape: /\/v1\/(?<secret>\w{32})/u };
    expect(tell(value, free)).toEqual(tell(value));
  });

  test.each([
    "https://api.desk.net/v1/short",
    `https://api.desk.net/v3/${secret}`,
    `https://api.other.net/v1/${secret}`,
    "",
  ])("%s: none", (value) => {
    expect(tell(value)).toBeUndefined();
  });

  test("is none in the query where its facts have no query", () => {
    const { query, ...bare } = url;
    expect(query.test(`?key=${secret}`)).toBe(true);
    expect(tell(`https://api.desk.net/v2?key=${secret}`, bare)).toBeUndefined();
    expect(tell(`https://api.desk.net/v1/${secret}`, { ...bare, shape: /desk\.net\/v1\/\w{32}/uy })).toBeUndefined();
  });

  test("that is a placeholder, or part of an answer in a comment, is low", () => {
    const value = `https://api.desk.net/v1/0123456789${secret.slice(10)}`;
    expect(tell(value)).toEqual({ confidence: "shaped", severity: "low", range: [value.length - 32, value.length] });
    const before = '// {\n//   "user": "bot",\n//   "url": "';
    const after = '",\n//   "expires": 3600,\n// }\n';
    expect(tell(`https://api.desk.net/v1/${secret}`, url, { before, after })).toMatchObject({ severity: "low" });
  });
});
