import { assignments } from "../../../policies/detection/assignments";
import { survey } from "../../../policies/detection/runs";

/** What names that say that they hold a secret are given, without what is given to others. */
const read = (text: string): readonly (readonly [string, string])[] =>
  assignments(text, survey(text).keywords.names)
    .filter(({ name }) => name.role !== "none" && name.role !== "innocent")
    .map(({ name, start, end }) => [name.written, text.slice(start, end)]);

const value = "Grid-4711.x";
const random = "q7Lw2Rk9Zx4Tn8VbHy3P";
const digits = "3f9a0c7be5d2418604af9d13c8b7e265";

describe("a script hands a name", () => {
  test.each<[string, string, string?]>([
    ["what it answers a prompt", `expect "API secret:"\nsend "${value}"`, "secret"],
    ["an answer with the key that ends it", `expect "password: "\nsend -- "${value}\\r"`, "password"],
    ["a line that a program sends", `child.expect("password:")\nchild.sendline('${value}')`, "password"],
    ["what it reads from a here-string", `read -r API_SECRET <<< "${value}"`, "API_SECRET"],
    ["what it pipes to an option", `echo '${value}' | ./bot import --api-secret-stdin`, "api-secret"],
    ["what it pipes to a registry", `echo "${value}" | sudo docker login -u bot --password-stdin`, "password"],
    [
      "a value beside a name",
      `az keyvault secret set --vault-name v --name api-secret --value "${value}"`,
      "api-secret",
    ],
    ["a value beside a short option", `az keyvault secret set -n api-secret --value "${value}"`, "api-secret"],
    ["a body without a blank", `gh secret set API_SECRET -b'${value}'`, "API_SECRET"],
    ["what stands behind it in a list", `[ start, --api-secret, "${value}" ]`, "api-secret"],
    ["a variable of Azure's pipelines", `##vso[task.setvariable variable=API_SECRET]${value}`, "API_SECRET"],
    ["one that they hide", `##vso[task.setvariable variable=API_SECRET;issecret=true]${value}`, "API_SECRET"],
    ["what it falls back to", `\${env:API_SECRET, '${value}'}`, "API_SECRET"],
    ["a setting of Redis", `\nrequirepass ${value}\n`, "requirepass"],
    ["a constant of Emacs", `(setq api-secret "${value}")`, "api-secret"],
    ["an attribute of Elixir", `@api_secret "${value}"`, "api_secret"],
    ["a property of AppleScript", `set apiSecret to "${value}"`, "apiSecret"],
    ["a file of Nix", `writeText "api-secret" "${value}"`, "api-secret"],
    ["what a zero ends in a list of variables", `A=1\0API_SECRET=${value}\0B=2`, "API_SECRET"],
    ["what holds ampersands", "A=1,API_SECRET=Grid&4711&x,B=2", "API_SECRET"],
  ])("%s", (_, text, name = "api_secret") => {
    expect(read(text)).toEqual([[name, text.includes("&") ? "Grid&4711&x" : value]]);
  });

  test.each([
    ["the next parameter of a URL", `?API_SECRET=abcdef&mode=${value}`],
    ["a text that is printed", `expect "password:"\nputs "${value}"`],
    ["a here-string for another command", `grep API_SECRET <<< "${value}"`],
    ["what goes to an option for something else", `echo '${value}' | ./bot import --stdin`],
    ["what is piped on", `echo '${value}' | tr a b | ./bot --api-secret-stdin`],
    ["a sentence on it", `\nthe requirepass ${value}\n`],
    ["what is written under another name", `writeFile "api-secret" "${value}"`],
  ])("but not %s", (_, text) => {
    expect(read(text).map(([, given]) => given)).not.toContain(value);
  });
});

