import { assignments } from "../../../policies/detection/assignments";
import { survey } from "../../../policies/detection/runs";

const random = "q7Lw2Rk9Zx4Tn8VbHy3P";
const red = "\u001b[0;31m";
const plain = "\u001b[0m";
const more = " etc.".repeat(40);

/** What names are given in a text, of which V is a random value. */
const read = (text: string): readonly (readonly [string, string])[] => {
  const whole = text.replace(/\bV\b/u, random);
  return assignments(whole, survey(whole).keywords.names).map(
    ({ name, start, end }) => [name.written, whole.slice(start, end)] as const,
  );
};

describe("a name is given a value in the forms of languages", () => {
  test.each<[string, readonly string[], string?]>([
    [
      "between signs that stand close or far",
      [
        "apiSecret,err := 'abc'",
        "apiSecret: string\t= 'abc'",
        "apiSecret: str = Field( default = 'abc')",
        'apiSecret: str = Field(default ="abc")',
        "args:\n  - --apiSecret  \n  -  abc\n",
        "[start, --apiSecret,  'abc']",
        "apiSecret: &main  abc",
        "apiSecret = ( 'abc' )",
        "-apiSecret abc",
      ],
    ],
    [
      "as a parameter of AWS's in text",
      ["/bot/apiSecret\tSecureString\tabc\t1", "/bot/apiSecret\tString\tabc", "apiSecret\tString\tabc\n"],
    ],
    ["as Redis keeps a hash", ["$9\r\napiSecret\r\n$3\r\nabc\r\n"]],
    [
      "in colours",
      [`apiSecret${red}=${plain}abc`, `apiSecret${plain}=${red}abc`, "apiSecret\u001b[m=abc", "apiSecret=\u001b[mabc"],
    ],
    [
      "as a raw text of Rust",
      [
        'const apiSecret: &[u8] = br#"abc"#;',
        'let apiSecret = br#"abc"#;',
        'let apiSecret = cr#"abc"#;',
        'let apiSecret = Key::from(br#"abc"#);',
        'let apiSecret = Key::from(r##"abc"##);',
      ],
    ],
    [
      "as what a function returns",
      [
        "def apiSecret()->str: return 'abc'",
        "def apiSecret()  ->  str  : return  'abc'",
        "def apiSecret(): return b'abc'",
        'fn apiSecret() -> String{"abc".into()}',
        'fn apiSecret() -> String  {  "abc".into()  }',
        'fn apiSecret() -> Vec<u8>{"abc".into()}',
      ],
    ],
    [
      "as what a function without a name returns",
      [
        "apiSecret = async  (other) => 'abc'",
        "apiSecret = lambda x, y: 'abc'",
        "apiSecret = ()=>'abc'",
        "apiSecret = () =>  'abc'",
      ],
    ],
    [
      "where something else has none",
      [
        "apiSecret = ''  if testing else  'abc'",
        "apiSecret = coalesce( var.secret , 'abc')",
        "apiSecret = coalesce(var.secret,'abc')",
        "apiSecret = try(local.secrets[0], 'abc')",
        '| apiSecret or "abc" |',
        "${apiSecret->abc def}",
        "$(apiSecret:-abc def)",
      ],
    ],
    [
      "in a template",
      [
        "apiSecret: \"{{ 'abc' | b64enc }}\"",
        "apiSecret: {{'abc'|b64enc}}",
        "apiSecret: {{-  'abc'  | b64enc }}",
        "apiSecret: {{ .Values.x | default ( 'abc' ) }}",
      ],
    ],
    [
      "between signs of Ruby, Perl and Lua",
      [
        "apiSecret = %q<abc>",
        "my $apiSecret=q(abc);",
        "my $apiSecret = q(abc);",
        "my $apiSecret  =  q{abc};",
        `$apiSecret = q(abc);${more}`,
        "apiSecret => qq|abc|",
        "apiSecret=[[abc]]",
        "apiSecret  =  [[abc]]",
        `apiSecret = [[abc]]${more}`,
      ],
    ],
    [
      "in a record and in a tuple",
      [
        '{"name":"apiSecret","content":"abc"}',
        '{"name": "apiSecret", "text":  "abc"}',
        '{apiSecret,"abc"}',
        '{apiSecret,  "abc" }',
      ],
    ],
    [
      "by a script that lists options",
      [
        "aws ssm put-parameter --name='apiSecret' --value 'abc'",
        "aws ssm put-parameter --parameter-id apiSecret --value abc",
        'az keyvault secret set -n "apiSecret" --value abc',
        'set apiSecret to  "abc"',
      ],
    ],
    [
      "in a block of YAML",
      [
        "apiSecret: |\n  abc",
        "apiSecret: |\n \n abc\n",
        "apiSecret:\n abc\n",
        "apiSecret:\n\t'abc'\n",
        "apiSecret: |\n  abc\nmode: live\n",
      ],
    ],
    ["in round brackets of a title", ["**apiSecret main**: abc", "(apiSecret main): abc", "[apiSecret 2] = abc"]],
  ])("%s", (_, texts) => {
    expect(texts.map((text) => [text, read(text)])).toEqual(texts.map((text) => [text, [["apiSecret", "abc"]]]));
  });

  test.each<[string, readonly string[]]>([
    ["auth", ['auth=("bot","abc")', 'auth = ( "bot" , "abc")']],
    ["requests.auth", ['requests.auth = ("bot", "abc")']],
    ["proxy_auth", ['proxy_auth = ("bot",  "abc")']],
    ["auth_secret", ['auth_secret = ("abc", "def")']],
    ["api_secret_", ['Bot() : api_secret_(L"abc") {}', 'Bot() : api_secret_(u8"abc") {}']],
    [
      "hmac secret",
      [
        'jwt.sign(claims, "abc")',
        'token.SignedString([]byte("abc"))',
        'jwt.decode(token, "abc", algorithms)',
        'HTTPBasicAuth("bot", "abc")',
        'hmac_sha_256(text, "abc")',
        "stringHmac('abc')",
        "mode = 1\ncreateHmac('sha256', 'abc')",
      ],
    ],
    [
      "password",
      [
        "\nConvertTo-SecureString  -String  'abc'  -AsPlainText",
        "$txHash = 1; ConvertTo-SecureString 'abc' -AsPlainText",
      ],
    ],
    ["requirepass", ["requirepass abc\n", "\n  requirepass abc\n"]],
    ["API_SECRET2", ["A=1,API_SECRET2=abc,B=2"]],
    ["clave privada", ["clave privada: abc"]],
    ["clave secreta", ["clave secreta: abc"]],
    ["chiave privata", ["chiave privata: abc"]],
    ["token privato", ["token privato: abc"]],
    ["token segreto", ["token segreto: abc"]],
    ["token secreto", ["token secreto: abc"]],
    ["token privado", ["token privado: abc"]],
    ["token privé", ["token privé: abc"]],
    ["access key", ["AWS access key: abc"]],
    ["dev_key", ["private dev_key = abc"]],
    ["key", ["session key: abc", "public key: abc"]],
    ["hmac", ["api hmac: abc"]],
    ["hmacs", ["openssl x -hmacs abc"]],
    ["secretKey", ['hmac.new(a, b, c, d, secretKey="abc")']],
    ["apiSecret", ['{"AWS::S3::Bucket": "x", "bot:apiSecret": "abc"}']],
    ["这是我们交易机器人所使用的全部密钥", ["这是我们交易机器人所使用的全部密钥: abc"]],
  ])("%s", (name, texts) => {
    expect(texts.map((text) => [text, read(text)])).toEqual(texts.map((text) => [text, [[name, "abc"]]]));
  });

  test.each([
    "okxPassphrase",
    "gateApiKey",
    "okx5Passphrase",
    "binanceSpotPassword",
    "binanceV3Secret",
    "binanceSpotSecretKey",
    "okx_secret",
    "okx_spot_v5_api_secret",
    "awsSecretAccessKey",
  ])('builder.%s("abc")', (name) => {
    expect(read(`builder.${name}("abc")`)).toEqual([[`builder.${name}`, "abc"]]);
  });

  test.each<[string, string]>([
    ["#define apiSecret ab_cd.ef", "ab_cd.ef"],
    ["  export apiSecret=a b MODE=live\n", "a b"],
    ["export apiSecret=a b # note\n", "a b"],
    ["export apiSecret=a#b\n", "a#b"],
    [`x apiSecret=b c${more}`, "b"],
    [`${"x = 1\n".repeat(20)}apiSecret=b c\ny`, "b c"],
    ["x API_SECRET=ab&cd", "ab&cd"],
    ["x API_SECRET=ab&cd y", "ab&cd"],
    ["A=1,myAPI_SECRET=ab&cd,B=2", "ab"],
    ["apiSecret: a&b&c", "a&b&c"],
    ["apiSecret: a&b  \n", "a&b"],
    ["bot --apiSecret a&b -v", "a&b"],
    ["bot --apiSecret a&b --verbose", "a&b"],
    ['  - x "apiSecret=a b"', "a"],
    ['- "apiSecret=a b\n', "a"],
    ["apiSecret: %q()", "%q("],
    ["apiSecret: %q(a b)", "%q(a"],
  ])("%j: %j", (text, value) => {
    expect(read(text).map(([, given]) => given)).toEqual([value]);
  });

  test.each<[string, readonly string[]]>([
    ['apiSecret = live ? "one":"two"', ["one", "two"]],
    ['apiSecret = live ?  "one"  :  "two"', ["one", "two"]],
    ['apiSecret = "one"  if live else  "two"', ["one", "two"]],
    ['apiSecret = "one"  ->  "two"', ["one", "two"]],
    ['pwd=a ? "one" : "two"', ["one", "two"]],
    ['apiSecret = live ? "one" : ""', ["one"]],
    ['apiSecret = live ? "" : "one" -> "two"', ["one", "two"]],
  ])("%s: %j", (text, values) => {
    expect(read(text).map(([, given]) => given)).toEqual(values);
  });
});

