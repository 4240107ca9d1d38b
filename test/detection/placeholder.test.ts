import { isPlaceholder, isReference } from "../../policies/detection/placeholder";
import { kinds } from "./generate/credentials";
import { base64, Random } from "./generate/random";

const random = new Random("placeholders");

describe("a reference says where a credential is", () => {
  test.each([
    "${API_SECRET}",
    "$(cat /etc/secret)",
    "{{ secret }}",
    "<%= secret %>",
    "#{secret}",
    "process.env.SECRET",
    "os.environ['X']",
    "import.meta.env.X",
    "getenv(X)",
    "System.getProperty",
    "op://vault/item",
    "vault:secret/data",
    "vault/secret",
    "secretsmanager:x",
    "arn:aws:kms:x",
    "ssm:/bot/key",
    "gcp://x",
    "akv:x",
    "sops:x",
    "ENC[AES256",
    "AQICAHx",
    "secret://x",
    "ref+awsssm",
    "awskms:x",
    "keyvault:x",
    "valueFrom:",
    "secretKeyRef",
    "/run/secrets/key",
    "$API_SECRET",
    "$_secret",
    "!Ref Secret",
    "!Sub x",
    "!GetAtt x",
    "resolve:ssm",
    "{{resolve:ssm",
    "{resolve:x",
    "@Microsoft.KeyVault",
    "file:/etc/key",
    "env.KEY",
    "env:KEY",
    "$argon2id$",
    "$2b$10$",
    "$2a$10$",
    "$2y$10$",
    "$6$rounds",
    "pbkdf2:x",
    "scrypt:x",
    "%(api_secret)s",
    "%API_SECRET%",
    "{api_secret}",
    "<your secret>",
    "AAABAKWx0dPq7vXzNn2bTfYc8Hs4LgJmRaQz=",
    "Read-Host",
    "ConvertTo-SecureString",
    "{seed_b64}",
    "{tokens[0]}",
    "{bot.secret()}",
    "{_bot.tokens[next]}",
    "[-!#$%&'*+.^_`|~0-9a-zA-Z]+",
    "^[A-F0-9]{32}",
    "MLKEM1024P384PublicKey",
    "Ed25519PrivateKey",
    "V1beta1TokenReviewSpec",
    "V2Secret",
    "projects/bot/secrets/key",
    "v1:abcdefghijkl:rest",
  ])("%s", (value) => {
    // prettier-ignore
    expect(isReference(value)).toBe(true);
    expect(isPlaceholder(value)).toBe(true);
  });

  test("and a ciphertext of dotenvx holds a key's point, a nonce and a sum at least", () => {
    expect(isReference(`encrypted:B${random.text(base64, 129)}==`)).toBe(true);
    expect(isReference(`encrypted:B${random.text(base64, 128)}`)).toBe(false);
    expect(isReference(`encrypted:A${random.text(base64, 200)}`)).toBe(false);
    expect(isReference(`xencrypted:B${random.text(base64, 200)}`)).toBe(false);
    expect(isReference(`encrypted:B${random.text(base64, 200)}!`)).toBe(false);
  });

  test("and a ciphertext of Google's key service begins with the length of its key's id", () => {
    expect(isReference(`CiQA${random.text(base64, 80)}`)).toBe(true);
    expect(isReference(`CiQA${random.text(base64, 79)}`)).toBe(false);
    expect(isReference(`CiQB${random.text(base64, 100)}`)).toBe(false);
    expect(isReference(`xCiQA${random.text(base64, 100)}`)).toBe(false);
  });

  test("and a ciphertext of Sealed Secrets holds it only under a key", () => {
    expect(isReference(`AgB${random.alnum(300)}`)).toBe(true);
    expect(isReference(`AgE${random.alnum(300)}`)).toBe(false);
    expect(isReference(`AgB${random.alnum(230)}`)).toBe(false);
    expect(isReference(`xAgB${random.alnum(300)}`)).toBe(false);
  });

  test.each([
    "K7vq$2xP!mZ9",
    "%ab%cd",
    "AWS4-SHA",
    "xAWS4-HMAC-SHA256",
    "a$HOME",
    "{A1}",
    "<>",
    "x!Ref",
    "v2:abcdefgh:x",
    "v1:abc:x",
    "xv1:abcdefghij:x",
    "x%(A1)s",
    "my-env.key",
    "{K7vq2xPmZ9}",
    "x{seed_b64}",
    "AAAB3NzaC1yc2EAAAADAQABAAABgQC7",
    "Read-host",
    "{1_b64}",
    "[a-z]x",
    "[a b-y]+",
    "XxPublicKeyK7vq2",
    "V1beta1TokenReviewSpec2",
    "V1beta1tokenReviewSpec",
    "W1beta1TokenReviewSpec",
    "V1gamma1TokenReviewSpec",
    "ed25519PrivateKey",
  ])("%s is none", (value) => {
    expect(isReference(value)).toBe(false);
  });
});

