import { assignments } from "../../../policies/detection/assignments";
import { isSealed, listed } from "../../../policies/detection/listed";
import { quotedAt } from "../../../policies/detection/quoted";
import { survey } from "../../../policies/detection/runs";

const read = (text: string): readonly (readonly [string, string])[] =>
  assignments(text, survey(text).keywords.names).map(
    ({ name, start, end }) => [name.written, text.slice(start, end)] as const,
  );

const random = "q7Lw2Rk9Zx4Tn8VbHy3P";
const digits = "3f9a0c7be5d2418604af9d13c8b7e265";

describe("a name is given", () => {
  test.each<[string, string, string?]>([
    ["apiSecret=abc", "abc"],
    ["apiSecret = abc", "abc"],
    ["apiSecret: abc", "abc"],
    ["apiSecret := abc", "abc"],
    ["apiSecret => abc", "abc"],
    ['apiSecret: str = Field(default="abc")', "abc"],
    ['apiSecret: str = Field("abc")', "abc"],
    ['apiSecret = attr.ib(default = "abc")', "abc"],
    ["apiSecret: &main abc", "abc"],
    ['apiSecret: &main-2 "abc"', "abc"],
    ['const apiSecret = () => "abc"', "abc"],
    ['const apiSecret = async (key) => ("abc")', "abc"],
    ["apiSecret = lambda: 'abc'", "abc"],
    ['def apiSecret():\n    return "abc"', "abc"],
    ['def apiSecret(self) -> str: return "abc"', "abc"],
    ["get apiSecret() { return 'abc' }", "abc"],
    ["apiSecret ?= abc", "abc"],
    ["apiSecret += abc", "abc"],
    ["apiSecret || abc", "abc"],
    ["apiSecret ?? abc", "abc"],
    ["${apiSecret:-abc}", "abc"],
    ["${apiSecret:-abc def}", "abc def"],
    ['(def apiSecret "abc")', "abc"],
    ['SigningKey(base64.b64decode("abc"))', "abc", "SigningKey"],
    ["apiSecret -> abc", "abc"],
    ["apiSecret->abc", "abc"],
    ["apiSecret=>a b", "a"],
    ['  - "apiSecret=a b"', "a b"],
    ["run -e 'apiSecret=a b' x", "a b"],
    ['run --env="apiSecret=a b" x', "a b"],
    ['[ -"apiSecret=a b"]', "a"],
    ['x "apiSecret=a b"', "a"],
    ['  - "apiSecret=a b', "a"],
    ["apiSecret= a b", "a b"],
    ["x=1\napiSecret=b c\ny=2", "b c"],
    ["apiSecret=a b\nx;", "a b"],
    [`${" ".repeat(59)}apiSecret=b c`, "b c"],
    [`${" ".repeat(60)}apiSecret=b c`, "b"],
    [`${"x".repeat(80)} apiSecret=b c`, "b"],
    ["{apiSecret:-abc def}", "abc"],
    ["${apiSecret: abc def}", "abc"],
    ["${apiSecret:- abc def}", "abc def"],
    ["#{apiSecret:-abc def}", "abc"],
    ["x<apiSecret: abc", "abc"],
    ["id,apiSecret,mode\n1,'abcdef',live\n", "abcdef"],
    ['apiSecret <- "abc"', "abc"],
    ['apiSecret <<- "abc"', "abc"],
    ["apiSecret：abc", "abc"],
    ["apiSecret＝abc", "abc"],
    ['{:apiSecret "abc"}', "abc"],
    ['{:apiSecret, "abc"}', "abc"],
    ['{apiSecret, "abc"}', "abc"],
    ['[{bot, [{apiSecret, <<"abc">>}]}].', "abc"],
    ['let apiSecret = r#"abc"#;', "abc"],
    ['const apiSecret: &str = r##"abc"##;', "abc"],
    ['let apiSecret = String::from(r#"abc"#);', "abc"],
    ['$x = ConvertTo-SecureString -String "abc" -AsPlainText -Force', "abc", "password"],
    ["(ConvertTo-SecureString 'abc' -AsPlainText -Force)", "abc", "password"],
    ['convertto-securestring -asplaintext -force "abc"', "abc", "password"],
    ['apiSecret: {{ .Values.secret | default "abc" | quote }}', "abc"],
    ['apiSecret: {{ default "abc" .Values.secret }}', "abc"],
    ["apiSecret: \"{{ lookup('env', 'X') | default('abc', true) }}\"", "abc"],
    ['apiSecret = coalesce(var.secret, "abc")', "abc"],
    ['apiSecret = try(local.bot["secret"], var.secret, "abc")', "abc"],
    ['args:\n  - --apiSecret\n  - "abc"\n', "abc"],
    ["args:\n  - --apiSecret\n  - abc\n", "abc"],
    ["args:\n  - '--apiSecret'\n  - 'abc'\n", "abc"],
    ['["--apiSecret", "abc"]', "abc"],
    ["apiSecret: abc&def\n", "abc&def"],
    ["machine x login bot password abc&def\n", "abc&def", "password"],
    ["https://x/?mode=1&apiSecret=abc&x=1", "abc"],
    ["createHmac('sha256', 'abc')", "abc", "hmac secret"],
    ['hmac.new(b"abc", text, sha256)', "abc", "hmac secret"],
    ["openssl dgst -sha256 -hmac 'abc'", "abc", "hmac secret"],
    ["openssl dgst -sha256 -hmac abc -binary", "abc", "hmac secret"],
    ["gh secret set apiSecret --body abc", "abc"],
    ["hmac.new(bytes('abc', 'utf-8'), text, sha256)", "abc", "hmac secret"],
    ['hmac.new(base64.b64decode("abc"), text, sha512)', "abc", "hmac secret"],
    ['hmac.new(msg=text, key="abc".encode(), digestmod="sha256")', "abc", "hmac secret"],
    ['hmac.digest(b"abc", text, "sha256")', "abc", "hmac secret"],
    ['HMAC.new(b"abc", digestmod=SHA256)', "abc", "hmac secret"],
    ['hmac.New(sha256.New, []byte("abc"))', "abc", "hmac secret"],
    ["createHmac('sha512', Buffer.from('abc', 'base64'))", "abc", "hmac secret"],
    ["createHmac(algorithm, 'abc')", "abc", "hmac secret"],
    ["CryptoJS.HmacSHA256(time + 'GET' + path, 'abc')", "abc", "hmac secret"],
    ['hmacSHA512(query, "abc")', "abc", "hmac secret"],
    ['hmac_sha256_hex($text, "abc")', "abc", "hmac secret"],
    ["hash_hmac('sha256', $text, 'abc')", "abc", "hmac secret"],
    ["OpenSSL::HMAC.hexdigest('sha256', 'abc', text)", "abc", "hmac secret"],
    ["OpenSSL::HMAC.hexdigest(OpenSSL::Digest.new('sha256'), 'abc', text)", "abc", "hmac secret"],
    ['new HMACSHA256(Encoding.UTF8.GetBytes("abc"))', "abc", "hmac secret"],
    ['HmacSha256::new_from_slice(b"abc")', "abc", "hmac secret"],
    ['Hmac::<Sha256>::new_from_slice(b"abc")', "abc", "hmac secret"],
    ['new SecretKeySpec("abc".getBytes(UTF_8), "HmacSHA256")', "abc", "hmac secret"],
    ['crypto.subtle.importKey("raw", new TextEncoder().encode("abc"), { name: "HMAC" })', "abc", "hmac secret"],
    ['new ApiCredentials("x", "abc")', "abc", "credential"],
    ['BasicAWSCredentials("x", "abc")', "abc", "credential"],
    ['gh variable set apiSecret -b "abc"', "abc"],
    ['std::string apiSecret{"abc"};', "abc"],
    ['std::wstring apiSecret{ L"abc" };', "abc"],
    ["apiSecret\n= abc", "abc"],
    [`apiSecret${" ".repeat(40)}=${" ".repeat(40)}abc`, "abc"],
    ['"apiSecret": "abc"', "abc"],
    ["'apiSecret': 'abc'", "abc"],
    ["`apiSecret`: `abc`", "abc"],
    ['x["apiSecret"] = "abc"', "abc"],
    ['x("apiSecret") = "abc"', "abc"],
    ['{\\"apiSecret\\":\\"abc\\"}', "abc"],
    ['{\\\\\\"apiSecret\\\\\\":\\\\\\"abc\\\\\\"}', "abc"],
    ['apiSecret = """abc"""', "abc"],
    ["apiSecret = '''abc\ndef'''", "abc\ndef"],
    ["apiSecret = `abc\ndef`", "abc\ndef"],
    ['apiSecret = "a\\"b"', 'a\\"b'],
    ["apiSecret = b'abc'", "abc"],
    ['apiSecret = f"abc"', "abc"],
    ['apiSecret = @"abc"', "abc"],
    ['apiSecret = $"abc"', "abc"],
    ['apiSecret = u"abc"', "abc"],
    ["apiSecret = r'abc'", "abc"],
    ['apiSecret: string = "abc"', "abc"],
    ["apiSecret: string  =  'abc'", "abc"],
    ["apiSecret: string='abc'", "abc"],
    ['apiSecret: &str = "abc"', "abc"],
    ["apiSecret: Optional[str] = 'abc'", "abc"],
    ['apiSecret = String::from("abc")', "abc"],
    ['apiSecret = new Secret("abc")', "abc"],
    ['apiSecret = Secret.of( "abc")', "abc"],
    ["apiSecret = bytes(b'abc')", "abc"],
    ['apiSecret = new  Secret("abc")', "abc"],
    ['apiSecret = Secret.of  ("abc")', "abc"],
    ['apiSecret = (b"abc")', "abc"],
    ["apiSecret: !!str  abc", "abc"],
    ["apiSecret = decrypt('abc')", "abc"],
    ["apiSecret: !!str abc", "abc"],
    ["apiSecret: !Sub abc", "abc"],
    ["<apiSecret>abc</apiSecret>", "abc"],
    ["<apiSecret> abc</apiSecret>", "abc"],
    ["<apiSecret><![CDATA[abc]]></apiSecret>", "abc"],
    ["<apiSecret >abc\n</apiSecret>", "abc"],
    ['{"name": "apiSecret", "value": "abc"}', "abc"],
    ["- name: apiSecret\n  value: abc\n", "abc"],
    ['key="apiSecret" value="abc"', "abc"],
    ["name: apiSecret\nval: abc", "abc"],
    ["name: apiSecret; content: abc", "abc"],
    ["name: apiSecret, text: abc", "abc"],
    ["name: apiSecret\ndefault: abc", "abc"],
    ["name: apiSecret\nsecret_string: abc", "abc"],
    ["name: apiSecret\nsecretString: abc", "abc"],
    ["name: apiSecret\nstring_value: abc", "abc"],
    ["name: apiSecret\ndata = abc", "abc"],
    ['{"name": "apiSecret", "type": "String", "value": "abc"}', "abc"],
    ['{"name":"apiSecret","slotSetting":false,"value":"abc"}', "abc"],
    ['{\\"name\\":\\"apiSecret\\",\\"type\\":\\"String\\",\\"value\\":\\"abc\\"}', "abc"],
    ["- name: apiSecret\n  type: String\n  value: abc\n", "abc"],
    ['name = "apiSecret"\n  tags = {}\n  tier = "Standard"\n  type  = "String"\n  value = "abc"', "abc"],
    ['{"ParameterKey": "apiSecret",\n "ParameterValue": "abc"}', "abc"],
    ['{"value": "abcdef", "name": "apiSecret"}', "abcdef"],
    ['Field(default="abcdef", env="apiSecret")', "abcdef"],
    ['<input value="abcdef" type="password" id="apiSecret"/>', "abcdef"],
    ['"apiSecret": {"S": "abc"}', "abc"],
    ['"apiSecret": {\n  "S": "abc"\n}', "abc"],
    ['"apiSecret": { "value": "abc" }', "abc"],
    ['"apiSecret": {"Type": "String", "Default": "abc"}', "abc"],
    ["apiSecret:\n    Type: String\n    Default: abc\n", "abc"],
    ["apiSecret:\r\n  value: 'abc'\r\n", "abc"],
    ["<name>apiSecret</name>\n  <value>abc</value>", "abc"],
    ['<stringProp name="a">apiSecret</stringProp>\n<stringProp name="b">abc</stringProp>', "abc"],
    ['<string name="apiSecret">abc</string>', "abc"],
    ['<stringProp name="apiSecret">abc</stringProp>', "abc"],
    ['<entry key="apiSecret">abc</entry>', "abc"],
    ["<td>API apiSecret</td><td>V</td>", "V"],
    ["<tr><th>apiSecret</th>\n  <td><code>V</code></td></tr>", "V"],
    ['os.environ.get("apiSecret") or "abc"', "abc"],
    ['ENV["apiSecret"] ||= "abc"', "abc"],
    ['a["apiSecret"] ??= "abc"', "abc"],
    ['System.getenv("apiSecret") ?: "abc"', "abc"],
    ['env::var("apiSecret").unwrap_or("abc".to_string())', "abc"],
    ['env::var("apiSecret").unwrap_or(String::from("abc"))', "abc"],
    ['env::var("apiSecret").unwrap_or_else(|_| "abc".into())', "abc"],
    ['Optional.ofNullable(getenv("apiSecret")).orElse("abc")', "abc"],
    ['sys.env.get("apiSecret").getOrElse("abc")', "abc"],
    ['ENV.fetch("apiSecret") { "abc" }', "abc"],
    ['var apiSecret string = "abc"', "abc"],
    ...[
      `{"name": "apiSecret", "type": 'String', "value": "abc"}`,
      "name: apiSecret\ntype: x\nsecretstring: abc",
      "name: apiSecret\ntype: x\nstringvalue: abc",
      "name: apiSecret\na: 1\nb: 2\nc: 3\nd: 4\ne: 5\nf: 6\ng: 7\nh: 8\nvalue: abc",
      '"apiSecret": {  "S"  :  "abc"  }',
      '{\\"apiSecret\\": {\\"S\\": \\"abc\\"}}',
      "<name>apiSecret  </name>  <value  of='x'>  abc</value>",
      "<key>apiSecret</key><stringProp name='b'>abc</stringProp>",
      '<string name="apiSecret"  >  abc</string>',
      'os.environ["apiSecret"]  or  "abc"',
      'os.environ.get(apiSecret) or b"abc"',
      "getenv('apiSecret')  ?:  'abc'",
      'ENV["apiSecret"]  ||=  "abc"',
      'env::var("apiSecret") . unwrap_or ( "abc" )',
      'env::var("apiSecret")  .  unwrap_or  (  "abc" )',
      "env::var(apiSecret).unwrap_or('abc')",
      'env::var("apiSecret").unwrap_or_else(|e| "abc")',
      'env::var("apiSecret").unwrap_or_else(|_err|  "abc")',
      'get("apiSecret").orElseGet(() -> "abc")',
      'get("apiSecret").orElseGet(()  =>  "abc")',
      'get("apiSecret").orElseGet(()=>"abc")',
      'ENV.fetch("apiSecret")  {  "abc" }',
      'ENV.fetch("apiSecret") do  "abc"',
      'var apiSecret  string  =  "abc"',
      'var apiSecret string="abc"',
      'Dim apiSecret  As  String  =  "abc"',
      'x;var apiSecret string = "abc"',
      'var  apiSecret string = "abc"',
      'in apiSecret string = "abc"',
      'char apiSecret[]  =  "abc";',
      'wchar_t apiSecret[] = L"abc";',
      'string apiSecret  {  get; }  =  "abc";',
    ].map((text): [string, string] => [text, "abc"]),
    ["openssl dgst -sha256 -hmac  abc", "abc", "hmac secret"],
    ...[
      'value="abcdef" name="apiSecret"',
      'x (value = "abcdef"  ,  name = "apiSecret")',
      '{"value" : "abcdef" , "name" : "apiSecret"}',
      '<input value="abcdef" type="password"  id="apiSecret"/>',
    ].map((text): [string, string] => [text, "abcdef"]),
    ...[
      '<tr><td class="x">apiSecret</td><td>V</td>',
      '<td>apiSecret  </td>  <td  class="x">  <code  class="y">V</code>',
      '<td><code class="z">apiSecret</code></td><td class="x"><code class="y">V</code>',
    ].map((text): [string, string] => [text, "V"]),
    ...[
      "hmac('sha256', 'abc')",
      "hmac(  'sha3-256', 'abc')",
      "hmac('raw', 'abc')",
      "hmac.new(msg=t,  key  =  'abc')",
      "hmac.new(bytes(b'abc'), text)",
      `createHmac("sha\\"256,x", "abc")`,
      'CryptoJS.HmacSHA256(f(a, b), "abc")',
      'CryptoJS.HmacSHA256(f(a, [b, {c: 1}]), "abc")',
      'CryptoJS.HmacSHA256("a, b; c", "abc")',
    ].map((text): [string, string, string] => [text, "abc", "hmac secret"]),
    ["const apiSecret string = `abc`", "abc"],
    ['Const apiSecret As String = "abc"', "abc"],
    ["DECLARE @apiSecret NVARCHAR(64) = N'abc'", "abc"],
    ['char apiSecret[] = "abc";', "abc"],
    ['char apiSecret[MAX_SIZE] = "abc";', "abc"],
    ['public string apiSecret { get; private set; } = "abc";', "abc"],
    ['apiSecret = ("abc")', "abc"],
    ['apiSecret = isLive ? "abc" : ""', "abc"],
    ["apiSecret = isLive ? process.env.X : 'abc'", "abc"],
    ["apiSecret = isLive  ?  process.env.X  :  'abc'", "abc"],
    ["apiSecret = isLive ? ''  :  'abc'", "abc"],
    ["apiSecret = isLive ? '':'abc'", "abc"],
    [`["apiSecret"]=>\n  string(64) "abc"`, "abc"],
    ['["apiSecret"]=>\n  string(3) "abc"', "abc"],
    ['field "apiSecret", "\\"abcdefg\\""', "abcdefg"],
    [`"apiSecret": "'abcdefg'"`, "abcdefg"],
    ["apiSecret 2: abc", "abc"],
    ["apiSecret 12: abc", "abc"],
    ['"apiSecret 2": "abc"', "abc"],
    ["**apiSecret main:** abc", "abc"],
    ["apiSecret prod = abc", "abc"],
    ['setenv("apiSecret", "abc")', "abc"],
    ['setenv(\\"apiSecret\\", \\"abc\\")', "abc"],
    ['new ApiCredential("x", "abc")', "abc", "credential"],
    ['credentialHmac("abc")', "abc", "hmac secret"],
    ["setenv('apiSecret' , b'abc')", "abc"],
    ['["apiSecret","abc"]', "abc"],
    ['variable "apiSecret" {\n  default = "abc"\n}', "abc"],
    ['variable "apiSecret" {\n  type = string\n  default = "abc"\n}', "abc"],
    ['resource "aws_ssm_parameter" "apiSecret" {\n  type = "String"\n  value = "abc"\n}', "abc"],
    ['new aws.ssm.Parameter("apiSecret", { type: "String", value: "abc" })', "abc"],
    ['new aws.secretsmanager.SecretVersion("apiSecret", {\n  secretId: id,\n  secretString: "abc",\n})', "abc"],
    ...[
      '"apiSecret", { name: path("x"), value: "abc" })',
      "'apiSecret', { name: path(1), value: 'abc' })",
      '"apiSecret"  ,  { name: path("x"), value: "abc" })',
      '"apiSecret" { type = list(string), default = "abc" }',
      '"apiSecret",{ name: path("x"), "value": "abc" })',
      '"apiSecret", { name: path("x"), value  :  "abc" })',
      '"apiSecret", { name: path("x"), value: "abc" })',
      '"apiSecret", { name: path("x"), value:"abc" })',
      '"apiSecret", { name: path("x"), secretstring: "abc" })',
      '"apiSecret", { name: path("x"), secret_string= "abc" })',
      '"apiSecret" {value="abc"}',
    ].map((text): [string, string] => [text, "abc"]),
    ["bot --apiSecret abc", "abc", "apiSecret"],
    ["bot --apiSecret=abc", "abc"],
    ["ENV apiSecret abc", "abc"],
    ["ENV apiSecret  abc", "abc"],
    ["run --env apiSecret abc", "abc"],
    ["login bot apiSecret abc", "abc"],
    ["machine m login  bot  apiSecret abc", "abc"],
    ["export  apiSecret=a b\n", "a b"],
    ["set  apiSecret=a b\n", "a b"],
    ["ENV  apiSecret=a b\n", "a b"],
    ["ENV apiSecret=a b MODE=live\n", "a b"],
    ["- value: abcdef7\n  name: apiSecret\n", "abcdef7"],
    ['- value: "abcdef7"\n  name: apiSecret\n', "abcdef7"],
    ['b.gateApiSecret("abcdef7")', "abcdef7", "b.gateApiSecret"],
    ['b.hyperliquidPrivateKey("abcdef7")', "abcdef7", "b.hyperliquidPrivateKey"],
    ['New(WithApiSecret("abcdef7"))', "abcdef7", "WithApiSecret"],
    ["AWS Secret Access Key: abcdef7", "abcdef7", "Secret Access Key"],
    [` id | apiSecret\n----+-----------\n  1 | ${random}\n`, random],
    [`+----+-----------+\n| id | apiSecret |\n+----+-----------+\n|  1 | ${random} |\n`, random],
    ["export apiSecret=a b MODE=live\n", "a b"],
    ["set apiSecret=a b MODE=live\n", "a b MODE=live"],
    ["apiSecret=a b MODE=live ./run\n", "a b"],
    ["apiSecret=a, MODE=live\n", "a"],
    ["apiSecret=a (main)\n", "a"],
    ["apiSecret=a b=\n", "a"],
    ["apiSecret=a b\n", "a b"],
    ['let apiSecret = Some(String::from("a"));', "a"],
    ['apiSecret = Optional.of( Secret.of("a") );', "a"],
    ["-  apiSecret=a b\n", "a b"],
    ["#define apiSecret abc", "abc"],
    ["SET apiSecret abc", "abc"],
    ["set apiSecret abc", "abc"],
    ["setenv apiSecret abc", "abc"],
    ["setx apiSecret abc", "abc"],
    ["export apiSecret abc", "abc"],
    ["a; export apiSecret abc", "abc"],
    ["machine m login bot apiSecret abc", "abc"],
    ["machine m\n  login bot\n  apiSecret abc\n", "abc"],
    ["run -e apiSecret abc", "abc"],
    ["run x|-e apiSecret abc", "abc"],
    ["run x&-e apiSecret abc", "abc"],
    ["(-e apiSecret abc", "abc"],
    ["Authorization: Bearer abc", "abc", "Bearer"],
    ["bearer abc", "abc", "bearer"],
    ["PASSWORD 'abc'", "abc", "PASSWORD"],
    ["IDENTIFIED BY 'abc'", "abc", "IDENTIFIED BY"],
    ['identified by "abc"', "abc", "identified by"],
    ["apiSecret: |\n  abc\n", "abc"],
    ["apiSecret: >-\n  abc\n", "abc"],
    ["apiSecret: |2-\n  abc\n", "abc"],
    ["apiSecret: | # note\n  abc\nx: 1", "abc"],
    ["apiSecret: |\r\n\tabc\r\n", "abc"],
    ["apiSecret: |\n  abc\n  def\nx: 1\n", "abc\n  def"],
    ["apiSecret: |\n  abc\n\n  def\n", "abc\n\n  def"],
    ["apiSecret:\n  abc\n", "abc"],
    ["apiSecret:\n  abc\nx", "abc"],
    ["apiSecret: |\n  ''\n", "''"],
    ["apiSecret: |\n  'abc\n", "'abc"],
    ["apiSecret: |\n  'abc'\n", "abc"],
    [`apiSecret: "'abc'"`, "abc"],
    [`apiSecret: "'ab'"`, "'ab'"],
    ["apiSecret:\r\n  'abc'\r\n", "abc"],
    ['apiSecret:\n  "abc"\n', "abc"],
    ["apiSecret=a b;c d", "a b;c d"],
    ["export apiSecret=a,b\n", "a,b"],
    ["set apiSecret=a)b\n", "a)b"],
    ["ENV apiSecret=a>b\n", "a>b"],
    ["- apiSecret=a]b\n", "a]b"],
    ["apiSecret=abc # note\n", "abc"],
    ["apiSecret=abc ; note\n", "abc"],
    ["apiSecret=abc\r\nx=1", "abc"],
    ["x apiSecret=abc\\r\\nx=1", "abc"],
    ["x apiSecret=abc\\nx=1", "abc"],
    ["x apiSecret=abc\\tx=1", "abc"],
    ["apiSecret: abc\\u00A0def", "abc"],
    ["apiSecret: abc\\u2028def", "abc"],
    ["apiSecret: abc\\u2029def", "abc"],
    ["apiSecret: abc\\u3000def", "abc"],
    ["apiSecret: abc\\u000adef", "abc"],
    ["apiSecret: abc\\u0009def", "abc"],
    ["apiSecret: abc\\u0020def", "abc"],
    ["apiSecret: \\u0041", "\\u0041"],
    ["<key>apiSecret</key>\n\t<string>abc</string>", "abc"],
    ["<key>apiSecret</key><data>abc</data>", "abc"],
    ["<key>apiSecret</key><string>a b,c</string>", "a b,c"],
    ["<key>apiSecret  </key>  <string>  a b,c</string>", "a b,c"],
    ["<apiSecret>a b,c</apiSecret>", "a b,c"],
    ["| apiSecret | abc |", "abc"],
    ["|  apiSecret  |  abc |", "abc"],
    ["|apiSecret|abc|", "abc"],
    ["x\n | `apiSecret` | `abc` | x |", "abc"],
    ["| live | **apiSecret** | abc |", "abc"],
    ["- **apiSecret**: `abc`", "abc"],
    ["a,b\napiSecret,abc,x\n", "abc"],
    ['"apiSecret","abc"', "abc"],
    ['"apiSecret",abc', "abc"],
    ["apiSecret,abc\n", "abc"],
    ['client.setApiSecret("abc")', "abc", "client.setApiSecret"],
    ["builder.apiSecret('abc')", "abc", "builder.apiSecret"],
    ['with_api_secret("abc")', "abc", "with_api_secret"],
    ...[
      "secret", "Secret", "apiSecret", "api_secret", "ApiSecret", "clientSecret", "client_secret", "ClientSecret", "privateKey", "private_key",
      "PrivateKey", "accessToken", "access_token", "AccessToken", "authToken", "auth_token", "AuthToken", "signingKey", "signing_key", "SigningKey",
      "password", "Password", "passphrase", "Passphrase", "token", "Token", "mnemonic", "Mnemonic", "secretKey", "secret_key", "SecretKey",
      "secretkey", "x.token", "x:token", "setToken", "with_token",
    ].map((name): [string, string, string] => [`${name}("abc")`, "abc", name.replace("x:", "")]), // prettier-ignore
    ['setToken(b"abc")', "abc", "setToken"],
    ['setToken(base64.decodebytes("abc"))', "abc", "setToken"],
    ["put --name /bot/apiSecret --type x --value abc", "abc"],
    ["put --name '/bot/apiSecret' --value abc", "abc"],
    ["gh secret set apiSecret --repo x --body abc", "abc"],
    ['gh secret set "apiSecret" --body abc', "abc"],
    ['proxy_set_header apiSecret "abc";', "abc"],
    ["fastcgi_param apiSecret abc;", "abc"],
    ["apiSecret=a#b\n", "a#b"],
    ["apiSecret=x y  \n", "x y"],
    ["apiSecret='abc' # note\n", "abc"],
    ["x apiSecret=a,b", "a"],
    ["x apiSecret=a b", "a"],
    ["apiSecret: abc def", "abc"],
    ["apiSecret: abc,def", "abc"],
    ["apiSecret: abc;", "abc"],
    ["f(apiSecret=abc)", "abc"],
    ["apiSecret: abc}", "abc"],
    ["apiSecret: abc]", "abc"],
    ["apiSecret: abc>", "abc"],
    ["apiSecret: abc<", "abc"],
    ["apiSecret: abc&x", "abc&x"],
    ["?apiSecret=abc&x", "abc"],
    ["apiSecret: abc|x", "abc"],
    ["apiSecret: abc`", "abc"],
    ["apiSecret: abc'", "abc"],
    ["apiSecret: abc\u00a0def", "abc"],
    ["apiSecret: abc\u3000def", "abc"],
    ["binance.apiSecret=abc", "abc", "binance.apiSecret"],
    ["_apiSecret_2-x=abc", "abc", "_apiSecret_2-x"],
    [".apiSecret=abc", "abc", "apiSecret"],
    ["bot:apiSecret: abc", "abc"],
    ["\u043f\u0430\u0440\u043e\u043b\u044c: abc", "abc", "\u043f\u0430\u0440\u043e\u043b\u044c"],
    ["\u5bc6\u7801 = 'abc'", "abc", "\u5bc6\u7801"],
    ["API\u5bc6\u9470: abc", "abc", "API\u5bc6\u9470"],
    ["meine_Schl\u00fcssel: abc", "abc", "meine_Schl\u00fcssel"],
    [`${"x ".repeat(40)}\u043f\u0430\u0440\u043e\u043b\u044c: abc`, "abc", "\u043f\u0430\u0440\u043e\u043b\u044c"],
  ])("%j: %j", (text, value, name = "apiSecret") => {
    const given = value === "V" ? random : value;
    expect(read(text.replace(">V<", `>${given}<`))).toContainEqual([name, given]);
  });
});

