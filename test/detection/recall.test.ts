import { scan } from "../../policies/detection/engine";
import { base64url, letters, Random } from "./generate/random";

const random = new Random("recall");
const small = "abcdefghijklmnopqrstuvwxyz";

/** One secret of each texture that machines make. */
const made: Readonly<Record<string, () => string>> = {
  "letters and digits": () => random.alnum(40),
  "letters alone": () => random.text(letters.slice(0, 52), 40),
  "small letters alone": () => random.text(small, 40),
  "capitals alone": () => random.text(small.toUpperCase(), 40),
  hex: () => random.hex(48),
  base64url: () => random.alnum(1) + random.text(base64url, 41) + random.alnum(1),
};

/** A password of the sort that people make: a made-up word, digits and a mark. */
function password(): string {
  return `${random.text("BDFGHKLM", 1)}${random.text("aeiou", 1)}${random.text("bdfgklmnprst", 2)}${random.text("aeiou", 1)}${random.text("bdfgklmnprst", 3)}${random.text("23456789", 3)}!`;
}

/** How names and values stand in what people write: NAME and VALUE are filled in. */
const contexts: Readonly<Record<string, string>> = {
  "a constant of TypeScript": 'export const NAME = "VALUE";',
  "a typed field of TypeScript": "  private readonly NAME: string = 'VALUE';",
  "a property of an object": "const exchange = new ccxt.binance({ NAME: 'VALUE', enableRateLimit: true });",
  "a template literal": "const NAME = `VALUE`;",
  "a member of this": '    this.NAME = "VALUE";',
  "a default of a parameter": 'function connect(NAME = "VALUE") {}',
  "an argument by name in Python": 'client = Client(NAME="VALUE", testnet=False)',
  "a constant of Python": "NAME = 'VALUE'  # live",
  "a dictionary of Python": "config = {'NAME': 'VALUE', 'timeout': 30}",
  "bytes of Python": 'NAME = b"VALUE"',
  "a default of os.getenv": 'NAME = os.getenv("NAME", "VALUE")',
  "a constant of Go": 'const NAME = "VALUE"',
  "a short declaration of Go": '\tNAME := "VALUE"',
  "a struct of Go": '\treturn &Client{NAME: "VALUE", Timeout: 30}',
  "os.Setenv of Go": '\tos.Setenv("NAME", "VALUE")',
  "a constant of Java": '    private static final String NAME = "VALUE";',
  "a constant of Rust": 'const NAME: &str = "VALUE";',
  "a variable of Rust": '    let NAME = String::from("VALUE");',
  "a constant of C#": '    public const string NAME = "VALUE";',
  "a define of C": '#define NAME "VALUE"',
  "a hash of Ruby": "client = Client.new(NAME: 'VALUE')",
  "an array of PHP": "    'NAME' => 'VALUE',",
  "define of PHP": "define('NAME', 'VALUE');",
  YAML: "bot:\n  NAME: VALUE\n  retries: 3\n",
  "YAML with a comment": "NAME: VALUE # rotate in May\n",
  "quoted YAML": "NAME: 'VALUE'\n",
  "a flow mapping of YAML": 'binding: { NAME: "VALUE", retries: 3 }\n',
  TOML: '[exchange]\nNAME = "VALUE"\n',
  INI: "[exchange]\nNAME = VALUE\n",
  properties: "exchange.NAME=VALUE\n",
  "an environment file": "NAME=VALUE\nMODE=live\n",
  "an environment file, commented out": "# NAME=VALUE\n",
  "an export of the shell": "export NAME=VALUE && node bot.js\n",
  "an assignment before a command": "NAME=VALUE node bot.js\n",
  "an option of docker run": "docker run -e NAME=VALUE -d bot\n",
  "a line of a Dockerfile": "ENV NAME=VALUE\n",
  "an argument of a Dockerfile": "ARG NAME=VALUE\n",
  "a variable of HCL": 'variable "NAME" {\n  default = "VALUE"\n}\n',
  "an attribute of HCL": 'resource "x" "y" {\n  NAME = "VALUE"\n}\n',
  JSON: '{ "mode": "live", "NAME": "VALUE" }',
  "escaped JSON": '"{\\"NAME\\":\\"VALUE\\"}"',
  "a container of Kubernetes": '        - name: NAME\n          value: "VALUE"\n',
  "stringData of Kubernetes": "stringData:\n  NAME: VALUE\n",
  "an element of XML": "<NAME>VALUE</NAME>",
  "a setting of XML": '<add key="NAME" value="VALUE"/>',
  "a connection string": '"Server=db;User Id=bot;NAME=VALUE;Encrypt=true"',
  "a row of SQL": "INSERT INTO settings (name, value) VALUES ('NAME', 'VALUE');",
  "a header of curl": "curl -H 'NAME: VALUE' https://api.desk.net/orders",
  "an option of a command": "bot --NAME VALUE --live\n",
  "an option with =": "bot --NAME=VALUE --live\n",
  "an entry of a Map": "const secrets = new Map([['NAME', 'VALUE']]);",
  "an input of a form": '<input type="hidden" name="NAME" value="VALUE">',
  "a unit of systemd": 'Environment="NAME=VALUE"\n',
  "a task of Ansible": "    NAME: VALUE\n    state: present\n",
  "a secure string of PowerShell": '$NAME = ConvertTo-SecureString -String "VALUE" -AsPlainText -Force\n',
  "a raw string of Rust": 'let NAME = r#"VALUE"#;',
  "a tuple of Erlang": '[{bot, [{NAME, <<"VALUE">>}]}].',
  "a default of Jinja": "NAME: \"{{ lookup('env', 'IT') | default('VALUE', true) }}\"\n",
  "an item behind an option": "args:\n  - --NAME\n  - VALUE\n",
  "a line of netrc": "machine api.desk.net login bot password VALUE",
};