describe("what a password encrypts is a reference to it", () => {
  const bytes = (...pieces: readonly (Buffer | string)[]): Buffer =>
    Buffer.concat(pieces.map((piece) => (typeof piece === "string" ? Buffer.from(piece, "latin1") : piece)));
  const safe = (data: Buffer): string => data.toString("base64").replaceAll("+", "-").replaceAll("/", "_");
  const time = (first: number): Buffer => Buffer.of(0, 0, 0, 0, first, 0xa1, 0xb2, 0xc3);

  test("by Fernet, with a version, a time of these decades, a block and a sum", () => {
    for (const rest of [64, 80, 96])
      expect(isReference(safe(bytes("\x80", time(0x66), random.bytes(rest))))).toBe(true);
    for (const value of [
      safe(bytes("\x80", time(0x66), random.bytes(56))),
      safe(bytes("\x81", time(0x66), random.bytes(64))),
      safe(bytes("\x80", time(0x26), random.bytes(64))),
      safe(bytes("\x80", time(0x86), random.bytes(64))),
      safe(bytes(random.bytes(73))),
      `x${safe(bytes("\x80", time(0x66), random.bytes(64)))}`,
      `${safe(bytes("\x80", time(0x66), random.bytes(64)))}!`,
    ])
      expect(isReference(value)).toBe(false);
  });

  test("by openssl, with its mark, a salt and a block", () => {
    const sealed = (mark: string, size: number): string => bytes(mark, random.bytes(8 + size)).toString("base64");
    for (const size of [16, 32, 48]) expect(isReference(sealed("Salted__", size))).toBe(true);
    for (const value of [
      sealed("Salted__", 8),
      sealed("salted__", 32),
      sealed("Salted_-", 32).replace("X1", "X2"),
      `x${sealed("Salted__", 32)}`,
      `${sealed("Salted__", 32)}!`,
    ])
      expect(isReference(value)).toBe(false);
  });

  test("by Maven, in braces", () => {
    const sealed = (size: number): string => `{${random.bytes(size).toString("base64")}}`;
    for (const size of [32, 48, 64]) expect(isReference(sealed(size))).toBe(true);
    for (const value of [sealed(24), sealed(32).slice(1), sealed(32).slice(0, -1), `x${sealed(32)}`, `${sealed(32)}x`])
      expect(isReference(value)).toBe(false);
  });

  test("in a keystore that is written in hex", () => {
    const hex = (text: string): string => Buffer.from(text).toString("hex");
    const store = (...names: readonly string[]): string =>
      hex(JSON.stringify({ crypto: Object.fromEntries(names.map((name) => [name, random.hex(64)])), version: 3 }));
    expect(isReference(store("ciphertext", "kdf"))).toBe(true);
    expect(isReference(store("ciphertext", "kdfparams", "mac"))).toBe(true);
    for (const value of [
      store("ciphertext", "mac"),
      store("text", "kdf"),
      `7b${store("ciphertext", "kdf")}`,
      `${store("ciphertext", "kdf")}x`,
      store("ciphertext", "kdf", ...Array.from({ length: 60 }, (_, index) => `x${index}`)),
      random.hex(256),
    ])
      expect(isReference(value)).toBe(false);
  });
});

test("a template may have two signs on both sides of its name", () => {
  for (const value of ["@@API_SECRET@@", "@@secret@@"]) expect(isReference(value)).toBe(true);
  for (const value of ["@API_SECRET@", "x@@API_SECRET@@", "@@API_SECRET@@x", "@@API SECRET@@", "@@@@"])
    expect(isReference(value)).toBe(false);
});