describe("a sentence, a heading or a blank gives a name", () => {
  test.each<[string, string, string?]>([
    ["the secret is V.", "secret"],
    ["the secret  is  V.", "secret"],
    ["the secret is:  V.", "secret"],
    ["the secret is W", "secret", `0x${digits}${digits}`],
    ["the secret is W", "secret", `q7LwAAAA2${random}`],
    ["bot token W", "token", `Zq${digits}`],
    ["bot token W", "token", `a${random}`],
    ["私钥 是 V", "私钥"],
    ["私钥是：V", "私钥是"],
    ["私钥 是V", "私钥"],
    ["私钥 是  V", "私钥"],
    ["私钥  是V", "私钥"],
    ["私钥是V", "私钥"],
    ["私钥 是“V”", "私钥"],
    ["API Secret\nV\n", "Secret"],
    ["Bot API Secret\nV\n", "Secret"],
    ["Secret Key 12\nV\n", "Secret Key"],
    ['Secret\n"V"\n', "Secret"],
    ["Secret\nV  \n", "Secret"],
    ["secret is W", "secret", random.slice(0, 16)],
    ["the secret is: V", "secret"],
    ["Secret - V", "Secret"],
    ["Secret Key 2\nV\n", "Secret Key"],
    ["the secret 2 `V`", "secret"],
    ["The **API secret** is `V`, keep it", "secret"],
    ["das Geheimnis lautet „V“", "Geheimnis"],
    ["el secreto es V", "secreto"],
    ["私钥是 V", "私钥"],
    ["секрет это V", "секрет"],
    ["apiKey A secret V", "secret"],
    ["// old: apiKey A secret V", "secret"],
    ["Secret\nV\n", "Secret"],
    ["Secret Key\nV", "Secret Key"],
    ["Secret Key:\r\n  V\r\n", "Secret Key"],
    ["**Secret**\n> V\n", "Secret"],
    ["**Secret:** V", "Secret"],
    ["Secret Key: V", "Secret Key"],
    ["Private key = V", "Private key"],
    ["master key: V", "key"],
    ["the API key: V", "API key"],
    ["wallet key: V", "wallet key"],
    ["private key is D", "private key"],
    ["the secret is D", "secret"],
    ["bot token V", "token"],
    ["the token: V", "token"],
    ["Next page token: V", "page token"],
    ["Continuation token: V", "Continuation token"],
    ["next token: V", "token"],
    ["a homepage token: V", "token"],
    ["passphrase is V", "passphrase"],
  ])("%j", (text, name, value = text.includes("V") ? random : digits) => {
    expect(read(text.replace(/[VDW]/u, value))).toEqual([[name, value]]);
  });

  test.each([
    "the key is V",
    "the secret is in V/x.pem",
    "the secret is kept in a-file-with-a-long-name-2",
    "the secret is short1",
    "the secret is only-letters-and-so-on",
    "token D",
    "signing key D",
    "deploy key AAAAB3NzaC1yc2EAAAADAQABV",
    "signer is 0x52908400098527886E0F7030069857D2E4169EE7",
    "public key\nV",
    "Secret\nV and more\n",
    "get_secret\nV\n",
    "apiSecret\nV\n",
    "x.secret\nV\n",
    "one two three four secret\nV\n",
    "Secret\n\nV\n",
    "the secret, V",
    "wallet secret is 0x3f9a0c7be5d24186",
    "the secret is 0x52908400098527886e0f7030069857d2e4169ee7",
    "api key is V",
  ])("nothing in %j", (text) => {
    expect(read(text.replace("V", random).replace("D", digits))).toEqual([]);
  });
});