describe("a program hands a name", () => {
  test.each<[string, string, string?]>([
    ["what stands between brackets of Ruby", `apiSecret = %q(${value})`],
    ["what stands between others of Ruby", `apiSecret = %Q{${value}}`],
    ["what stands between braces of Perl", `apiSecret => q{${value}}`],
    ["what stands between brackets of Lua", `apiSecret = [[${value}]]`],
    ["a raw text of C++", `std::string apiSecret = R"(${value})"`],
    ["a text of Elixir", `apiSecret: ~s(${value})`],
    ["a text on lines of its own", `apiSecret = """\n    ${value}\n    """`],
    ["a text that begins on a line of its own", `apiSecret = """\n${value}"""`],
    ["a member of C++", `Bot() : api_secret_("${value}") {}`, "api_secret_"],
    ["a pair of Kotlin", `mapOf("apiSecret" to "${value}")`],
    ["an entry of PHP's", `s:9:"apiSecret";s:11:"${value}";`],
    ["the default of a tag of Go", `\`env:"apiSecret" envDefault:"${value}"\``],
    ["the default of an argument of Rust", `#[arg(long, env = "apiSecret", default_value = "${value}")]`],
    ["the default of a parameter", `string(name: 'apiSecret', defaultValue: '${value}', description: '')`],
    ["a parameter of Bicep", `param apiSecret string = '${value}'`],
    ["a method in small letters", `Client::builder().binance_api_secret("${value}")`, "binance_api_secret"],
    ["a method behind another one's call", `builder().binanceApiSecret("${value}")`, "binanceApiSecret"],
    ["a method of several words", `new B().awsSecretAccessKey('${value}')`, "awsSecretAccessKey"],
    ["the second of a pair", `requests.get(url, auth=("bot", "${value}"))`, "auth"],
    ["what is held in a record of its own", `{"title":"apiSecret","id":"q2","value":{"concealed":"${value}"}}`],
    ["what is held in a record's data", `{"fieldName":"apiSecret","type":"hidden","data":{"content":"${value}"}}`],
    ["what stands before it and its id", `{"value":"${value}","id":"","name":"apiSecret","type":"P"}`],
    ["what is given where a condition does not hold", `apiSecret = "" if testing else "${value}"`],
    ["what is given instead of another name", `apiSecret = TEST if testing else '${value}'`],
    ["what a template encodes", `apiSecret: {{ "${value}" | b64enc }}`],
    ["what a function of Rust has", `fn apiSecret() -> String { "${value}".into() }`],
    ["a property's own element", `<property name="apiSecret">\n  <value>${value}</value>`],
    [
      "an entry with a name of two words",
      `<Key>Binance apiSecret</Key>\n<Value ProtectInMemory="True">${value}</Value>`,
    ],
  ])("%s", (_, text, name = "apiSecret") => {
    expect(read(text)).toEqual([[name, value]]);
  });

  test.each([
    ["a variable that is innocent, however secure", `$txHash = ConvertTo-SecureString '${value}' -AsPlainText`],
    ["a method that reads it", `client.get_api_secret("${value}")`],
    ["an argument of a function", `make_secret("${value}")`],
    ["a note beside something else", `{"name":"main","notes":"${value}"}`],
    ["a prompt that goes on", `ask("API secret:", "${value}")`],
  ])("but not %s", (_, text) => {
    expect(read(text).map(([, given]) => given)).not.toContain(value);
  });

  test.each<[string, readonly string[]]>([
    ['apiSecret = live ? "one" : "two"', ["one", "two"]],
    ["apiSecret = 'one' if live else 'two'", ["one", "two"]],
    ['{ apiSecret: "one", "two": "three" }', ["one"]],
    ['apiSecret = live ? "one" : two', ["one"]],
    ["apiSecret = 'one' if live", ["one"]],
    ['apiSecret = "one" -> "two"', ["one", "two"]],
  ])("%s: of both branches, %j", (text, values) => {
    expect(read(text).map(([, given]) => given)).toEqual(values);
  });
});

