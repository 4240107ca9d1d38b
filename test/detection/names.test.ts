import * as fc from "fast-check";
import {
  issuers,
  namesToken,
  readName,
  servicesOf,
  shownName,
  wordsOf,
  type Role,
} from "../../policies/detection/names";

describe("an identifier is read in words", () => {
  test.each([
    ["BINANCE_API_SECRET", ["binance", "api", "secret"]],
    ["binanceApiSecret", ["binance", "api", "secret"]],
    ["binance-apisecret", ["binance", "api", "secret"]],
    ["BinanceAPISecret", ["binance", "api", "secret"]],
    ["binance.api.secret", ["binance", "api", "secret"]],
    ["apikey2", ["api", "key", "2"]],
    ["key2Value", ["key", "2", "value"]],
    ["dbpassword", ["db", "password"]],
    ["rpcpassword", ["rpc", "password"]],
    ["binanceus", ["binance", "us"]],
    ["binanceusdm", ["binance", "usdm"]],
    ["mexcapisecret", ["mexc", "api", "secret"]],
    ["gateiosecret", ["gateio", "secret"]],
    ["paradexl2key", ["paradex", "l2", "key"]],
    ["polyapisecret", ["poly", "api", "secret"]],
    ["usage", ["usage"]],
    ["secretary", ["secretary"]],
    ["contraseña", ["contrasena"]],
    ["clé", ["cle"]],
    ["密码", ["密码"]],
    ["__x__", ["x"]],
    ["a  -- b", ["a", "b"]],
    ["a\t \tb", ["a", "b"]],
    ["apikey2x", ["apikey2x"]],
    ["apikeyx2", ["apikeyx2"]],
    ["ключ7", ["ключ7"]],
    ["APIКлюч", ["api", "ключ"]],
    ["_ключ_", ["ключ"]],
    ["api_secert", ["api", "secret"]],
    ["apisecrt", ["api", "secret"]],
    ["PRVATE_KYE", ["private", "key"]],
    ["zugangsschluessel", ["zugangs", "schluessel"]],
    ["Geheimschlüssel", ["geheim", "schlussel"]],
    ["钱包私钥", ["钱包", "私钥"]],
    ["钱包私", ["钱包私"]],
    ["", []],
    ["--", []],
    ["12", ["12"]],
    ["us".repeat(20), Array.from({ length: 20 }, () => "us")],
    [`${"us".repeat(19)}api`, [`${"us".repeat(19)}api`]],
    ["api".repeat(14), ["api".repeat(14)]],
    ["api".repeat(13), Array.from({ length: 13 }, () => "api")],
  ])("%s", (identifier, words) => {
    expect(wordsOf(identifier)).toEqual(words);
  });

  test("of no more than 200 characters", () => {
    expect(wordsOf(`${"x".repeat(198)}_ab_c`)).toEqual(["x".repeat(198), "a"]);
  });
});