test("a sentence gives a name sixteen characters and a digit at least", () => {
  const said = (value: string): number => read(`the secret is ${value}`).length;
  expect(said(random.slice(0, 16))).toBe(1);
  expect(said(random.slice(0, 15))).toBe(0);
  expect(said(random.replace(/\d/gu, "x"))).toBe(0);
  expect(said(`x${random.replace(/\d/gu, "x")}7`)).toBe(1);
});

test("a value without quotes is four groups of four letters, as Google writes the passwords of apps", () => {
  const written = ["kqzd", "xfgh", "ijkl", "mnop"].join(" ");
  for (const end of ["", "\n", "  # mail\r\n"])
    expect(read(`smtp_pass: ${written}${end}`)).toEqual([["smtp_pass", written]]);
  for (const end of [" and more", "q", ".", " qrst"])
    expect(read(`smtp_pass: ${written}${end}`)).toEqual([["smtp_pass", "kqzd"]]);
});

test("a parameter behind a written ampersand has a name of its own", () => {
  expect(read("?a=1\\u0026pageToken=abc\\u0026b=2")).toEqual([["pageToken", "abc"]]);
  expect(read("?a=1\\u003cpageToken=abc")).toEqual([["pageToken", "abc"]]);
  expect(read("?a=1 u0026pageToken=abc")).toEqual([["u0026pageToken", "abc"]]);
});