describe("what stands where a credential belongs is a placeholder", () => {
  test.each([
    "your-api-secret",
    "YOUR_KEY",
    "changeme",
    "abc123",
    "word1 word2 word3 word4",
    "mot_de_passe_ici",
    "clave-aqui",
    "votre-cle",
    "s3cr3t-for-tests",
    "somethingRandomSomethingRandom123",
    "foobar123",
    "xyz123",
    "1.3.6.1.5.5.7.3.1",
    "1.3.6.1.5.5.7.3.1\\x00",
    "word1 word2 word3 word4 word5 word6 word7 word8",
    "change-me",
    "change_this",
    "replace-with",
    "an example",
    "placeholder",
    "dummy-key",
    "redacted",
    "xxxx1",
    "TODO",
    "insert-key",
    "ab***cd",
    "abc...",
    "•••",
    "ab…",
    "fill-in",
    "goes here",
    "put-key",
    "enter-key",
    "sample1",
    "fakekey",
    "mocked",
    "not-a-real-1",
    "not set",
    "my-secret",
    "the_token",
    "test-api",
    "some_key",
    "super-secret",
    "top_pass",
    "very-secret",
    "none",
    "NULL",
    "nil",
    "undefined",
    "true",
    "false",
    "empty",
    "string",
    "secret",
    "password",
    "token",
    "key",
    "user",
    "admin",
    "root",
    "guest",
    "default",
    "optional",
    "required",
    "hidden",
    "unset",
    "tbd",
    "n/a",
    "test",
    "testing",
    "foo",
    "bar",
    "baz",
    "foobar",
    "abc",
    "value",
    "public",
    "private",
    "any",
    "unknown",
    "str",
    "bytes",
    "bool",
    "int",
    "number",
    "object",
    "self",
    "this",
    "deadbeef77",
    "0123456789",
    "1234567890",
    "abcdef0123",
    "abcdefgh",
    "qwerty99",
    "aaaaaa1",
    "00000000",
    "abc123abc123",
    "lorem ipsum",
    "<secret>",
    "[secret]",
    "[key here]",
  ])("%s", (value) => {
    // prettier-ignore
    expect(isPlaceholder(value)).toBe(true);
  });

  test.each([
    ["in letters that look like others", "t0k3nH3re"],
    ["in letters that look like others, with signs", "Ex@mpl3P4$$"],
    ["a word with the digits that rules ask for", "Password123!"],
    ["a word with a number", "hunter2"],
    ["a word with a year", "welcome2024"],
    ["a count of what belongs there", "32 characters"],
    ["a count without a blank", "64chars"],
    ["a version of a package", "^5.2.5"],
    ["a version with a tag", "v1.2.3-beta.1"],
    ["a version of two parts with a tag", "1.2-rc4"],
    ["a version of larger numbers", "12.20.15"],
    ["another package", "npm:other@1.2.3"],
    ["one character over and over", "zzzzzzzzzzzz"],
    ["two characters over and over", "xyxyxyxyxyxyxyx"],
    ["a row of the alphabet", "hijklmnopqr"],
    ["a row of the alphabet backwards", "rqponmlkjih"],
    ["a row in mixed case", "hIjKlMnOpQr"],
    ["a piece three times", "k7vqk7vqk7vq"],
    ["a piece three times and something else", "k7vqk7vqk7vqZ3"],
  ])("%s", (_, value) => {
    expect(isPlaceholder(value)).toBe(true);
  });

  test("in a long random value only what no random value holds counts", () => {
    const long = (piece: string): string => `${random.alnum(20)}${piece}${random.alnum(20)}`;
    for (const piece of [
      "change-me",
      "replace_",
      "EXAMPLE",
      "placeholder",
      "redacted",
      "xxxxxx",
      "***",
      "...",
      "…",
      "your_",
      "deadbeef",
      "0123456789",
      "1234567890",
      "abcdef0123",
      "abcdefgh",
      "abc123abc123",
      "00000000",
      "AAECAwQF",
      "zzzzzzzz",
    ])
      expect([piece, isPlaceholder(long(piece))]).toEqual([piece, true]);
    for (const piece of ["Mock", "fAke", "Todo", "key1", "zzzzzzz"])
      expect([piece, isPlaceholder(long(piece))]).toEqual([piece, false]);
  });
});

