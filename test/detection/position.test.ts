import type { Position } from "../../policies/detection/detector";
import {
  isAnswer,
  isDocumentation,
  isEnvironmentLine,
  isExpression,
  isPinnedImage,
  holdsVariable,
  positionOf,
} from "../../policies/detection/position";
import { Random } from "./generate/random";
import { standing } from "./standing";

/** Texts in which V is the value, by where it stands under the name `secret`. */
const positions: Readonly<Record<Position, readonly string[]>> = {
  literal: [
    "V",
    "  V\n",
    'secret = "V"',
    "secret = 'V'",
    "secret = `V`",
    'secret: "V" + rest',
    '{\\"secret\\":\\"V\\"}',
    '{\\\\\\\\"secret\\\\\\\\":\\\\\\\\"V\\\\\\\\"}',
    'setenv("secret", "V")',
    'setenv( "secret" , "V" )',
    'setenv("secret", "V", 1)',
    'setenv("secret", "V",',
    '["secret", "V"]',
    '{"secret", "V"}',
    "(b'secret', b'V')",
    "('secret', r'V')",
    '(u"secret", @"V")',
    '(secret, "V")',
    'secret ? first : "V"',
    '"V"::text',
    "<secret>V</secret>",
    '<ns:secret-1.x a="b">  V  </ns:secret-1.x>',
    "<secret><![CDATA[V]]></secret>",
    'secret.push("V")',
    'x = secrets.find("V")',
    "encode 'V'",
    'x = ["a", "b"]; secret = "V"',
    '{"secret": "V", "x": 1}',
    'a ? "x" : "y"; secret = "V"',
    'x.get("a"); secret = "V"',
    "<a b>V</a>",
  ],
  line: [
    "x\nsecret=V\n",
    "secret: V\n",
    "secret = V",
    "  secret = V  \n",
    '"secret=V"',
    "run 'secret=V'",
    "'a' 'secret=V'",
    "Server=db;secret=V;",
    "?a=b&secret=V&",
    "x?secret=V",
    '"x?secret=V"',
    "'x?secret=V'",
    "`x?secret=V`",
    "x;secret=V\\n",
    "x; User secret=V;",
    "x(y);a.b-c=V",
    "secret=V\\n",
    "f('secret=V')",
    "f('a', (b 'secret=V')",
    "const x = 'secret=V'",
    'f(\\"secret=V\\")',
    '"V and more"',
    "secret = V and x(y)",
    "secret = V , 9x)",
    "secret = V , next;",
    "my const secret = V",
    "export    secret=V",
    "export secret=V\n",
    "const x = 1\nsecret = V\n",
    "exports = V\n",
    `${"s".repeat(119)}=V`,
    `${"x".repeat(300)}\nsecret=V\n`,
    `sudo ${"A=1 ".repeat(40)}API_SECRET=V ./run\n`,
    `bot ${"a ".repeat(80)}--api-secret=V --live`,
    `bot ${"a ".repeat(80)}--api-secret V`,
    `${"a ".repeat(80)}secret=V b`,
    `bot ${"a ".repeat(80)}--from-literal=secret=V`,
    "declare -x API_SECRET=V\n",
    "run $(x) <y API_SECRET=V z",
  ],
  loose: [
    "const secret = V",
    "  return secret = V",
    "export const secret = V",
    "export secret as V",
    "x = f(secret=V)",
    "a < secret=V",
    "secret = V(",
    "secret = V[",
    "secret = V{",
    "secret = V.x",
    "secret = V?.x",
    "secret = V | x",
    "secret = V ? x : y",
    "secret = V + x",
    "secret = V == x",
    "secret = V = x",
    "secret = V <= x",
    "secret = V >= x",
    "secret = V, next: 1",
    "V + x",
    "secret = V  | x",
    "secret = V , next: 1",
    "secret = V ,next = 1",
    "secret = V    ,    next?, x",
    "secret = V , n)",
    "secret = V , next )",
    "<secret>x V</secret>",
    "<secret>V and more</secret>",
    "x?secret=a V;",
    "secret = V, next = 1",
    "secret = V, next, x",
    "secret = V , next)",
    "secret = V, next?: 1",
    "secret = V) and",
    "secret = V, and",
    "secret = V;",
    "<secret V</secret>",
    "secret>V</secret>",
    "x?secret=V)",
    "?a b c=V)",
    `${"s".repeat(120)}=V`,
    `${"a ".repeat(80)}secret = V b`,
    `${"a ".repeat(80)}(secret=V b`,
    `${"a ".repeat(80)}API_SECRET=V + b`,
    `${"a ".repeat(80)}API_SECRET=V;`,
    "const API_SECRET=V\n",
    ...[
      "const", "let", "var", "val", "return", "function", "def", "fn", "func", "class", "interface", "type", "public", "private",
      "protected", "static", "readonly", "final", "new", "await", "async", "if", "elif", "else", "for", "while", "import", "from",
      "case", "throw", "raise", "assert", "constructor", "declare", "abstract", "override", "pub", "struct", "enum", "impl", "using",
      "namespace", "package",
    ].map((word) => `  ${word} secret = V\n`),
  ],
  beside: [
    'f("secret", { "V": 1 })',
    '"V" : 1',
    '\\"V\\": 1',
    'secret ? "a" : "V"',
    "secret ?'a':'V'",
    'secret ? "abc" : "V"',
    'x = ["a","secret","V","b"]',
    'x = ["a", "secret", b"V", "c"]',
    'x = ["a", "secret", "V", "b"]',
    'x = ["secret", "V", "b"]',
    'x = f("a", "secret", "V")',
    ...[
      "encode", "decode", "replace", "replaceAll", "split", "startsWith", "endsWith", "includes", "indexOf", "lastIndexOf", "match",
      "matchAll", "test", "search", "concat", "join", "slice", "format", "localeCompare", "equals", "padStart", "padEnd", "trim",
      "trimStart", "strip", "removeprefix", "removesuffix", "hasPrefix", "has", "get", "getItem", "toString", "digest", "update",
    ].map((word) => `secret.${word}("V")`),
    "secret . get ( b'V')",
  ],
}; // prettier-ignore