test("an HMAC itself is a sum, whatever it is given", () => {
  for (const text of ["hmac = abc", 'x.hmac: "abc"', '{"requestHmac":"abc"}']) {
    const [one] = assignments(text, survey(text).keywords.names);
    expect([text, one?.name.role]).toEqual([text, "none"]);
  }
});

test("what systemd decrypts for a unit is given to no name, and what it passes on as it is has one", () => {
  const given = (lead: string): boolean => read(`${lead}api_secret: ${random}`).some(([name]) => name === "api_secret");
  expect(given("SetCredentialEncrypted=")).toBe(false);
  expect(given("SetCredentialEncrypted = ")).toBe(false);
  expect(given("SetCredential=")).toBe(true);
  expect(given("NotSetCredentialEncrypted=")).toBe(true);
  expect(given("SetCredentialEncrypted=x ")).toBe(true);
});

describe("a name is given nothing", () => {
  test.each([
    ["by a variable that is made secure", '$txHash = ConvertTo-SecureString "abc" -AsPlainText'],
    ["by what is secure already", "ConvertTo-SecureString 'abc'"],
    ["by a variable of PowerShell", "ConvertTo-SecureString $x -AsPlainText -Force"],
    ["by a pair that goes on", '{apiSecret, "abc", 1}'],
    ["by the next item of a list, where it is an option too", "args:\n  - --apiSecret\n  - --verbose\n"],
  ])("%s", (_, text) => {
    expect(
      assignments(text, survey(text).keywords.names).map(({ start, end }) => text.slice(start, end)),
    ).not.toContain("abc");
  });
  test.each([
    "apiSecret",
    "apiSecret abc",
    "the apiSecret abc def",
    "apiSecret == abc",
    "apiSecret === 'abc'",
    "apiSecret = ''",
    'apiSecret = ""',
    'apiSecret = "\n"',
    'apiSecret = "abc',
    'apiSecret = "abc\ndef"',
    "apiSecret: \n",
    "apiSecret=",
    "apiSecret=\n",
    "apiSecret = getenv('abc')",
    'apiSecret = require("abc")',
    "apiSecret = x.get('abc')",
    "apiSecret = t('abc')",
    "apiSecret = this.$t('abc')",
    "apiSecret = i18n.t('abc')",
    "apiSecret = _('abc')",
    "apiSecret = it('abc')",
    "apiSecret = mustGet('abc')",
    "apiSecret = std::env('abc')",
    "apiSecret = db.query('abc')",
    "apiSecret = readParam('abc')",
    "arn:aws:secretsmanager:x:1:secret:abc",
    "apiSecret:\n  abc: def\n",
    "apiSecret:\n  abc = def\n",
    "apiSecret:\n  - abc: d\n",
    "apiSecret:\nabc",
    "apiSecret: ,",
    "<apiSecret></apiSecret>",
    "<apiSecret><![CDATA[]]></apiSecret>",
    "PASSWORD abc",
    "identified by abc",
    "name: apiSecret value abc",
    'variable "apiSecret" {}\ndefault = "abc"',
    "export\napiSecret abc",
    "x -\napiSecret abc",
    `apiSecret${" ".repeat(41)}= abc`,
    "apiSecret.=",
    "a-b apiSecret abc",
    "motto = abc",
    "the hmac abc",
    "createHmac(algorithm, secretOf(x))",
    "createHmac('sha256', secretOf(x)).update('abc')",
    "createHmac('sha256')",
    'ApiCredentials("abc")',
    "ApiCredentials('abc', secret)",
    "hmac.new(secret, b'abc', sha256)",
    'hmac.New(sha256.New, secret)\nmac.Write([]byte("abc"))',
    "hash_hmac('sha256', 'abc', $secret)",
    "CryptoJS.HmacSHA256('abc', secret)",
    "OpenSSL::HMAC.hexdigest('sha256', secret, 'abc')",
    'new SecretKeySpec(secret, "abc")',
    'subtle.importKey("jwk", key, "abc")',
    "gh secret get apiSecret --body abc",
    "gh secret set apiSecret; x --body abc",
    "a | apiSecret | abc",
    "x apiSecret,abc",
    '{"name": "apiSecret"}, {"name": "other", "value": "abc"}',
    "- name: apiSecret\n  type: String\n- name: other\n  value: abc\n",
    "name: apiSecret\na: 1\nb: 2\nc: 3\nd: 4\ne: 5\nf: 6\ng: 7\nh: 8\ni: 9\nvalue: abc",
    '{"value": "abcdef"}, {"name": "apiSecret"}',
    "apiSecret:\nvalue: abc",
    "apiSecret:\n  name: x\n  value: abc",
    "<td>apiSecret</td><td>abc</td>",
    "<td>apiSecret</td><td>The words that explain it</td>",
    '<label name="apiSecret">abc</label>',
    'apiSecret or "abc',
    'f(apiSecret type="abc")',
    'the apiSecret string = "abc"',
    "apt\tapiSecret\t1:4.13+a\n",
    "apt apiSecret 1:4.13+a\n",
    "f(apiSecret, abc)",
    "<b>apiSecret</b><string>abc</string>",
    'client.getApiSecret("abc")',
    'verifyToken("abc")',
    "put /bot/apiSecret\nx --values abc",
    "put apiSecret --value abc",
    'hmac.Newest(x, "abc")',
    'hmac.newest("abc", x)',
    'createHmacs("sha256", "abc")',
    'hash_hmacs("x", $t, "abc")',
    'HmacSHA256x(t, "abc")',
    'Credentials2("x", "abc")',
    'SecretKeySpecs("abc")',
    'subtle.importKeys("raw", "abc")',
    'CryptoJS.HmacSHA256(f(a, [b, {c: (1)}]), "abc")',
    'createHmac(a; b, "abc")',
    "createHmac('a\n, b', 'abc')",
    'value="abcdef" name="x" apiSecret',
    'var x apiSecret string = "abc"',
    'variable apiSecret string = "abc"',
    'myvar apiSecret string = "abc"',
    "apiSecret > abc",
    "gh secret set x apiSecret --body abc",
    "| a | b | apiSecret | abc |",
    'the apiSecret "abc"',
    "x :apiSecret abc",
    "xbearer abc",
    "bearerx abc",
    "db_password 'abc'",
    "password_x 'abc'",
    "login bot x apiSecret abc",
    "run -e=x apiSecret abc",
    'secretOf("abc")',
    'resecret("abc")',
    "apiSecret: \\nabc",
    "id,apiSecret,mode\n1,'',live\n",
  ])("%j", (text) => {
    expect(read(text)).toEqual([]);
  });
});