describe("what is generated or thought up is none", () => {
  test.each(
    kinds
      .filter(({ kind }) => !/BIP39|SLIP-39|phrase|seed|URL|PEM|webhook|bytes/u.test(kind))
      .map((kind) => [kind.kind, kind] as const),
  )("%s", (name, { make }) => {
    const own = new Random(`placeholders ${name}`);
    for (let sample = 0; sample < 10; sample++) expect(isPlaceholder(make(own))).toBe(false);
  });

  test.each([
    "Grid-4711-x",
    "K7vq!2xPmZ9",
    "korrekt-pferd-99",
    "Zeppelin7!",
    "br4un3r_b4er",
    "9fK!",
    "hIjQrsXy7",
    "k7vqk7vqZ3",
    "1.2",
    "Zref9-k7vQ!",
    "15 chairs",
    "Kx9mPq#vT4w2.15",
    "5.2Kx9mPqvT4w",
  ])("%s", (value) => {
    expect(isPlaceholder(value)).toBe(value === "1.2");
  });
});

test.each(["x resolve:y", "x@Microsoft", "xfile:y", "x$1$y", "x!Ref y", "xenv:y", "xref+y", "xv1:QUJDREVGRw=:"])(
  "%s only ends like a reference",
  (value) => {
    expect(isReference(value)).toBe(false);
  },
);

test.each(["qchangethis7", "qfillin7", "qgoeshere7", "qnotset7", "qnot_a_set7", "qnot-needed7"])(
  "%s stands where a value belongs",
  (value) => {
    expect(isPlaceholder(value)).toBe(true);
  },
);

// Behind letters that look like others, or with the digits and signs that rules ask for.
test.each([
  "p4ssh3r3",
  "passwordhere9",
  "keyhear77",
  "4n0th3rn3ws3cr3t",
  "anotherpass77",
  "anotherpassword7",
  "otherpasswords7",
  "notmykey77",
  "notmything7",
  "mustbe8ormore",
  "musthavedigits7",
  "pl4int3xt9",
  "passwd1!",
  "passwort-12",
  "password_1",
  "hunter 22",
  "letmein123456!@#",
  "welcome!",
])("%s says what belongs there", (value) => {
  expect(isPlaceholder(value)).toBe(true);
});

test.each([
  "Zq9anothertokenK",
  "Zw-admin12",
  "admin12Zw",
  "admin1234567",
  "admin12!@#$",
  "admin--12",
  "anothersekret7",
  "kq_plaintest7",
])("%s only holds a part of that", (value) => {
  expect(isPlaceholder(value)).toBe(false);
});

test.each(["Kqnone7", "none7Kq", "Kvabc123Q", "Kqtest7z", "Zw7changez", "Gq7goesz"])(
  "%s holds a word of a placeholder, and is none",
  (value) => {
    expect(isPlaceholder(value)).toBe(false);
  },
);