describe("the head of a column is given what stands below it", () => {
  const words = "Sunny-Harbor-42";
  test.each([
    ["password", [words]],
    ["db_password", [words]],
    ["pass", []],
    ["pin", []],
    ["secret", []],
  ])("words and a number below %s: %j", (head, values) => {
    expect(read(`user,${head}\nbot,${words}\n`).map(([, given]) => given)).toEqual(values);
  });
});

test("what a manifest of a Secret holds is given to its kind", () => {
  const text = `kind: Secret\ndata:\n  live: ${btoa(random + random)}\n`;
  expect(read(text)).toContainEqual(["Secret", btoa(random + random)]);
});

describe("a name is given nothing", () => {
  test.each([
    'builder.gateApiSecretPath("abc")',
    'okxPassphrase("abc")',
    "put --name a/b apiSecret --value abc",
    "#define apiSecret OTHER_NAME\n",
    "the apiSecret</key><string>abc</string>",
    "export identified by abc",
    "\nmy-requirepass abc\n",
    "\nrequirepass-x abc\n",
    "apiSecret: |\n  ",
    'run -e "apiSecret=" x',
    "ConvertTo-SecureString 'abc'\n$x -AsPlainText",
    "MyConvertTo-SecureString 'abc' -AsPlainText",
    "ConvertTo-SecureStrings 'abc' -AsPlainText",
    'jwt.signer(claims, "abc")',
    'token.SignedStrings("abc")',
    'BasicAuths("bot", "abc")',
    'BasicAuth("abc")',
    "echo abcdefgh1 > txHash.txt",
    "echo abcdefgh1 > public_key.txt",
    "INSERT INTO t (id, apiSecret) VALUES (1, '')",
    "$txHash = ConvertTo-SecureString 'abc' -AsPlainText",
    'createHmac("sha256, secret)',
    `createHmac("${"x".repeat(420)}", "abc")`,
    '"AWS::ApiKey": "abc"',
  ])("%j", (text) => {
    expect(read(text)).toEqual([]);
  });

  test.each([
    "$global:txHash = ConvertTo-SecureString 'abc' -AsPlainText",
    "$txHash  =  (ConvertTo-SecureString 'abc' -AsPlainText)",
    `$txHash=ConvertTo-SecureString 'abc' -AsPlainText${more}`,
    "{ a => 1, apiSecret: q(abc) }",
    "apiSecret: q(abc)",
    "apiSecret: [[abc]]",
    "mode = 1, apiSecret: [[abc]]",
    '{"name": "apiSecret", "abc" : "live"}',
  ])("called abc in %j", (text) => {
    expect(read(text).map(([, given]) => given)).not.toContain("abc");
  });
});