test.each(["+", "/"])(
  "what a run of base64 ends with behind %s is no name, and what a path ends with is one",
  (sign) => {
    const value = `${random}Wd5Gs1`;
    const run = `${random}c6Jm`;
    expect(read(`["${run}${sign}wPk","${value}"]`)).toEqual([]);
    expect(read(`["${run.slice(13)}${sign}wPk","${value}"]`)).toEqual([["wPk", value]]);
    expect(read(`["${run}-${sign}wPk","${value}"]`)).toEqual([["wPk", value]]);
    expect(read(`["production${sign}settings${sign}strategy${sign}wPk","${value}"]`)).toEqual([["wPk", value]]);
    expect(read(`["${run.slice(1)}${sign}pass","${value}"]`)).toEqual([]);
    expect(read(`["${run.slice(2)}${sign}pass","${value}"]`)).toEqual([["pass", value]]);
    expect(read(`["${run}${sign}password","${value}"]`)).toEqual([["password", value]]);
    expect(read(`["/${run}${sign}wPk","${value}"]`)).toEqual([["wPk", value]]);
    const long = "WOmEx5RZNUIuUl4hTuPk";
    expect(read(`["${run}${sign}${long}=","${value}"]`)).toEqual([]);
    expect(read(`["/${run}${sign}${long}","${value}"]`)).toEqual([[long, value]]);
    expect(read(`["qX3${sign}${long}","${value}"]`)).toEqual([]);
    expect(read(`["qX${sign}${long}","${value}"]`)).toEqual([[long, value]]);
    // Padding makes it base64 where the length fits.
    expect(read(`["${run}${sign}x${sign}wPk5=","${value}"]`)).toEqual([]);
    expect(read(`["${run}${sign}x${sign}wPk==","${value}"]`)).toEqual([]);
    expect(read(`["${run}${sign}x${sign}wPk50=","${value}"]`)).toEqual([["wPk50", value]]);
    expect(read(`["${run}${sign}x${sign}wPk50","${value}"]`)).toEqual([["wPk50", value]]);
    expect(read(`["${run}${sign}walletPrivateKey","${value}"]`)).toEqual([["walletPrivateKey", value]]);
  },
);