const value = "K7vq2xPmZ9";

describe("a value stands", () => {
  test.each(Object.entries(positions).flatMap(([position, texts]) => texts.map((text) => [position, text] as const)))(
    "%s: %j",
    (position, text) => {
      const [before = "", after = ""] = text.split("V");
      expect(positionOf(standing(value, before, after, "secret"))).toBe(position);
    },
  );

  test("and without a name like any other", () => {
    expect(positionOf(standing(value, '["a", "', '"]'))).toBe("beside");
    expect(positionOf(standing(value, '[ "', '"]'))).toBe("literal");
    expect(positionOf(standing(value, "x = ", "\n"))).toBe("line");
    expect(positionOf(standing(value, "| a | ", " |\n"))).toBe("line");
    expect(positionOf(standing(value, "a | ", " |\n"))).toBe("loose");
    expect(positionOf(standing(value, "curl -d 'pass=", "&x=1'"))).toBe("line");
    expect(positionOf(standing(value, "curl -d pass=", "&x=1"))).toBe("loose");
  });

  test("and what is farther away than 200 characters does not count", () => {
    expect(positionOf(standing(value, " ".repeat(199)))).toBe("literal");
    expect(positionOf(standing(value, "", " ".repeat(199)))).toBe("literal");
    expect(positionOf(standing(value, "", " ".repeat(200)))).toBe("line");
    expect(positionOf(standing(value, "", `${" ".repeat(199)}x`))).toBe("line");
    expect(positionOf(standing(value, `x${" ".repeat(200)}`))).toBe("loose");
    expect(positionOf(standing(value, `${"x".repeat(300)}\n"`, '"'))).toBe("literal");
  });
});

