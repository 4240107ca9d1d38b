import { isMadeSecret, isPassword, isWordPhrase } from "../../policies/detection/password";
import { Random } from "./generate/random";
import { standing } from "./standing";

const random = new Random("passwords");

describe("words between blanks", () => {
  test.each([
    "river stone lamp door",
    "ab cd ef gh",
    "river stone 7lamp door9",
    "a1 b2 c3 d4 e5 f6 g7 h8 i9 j0 k1 l2",
    `${"r".repeat(14)} stone lamp door`,
    "river stone lamp 7",
    "river stone lamp 2024",
  ])("%j are a passphrase", (value) => {
    // prettier-ignore
    expect(isWordPhrase(value)).toBe(true);
  });

  test.each([
    "river stone lamp",
    "river",
    "",
    "river stone lamp river",
    "river stone lamp a",
    "River stone lamp door",
    "river stone lamp door.",
    "xriver, stone lamp door",
    "river  stone lamp door",
    `${"r".repeat(15)} stone lamp door`,
    `stone lamp door ${"r".repeat(15)}`,
    "a1 b2 c3 d4 e5 f6 g7 h8 i9 j0 k1 l2 m3",
    "river stone 12",
    "river stone lamp 12345",
    "river stone 12 lamp",
    "the river stone 12",
    "-river stone lamp door",
    "river stone lamp door-",
    "river-x stone lamp door",
    ...(
      "an and are at be but by can cannot do does enter for forgot forgotten from has have if in is it its more must new no not of on one only or our " +
      "please provide reset see should that the their this to use used valid was when which will with you your invalid required wrong incorrect " +
      "missing confirm change show hide password passwords passwd passwort passphrase secret secrets token tokens credential credentials mnemonic " +
      "apikey auth login"
    )
      .split(" ")
      .map((word) => `river stone ${word} door`),
  ])("%j are none", (value) => {
    // prettier-ignore
    expect(isWordPhrase(value)).toBe(false);
  });
});

const passwords = [
  "K7vq!2xPmZ9", "Zeppelin7!", "Grid-4711-x", "river7", "river!Stone", "r\u00fcbe77", "a!bcdE", "river-stone-lamp-door", "river-7-lamp", "7_lamp_river",
  "river_stone_lamp_door", "kVqXpZmb", "bTrWkQzPnHdLmx", "x7!@#%&()z", "Secret!Desk77", "river-stone!7Lamp", "xDESK-LAMP-7", "DESK-LAMP-7x", "K7vq.key!2x", "!K7vq2x(Z", "7kq:x:7!Q",
  "river_vault123", "river-stone-lamp1234", "river-stone42", "river-stone-lamp65", "river-stone-lamp7", "River.Stone42", "River_Stone42", "River-Stone-Lamp4711", "river_stone123456", "river_aes1257",
]; // prettier-ignore

const others = [
  // Neither long enough nor too long, and no blanks.
  "K7!xq", `K7!x${"q7Z!".repeat(31)}z`, "K7 vq!2x", "K7vq\u00a02x!",
  // One sort of character.
  "riverside", "RIVERSIDE", "835162947", "!@#$%^&*-",
  // Two sorts without a digit.
  "riverStone", "river!stone",
  // Paths and tags.
  "./K7vq2x!", "/K7vq2x!", "~K7vq2x!", "#K7vq2x!", "@K7vq2x!", "<K7vq2x!", "K7vq2x!<b", "K7vq2x!>b", "http:K7vq2x!", "https:K7vq2x!", "--K7vq2x!", "%sK7vq2x!",
  "K7vq2x//!Z", '["K7vq2x!', '{"K7vq2x!', "[['K7vq2x!",
  ...["js", "ts", "json", "py", "md", "txt", "pem", "key", "yml", "yaml", "env", "html", "css"].map((extension) => `K7vq!2x.${extension}`),
  // Code, patterns, accounts.
  "K7vq2x(Z!", "get_K7(", "[^K7vq2]", "a[a-z7X]!", "K[A-Z7]x!", "K7[0-9]x!", "[\\K7vq!x", "\\d+K7vq", "\\w*K7vq", "\\s{K7vq", "\\b+K7vq", "\\fBK7vq", "\\fIK7vq",
  "\\fPK7vq", "\\fRK7vq", "(?:K7vq!", "(?=K7vq!", "(?!K7vq!", "(?<K7vq!", "K7vq{2,4}!", "K7vq{2,}!", "K7vq{2,16}!", "root:x:0:Q", "_bot-7:*:1:Q", "bot:!:1:Q",
  // Identifiers.
  "API-SECRET-7", "V1.2:X_9", "AUTH-7", "auth0-client-secret", "sesSmtpPasswordV4", "login7/user", "my$token7",
  ...["password", "passwords", "passwd", "passwort", "passphrase", "secret", "secrets", "token", "tokens", "credential", "credentials", "mnemonic", "auth", "login"].map(
    (word) => `desk${word[0]?.toUpperCase() ?? ""}${word.slice(1)}V4`,
  ),
  // Joined words that are too few for a passphrase, or name a thing.
  "river-stone", "river--7", "DESK--7", "DESK-77", "river-7", "river-stone-lamp", "river.7.lamp.x", "river/7/lamp", "river-lamp7-x-y", "river-7lamp-x-y", "river:7",
  Array.from({ length: 13 }, () => "ab").join("-"), "river_vault12", "river-stone7", "river-server42", "river-sha-key42", "river.stone42", "river-aes256", "river-secret42", "ri-vault42", "river_v123", "Required.", "passwort,", "NEW.",
  "API:", "scmVersion=", "\\x1b[32mPASS7!", "\\033[1m7x!", "\\\\1\\u2014", "%.*s4-HMAC-7", "\u8bf7\u8f93\u5165\u5bc6\u78016-20\u4f4d", "\u30d1\u30b97x!Q", "ri_vault123", "river.vault123", "river_vault1234567", "login_vault123",
  ...["128", "192", "224", "256", "384", "512", "1024", "2048", "4096"].map((size) => `river_aes${size}`),
]; // prettier-ignore