describe("values", () => {
  const words = ["kqzd", "xfgh", "ijkl", "mnop"].join(" ");

  test("are given in order, also of names inside values", () => {
    expect(read('{"secret": "a token=b c", "apiKey": "d"}')).toEqual([
      ["secret", "a token=b c"],
      ["token", "b"],
      ["apiKey", "d"],
    ]);
    expect(read("\u043a\u043b\u044e\u0447: a\ntoken: b\n\u043f\u0430\u0440\u043e\u043b\u044c: c")).toEqual([
      ["\u043a\u043b\u044e\u0447", "a"],
      ["token", "b"],
      ["\u043f\u0430\u0440\u043e\u043b\u044c", "c"],
    ]);
  });

  test("of a name that tells twice in another script count once", () => {
    expect(read("\u043f\u0430\u0440\u043e\u043b\u044c_\u043a\u043b\u044e\u0447: a")).toHaveLength(1);
  });

  test("inside values inside values are four at most", () => {
    expect(
      read(`${[0, 1, 2, 3, 4, 5].map((depth) => `secret${depth}=`).join("")}x\ntoken=y`).map(([name]) => name),
    ).toEqual(["secret0", "secret1", "secret2", "secret3", "token"]);
    const nested = Array.from({ length: 6 }, (_, depth) => `secret${depth}: `).join("");
    expect(read(`secret: "${nested.replaceAll(": ", " = ")}"`).length).toBeLessThan(6);
  });

  test("between quotes and at the end of a line have certain ends, others not", () => {
    const certain = (text: string): boolean[] =>
      assignments(text, survey(text).keywords.names).map((one) => one.certain);
    expect(certain('secret = "abc"')).toEqual([true]);
    expect(certain("secret=abc\n")).toEqual([true]);
    expect(certain("secret: |\n  abc\n")).toEqual([true]);
    expect(certain("secret: 'abc'")).toEqual([true]);
    expect(certain("secret:\n  'abc'\n")).toEqual([true]);
    expect(certain("secret: abc def")).toEqual([false]);
    expect(certain("secret:\n  abc\n")).toEqual([false]);
    expect(certain("<secret>abc</secret>")).toEqual([false]);
    expect(certain(`the secret is ${random}`)).toEqual([false]);
    expect(certain(`"secret": "'abcdefg'"`)).toEqual([true]);
    expect(certain('{"value": "abcdef", "name": "secret"}')).toEqual([true]);
    expect(certain("id,secret\n1,'abcdef'\n")).toEqual([true]);
    expect(certain('run -e "secret=a b"')).toEqual([true]);
    expect(certain("secret: %q(abc)")).toEqual([true]);
    expect(certain(`smtp_pass: ${words}`)).toEqual([true]);
    expect(certain("x API_SECRET=ab&cd,y")).toEqual([false]);
  });

  test("know how they stand where what is around them can't tell", () => {
    const stand = (text: string): unknown[] =>
      assignments(text, survey(text).keywords.names).map(({ position }) => position);
    expect(stand("secret = abc")).toEqual([undefined]);
    expect(stand("secret: %q(abc)")).toEqual(["literal"]);
    expect(stand(`smtp_pass: ${words}`)).toEqual(["literal"]);
    expect(stand('{"value": "abcdef", "name": "secret"}')).toEqual(["literal"]);
    expect(stand("id,secret\n1,'abcdef'\n")).toEqual(["literal"]);
    expect(stand("createHmac('sha256', 'abc')")).toEqual(["literal"]);
    expect(stand(`the secret is ${random}`)).toEqual(["line"]);
  });

  test("have no more than 2,048 characters between quotes, 512 without", () => {
    const quoted = (size: number): number | undefined => read(`secret = "${"x".repeat(size)}"`)[0]?.[1].length;
    expect(quoted(2_047)).toBe(2_047);
    expect(quoted(2_048)).toBeUndefined();
    expect(read(`secret: ${"x".repeat(600)}`)[0]?.[1]).toHaveLength(512);
    expect(read(`secret=${"x".repeat(600)}`)[0]?.[1]).toHaveLength(512);
    expect(read(`secret: |\n  ${"x".repeat(3_000)}\n`)[0]?.[1]).toHaveLength(2_048);
  });

  test("stand behind names of at most 120 characters on each side of what tells", () => {
    expect(read(`${"x".repeat(130)}_secret=abc`)[0]?.[0]).toHaveLength(126);
    expect(read(`secret_${"x".repeat(113)}=abc`)).toHaveLength(1);
    expect(read(`secret_${"x".repeat(120)}=abc`)).toEqual([]);
  });

  test("of one name that tells twice count once", () => {
    expect(read("secretToken: abc")).toEqual([["secretToken", "abc"]]);
  });
});