describe("one step away", () => {
  const long = (tail: string): string => `${random.alnum(26)}${tail}`;

  test.each<[string, string, string]>([
    ["a word and its number", "word-1", "swordy1q"],
    ["a word and its number, joined", "word_1 ", "word11q7"],
    ["an owner and what is owned, joined", "veryapi9q", "verxapi9q"],
    ["a word that stands for nothing, alone", "none", "qx7none"],
    ["a count of characters", "q7 32 chars", "q7 32 cats"],
    ["a seven for a T", "7okenhere9", "8okenhere9"],
    ["a five for an S", "5ecrethere9", "6ecrethere9"],
    ["a dollar for an S", "$ecrethere9", "&ecrethere9"],
    ["brackets around anything", "q7<a,b>x", "q7(a,b)x"],
    ["brackets around nothing", "q7<>x", "q7><x"],
    ["square brackets at the end", "q7[a,b]", "q7[a,b]xk9w"],
    ["fewer than four characters in eight", "adadgdga", "adgjadgj"],
    ["eight letters in a row", "hijklmno", "hijklmn"],
    ["more than six steps of ten", "hijklmnobq", "hijklmnxbq"],
    ["characters that stand still", "mmmrrrwwwcccxxxhhh", "mmrtrwywckcxpxhqh7"],
    ["a piece of twelve, three times", random.alnum(12).repeat(3), random.alnum(13).repeat(3)],
  ])("%s", (_, stands, not) => {
    expect([isPlaceholder(stands), isPlaceholder(not)]).toEqual([true, false]);
  });

  test("what is random holds no such word by chance, but for long ones", () => {
    for (const [stands, not] of [
      ["change-me", "change+m"],
      ["changeme", "chngeme"],
      ["-word-1", "-wodr-1"],
      ["abc123abc123", "abc123abd123"],
      ["xxxxxx", "xxxxx"],
      ["77777777", "7777777"],
    ] as const)
      expect([stands, isPlaceholder(long(stands)), isPlaceholder(long(not))]).toEqual([stands, true, false]);
    const [twentyFour, twentyThree] = ["q7Lw2RkToDo4Tn8VbHy3P9xZ", "q7Lw2RkToDo4Tn8VbHy3P9x"];
    expect([isPlaceholder(twentyFour), isPlaceholder(twentyThree)]).toEqual([false, true]);
  });

  test("a piece that is repeated may have twelve characters behind it", () => {
    const piece = random.alnum(5).repeat(3);
    const tail = `-${random.alnum(11)}`;
    expect([isPlaceholder(piece + tail), isPlaceholder(`${piece}${tail}Q`)]).toEqual([true, false]);
  });

  // sdk/nodejs/runtime/rpc.ts of Pulumi: specialSecretSig, specialAssetSig and their like.
  test.each([
    "4dabf18193072939515e22adb298388d",
    "1b47061264138c4ac30d75fd1eb44270",
    "c44067f5952c0a294b673a41bacd8c17",
    "0def7320c3a5731c473e5ecbe6d01bc7",
    "5cf8f73096256a8f31e491e813e4eb8e",
    "d0e6a833031e9bbcd3f4e8bde6ca49a4",
  ])("Pulumi's signature %s", (signature) => {
    expect(isPlaceholder(signature)).toBe(true);
    expect(isPlaceholder(`${signature.slice(0, -1)}f`)).toBe(false);
  });
});

describe("of what is written around a reference, a sign more makes it none", () => {
  const cipher = `AAABA${random.text("BCDFGHJKLMNPQRSTVWXZbcdfghjkmnpqrstvwxz23456789+/", 40)}`;
  test.each([
    ["{a}", "{ab}"],
    ["{7-9}", "{ABC_DEF}"],
    ["{bot.secret}Q7z", "{bot.secret}"],
    [`Q${cipher}`, cipher],
    [`${cipher}=-`, `${cipher}=`],
    [`${cipher}===`, `${cipher}==`],
    ["7Get-SecretValue", "Get-SecretValue"],
    ["ConvertTo-Json7", "ConvertTo-Json"],
    ["qV1beta1TokenReviewSpec", "V1beta1TokenReviewSpec"],
    ["7DeskPrivateKey", "DeskPrivateKey"],
    ["DeskSecretKeys7", "DeskSecretKey"],
  ])("%s is none, and %s is one", (none, reference) => {
    expect([isReference(reference), isReference(none)]).toEqual([true, false]);
  });

  test.each([
    ["something random", "something!random"],
    ["something-random", "somethin-random"],
    ["12chars", "12chaz"],
    ["24 characters", "24 xharacters"],
    ["0.12.3.45", "3.12.3.45x"],
    ["1.12345.9.9", "1.123456.9.9x"],
    ["2.5.123456789.1", "2.5.x.1"],
    ["Kq%3Cthe key%3EKq", "Kq%3C!!%3EKq"],
    ["3x4mpl3", "3x4npl3"],
    ["pa$$word", "pa!!word"],
    ["zyxwvutsr", "zywxtvusq"],
  ])("%s stands in for a value, and %s does not", (placeholder, none) => {
    expect([isPlaceholder(placeholder), isPlaceholder(none)]).toEqual([true, false]);
  });
});