const roles: Readonly<Record<Role, readonly string[]>> = {
  secret: [
    "randomToken", "my_bot_seed", "ownSecret", "nextSecret", "userSecret", "secret_12",
    "ownerPk", "OWNER_PK_2", "NEXT_PUBLIC_PRIVATE_KEY", "EXPO_PUBLIC_API_SECRET", "from_key", "PresharedKey", "sharedKey", "api_hash", "telegram_api_hash", "LND_MACAROON", "rpcpass".replace("rpcpass", "macaroon"), "BINANCE_TOTP", "BLOXROUTE_AUTH_HEADER", "authorizationHeader", "PKEY", "KRAKEN_PRIVATE", "walletPrivate", "secret", "API_SECRET", "oauthRequestToken", "botClientToken", "apiSecretUsd", "secretOkx", "apiSecret_v2", "apiSecret2", "hookUrl", "gridWalletMasterSeed", "apiSecretBinanceUsd", "privkeys", "apiSecret", "binance-api-secret", "botToken", "authToken", "accessToken", "credentials", "bearer", "jwt", "privateKey", "privkey",
    "PRIVATE_KEY", "signingKey", "walletKey", "deployer_key", "agentKey", "hmacKey", "encryptionKey", "secretKey", "secret_key_2", "apiSecretBinance", "geheimnis",
    "bot_priv", "clave_privada", "llave privada", "clé_privée", "clef_privee", "chave_privada", "chiave_privata", "chiaveSegreta", "klucz_prywatny", "klucz_tajny", "tajny_klucz", "sekret",
    "özel_anahtar", "gizli_anahtar", "kunci_rahasia", "kunci_privat", "privater_schluessel", "geheimschlüssel", "privatschluessel", "geheime_sleutel", "sekretny_kluch", "siyao",
    "私鑰", "钱包私钥", "交易所密钥", "シークレットキー", "プライベートキー", "시크릿키", "비밀_키", "api_secert", "prvate_key", "private_kye", "binance_scret", "keyPrivate",
    "secreto", "segredo", "секрет", "密钥", "私钥", "シークレット", "비밀키", "masterSeed", "walletSeed", "seed", "pk", "WALLET_PK", "sk", "SENTRY_DSN", "auth",
    "authorization", "DATABASE_URL", "postgresUrl", "REDIS_URL", "webhookUrl", "SLACK_WEBHOOK", "secretValue", "API_SECRET_PROD", "tokenBase64",
    "config.api.secret", "secret.value", "PRIVATE_KEY_BYTES", "BINANCEUS_SECRET_KEY", "paradexL2Key", "STARK_KEY", "connectionString", "connection_string",
  ],
  password: [
    "mailPass", "MAIL_PASS_PROD", "IDENTIFIED BY", "password", "DB_PASSWORD", "dbPasswd", "pwd", "passphrase", "OKX_PASSPHRASE", "pass", "passcode", "pin", "passwort", "contraseña", "senha", "wachtwoord",
    "hasło",
    "kata_sandi", "pasword", "HASŁO", "HASŁO", "пароль", "密码", "パスワード", "비밀번호", "pass_phrase", "pass-word", "PASSWORD_BYBIT", "passwordString", "rpcpassword", "requirepass",
  ],
  phrase: ["passMnemonic", "mnemonic", "SEED_PHRASE", "seedPhrase", "recoveryPhrase", "walletMnemonic", "seedWords", "backup_words", "助记词"],
  key: ["zugangsschluessel", "clave_api", "アクセスキー", "ALCHEMY_KEY", "BIRDEYE_KEY", "coinmarketcapKey", "apiKey", "API_KEY", "accessKey", "app_key", "appKey", "projectKey", "BYBIT_API_KEY", "exchangeKey", "apiKeyProd", "authKey"],
  id: ["listenKey", "X-Amz-Credential", "X-Goog-Credential", "BINANCE_LISTEN_KEY", "accessKeyId", "AWS_ACCESS_KEY_ID", "keyIds", "access_ids", "clientId", "apiKeyID", "access_id"],
  innocent: [
    "userPk", "authenticity_token", "__RequestVerificationToken", "antiforgeryToken", "SEED_PDA", "secretAta", "order_pk", "renderPass", "ownPass", "txHash", "secretName", "requestToken", "clientToken", "secret.js", "secret.json", "bot.secret.ts", "shuffleSeed", "projectId", "ids", "hash", "apiKeyHash", "bot.js", "deskUrl", "SECRET_ARN", "secretPath", "passwordFile", "publicKey", "pubKey", "secretId", "userId", "tokenAddress", "keyVersion", "tokenCount",
    "passwordPolicy", "secretVersionId", "tokenUrl", "keyLength", "passwordHash", "tokenSymbol", "block_hash", "csrfToken", "encryptedSecret", "maxTokens", "nextToken", "NEXT_PUBLIC_ALCHEMY_KEY", "NEXT_PUBLIC_MAP_TOKEN", "NEXT_PRIVATE_PUBLIC_KEY", "my_public_secret", "my_old_api_hash", "apiFileHash", "GrantToken",
    "secretKeyRef", "passwordLabel", "tokenType", "keyDigest", "sha256Key", "randomSeed", "signedBy",
  ],
  none: ["discrete", "user_priv", "priv", "privado", "clave", "anahtar", "キー", "私钥包", "secretly", "identified_user", "string", "connection_x1y2", "word", "pass_zebra", "hello_word", "foo_bar_baz_seed", "my_private", "kraken_zebra", "secret_zebra", "secret_abc1", "secret_1abc", "value", "botGridMarketSeed", "okx", "usd", "binance", "v2", "publicly", "deskWords", "x1", "region", "key", "keyboard", "", "retries", "name2", "monkey", "js", "keyUsd", "bot12ab"],
}; // prettier-ignore