describe("a list is given to a name", () => {
  const other = Array.from(random).reverse().join("");

  test.each([
    `{"apiSecrets":["${random}","${other}"]}`,
    `{\\"apiSecrets\\":[\\"${random}\\",\\"${other}\\"]}`,
    `apiSecrets = ["${random}", '${other}',]`,
    `const apiSecrets: string[] = [\n  "${random}", // one\n  "${other}",\n];`,
    `API_SECRETS = (\n  "${random}",  # one\n  "${other}",\n)`,
    `apiSecrets := []string{"${random}", "${other}"}`,
    `String[] apiSecrets = {"${random}", "${other}"};`,
    `var apiSecrets = new[] { "${random}", "${other}" };`,
    `List<String> apiSecrets = List.of("${random}", "${other}");`,
    `let apiSecrets: Vec<&str> = vec!["${random}", "${other}"];`,
    `let apiSecrets = vec!["${random}".to_string(), "${other}".into()];`,
    `static const char *apiSecrets[] = {"${random}", "${other}"};`,
    `API_SECRETS='["${random}","${other}"]'`,
    `apiSecrets:\n  - ${random}\n  - "${other}"\nmode: live\n`,
    `apiSecrets:   # both\r\n- ${random} # one\r\n- ${other}`,
    `const apiSecrets:string[]=["${random}","${other}"]`,
    `const apiSecrets:\n  string[]\n  = ["${random}", "${other}"];`,
    `var apiSecrets = new  String[] { "${random}", "${other}" };`,
    `apiSecrets := [2]string{"${random}", "${other}"}`,
    `apiSecrets = ["${random}"\n  , "${other}"]`,
    `"apiSecrets" :\n  -  "${random}" # one\n  -  '${other}'  \n`,
  ])("%j", (text) => {
    const named = read(text).map(([name, value]) => [name.replace("_", "").toLowerCase(), value]);
    expect(named).toEqual([random, other].map((value) => ["apisecrets", value]));
  });

  test("of which what is no value of a generator is left alone, and what stands behind it", () => {
    expect(read(`secrets = ["first", "${random}", "AWS_X509"]`)).toEqual([["secrets", random]]);
    expect(read(`secrets = ["${random}", x, "${other}"]`)).toEqual([["secrets", random]]);
    expect(read(`secrets:\n  - ${random}\n  - a: ${other}\n`)).toEqual([["secrets", random]]);
    expect(read(`secrets = ["${random.slice(0, 15)}"]`)).toEqual([["secrets", `["${random.slice(0, 15)}"]`]]);
  });

  test("of which what stands elsewhere is no part: at the beginning of the text, in its margin, and before quotes that close nowhere", () => {
    expect(read(`"${other}"\nsecrets = ["${random}"]`)).toEqual([["secrets", random]]);
    expect(read(`- ${other}\nsecrets:\n  - ${random}`)).toEqual([["secrets", random]]);
    expect(read(`- ${other}\nsecrets: none\n`)).toEqual([["secrets", "none"]]);
    expect(read(`secrets:\n  - ${random}\n${other}\n`)).toEqual([["secrets", random]]);
    const value = `${random}${other}`;
    for (const text of [`secrets:["${value}`, `secrets:\n  - "${value}`])
      expect(Array.from(listed(text, "secrets".length))).toEqual([]);
  });

  test.each([`secrets = ["${random}"]`, `secrets:\n  - ${random}\n`, `secrets:\n  - '${random}'\n`])(
    "of whose values the ends are certain, and each is a literal: %j",
    (text) => {
      expect(Array.from(listed(text, "secrets".length))).toEqual([
        { start: text.indexOf(random), end: text.indexOf(random) + random.length, certain: true, position: "literal" },
      ]);
    },
  );

  test("64 values at most are read", () => {
    const many = (count: number): string => Array.from({ length: count }, () => `"${random}"`).join(",");
    expect(read(`secrets = [${many(64)}]`)).toHaveLength(64);
    expect(read(`secrets = [${many(65)}]`)).toHaveLength(64);
    const rows = (count: number): string => `  - ${random}\n`.repeat(count);
    expect(read(`secrets:\n${rows(65)}`)).toHaveLength(64);
  });

  test.each([
    ["secretKeys", 1],
    ["privateKeys", 1],
    ["accountKeys", 0],
    ["authTokens", 1],
    ["secretTokens", 1],
    ["privkeys", 1],
    ["signerKey", 0],
    ["signingKeys", 0],
    ["tokens", 0],
    ["token", 0],
    ["coinTokens", 0],
    ["passwords", 1],
    ["suiKeystore", 1],
    ["secretNames", 0],
    ["apiKeys", 0],
  ])("of %s %i are read", (name, count) => {
    expect(read(`${name}: ["${random}"]`).filter(([, value]) => value === random)).toHaveLength(count);
  });
});