describe("without quotes a value reads as code", () => {
  test.each([
    "f(x",
    "a.b(x)",
    "env['X']",
    'env["X',
    "list[0",
    "Vec::<u8",
    "secrets->get(x",
    "config.secret",
    "a::b::c",
    "a->b",
    "a?.b",
    "abc.def",
    "a.b.c",
    "K7vq&&2x",
    "K7vq2x<",
    " K7(",
    "abc[0",
    "$x.$y",
    "Uint8Array",
    "bytes32",
    "Uint8Array[]",
    "String",
    "Secret?",
    "Promise<Secret>",
    "new Key",
    "await key",
    "async",
    "function",
    "class",
    "this",
    "self",
    "cls",
    "super",
    "config",
    "args",
    "opts",
    "options",
    "params",
    "props",
    "env",
    "settings",
    "ctx",
    "req",
    "res",
    "process",
    "os.environ",
    "a=>b",
    "1()",
    "9::x",
    "9?.x",
    "9&&x",
    "9||x",
    "9).x",
    "9(",
    "9)",
    "9[",
    "9]",
    "9{",
    "9}",
    "9<",
    "9>",
  ])("%s", (text) => {
    // prettier-ignore
    expect(isExpression(text)).toBe(true);
  });

  test.each([
    "",
    "K7vq2xPmZ9",
    "secret",
    "aB",
    "a.9",
    "9.b",
    "a..b",
    "newest",
    "envy",
    "reset",
    "processor",
    "Ab",
    "bytes33",
    "a-b",
    "a/b=c",
    "AB_C",
    "9x.y",
    "string9x",
    "-new",
    "7bytes32",
    "bytes32.7",
    "x=config",
    "9a.b",
    "A1b2c3d4",
    "k$x",
    "a.b.",
    "a-.b",
    "-a.b",
    "a.b-c",
    "a&b",
    "a|b",
    "a?b",
    "a:b",
    "a=b",
  ])("%j does not", (text) => {
    // prettier-ignore
    expect(isExpression(text)).toBe(false);
  });
});

test("an environment's line has its name in capitals and an equals sign right before the value", () => {
  expect(isEnvironmentLine(standing(value, "API_SECRET_2=", "", "API_SECRET_2"))).toBe(true);
  expect(isEnvironmentLine(standing(value, "API_SECRET= ", "", "API_SECRET"))).toBe(false);
  expect(isEnvironmentLine(standing(value, "API_SECRET:", "", "API_SECRET"))).toBe(false);
  for (const name of ["apiSecret", "_SECRET", "2SECRET", "API-SECRET", "xSECRET", "SECRETx", "x.SECRET"])
    expect(isEnvironmentLine(standing(value, `${name}=`, "", name))).toBe(false);
  expect(isEnvironmentLine(standing(value, "="))).toBe(false);
});

test("an image that a digest pins is one as a whole and by its digest", () => {
  const random = new Random("images");
  const digest = random.hex(64);
  for (const image of ["bot", "acme/bot", "ghcr.io/acme/bot", "acme/bot:1.2-rc", "localhost:5000/bot_x"]) {
    expect(isPinnedImage(standing(`${image}@sha256:${digest}`, "run -e API_SECRET "))).toBe(true);
    expect(isPinnedImage(standing(digest, `run -e API_SECRET ${image}@sha256:`, " node"))).toBe(true);
  }
  for (const value of [
    `bot@sha256:${digest.slice(1)}`,
    `bot@sha256:${digest}0`,
    `bot@sha1:${digest}`,
    `b!t@sha256:${digest}`,
  ])
    expect(isPinnedImage(standing(value))).toBe(false);
  for (const before of ["", "bot:", "sha256:", "@sha256:", "bot@sha256: ", "bot@sha512:"])
    expect(isPinnedImage(standing(digest, before))).toBe(false);
});

describe("a value with a dollar may hold a variable", () => {
  const holds = (password: string, before: string, after = ""): boolean => {
    const text = `${before}redis://:${password}@cache.desk.net${after}`;
    return holdsVariable(password, text, before.length);
  };

  test.each([
    ["on a line of a program", "connect ", ""],
    ["between double quotes", 'REDIS_URL="', '"\n'],
    ["behind a name in small letters", "url=", "\n"],
    ["behind a word of a shell", "export REDIS_URL=", "\n"],
    ["before a command", "REDIS_URL=", " node bot.js\n"],
    ["before the end of a word between quotes", "REDIS_URL=", '"\n'],
  ])("%s", (_, before, after) => {
    expect(holds("lamp$river7", before, after)).toBe(true);
  });

  test.each([
    ["alone", "REDIS_URL=", ""],
    ["before other lines", "A=1\nREDIS_URL=", "\nB=2\n"],
    ["with blanks behind it", "REDIS_URL=", "  \r\n"],
  ])("but none in small letters on a line of a file of settings: %s", (_, before, after) => {
    expect(holds("lamp$river7", before, after)).toBe(false);
    for (const password of ["$river", "lamp${river}", "lamp$(river)", "lamp$RIVER_7"])
      expect(holds(password, before, after)).toBe(true);
  });
});

