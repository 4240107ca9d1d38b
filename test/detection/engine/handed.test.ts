import { scan } from "../../../policies/detection/engine";
import { foundIn } from "../scanned";

const random = "q7Lw2Rk9Zx4Tn8VbHy3P";
const digits = "3f9a0c7be5d2418604af9d13c8b7e265";

describe("keys of signatures are", () => {
  test.each([
    ["what signs a token", `jwt.sign({ bot: 1 }, "${random}", { expiresIn: "1h" })`],
    ["what opens it", `jwt.decode(token, '${random}', algorithms=["HS256"])`],
    ["what signs it in Go", `token.SignedString([]byte("${random}"))`],
    ["the second argument of basic authorization", `HTTPBasicAuth("bot", "${random}")`],
    ["that of a request in Go", `req.SetBasicAuth("bot", "${random}")`],
  ])("%s", (_, text) => {
    expect(foundIn(text)).toEqual([random]);
  });
  test.each([
    ["what is signed", `jwt.sign("${random}", key)`],
    ["a name alone", `HTTPBasicAuth("${random}")`],
  ])("not %s", (_, text) => {
    expect(foundIn(text)).toEqual([]);
  });
});

describe("in other languages a name of two words is given", () => {
  test.each([
    "Mi clave privada es D",
    "La clé secrète est D",
    "La chiave privata è D",
    "Секретный ключ: D",
    "Приватный ключ: D",
    "Özel anahtar: D",
    "Gizli anahtar: D",
    "Khóa riêng: D",
    "Klucz prywatny: D",
    "Kunci rahasia: D",
    "交易所密钥是D",
    "私钥是V",
    "API 시크릿: D",
    "Şifre: V",
    "Mật khẩu: V",
    "La contraseña es V",
  ])("%s", (text) => {
    const given = text.endsWith("D") ? digits : random;
    expect(foundIn(text.replace(/[DV]$/u, given))).toEqual([given]);
  });
  test.each(["Mi clave es D", "La clé publique est D", "Публичный ключ: D", "Açık anahtar: D", "交易所D"])(
    "not %s",
    (text) => {
      expect(foundIn(text.replace("D", digits))).toEqual([]);
    },
  );
});

test("wallets, agents and signers have keys of two words, strangers have none", () => {
  const given = (who: string): number => scan(`${who} Key | 0x${digits}${digits}`).findings.length;
  for (const who of ["Wallet", "Agent", "Signer", "Deployer"]) expect([who, given(who)]).toEqual([who, 1]);
  expect(given("Sort")).toBe(0);
});

describe("what is written near such forms", () => {
  test.each([
    ["a function of one letter", "const password = q(userInput1);"],
    ["a link between pages", "password: [[MyNote2024]]"],
    ["what is answered to a request", 'log("wrong password");\nres.send("Error-401!")'],
    ["what it is changed to", 'change "password" to "Pass-Phrase1"'],
    ["a note of words", '{"name":"db_password","note":"rotate every ninety days"}'],
    [
      "the next names of code",
      "self.user, self.password = user, password\n        return self.login('CRAM-MD5', self._CRAM_MD5_AUTH)",
    ],
    ["what a query reads from", "SELECT user, password\nFROM Users1, Table_Two2.x"],
    ["pins of a board", "| Pin | Signal |\n|---|---|\n| PA12/USB_DP | SCL |"],
    ["passes of a compiler", "Pass,Time\nGlobal-Value-Numbering22,2"],
    ["pages of settings", "password: account-settings-page12"],
    [
      "rows of another table",
      "CREATE TABLE users (id int, password text);\nINSERT INTO audit_log VALUES (7,'Login-Ok#3');",
    ],
    ["an identifier behind a prefix", `const hf_${"convertModelWeightsToSafetensorsFormat".slice(0, 34)} = 1`],
  ])("is nothing: %s", (_, text) => {
    expect(scan(text).findings.filter(({ severity }) => severity !== "low")).toEqual([]);
  });
});

describe("what stands beside an exchange's name and says what it is", () => {
  const secret = `${random}d6Sg1Mf5Jc0BuW8e`;
  test.each(["orderLinkId=", '"session_id": "', '"nextCursor":"', "sha256=", '"trace_id": "', "signature: "])(
    "is no credential behind %s",
    (before) => {
      expect(scan(`bybit ${before}${secret}"`).findings).toEqual([]);
      expect(scan(`bybit x ${secret}"`).findings).toHaveLength(1);
    },
  );
  test("is no credential where sops enciphered it", () => {
    expect(scan(`bybit_secret: ENC[AES256_GCM,data:${secret},iv:x,tag:y,type:str]`).findings).toEqual([]);
  });
  test("is a public half in a header of its requests", () => {
    const [one] = scan(`'X-MBX-APIKEY': '${secret}'`).findings;
    expect(one?.severity).toBe("low");
  });
});

test.each(["hashed_secret", "bcrypt_password", "masked_password", "token_jti", "UpdateToken", "fencing_token"])(
  "%s opens nothing",
  (name) => {
    expect(scan(`"${name}": "${digits}"`).findings).toEqual([]);
    expect(scan(`"x_secret": "${digits}"`).findings).toHaveLength(1);
  },
);

test.each(["PK_1", "PK1", "API_SEC", "OKX_SEC", "sec", "apisec", "screct_key", "masterpass", "Geheime sleutel"])(
  "%s is a secret's name",
  (name) => {
    expect(foundIn(`${name}: "${random}a1B2c3D4"`)).toEqual([`${random}a1B2c3D4`]);
  },
);

test("a phrase of words fills a line of an environment file", () => {
  expect(foundIn("OKX_PASSPHRASE=river stone lamp door\n")).toEqual(["river stone lamp door"]);
  expect(foundIn("okx passphrase river stone lamp door\n")).toEqual([]);
});

test.each([
  "self.on_pass = call_assertion_2_hook",
  "the result set pass `evaluate=True` to it",
  "#define OBJ_secretBag OBJ_pkcs12_BagIds,5L",
])("%s is code", (text) => {
  expect(scan(text).findings).toEqual([]);
});