describe("a page, a message or a log hands a name", () => {
  test.each<[string, string]>([
    ["a paragraph", `<p>API Secret: <b>V</b></p>`],
    ["a table", `<tr><th>API Secret</th></tr><tr><td><code>V</code></td></tr>`],
    ["a break", "API secret:<br/>V<br/>"],
    ["a message of Telegram's", `["api secret: ", {"type": "code", "text": "V"}]`],
    ["a message with a language", `["api secret",{"type":"pre","language":"","text":"V"}]`],
    ["what is printed behind it", `print("API secret:", "V")`],
    ["what it is compared with", `assert config.apiSecret == "V"`],
    ["what it is not", `if (apiSecret !== 'V')`],
    ["AsciiDoc", "Secret Key:: V"],
    ["a fence behind a colon", "Private Key:\n```\nV\n```\n"],
    ["a list that folds", "▸ Gate API Secret\n    V\n"],
    ["the base of keys", "Secret Key Base: V"],
    ["a label with an empty line behind it", "API Secret:\n\nV\n"],
    ["an arrow", "Secret → V"],
    ["a prompt", "Enter your Okx secret key >>> V"],
    ["code in colours", `<span>api_secret</span> <span>=</span> <span>"V"</span>`],
    ["a text field", '<textarea name="api_secret">V</textarea>'],
    ["a table that is drawn", "│ api_secret │ V │"],
    ["what a test expects", 'expect(config.apiSecret).toBe("V")'],
    ["what a shell shows", "$ echo $API_SECRET\nV\n"],
    ["what a shell shows between braces", '# echo "${API_SECRET}"\nV\n'],
    ["what a command shows", "bot@host:~$ printenv API_SECRET\nV\n"],
    ["what Python shows", ">>> api_secret\n'V'\n"],
    ["a part of a form", 'form-data; name="api_secret"\r\n\r\nV\r\n--x'],
    ["a part of a form of a type", 'form-data; name="api_secret"\r\nContent-Type: text/plain\r\n\r\nV\r\n--x'],
    ["an output of a workflow", "::set-output name=api_secret::V\n"],
    ["a field with a label", '<label>API secret</label> <input id="s" value="V">'],
    ["a sentence about something", "the private key for the deploy: V"],
    ["a sentence with a code", "secret key of main `V`"],
    ["two columns", "API Secret            V\n"],
    ["what a debugger of Python shows", "(Pdb) api_secret\n'V'\n"],
    ["what a notebook prints", "In [7]: print(api_secret)\nV\n"],
    ["what a notebook shows", "In [12]: api_secret\nOut[12]: 'V'\n"],
  ])("%s", (_, text) => {
    expect(read(text.replace("V", random)).map(([, given]) => given)).toEqual([random]);
  });
  test.each<[string, string]>([
    ["what stands in an element that is none of a page", "secret <lambda>V</lambda>"],
    ["what a function is given", `t("API secret:", V)`],
    ["a key's id", "sec  rsa2048/8C124F0F782DA097"],
    ["a part of a form behind another line", 'form-data; name="api_secret"\r\nV\r\n--x'],
    ["an input of a workflow", "::add-input name=api_secret::V\n"],
    ["a button with a label", '<label>API secret</label> <button value="V">'],
    ["a longer sentence about something", "the private key for one and another and a third: V"],
    ["two columns far apart", `API Secret${" ".repeat(25)}V\n`],
    ["a docstring", "def f(user, api_secret):\n    'V'\n"],
    ["a line behind a name alone", "x api_secret\nV\n"],
    ["a longer line behind what a shell shows", "$ echo $API_SECRET\nV and more\n"],
    ["a hash of a function", `assert (hash(privateKey) === 'V')`],
    ["a fence behind a line without a colon", "Private Key\n```\nV\n```\n"],
  ])("but not %s", (_, text) => {
    expect(read(text.replace("V", random)).map(([, given]) => given)).not.toContain(random);
  });
});

test.each([
  ["a message", '["api secret: ",{"type":"code","text":"V"}]', `7${random}`],
  ["what is printed", 'print("API secret:", "V")', `7${random}`],
  [
    "a sentence, also where it holds what a type is called after",
    "client secret V",
    `x9${random.slice(6, 9)}Password${random}`,
  ],
])("a value may begin with a digit or a small letter in %s", (_, text, whole) => {
  expect(read(text.replace("V", whole)).map(([, given]) => given)).toEqual([whole]);
});

test.each(["+", "/", "_"])("a value may begin with %s", (sign) => {
  const whole = `${sign}${random}Uo5/Wc7=`;
  expect(read(`API Secret:\n${whole}\n`).map(([, given]) => given)).toEqual([whole]);
});