describe("a value in a comment that documents code", () => {
  test.each([
    ['* secret: "', true],
    ['   *\tsecret: "', true],
    ['x = 1;\n * secret: "', true],
    ["/// secret: ", true],
    ["//! secret: ", true],
    ["x\\n * secret: ", true],
    ['*secret: "', false],
    ['// secret: "', false],
    ['x * secret: "', false],
    [' * note\nsecret: "', false],
    [" * note\\nsecret: ", false],
    ["x /// secret: ", false],
    ["", false],
    [`${" ".repeat(41)}* secret: `, false],
    [`${" ".repeat(40)}* secret: `, true],
    [`x\n * ${"x".repeat(195)}: `, true],
  ])("%j: %s", (before, is) => {
    expect(isDocumentation(standing(value, before, `\n${"x".repeat(300)}`))).toBe(is);
  });
});

describe("a value in a comment that writes out an answer", () => {
  const answers = (before: string, after: string): boolean => isAnswer(standing(value, before, after));

  test.each([
    ["of JavaScript", '// {\n//   "id": 7,\n//   "token": "', '",\n//   "next": 8\n'],
    ["of Python", '# {\n# "token": "', '",\n# }\n'],
    ["of a block", ' * [\n * token : "', '"\n * ]\n'],
    ["without quotes", "x\n//a:1\n// token: ", "\n//b:2"],
    ["with single quotes", "x\n// 'a' : 1\n// 'tok-en.x': ", "\n// 'b':2"],
  ])("%s", (_, before, after) => {
    expect(answers(before, after)).toBe(true);
  });

  test.each([
    ["with nothing of it before", 'x = 1\n// "token": "', '",\n// "next": 8\n'],
    ["with nothing of it behind", '// "id": 7,\n// "token": "', '",\nx = 1\n'],
    ["on the first line", '// "token": "', '",\n// "next": 8\n'],
    ["on the last line", '// "id": 7,\n// "token": "', '"'],
    ["in no comment", '// "id": 7,\n"token": "', '",\n// "next": 8\n'],
    ["without a blank behind the sign", '// "id": 7,\n//"token": "', '",\n// "next": 8\n'],
    ["behind code", '// "id": 7,\nx // "token": "', '",\n// "next": 8\n'],
    ["before a sentence", '// "id": 7,\n// "token": "', '",\n// and so on\n'],
    ["behind a sentence", '// and so on\n// "token": "', '",\n// "next": 8\n'],
    ["behind code with a comment", '// "a": 1\nx // "id": 7,\n// "token": "', '",\n// "next": 8\n'],
    ["before code with a comment", '// "id": 7,\n// "token": "', '",\nx // "next": 8\n'],
    ["under a sentence's colon", '// "id": 7,\n// this is a token: "', '",\n// "next": 8\n'],
    ["without a name", '// "id": 7,\n// "', '",\n// "next": 8\n'],
  ])("but not %s", (_, before, after) => {
    expect(answers(before, after)).toBe(false);
  });

  test("on lines of a length that people write", () => {
    const wide = (name: string, size: number): string => `\n// ${name}${" ".repeat(8)}:${" ".repeat(size)}"`;
    expect(answers(`// {${wide("token", 101)}`, '"\n// }')).toBe(true);
    expect(answers(`// {${wide("token", 102)}`, '"\n// }')).toBe(false);
    expect(answers('// {\n// token: "', `"${" ".repeat(3_999)}\n// }`)).toBe(true);
    expect(answers('// {\n// token: "', `"${" ".repeat(4_000)}\n// }`)).toBe(false);
    expect(answers(`x\n// a: ${"1".repeat(3_993)}\n// token: "`, '"\n// }')).toBe(true);
    expect(answers(`// a: ${"1".repeat(4_000)}\n// token: "`, '"\n// }')).toBe(false);
  });
});