describe("an identifier says what it is given", () => {
  test.each(Object.entries(roles).flatMap(([role, names]) => names.map((name) => [name, role] as const)))(
    "%s: %s",
    (name, role) => {
      const { written, role: read } = readName(name);
      expect(read).toBe(role);
      expect(written).toBe(name);
    },
  );

  test("and of a path the last step counts, unless it says nothing", () => {
    expect(readName("secrets.region").role).not.toBe("innocent");
    expect(readName("binance.publicKey").role).toBe("innocent");
    expect(readName("bot.okx.apiKey")).toMatchObject({ role: "key", words: ["bot", "okx", "api", "key"] });
    expect(readName("apiSecret.").role).toBe("secret");
  });

  test("twice the same way, however many others come between", () => {
    const first = readName("bot.apiSecret");
    expect(readName("bot.apiSecret")).toEqual(first);
    for (let index = 0; index < 5_000; index++) readName(`name${index}Secret`);
    expect(readName("bot.apiSecret")).toEqual(first);
  });
});

test.each<[string, readonly string[]]>([
  ["COINGECKO_API_KEY", ["coingecko"]],
  ["myNewsfeedApiKey2", ["newsfeed"]],
  ["API_KEY", []],
  ["botApiKeyLive", []],
  ["ACCESS_KEY_2", []],
  ["BINANCE_API_KEY", []],
  ["binanceNewsfeedApiKey", []],
  ["x1_api_key", []],
  ["coin2gecko_api_key", ["coin2gecko"]],
  ["2coingecko_api_key", []],
  ["my_grid_bot_prod_api_key", []],
  ["usd_only_wallet_desk_key", ["usd"]],
])("%s tells the services %j", (name, services) => {
  expect(servicesOf(readName(name))).toEqual(services);
});

describe("a name is shown without what may be a piece of a value", () => {
  test.each([
    ["BINANCE_API_SECRET", "BINANCE_API_SECRET"],
    ["bot.okx[2].apiKey", "bot.okx[2].apiKey"],
    ["k7vq_SECRET", "…_SECRET"],
    ["secret_qzvxkw_qzvxkw", "secret_…_…"],
    ["apiQzvxkwKey", "api…Key"],
    ["apiSk1PK6QzvxkwId_PK6", "api…_PK6"],
    ["key12", "key12"],
    ["key123", "…"],
    ["", ""],
    ["--", "--"],
    ["api--key", "api--key"],
    ["qzvx__qzvx", "…__…"],
    ["apiQzvxkwQzvxkwKey", "api…Key"],
    ["BOT_MARKET_MAKER_STRATEGY_SECRET", "BOT_MARKET_MAKER_STRATEGY_SECRET"],
  ])("%j as %j", (written, shown) => {
    expect(shownName(written)).toBe(shown);
  });

  test("and at most 80 characters of it", () => {
    expect(shownName("secret_".repeat(20))).toBe(`${"secret_".repeat(11)}sec`);
  });

  test("never six characters of anything random", () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom(...Array.from("qzvxkwjQZVXKWJ4567")), minLength: 6, maxLength: 40 }),
        (value) => {
          const shown = shownName(`secret_${value}`);
          for (let at = 0; at + 6 <= value.length; at++) expect(shown).not.toContain(value.slice(at, at + 6));
        },
      ),
      { numRuns: 60, seed: 7 },
    );
  });
});

test("exchanges are known by the names that people write", () => {
  for (const name of [
    "binance",
    "bybit",
    "okx",
    "okex",
    "kraken",
    "coinbase",
    "hyperliquid",
    "kucoin",
    "bitget",
    "gate",
    "gateio",
    "htx",
    "huobi",
    "mexc",
    "bitfinex",
    "bitstamp",
    "gemini",
    "deribit",
    "bitmex",
    "crypto",
    "cryptocom",
    "upbit",
    "bithumb",
    "phemex",
    "paradex",
    "aster",
    "derive",
    "lighter",
    "apex",
    "dydx",
    "alpaca",
    "robinhood",
    "polymarket",
    "backpack",
    "poloniex",
  ])
    expect(issuers.has(name)).toBe(true);
  expect(issuers.has("github")).toBe(false);
});

