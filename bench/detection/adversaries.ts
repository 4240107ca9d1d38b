import { createCipheriv, createHash } from "node:crypto";
import { deflateSync, gzipSync } from "node:zlib";
import { kinds } from "../../test/detection/generate/credentials";
import { innocents } from "../../test/detection/generate/innocents";
import { capitals, Random } from "../../test/detection/generate/random";
import { wrappings } from "../../test/detection/generate/wrappings";
import { detectors } from "../../policies/detection/detectors";
import { issuerWords } from "../../policies/detection/keywords";

/** A text that is meant to take long: what it is full of, and the text in a length, in characters. */
export interface Adversary {
  readonly name: string;
  readonly text: (length: number) => string;
}

const block = 1 << 16;

/** The same sort of stream from a cipher in counter mode, for megabytes of it. */
class Swift extends Random {
  readonly #cipher = createCipheriv("aes-256-ctr", createHash("sha256").update(this.seed).digest(), Buffer.alloc(16));
  #left = Buffer.alloc(0);

  override bytes(length: number): Buffer {
    while (this.#left.length < length)
      this.#left = Buffer.concat([this.#left, this.#cipher.update(Buffer.alloc(block))]);
    const taken = this.#left.subarray(0, length);
    this.#left = this.#left.subarray(length);
    return taken;
  }

  override text(alphabet: string, length: number): string {
    let text = "";
    for (const byte of this.bytes(length)) text += alphabet[byte % alphabet.length] ?? "";
    return text;
  }
}

const repeated = (name: string, piece: string): Adversary => ({
  name,
  text: (length) => piece.repeat(Math.ceil(length / piece.length)).slice(0, length),
});

/** The same with a new piece each time, as a seed decides: what is remembered of one piece is of no use for the next. */
const fresh = (name: string, piece: (random: Random, index: number) => string): Adversary => ({
  name,
  text: (length) => {
    const random = new Swift(`adversary ${name}`);
    const pieces: string[] = [];
    for (let size = 0, index = 0; size < length; index++) {
      const next = piece(random, index);
      pieces.push(next);
      size += next.length;
    }
    return pieces.join("").slice(0, length);
  },
});

const signs: Readonly<Record<string, string>> = {
  quotes: '"', backslashes: "\\", "escaped quotes": '\\"', "three backslashes and quotes": '\\\\\\""', equals: "=", colons: "key: ", braces: "{",
  brackets: "[1,", zeros: "0", "one letter": "A", "one letter outside ASCII": "é", ideographs: "密", "hex digits": "0123456789abcdef", spaces: " ",
  "line ends": "\n", tabs: "\t", percent: "%41", "half percent": "%41%2", unicode: "\\u0041", "x escapes": "\\x41", "split x escapes": "\\\\x41\\x4",
  entities: "&#65;", "named entities": "&amp;&quot;", commas: ",", angles: "<", ats: "@", dashes: "-", "surrogates": "\ud83d\ude00", nulls: "\0", "nulls between": "k\0e\0y\0=\0",
}; // prettier-ignore

/** How compressed contents begin that are none: a scan of this project, which looks through all wrappings, would not end in one of them. */
const heads = {
  gzip: Buffer.of(0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0),
  zlib: Buffer.concat([Buffer.of(0x78, 0x9c), Buffer.alloc(10)]),
  zip: Buffer.concat([Buffer.of(0x50, 0x4b, 3, 4, 20, 0, 0, 0, 8), Buffer.alloc(22)]),
};

const written: Readonly<Record<string, string>> = {
  "names without values": "secret=", "names with values": "api_secret=x9;", "open quotes": 'password="', "nested names": "key:{secret:[token:",
  "names in one line": "token =\\u0041=>", "white space": "secret     \n     ", "long names": `${"my_api_".repeat(16)}secret=`,
  "names without an end": "secret_key_", "block scalars": "secret: |\n  ", "nested blocks": 'secret "key" { "token" {', "rows of cells": "| secret | ",
  "elements": "<secret>", "property lists": "<key>secret</key><string>", "calls": "setSecret(", "options": "--secret --name /secret --value ",
  "siblings": '{"name":"secret","value":', "comma separated": "secret,key,token\n", "foreign names": "пароль: 密码= ",
  "PEM heads": "-----BEGIN PRIVATE KEY-----", "PEM heads in lines": "-----BEGIN PRIVATE KEY-----\n", "PGP heads": "-----BEGIN PGP PRIVATE KEY BLOCK-----\n",
  "PuTTY heads": "PuTTY-User-Key-File-3: ", urls: "https://a:b@h/", "urls in urls": "https://a:", "urls without an end": "postgres://a:b", 
  "libpq": "host=a password=", "list words": "abandon ability able about above absent ", "one list word": "zoo ", "list words and numbers": "1. abandon 2. ability ",
  "twelve words and a break": `${"abandon ".repeat(11)}about. `, "quoted words": '"abandon", "ability", ', "Chinese words": "的 一 是 在 不 了 ", numbers: "1, 2, 3, 250, ",
  "hex bytes": "0xff, 0x01, ", "joined literals": '"a" + ', "joined short literals": "'ab' 'cd' ", "joined in two sorts of quotes": `"a"'b'`, "calls that join": `x = ["abcdefgh", "ijkl"].join("")\n`, "calls that go on": `concat("a","b",`, "lists before a call": `"a"].join`, "places without a template": "-f 'a' ", "pieces between dots": "eyJhbGciOiJ.eyJhbGciOiJ.",
  "two pieces and a dot": "eyJhbGciOiJIUzI1NiJ9.", "folded lines": "x: |\n  ", "cloud-init": "#cloud-config\nwrite_files:\n", "written files": "write_files:\n- content: x\n",
  heredocs: "cat <<EOF\n", boundaries: "Content-Type: multipart/mixed; boundary=x\n--x\n", "short base64 runs": "QUJDREVGR0hJSktM ",
  "base64 that breaks": "QUJDREVGR0hJSktM/", "paths of base64": "QUJDREVGR0hJSktMTU5P-", "gzip heads": heads.gzip.toString("base64"), "gzip heads in lines": `${heads.gzip.toString("base64")}+3B \n`,
  "zlib heads": `${heads.zlib.toString("base64")} `, "zip heads": `${heads.zip.toString("base64")} `, "hex of gzip": `${heads.gzip.toString("hex")}03 `, exchanges: "binance ", 
  keystores: '{"crypto":{"ciphertext":"', addresses: "0x00000000000000000000000000000000deadbeef ", placeholders: "api_secret=your-secret-here\n", templates: "api_secret=${SECRET}\n",
  expressions: "api_secret=process.env.SECRET\n", "dotted names": "a.secret.b.key.c.token.", "comparison": "secret == key || token ?? pass\n",
  "keyed calls": "hmac.new(", "keyed calls with arguments": "createHmac(a, b(c), ", "records without a value": '"name":"secret","type":"x",', "records of lines": "secret:\n  a: b\n",
  "open records": 'secret: {"a": 1, ', "cells of HTML": "<td>secret</td><td>", "fallbacks": 'get("secret").unwrap_or(', "other fallbacks": 'get("secret") or ',
  "values before names": 'value="abcdef" name="secret" ', "choices": "secret = x ? a : ", "numbered names": "secret 2 ", "declared names": "var secret a.b.c = ", "groups": 'secret = ("', "commands": "curl -u a: ", "commands with passwords": "mysql -pabcdef ", "words of commands": "htpasswd -b a b ", "piped passwords": "echo a:b |chpasswd ",
  "files that a shell prints": "echo a > secret ", "files printed without an end": 'echo "a > secret ', "files that PowerShell pipes": '"a" | Out-File secret ', "here-documents into files": "cat <<A > secret ", "here-documents behind files": "> secret <<A ", "here-documents of names": "<<key", "names of here-documents": "secret<<A",
  "here-strings of files": "tee secret - - <<< ", "files of paths": "path: secret\n  owner: x\n  content: ", "files of JSON": '{"content":"a","owner":"x","path":"secret",', "files of YAML": "secret:\n  mode: a\n  owner: b\n", "contents before a path": "content: a path: secret ", "written files of programs": 'write("secret", ', "colours of names": "\u001b[1msecret\u001b[0m=\u001b[2m",
  "users of cloud-init": "chpasswd:\n a:\n", "lines of pgpass": "a:5432:b:c:d\n",
  "answers": 'expect "secret:"\nsend -- ', "printed labels": 'secret:", ', "elements of pages": "secret <b> <i> ", "pages without an end": "secret <b", "messages": 'secret ", {"type": "code", ', "comparisons with literals": 'secret == "',
  "piped secrets": "echo 'a' | run --secret-stdin ", "runs before options": "| run run run --secret-stdin ", "second branches": 'secret = a ? "b" : "c" if d else ', "open brackets": "secret = %q(", "texts on lines": 'secret = """\n', "pairs of words": 'secret "key" to ', "records of their own": '"secret","type":"x","data":{"content":',
  "options with names": "tool --secret-name secret --value ", "declared columns": "secret text, ", "declared tables": "create table a (secret text, ", "dumps without columns": "create table a (secret text);\ninsert into a values ('x'),\n", "particles": "密钥是abcdefgh", "keys of two words": "clave privada clé privée ",
  "ampersands in settings": "SECRET=a&b&c&", "hunks": "@@ -1 +1 @@\n+secret:\n", "heads of hunks": "\n@@ -1 +1 @@", "soft line breaks": "quoted-printable secret=3D=\n", "octets of mail": "quoted-printable =3D=41",
  "kinds of manifests": "kind: Secret\n", "manifests": "kind: Secret\ndata:\n a: b\n---\n", "maps of manifests": "kind: Secret\ndata: {data: {", "list words in tags": "<li>abandon</li>", "list words in rows of tags": "<tr><td>1</td><td>zoo</td></tr>\n", "list words on lines": "abandon ability able\n", "groups of four": "pass: abcd efgh ijkl ", "prompts of notebooks": "In [1]: secret\nOut[1]: ",
}; // prettier-ignore

const dense: readonly Adversary[] = [
  fresh("hashes of 64 digits", (random) => `0x${random.hex(64)} `),
  fresh("values of 32 bytes", (random) => `${random.bytes(32).toString("base64")}\n`),
  fresh("values of 64 bytes", (random) => `${random.bytes(64).toString("base64")}\n`),
  fresh("values of 64 bytes in hex", (random) => `${random.hex(128)}\n`),
  fresh("values of 64 bytes in base58", (random) => `${random.text("23456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz", 88)}\n`),
  fresh("values of 52 base58", (random) => `L${random.text("23456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz", 51)} `),
  fresh("UUIDs", (random) => `"${random.uuid()}",`),
  fresh("keys in calls", (random) => `f(int(int(int("0x${random.hex(64)}", `),
  fresh("keys among arguments", (random) => `sign_transaction(new TronWeb(a, b, "${random.hex(64)}", `),
  fresh("halves of Bybit", (random) => `"${random.alnum(18)}" "${random.alnum(36)}" `),
  fresh("halves of KuCoin", (random) => `"${random.hex(24)}" "${random.uuid()}" passphrase="${random.alnum(9)}" `),
  fresh("halves of OKX", (random) => `"${random.uuid()}" "${random.text("0123456789ABCDEF", 32)}" passphrase="${random.alnum(9)}" `),
  fresh("halves of BitMEX", (random) => `"${random.alnum(24)}" "${random.alnum(48)}" `),
  fresh("halves of Bitget", (random) => `"bg_${random.hex(32)}" "${random.hex(64)}" passphrase="${random.alnum(9)}" `),
  fresh("capitals and digits", (random) => `${random.text(capitals, 18)} ${random.alnum(40)} `),
  fresh("runs of 16", (random) => `${random.alnum(16)} `),
  fresh("runs of 20", (random) => `${random.alnum(20)},`),
  fresh("one random run", (random) => random.alnum(1_000)),
  fresh("one random run of base64", (random) => random.text("ABCDEFGHabcdefgh0123456789+/", 1_000)),
  fresh("one random run with dashes", (random) => random.text("ABCDEFGHabcdefgh0123456789-_", 1_000)),
  fresh("one random run of everything", (random) => random.text("ABCDEFGHabcdefgh0123456789-_+/", 1_000)),
  fresh("text in base64", (random) => `${Buffer.from(`key=${random.alnum(20)} and more`).toString("base64")} `),
  fresh("text in hex", (random) => `${Buffer.from(`key=${random.alnum(20)} and more`).toString("hex")} `),
  fresh("text in rows of bytes", (random) => `[${[...Buffer.from(`secret=${random.alnum(40)}`)].join()}]\n`),
  fresh("text in long rows of bytes", (random) => `x = [${[...Buffer.from(`secret=${random.alnum(40)}\n`.repeat(40))].join()}]\n`),
  fresh("dumps of tables", (random) => `COPY a (id, secret, token) FROM stdin;\n1\t${random.alnum(20)}\t${random.alnum(20)}\n`),
  fresh("text in base64 thrice", (random) => {
    let text = `secret=${random.alnum(40)}\n`;
    for (let time = 0; time < 3; time++) text = Buffer.from(text).toString("base64");
    return `${text}\n`;
  }),
  fresh("text in base64 of eight layers", (random) => {
    let text = `secret=${random.alnum(400)}\n`;
    for (let time = 0; time < 8; time++) text = Buffer.from(text).toString("base64");
    return `${text}\n`;
  }),
  fresh("text in gzip", (random) => `${gzipSync(`secret=${random.alnum(40)}\n`).toString("base64")}\n`),
  fresh("bombs of gzip", (random) => `${gzipSync(`${random.alnum(9)} `.repeat(400_000)).toString("base64")}\n`),
  fresh("bombs of zlib in hex", (random) => `${deflateSync(`${random.alnum(9)}=`.repeat(300_000)).toString("hex")}\n`),
  fresh("one bomb of secrets", (random, index) => (index === 0 ? `${gzipSync(`api_secret=${random.alnum(32)}\n`.repeat(90_000)).toString("base64")}\n` : "x y z\n")),
  fresh("bombs of secrets", (random) => `${gzipSync(`api_secret=${random.alnum(32)}\n`.repeat(2_000)).toString("base64")}\n`),
  fresh("secrets on every line", (random) => `secret=${random.alnum(32)}\n`),
  fresh("short secrets on every line", (random) => `pin=${random.alnum(6)}\n`),
  fresh("passwords with signs", (random) => `password: "${random.text("abcXYZ019!#%&*()", 12)}",\n`),
  fresh("secrets in one line", (random) => `"secret":"${random.alnum(32)}",`),
  fresh("secrets of exchanges", (random) => `${random.pick(issuerWords)[0]}_api_secret=${random.alnum(32)}\n`),
  fresh("new names", (random) => `${random.text("abcdefghij", 6)}_${random.text("abcdefghij", 6)}_secret=${random.alnum(8)}\n`),
  fresh("escaped secrets", (random) => `\\"secret\\":\\"${random.alnum(32)}\\",`),
  fresh("secrets escaped thrice", (random) => `\\\\\\"secret\\\\\\":\\\\\\"${random.alnum(32)}\\\\\\",`),
  fresh("secrets in percent", (random) => `secret%3D${random.alnum(32)}%26`),
  fresh("secrets in entities", (random) => `secret=&quot;${random.alnum(32)}&quot; `),
  fresh("escapes far apart", (random) => `${random.alnum(60)} \\" ${"word ".repeat(200)}`),
  fresh("folded base64", (random) => `${random.bytes(48).toString("base64")}\n`),
  fresh("folded text in base64", (random) => `${Buffer.from(`secret=${random.alnum(41)}`).toString("base64")}\n`),
]; // prettier-ignore

/** What detectors look for, over and over: each prefix, literal and host, alone and with random characters behind it. */
function worst(): Adversary[] {
  return detectors.flatMap(({ id, proposal }) => {
    const begins =
      proposal.by === "prefix"
        ? proposal.prefixes
        : proposal.by === "literal"
          ? proposal.literals
          : proposal.by === "url"
            ? proposal.hosts.map((host) => `https://${host}/`)
            : [];
    return begins.flatMap((begin) => [
      repeated(`${id}: ${begin}`, begin),
      fresh(`${id}: ${begin} and more`, (random) => `${begin}${random.alnum(40)} `),
    ]);
  });
}

/** Texts that take long or might: signs, names, wrappings, and every kind of credential and innocent value in row after row. */
export function adversaries(): Adversary[] {
  const rows = kinds.flatMap(({ kind, names, make }) => {
    // Some take milliseconds to make; a few dozen of them stand for all.
    const made = (random: Random): string[] => Array.from({ length: 60 }, () => make(random));
    const row = (name: string, write: (value: string, random: Random) => string): Adversary => {
      let samples: string[] | undefined;
      return fresh(name, (random) => write(random.pick((samples ??= made(random))), random));
    };
    return [
      row(`${kind} on every line`, (value) => `${value}\n`),
      row(`${kind}, named`, (value, random) => `${random.pick(names)}=${JSON.stringify(value)}\n`),
    ];
  });
  const looks = innocents.map(({ innocent, make }) => {
    let samples: string[] | undefined;
    return fresh(
      `${innocent} on every line`,
      (random) => `${random.pick((samples ??= Array.from({ length: 20 }, () => make(random))))}\n`,
    );
  });
  const wrapped = wrappings.map(({ wrapping, wrap }) =>
    fresh(`secrets in ${wrapping}`, (random) => `${wrap(`api_secret=${random.alnum(40)}\nmode=live\n`)}\n`),
  );
  const whole = wrappings.map(({ wrapping, wrap }) => ({
    name: `all in ${wrapping}`,
    text: (length: number): string => {
      const random = new Swift("adversary");
      const lines = Array.from({ length: Math.ceil(length / 48) }, () => `api_secret=${random.alnum(36)}`);
      return wrap(lines.join("\n")).slice(0, length);
    },
  }));
  return [
    ...Object.entries({ ...signs, ...written }).map(([name, piece]) => repeated(name, piece)),
    ...dense,
    ...wrapped,
    ...whole,
    ...rows,
    ...looks,
    ...worst(),
  ];
}