describe("what a name is given is read as before", () => {
  test.each<[string, string, string?]>([
    ["behind an option of one dash", `./bot -password ${value} -v`, "password"],
    ["behind one of several words", `New-ADUser -AccountPassword "${value}"`, "AccountPassword"],
    ["behind a note", `{"name":"api_secret","note":"main","value":"${value}"}`],
    ["behind a note that is null", `{"name":"api_secret","notes":null,"value":"${value}"}`],
    ["behind a default that is null", `{"name":"api_secret","default_value":null,"value":"${value}"}`],
    ["behind data of another sort", `{"name":"api_secret","kind":"x","data":"y","value":"${value}"}`],
    ["behind notes of YAML", `- name: api_secret\n  notes: production\n  value: ${value}\n`],
    ["in an element behind an attribute", `<property value="unused-x" name="api_secret">${value}</property>`],
    ["behind a dot", `.password "${value}"`, "password"],
    ["before a comma of Chinese", `密码：${value}，请勿外传`, "密码"],
    ["between zeros", `A=x\0API_SECRET=${value}\0B=C\0`, "API_SECRET"],
    ["between zeros, first of all", `API_SECRET=${value}\0B=C\0`, "API_SECRET"],
    ["before a parameter without a value", `https://x/?API_SECRET=${value}&debug`, "API_SECRET"],
    ["in a raw text that holds a bracket", `std::string api_secret = R"(${value}(2)x)"`, "api_secret"],
  ])("%s", (_, text, name = "api_secret") => {
    const given = text.includes("(2)x") ? `${value}(2)x` : value;
    expect(read(text)).toContainEqual([name, given]);
  });
});

test("a type of a resource in a map is no name, a member of a scope is one", () => {
  expect(read(`"AWS::ApiGateway::ApiKey": "${digits}"`)).toEqual([]);
  expect(read(`Desk::apiKey = "${digits}"`)).toEqual([["apiKey", digits]]);
});

describe("a cell of a page beside a name holds its value", () => {
  const name = "ETHERSCAN_API_KEY";
  test.each([
    ["a table's", `<td>${name}</td><td>V</td>`],
    ["a table's, on lines of its own", `<tr>\n  <td>${name}</td>\n  <td>\n    V\n  </td>\n</tr>`],
    ["a table's with a head", `<th scope="row">${name}</th><td class="mono">V</td>`],
    ["a list's", `<dt>${name}</dt>\n<dd>V</dd>`],
    ["of which the name is code", `<td><code>${name}</code></td><td><code>V</code></td>`],
    [
      "of which both have classes",
      `<td class="a"><span class="b">${name}</span></td>\n<td class="c"><span class="d">V</span></td>`,
    ],
    ["with blanks", `<td> ${name} </td> <td> <b>V</b> </td>`],
  ])("%s", (_, text) => {
    expect(read(text.replace("V", random))).toEqual([[name, random]]);
  });
  test.each([
    ["words", `<td>${name}</td><td>the-key-of-etherscan</td>`],
    ["a cell beside text", `x ${name}</td><td>V</td>`],
    ["a cell that is empty", `<td>${name}</td><td></td><td>V</td>`],
    ["a short value", `<td>${name}</td><td>q7Lw2Rk9</td>`],
    ["another element", `<td>${name}</td><th>V</th>`],
  ])("but not %s", (_, text) => {
    expect(read(text.replace("V", random)).map(([, given]) => given)).not.toContain(random);
    expect(read(text).map(([, given]) => given)).not.toContain("the-key-of-etherscan");
  });
});

describe("what a record notes of a name counts where it is random", () => {
  test.each([
    '{"name":"apiSecret","notes":"V"}',
    '{"name": "apiSecret", "note": "V"}',
    '{\n  "name" : "apiSecret" ,\n  "notes" : "V"\n}',
    "{ name: 'apiSecret', notes: 'V' }",
    'title="apiSecret" note="V"',
  ])("%s", (text) => {
    expect(read(text.replace("V", random))).toEqual([["apiSecret", random]]);
  });
  test.each([
    '{"name":"apiSecret","notes":"rotated-by-the-desk-team"}',
    '{"name":"apiSecret","notes":"V and more"}',
    '{"name":"apiSecret","denotes":"V"}',
    '{"name":"apiSecret","notes":{"a":"V"}}',
  ])("not %s", (text) => {
    expect(read(text.replace("V", random))).toEqual([]);
  });
});