const fill = (context: string, name: string, value: string): string =>
  context.replaceAll("NAME", () => name).replaceAll("VALUE", () => value);

const isFound = (text: string, value: string): boolean =>
  scan(text).findings.some(({ start, end, severity }) => severity !== "low" && text.slice(start, end).includes(value));

describe("what a machine made is found under a telling name", () => {
  test.each(Object.entries(contexts))("in %s", (_, context) => {
    const missed: string[] = [];
    for (const name of ["apiSecret", "BINANCE_API_SECRET", "client_secret", "privateKey"]) {
      for (const [texture, make] of Object.entries(made)) {
        const value = make();
        if (!isFound(fill(context, name, value), value)) missed.push(`${texture} as ${name}`);
      }
    }
    expect(missed).toEqual([]);
  });
});

describe("what a person made is found under the name of a password", () => {
  test.each(Object.entries(contexts))("in %s", (_, context) => {
    const missed: string[] = [];
    for (const name of ["DB_PASSWORD", "smtpPassword", "passphrase"]) {
      const value = password();
      if (!isFound(fill(context, name, value), value)) missed.push(name);
    }
    expect(missed).toEqual([]);
  });
});

describe("passphrases of words are found", () => {
  const words = (joint: string): string =>
    Array.from(
      { length: 4 },
      () => `${random.text("bdfgklmnprst", 1)}${random.text("aeiou", 1)}${random.text("bdfgklmnprst", 2)}`,
    ).join(joint);

  test.each([
    ["joined by hyphens", (): string => words("-")],
    ["joined by hyphens, with a number", (): string => words("-").replace("-", "-7-")],
    ["with blanks between them", (): string => words(" ")],
  ])("%s", (_, make) => {
    for (const context of ["a property of an object", "JSON", "quoted YAML", "TOML", "a constant of Go"]) {
      const value = make();
      const text = fill(contexts[context] ?? "", "walletPassphrase", value);
      expect({ context, found: isFound(text, value) }).toEqual({ context, found: true });
    }
  });

  test("one word, where the name of the exchange stands in the passphrase's name", () => {
    const value = random.text(small, 10);
    for (const text of [
      `OKX_PASSPHRASE=${value}\n`,
      `kucoinPassphrase: "${value}"`,
      `BITGET_API_PASSPHRASE="${value}"`,
    ])
      expect(isFound(text, value)).toBe(true);
  });

  test("one word, beside key and secret of an exchange", () => {
    const value = random.text(small, 10);
    const text = `const okx = new ccxt.okx({ apiKey: "${random.uuid()}", secret: "${random.hex(32).toUpperCase()}", password: "${value}" });`;
    expect(isFound(text, value)).toBe(true);
  });
});

describe("names and values of code are no secrets", () => {
  test.each([
    ["a type", "export declare function derive(password: Uint8Array, salt: Uint8Array): Promise<Uint8Array>;"],
    [
      "a type at a line's end",
      "interface Options {\n  password: Uint8Array;\n  credentials: grpc.ChannelCredentials\n}\n",
    ],
    ["a call", "    token = secrets.token_urlsafe(43)\n    private_key = ed25519.Ed25519PrivateKey.generate()\n"],
    ["a member", "    api_secret = self.settings.binance_api_secret2\n"],
    ["a list", 'const fields = ["secret", "sesSmtpPasswordV4", "AWS_X509", "S3StagingLocation"];'],
    ["a list over lines", '  "CUSTOM_AUTH",\n  "AWS_X509",\n  "CUSTOM_AUTH_X509",\n'],
    ["a key after a key", '{ "type": "password",\n  "documentation42": "The password for a connection" }'],
    ["a choice", 'const kind = isPhrase ? "password" : "phrase2X-y";'],
    ["an argument of a method", 'const next = secret.replace("1a2b3c4-AbCdEf", "5d6e7f8-GhIjKl");'],
    ["an encoding", 'password = password.encode("latin1")\n'],
    ["a number", "readonly STENCIL_PASS_DEPTH_PASS: 0x0B96;"],
    ["a regular expression", "secret = r'([a-zA-Z0-9_-]{44}(?![a-zA-Z0-9_-]))'\n"],
    ["a sample in documentation", ' * const db = new Database({\n *   masterPassword: "mustBe8Char!x",\n'],
    [
      "a page of a list",
      '{ "NextToken": "AAMA-EFRSURBSGhtZXhhbXBsZTEy", "clientRequestToken": "9f7d929b-0110-4bd0-a1b0-2c8d1e0f3a4b" }',
    ],
    ["the range of a package", '"@inquirer/password": "^5.2.5", "jsonwebtoken": "~9.0.2"'],
    ["the digest of a file", '["lib/call-credentials.js","LflEwsWJxJbCnXCYqI+gxU38Gjw=",3320]'],
    ["a count of tokens", 'max_tokens: 4096\ninputTokens: "128000k"\n'],
  ])("%s", (_, text) => {
    expect(scan(text).findings.filter(({ severity }) => severity !== "low")).toEqual([]);
  });
});