test("a run of letters at random is no name, whatever words come by chance", () => {
  const role = (name: string): string => readName(name).role;
  const chance = "3gDEHABizKgYAGe7nXKK5paHwForNdsKU8GVuz";
  expect(role(`${chance}PK`)).toBe("none");
  expect(role(`${chance.slice(0, 37)}PK`)).toBe("secret");
  expect(role(`${chance}_PK`)).toBe("secret");
  expect(role("configurationOfTheExchangeThatHoldsTheBinanceApiSecret")).toBe("secret");
  // Only a run by itself, of forty letters or more, with words of less than four.
  expect([role(`_${chance}PK`), role(`${chance}PK_`)]).toEqual(["secret", "secret"]);
  const words = `${"abcd".repeat(9)}Pk`;
  expect(role(words)).toBe("secret");
});

test.each<[string, string]>([
  ["API_SEC", "secret"],
  ["apiSec", "secret"],
  ["binanceSec", "secret"],
  ["sec_key", "secret"],
  ["timeout_sec", "innocent"],
  ["api_sk", "secret"],
  ["OKX_SK", "secret"],
  ["walletSk", "secret"],
  ["user_sk", "none"],
  ["FLASHBOTS_AUTH_SIGNER", "secret"],
  ["signer", "none"],
  ["routing_key", "key"],
  ["ROUTING_SEARCH_KEY", "none"],
  ["b64secret", "secret"],
  ["prv", "secret"],
  ["PRV_KEY", "secret"],
  ["pvtKey", "secret"],
  ["prvkey", "secret"],
  ["pvk", "secret"],
  ["EOA_KEY", "secret"],
  ["metamask_key", "secret"],
  ["metamask_address", "innocent"],
  // What a framework hands to browsers is public, but for what says that it is secret.
  ["next_api_secret", "secret"],
  ["next_public", "innocent"],
  ["public_next_secret", "innocent"],
  ["other_public_secret", "innocent"],
  ["NEXT_PUBLIC_DB_PASSWORD", "password"],
  ["NUXT_PUBLIC_PASSPHRASE", "password"],
  ["NEXT_PUBLIC_SEED_PHRASE", "phrase"],
  ["EXPO_PUBLIC_MNEMONIC", "phrase"],
  ["NEXT_PUBLIC_API_KEY", "innocent"],
  ["NEXT_PUBLIC_ACCESS_TOKEN", "innocent"],
  // One word alone is kept, whatever it is.
  ["live", "none"],
  ["string", "none"],
  ["test_string", "none"],
  ["secret_string_hex", "secret"],
  ["amz_secret", "secret"],
  ["amz_credential", "id"],
  ["xamz_credential", "secret"],
  ["amzx_credential", "secret"],
  ["amz_bot_credential", "secret"],
  ["amz_region", "none"],
  ["auth_header", "secret"],
  ["unauth_header", "innocent"],
  ["authored_header", "innocent"],
  ["SECRET_KEY_BASE", "secret"],
  ["APP_SECRET_KEY_BASE", "secret"],
  ["secret_key_zebra", "none"],
  ["secret_zebra_base", "none"],
  ["app_key_base", "none"],
  ["kraken_priv", "secret"],
  ["bot_private", "secret"],
  ["api_private", "secret"],
  ["app_priv", "secret"],
  ["zebra_private", "none"],
  ["api_zebra", "none"],
  ["sec", "secret"],
  ["zebra_sec", "none"],
  ["pvt", "secret"],
  ["zebra_prv", "none"],
  ["zebra_pvt", "none"],
  ["auth_signer", "secret"],
  ["auth_zebra", "none"],
  ["zebra_signer", "none"],
  ["seed", "secret"],
  ["token", "secret"],
  ["pass", "password"],
])("%s is read as %s", (name, role) => {
  expect(readName(name).role).toBe(role);
});

test.each<[string, boolean]>([
  ["token", true],
  ["tokens", true],
  ["baseToken", true],
  ["usdTokens", true],
  ["apiToken", false],
  ["telegram_token", false],
  ["sessionTokens", false],
  ["infuraToken", false],
  ["binanceToken", false],
  ["passwordToken", false],
  ["coin", false],
])("%s names a coin: %s", (name, is) => {
  expect(namesToken(readName(name))).toBe(is);
});