describe("a record of its own holds a value", () => {
  test.each([
    '{"title":"apiSecret","value":{ "concealed" : "V" }}',
    '{"title":"apiSecret","value":{\n    "string": "V"\n}}',
    "{ title: 'apiSecret', value: { content: 'V' } }",
    '{"title":"apiSecret","type":"x","data":{"password":"V"}}',
    '{\\"title\\":\\"apiSecret\\",\\"value\\":{\\"concealed\\":\\"V\\"}}',
  ])("%s", (text) => {
    expect(read(text.replace("V", value)).map(([, given]) => given)).toContain(value);
  });
  test.each(['{"title":"apiSecret","value":{"label":"V"}}', '{"title":"apiSecret","value":{"concealed":V}}'])(
    "not %s",
    (text) => {
      expect(read(text.replace("V", value)).map(([, given]) => given)).not.toContain(value);
    },
  );
});

describe("what people and programs show is read in all its forms", () => {
  test.each([
    'print("api secret",  b"V")',
    "print('api secret:','V')",
    'log("apiSecret=", f"V")',
    'if (apiSecret==="V") {',
    "if apiSecret  ==  'V':",
    'config["apiSecret"] == "V"',
    'assertThat(config.getApiSecret).equals( "V")',
    'expect(apiSecret).toBe("V")',
    'expect(apiSecret).eq("V")',
    'expect(apiSecret).to.equal("V")'.replace("to.equal", "equal"),
    'expect(apiSecret).toStrictEqual(b"V")',
    '["api secret ", { "type": "pre", "language": "ini", "text": "V" }]',
    '["api secret: ",{"type":"code","text":"V"}]',
    'API Secret : <p class="x" id="y">V</p>',
    "<dl><dt>API Secret</dt><dd>V</dd></dl>",
    "<h3>API Secret</h3>\n<pre>V</pre>",
    'API Secret <a href="#">V</a>',
    "API Secret<br>\nV",
    "<li>API Secret: <u>V</u></li>",
    "**API Secret**:\n\nV\n",
    "API Secret: \t\n\nV\n",
    "API Secret:\n\n```text\nV\n```\n",
    ">>> print(api_secret)\nV\n",
    ">>> print( api_secret )\nV\n".replace("( ", "(").replace(" )", ")"),
    "% cat /run/secrets/api_secret\nV\n",
    "root@host:/# cat api_secret\r\nV\r\n",
    "❯ echo $api_secret  \nV\n",
    "api secret|V",
    "  api secret   |   V",
    "api secret;V\n",
    "api secret\tV\n",
    '"api secret",V\n',
    "Private Key:\n  ```\nV\n  ```\n",
    "\n  | api secret | V",
    "*API Secret*:\n\nV\n",
    "  ## API Secret\n\nV\n",
    "API Secret: <dd>V</dd>",
    'print("API secret ", "V")',
    "API Secret :\n\nV\n",
    "#define NOTE the secret is V",
  ])("%j", (text) => {
    expect(read(text.replace("V", random)).map(([, given]) => given)).toContain(random);
  });
  test.each([
    "#define OBJ_secretBag  OBJ_pkcs12_BagIds7Kq",
    "#define  OBJ_secretBag  OBJ_pkcs12_BagIds7Kq",
    `#define OBJ_secretBag OBJ_pkcs12_BagIds7Kq${" etc.".repeat(40)}`,
    "# Keys\nAPI Secret\n\nV\n",
    "private key LfA2aV1ClientCredentialsOAuthFlow",
    "client secret X9Password2Zx4Tn8VbHy3",
    "sec  ed25519/8C124F0F782DA097",
    "Pass LIBPFM4_ARCH7_FLAGS_X9K2 to make",
    "one two three four api secret|V",
    "API Secret\n\nV\n",
    "API Secret <x-y>V</x-y>",
    "API Secret, <b>V</b>",
    '["api secret ", { "kind": "code", "text": "V" }]',
    "the API secret is below V",
    "$ rm api_secret\nV and more\n",
    "api_secret\nV\n",
    "he said $ api_secret\n\nV\n",
  ])("nothing in %j", (text) => {
    expect(read(text.replace("V", random))).toEqual([]);
  });
});