describe("a person's password", () => {
  test.each(passwords)("%j is one", (value) => {
    expect(isPassword(standing(value))).toBe(true);
  });

  test.each(others)("%j is none", (value) => {
    expect(isPassword(standing(value))).toBe(false);
  });

  test("what is random is one, whatever it looks like", () => {
    const id = random.uuid();
    expect(isPassword(standing(id))).toBe(true);
    expect(isPassword(standing(random.text("ABCDEFGHIJKLMNOPQRSTUVWXYZ", 16)))).toBe(true);
    expect(isPassword(standing(random.alnum(128)))).toBe(true);
    expect(isPassword(standing(random.alnum(129)))).toBe(false);
  });

  test("stands between quotes, or ends its line where it is no expression", () => {
    const [value, called] = ["K7vq!2xPm", "K7vq!2x[Pm"];
    expect(isPassword(standing(value, 'password = "', '"', "password"))).toBe(true);
    expect(isPassword(standing(value, "password = ", "\n", "password"))).toBe(true);
    expect(isPassword(standing(value, "f(password=", ")", "password"))).toBe(false);
    expect(isPassword(standing(value, '["a", "password", "', '", "b"]', "password"))).toBe(false);
    expect(isPassword(standing(called, 'password = "', '"', "password"))).toBe(true);
    expect(isPassword(standing(called, "password = ", "\n", "password"))).toBe(false);
    expect(isPassword(standing(called, "PASSWORD=", "\n", "PASSWORD"))).toBe(true);
  });

  test("is not what a test says", () => {
    for (const [name, before] of [
      ["PASS", "PASS: "],
      ["PASS", "PASS:"],
      ["XPASS", "XPASS:"],
      ["KPASS", "KPASS:    "],
    ] as const)
      expect(isPassword(standing("K7vq!2xPm", before, "\n", name))).toBe(false);
    for (const [name, before] of [
      ["PASS", "PASS="],
      ["PASSX", "PASSX: "],
      ["BOTPASS", "BOTPASS: "],
      ["pass", "pass: "],
      ["PASS", "PASS:      "],
      ["PASS", 'PASS: "'],
    ] as const)
      expect(isPassword(standing("K7vq!2xPm", before, before.endsWith('"') ? '"' : "\n", name))).toBe(true);
  });
});

describe("one word of letters is a label", () => {
  test.each([
    ["of Spanish", "Contrase\u00f1a"],
    ["of Hungarian", "Jelsz\u00f3"],
    ["of Swedish", "L\u00f6senord"],
    ["of Romanian", "Parol\u0103"],
    ["of Russian", "\u041f\u0430\u0440\u043e\u043b\u044c"],
    ["of German, with capitals inside", "Kennwort\u00c4ndernNeu"],
    ["with its mark behind the letter", "Contrasen\u0303a"],
    ["as JSON escapes it", "Contrase\\u00f1a"],
    ["as HTML escapes it", "Contrase&ntilde;a"],
  ])("%s", (_, value) => {
    expect(isPassword(standing(value))).toBe(false);
  });

  test.each([
    ["with digits", "Contrase\u00f1a77"],
    ["with a sign", "Contrase\u00f1a!"],
    ["of two words", "Contrase\u00f1a-Nueva"],
    ["with an escape of a sign", "Contrase\\u0021a"],
    ["with an escape that is cut short", "Contrase\\u00f"],
    ["with a sign of HTML's without a name", "Contrase\u00f1a&7;"],
    ["without letters beyond ASCII, in a pattern of no word", "kVqXpZmb"],
  ])("but not %s", (_, value) => {
    expect(isPassword(standing(value))).toBe(true);
  });
});

describe("letters of both cases are a password", () => {
  test("where they alternate as no word does", () => {
    for (const value of ["kVqXpZmb", "RtYkBwQzLp"]) {
      expect(isPassword(standing(value))).toBe(true);
      expect(isPassword(standing(value, "password = ", "\n", "password"))).toBe(true);
    }
  });

  test.each([
    "changeMe",
    "PasswordField",
    "riverStoneLamp",
    "OAuthClient",
    "iOSKeychain",
    "kVqXpZm",
    "SRGBColour",
    "getURLPath",
  ])("but not %j", (value) => {
    expect(isPassword(standing(value))).toBe(false);
  });
});

describe("a machine's secret", () => {
  test.each(["K7vq!2xP", "K7vqZ2xP", "a7B2cdef", "Zeppelin7!"])("%j is one", (value) => {
    expect(isMadeSecret(standing(value))).toBe(true);
  });

  test.each([
    ["of seven characters", "K7vq!2x"],
    ["of two sorts", "k7vq42xp"],
    ["without a digit", "Kvq!xPmZ"],
    ["that is no password", "K7vq!2x P"],
    ["that is an identifier with one digit", "riverStone7"],
    ["that is an identifier with other signs", "river_Stone77"],
    ["that is an identifier with signs of a path", "riverStone77/x"],
  ])("%s it is none", (_, value) => {
    expect(isMadeSecret(standing(value))).toBe(false);
  });
});