describe("a map is given to a name", () => {
  test.each([
    `privateKeys = { main: '${random}' }`,
    `private_keys:\n  main: "${random}"\nmode: live\n`,
    `private_keys:\n  main: ${random}\n`,
    `private_keys = { main = "${random}" }`,
    `PRIVATE_KEYS = {"main": "${random}"}`,
    `{\\"privateKeys\\":{\\"main\\":\\"${random}\\"}}`,
    `private_keys = { :main => "${random}" }`,
    `private_keys = { "main": b"${random}" }`,
    `private_keys:\n  main:   ${random}\n`,
    `PRIVATE_KEY = {"live": "${random}"}[MODE]`,
  ])("%j", (text) => {
    expect(read(text).map(([, value]) => value)).toEqual([random]);
  });

  test("but not what a cipher puts out", () => {
    const sealed = (key: string): number =>
      read(`apiSecret: {"${key}": "x", "main": "${random}"}`).filter(([, value]) => value === random).length;
    expect([sealed("note"), sealed("iv"), sealed("nonce"), sealed("authTag"), sealed("given")]).toEqual([
      1, 0, 0, 0, 1,
    ]);
  });

  test.each<[string, boolean]>([
    ["iv: 1 }", true],
    ["iv:", true],
    [`"iv" : 1 }`, true],
    ["a: 1, nonce = 2 }", true],
    ["iv, a: 1 }", false],
    ["a: 1 } iv: 2", false],
    [`a: "${"x".repeat(400)}", iv: 1 }`, false],
  ])("of which a cipher puts out {%s: %j", (map, is) => {
    expect(isSealed(`iv: {${map}`, "iv: {".length)).toBe(is);
  });

  test("of which every key says only whose value it is", () => {
    const under = (name: string, key: string): number =>
      read(`${name}:\n  ${key}: ${random}\n`).filter(([, value]) => value === random).length;
    expect([under("secrets", "main"), under("secrets", "txHash"), under("secrets", "digest")]).toEqual([1, 0, 0]);
    expect([under("credentials", "main"), under("creds", "main"), under("accounts", "main")]).toEqual([0, 0, 0]);
    expect([under("secrets", "secure"), under("secrets", "secured")]).toEqual([0, 1]);
  });
});

test("the first column of a table and a heading name what follows, in as many as three words before", () => {
  const isRead = (text: string): boolean => read(text).some(([, value]) => value === random);
  for (const text of [
    `| api secret | ${random} |\n`,
    `| api secret | \`${random}\` |\n`,
    `name,value\napi secret,${random}\n`,
    `name;value\nAPI_SECRET;${random}\n`,
    `my exchange api secret\t${random}\n`,
    `## API secret\n\n${random}\n`,
    `## API secret\n\n\`\`\`text\n${random}\n\`\`\`\n`,
    `**API secret:**\n${random}\n`,
    `**API secret:**\n\n${random}\n`,
  ])
    expect({ text, read: isRead(text) }).toEqual({ text, read: true });
  for (const text of [
    `x = 1 | api secret | ${random} |\n`,
    `this is my exchange api secret, ${random}\n`,
    `| api secret | see ${random} |\n`,
    `## API secret\n\n\n\n${random}\n`,
    `API secret\n\n${random}\n`,
    `the api secret, ${random}\n`,
  ])
    expect({ text, read: isRead(text) }).toEqual({ text, read: false });
});

test("quotes inside quotes, which are escaped once more, end no value", () => {
  expect(read('{\\"apiSecret\\":\\"[\\\\\\"abc\\\\\\"]\\"}')).toEqual([["apiSecret", '[\\\\\\"abc\\\\\\"]']]);
  expect(read('{\\"apiSecret\\":\\"abc"}')).toEqual([["apiSecret", "abc"]]);
});

test.each([
  ["'abc'", "abc"],
  ['\\\\"abc\\\\"', "abc"],
  [`${"\\".repeat(8)}"abc${"\\".repeat(8)}"`, "abc"],
  [`${"\\".repeat(9)}"abc${"\\".repeat(9)}"`, undefined],
  ['"abc\\\\" + "def"', "abc\\\\"],
  [`'"abcde"'`, "abcde"],
  [`'"ab"'`, '"ab"'],
  ['"\\"abcde\\""', "abcde"],
  ['"\\"abcd\\""', '\\"abcd\\"'],
  ["``abc``", "abc"],
  ["```abc```", "abc"],
  ["``", undefined],
  ["````", undefined],
  ["``abc", undefined],
  ["''abc''", undefined],
  ['"abc', undefined],
  ["abc", undefined],
])("what quotes hold in %s is %j", (text, value) => {
  const range = quotedAt(text, 0);
  expect(range === undefined || range === "none" ? undefined : text.slice(range.start, range.end)).toBe(value);
});
