/** What an identifier says of the value it is given. */
export type Role =
  /** The secret half of a credential: `apiSecret`, `PRIVATE_KEY`, `bot-token`. */
  | "secret"
  /** A secret that a person made up: `password`, `passphrase`, `PIN`. */
  | "password"
  /** Words that restore a wallet: `mnemonic`, `seedPhrase`. */
  | "phrase"
  /** A key that may be the public half of a pair, or all there is: `apiKey`, `ACCESS_KEY`. */
  | "key"
  /** The public half for certain: `accessKeyId`, `clientId`. */
  | "id"
  /** Something that is known not to be a secret: `txHash`, `secretArn`, `passwordFile`, `publicKey`. */
  | "innocent"
  | "none";

/** An identifier as it was written, its words in lower case, and its role. */
export interface Name {
  readonly written: string;
  readonly words: readonly string[];
  readonly role: Role;
}

const separators = /[^\p{L}\p{N}]+/u;
const humps = /(?<=[\p{Ll}\p{N}])(?=\p{Lu})|(?<=\p{Lu})(?=\p{Lu}\p{Ll})/u;
// The same of ASCII alone, which nearly all identifiers are: several times as fast.
const plainWords = /[A-Z]+(?![a-z])[a-z\d]*|[A-Z]?[a-z\d]+/g;
// eslint-disable-next-line no-control-regex
const ascii = /^[\u0000-\u007f]*$/;

// Words that people write together: `apisecret`, `privkey`, `dbpassword`.
const joinable = `
  hyperliquid credentials credential passphrase encryption polymarket passcode exchange password mnemonic recovery postgres ethereum
  telegram coinbase signing account private discord deribit webhook trading binance kucoin bitmex bitget kraken gemini wallet passwd
  secret signer access client bearer public phrase master slack token trade admin bybit huobi agent mysql redis mongo priv user seed pass
  auth word words main live testnet mainnet test okx htx bot aws api key pwd eth evm btc sol url hot rpc pg usdm coinm us my db id pk sk sec poly l2 prv pvt b64
`
  .trim()
  .split(/\s+/u);
const exchanges =
  "binance bybit okx okex kraken coinbase hyperliquid kucoin bitget gate gateio htx huobi mexc bitfinex bitstamp gemini deribit bitmex crypto cryptocom upbit bithumb phemex paradex aster derive lighter apex dydx alpaca robinhood polymarket backpack poloniex starknet stark";
// Languages that write words together: zugangsschluessel, 钱包私钥, シークレットキー, 비밀키.
const compounds =
  "schluessel schlussel geheim privat zugangs 钱包 錢包 交易所 账户 賬戶 私钥 私鑰 密钥 密鑰 秘钥 密码 密碼 シークレット プライベート アクセス キー 鍵 秘密 비밀 시크릿 개인 암호 토큰 지갑 거래소 키";
// How the words that tell are often mistyped.
const mistyped: ReadonlyMap<string, string> = new Map(
  (
    [
      ["secert secrt scret sercet serect secrect secreat secreet secet seceret", "secret"],
      ["prvate pirvate privte priavte", "private"],
      ["pasword passowrd passwrod passwrd paswd", "password"],
      ["passphase pasphrase passphrse", "passphrase"],
      ["kye", "key"],
      ["screct", "secret"],
      ["toekn tokne", "token"],
      ["mnemoic mnemnoic mneumonic nmemonic menmonic mnenomic mnemonik", "mnemonic"],
    ] as const
  ).flatMap(([slips, word]) => slips.split(" ").map((slip) => [slip, word] as const)),
);
// The longest first: of two that begin alike, the longer one is meant.
const vocabulary = [
  ...new Set([...joinable, ...exchanges.split(" "), ...bare(compounds).split(" "), ...mistyped.keys()]),
].sort((one, other) => other.length - one.length);
const beginning = new Map(
  vocabulary.map(([first = ""]) => [first, vocabulary.filter((word) => word.startsWith(first))]),
);

const mostRemembered = 4_096;

/** The same few texts come over and over: what is made of one is made once. A program full of new ones starts afresh. */
function remembered<T>(make: (text: string) => T): (text: string) => T {
  const made = new Map<string, T>();
  return (text) => {
    const known = made.get(text);
    if (known !== undefined) return known;
    const one = make(text);
    if (made.size >= mostRemembered) made.clear();
    made.set(text, one);
    return one;
  };
}

const takenApart = remembered((word): readonly string[] => {
  const parts: string[] = [];
  let rest = word;
  while (rest.length > 0) {
    const next = beginning.get(rest.slice(0, 1))?.find((known) => rest.startsWith(known));
    if (next === undefined) return /^\d+$/u.test(rest) ? [...parts, rest] : [word];
    parts.push(next);
    rest = rest.slice(next.length);
  }
  return parts;
});

// Letters without their marks, so that a name is known with and without them. The Polish letter has no mark to take away.
function bare(text: string): string {
  return text.normalize("NFKD").replace(/\p{M}/gu, "").replaceAll("ł", "l").replaceAll("Ł", "L");
}

/** The words of an identifier: `BINANCE_API_SECRET`, `binanceApiSecret` and `binance-apisecret` hold the same three. */
export function wordsOf(identifier: string): string[] {
  const text = identifier.slice(0, 200);
  const parts = ascii.test(text)
    ? (text.match(plainWords) ?? [])
    : bare(text)
        .split(separators)
        .flatMap((part) => part.split(humps));
  return parts
    .map((word) => word.toLowerCase())
    .filter((word) => word !== "")
    .flatMap((word) => (word.length > 40 ? word : takenApart(word)))
    .map((word) => mistyped.get(word) ?? word);
}

// As wordsOf gives words: Hangul and kana are taken apart there.
const set = (words: string): ReadonlySet<string> => new Set(bare(words).split(" "));

// Passwords and passphrases in English, French, German, Spanish, Portuguese, Italian, Polish, Turkish, Dutch, Russian, Chinese, Japanese, Korean.
const passwords = set(
  "password passwords passwd passwort pwd pass requirepass passphrase passcode pin contrasena clavesecreta senha wachtwoord haslo sifre khau sandi parola kennwort motdepasse пароль 密码 密碼 口令 パスワード 암호 비밀번호",
);
const secrets = set(
  "secret secrets pvk geheimnis geheim secreto secreta segredo segreto segreta secrete sekret tajny tajne siyao miyao token tokens credential credentials creds bearer jwt totp macaroon privkey pkey privatekey secretkey apisecret секрет токен 秘密 密钥 密鑰 秘钥 私钥 私鑰 シークレット 秘密鍵 トークン 비밀 비밀키 시크릿 개인키",
);
const phrases = set("mnemonic mnemonics seedphrase phrase 助记词 助記詞");
const keys = set(
  "key keys schlussel schluessel clave llave cle clef chiave chave sleutel klucz anahtar anahtarı kluch klyuch kunci kagi khoa ключ 鍵 キー 키 密钥",
);
const privacy = set(
  "private priv prv pvt secret eoa metamask signing signer sign wallet encryption encrypt deployer owner operator relayer executor keeper sequencer validator proposer agent minter funder hot stark starknet starkex l2 master from shared preshared hmac jwt session cookie consumer deploy evm eth ethereum tron aes fernet trader treasury faucet account master webhook admin root sa service",
);
// Those that say it by themselves. Some languages put them behind the key: clave privada, klucz tajny, kunci rahasia.
const privateAlways = set(
  "private priv secret pribadi rieng secreto secreta secrete segreto segreta privado privada privata privee prive privat privater prywatny geheim geheime geheimes geheimer geheime tajny sekretny ozel gizli rahasia privatnyi himitsu プライベート シークレット 秘密 비밀 시크릿 개인 приватный закрытый секретный 密钥 密鑰 秘钥 私钥 私鑰",
);
/** Whether a word of a name says that what is named is secret, whatever else it says. */
export function saysPrivate({ words }: Name): boolean {
  return words.some((word) => privateAlways.has(word));
}

const keyish = set(
  "api access zugangs アクセス auth app application subscription license project account trading trade exchange bot read client service server integration",
);
// Services that a bot has a key of, and no more than that.
const keyed = set(
  "infura alchemy ankr blast helius quicknode moralis tenderly chainstack drpc getblock nodereal etherscan bscscan polygonscan arbiscan basescan snowtrace solscan coinmarketcap cmc coingecko cryptocompare coinapi coinglass glassnode messari santiment nansen dune covalent newsapi finnhub alphavantage birdeye bitquery bloxroute solanatracker shyft syndica triton dextools kaiko amberdata tiingo twelvedata oneinch paraswap zerion debank arkham openai anthropic",
);
// What follows the last of these is told by a hash, a place, a rule or a number, not by the secret itself.
const things = set(
  "name names id ids uid uuid arn path paths file files filename dir directory folder url uri urls endpoint host hash hashes sha sha1 sha256 sha512 md5 digest checksum fingerprint thumbprint version versions length len size count limit limits type types ttl policy policies ref refs reference references selector provider providers rotation rotator expiry expires expiration expired age field fields header headers prefix suffix regex regexp pattern label labels placeholder hint env envvar environment alias address addresses addr manager store storage vault schema mode enabled disabled required optional days hours minutes seconds interval timeout format formatter algorithm algo alg class classes kind index idx salt nonce help description desc error errors message messages msg title text tooltip prompt question link page form input button icon screen view component modal dialog scope scopes status state flag role roles permission permissions rule rules validator validation strength generator parser lexer counter bucket usage cost price contract symbol decimals amount balance supply mint factory pair pairs map list array set table column row event events listener handler callback function func fn method service client factory builder util utils helper options opts config configuration settings params args response request result results data info metadata meta spec stats count balance url signature signatures sig block tx transaction topic root commit integrity slot leaf proof cid hint reset change changed created updated date time timestamp at by for from to is has must should can enable disable allow allowed use uses require requires show hide hidden visible check verify verified confirm confirmation encryption encrypted ciphertext enc iv mac kdf spelling case press code codes down up left right bindings binding shortcut stroke frame frames sort order primary foreign unique pda ata oid oids",
);
const qualifiers = set(
  "value val plain plaintext string str raw bytes hex base64 b64 b58 base58 encoded json pem der live main mainnet testnet test prod production staging stage dev development local old new default backup real spot futures future perp swap inverse linear usdm coinm margin unified papertrading paper sandbox demo literal escaped content",
);
const idNames = set("id ids");
const frameworks = set("next expo nuxt");
const innocents = set(
  "public pub xpub spdx hashed bcrypt argon2 masked jti address hash digest checksum integrity commit topic block tx txid txhash keccak sha256 sha512 sha1 md5 merkle encrypted tokenization pagination csrf xsrf",
);

// What a token of these sorts gives is a place in a list, a repetition that is no repetition, a count, or a coin.
const tokenSorts = set(
  "next grant update fencing forward backward lock import export product page paging pagination continuation continue sync change lifecycle action idempotency sequence marker upload list starting start stop end resume scroll cancellation cancel input output total max min prompt completion cached reasoning audio text context design syntax punctuation lookahead peek previous prev current last first special pad mask unk eos bos sep cls base quote collateral reward staking stake native wrapped underlying lp fee gas erc20 erc721 nft governance pool stable bridged in out from to lexer parser keyword string number template operator comment identifier dependency injection css nonfungible fungible spl bep20 authenticity antiforgery",
);

/** Whether a token is no credential by what is said of it: `nextToken`, `ClientRequestToken`, `__RequestVerificationToken`, `maxTokens`, `stakingToken`. */
function isPlainToken(before: readonly string[]): boolean {
  const sort = before.at(-1) ?? "";
  return (
    tokenSorts.has(sort) ||
    (sort === "request" && !before.includes("oauth")) ||
    (sort === "verification" && before.includes("request")) ||
    (sort === "client" && before.length === 1)
  );
}

// What makes a token one of a credential, beside the services that give it out.
const bearers = set(
  "api access auth authorization bearer refresh session personal login id jwt oauth oauth2 bot app application user client service server account project integration webhook deploy admin root private secret signing cookie telegram discord slack github gitlab npm pypi vault pulumi sentry",
);

/** Whether a name says `token` and nothing of a credential: what programs that trade call a coin. */
export function namesToken({ words }: Name): boolean {
  return (
    words.some((word) => word === "token" || word === "tokens") &&
    !words.some((word) => bearers.has(word) || keyed.has(word) || issuers.has(word) || passwords.has(word))
  );
}

function roleOf(words: readonly string[]): Role {
  // NEXT_PUBLIC_PRIVATE_KEY: what a framework hands to browsers is public, but not meant to be where it says that it is secret.
  if (words.length > 2 && words[1] === "public" && frameworks.has(words[0] ?? "")) {
    const rest = words.slice(2);
    const role = roleOf(rest);
    const speaks = role === "password" || role === "phrase" || rest.some((word) => privateAlways.has(word));
    return speaks ? role : "innocent";
  }
  const kept = [...words];
  while (kept.length > 1) {
    const last = kept.at(-1) ?? "";
    if (last === "string" && kept.at(-2) === "connection") break;
    if (!/^(?:\d+|[a-z]\d)$/u.test(last) && !qualifiers.has(last)) break;
    kept.pop();
  }
  const last = kept.at(-1);
  if (last === undefined) return "none";
  const has = (group: ReadonlySet<string>): boolean => kept.some((word) => group.has(word));
  const before = kept.slice(0, -1);
  const precedes = (group: ReadonlySet<string>): boolean => before.some((word) => group.has(word));
  if (idNames.has(last)) {
    const owner = before.at(-1) ?? "";
    return keys.has(owner) || owner === "client" || owner === "access" ? "id" : "innocent";
  }
  // CREATE USER bot IDENTIFIED BY '…'
  if (last === "by" && before.at(-1) === "identified") return "password";
  // The id of a key and what it signs for: X-Amz-Credential.
  if (last === "credential" && /^(?:amz|goog)$/u.test(before.at(-1) ?? "")) return "id";
  if (last === "words" && has(wordSorts)) return "phrase";
  if (last === "url" && (has(connected) || has(secretUrls))) return "secret";
  if (last === "string" && before.at(-1) === "connection") return "secret";
  if (last === "header" && /^auth(?:orization)?$/u.test(before.at(-1) ?? "")) return "secret";
  // Telegram's for programs.
  if (last === "hash" && before.at(-1) === "api" && before.length < 3) return "secret";
  if (things.has(last)) return "innocent";
  if (has(innocents)) return "innocent";
  if (phrases.has(last)) return last === "phrase" && before.at(-1) === "pass" ? "password" : "phrase";
  if (last === "word" && before.at(-1) === "pass") return "password";
  if (last === "seed" && seedSorts.has(before.at(-1) ?? "")) return "innocent";
  if (last === "seed") return has(walletSorts) || kept.length <= 3 ? "secret" : "none";
  if (last === "pass" && turns.has(before.at(-1) ?? "")) return "innocent";
  if (passwords.has(last)) return "password";
  if ((last === "token" || last === "tokens") && isPlainToken(before)) return "innocent";
  if (secrets.has(last)) return "secret";
  if (keys.has(last)) {
    if (before.at(-1) === "listen") return "id";
    if (precedes(privacy) || precedes(privateAlways) || before.at(-1) === "sec") return "secret";
    // PagerDuty's; those of a message broker are no random values.
    if (precedes(keyish) || precedes(keyed) || before.at(-1) === "routing") return "key";
    return "none";
  }
  const previous = before.at(-1) ?? "";
  if (keys.has(previous) && privateAlways.has(last)) return "secret";
  // SECRET_KEY_BASE
  if (last === "base" && keys.has(previous) && before.at(-2) === "secret") return "secret";
  if (keys.has(previous) && last === "api") return "key";
  // KRAKEN_PRIVATE, beside KRAKEN_PUBLIC
  if ((last === "private" || last === "priv") && (issuers.has(previous) || holders.has(previous))) return "secret";
  if (last === "sec" && (kept.length === 1 || keyish.has(previous) || issuers.has(previous))) return "secret";
  if (privateAlone.has(last) && kept.length === 1) return "secret";
  if ((last === "private" || last === "priv") && keyish.has(previous)) return "secret";
  // A row's.
  if (last === "pk" && rows.has(before.at(-1) ?? "")) return "innocent";
  if (last === "pk" || last === "dsn" || last === "privkeys") return "secret";
  // A key of DynamoDB's is one as well: user_sk.
  if (last === "sk" && (kept.length === 1 || [keyish, issuers, holders].some((group) => group.has(previous))))
    return "secret";
  if (last === "signer" && previous === "auth") return "secret";
  if (last === "auth" || last === "authorization") return "secret";
  if (last === "webhook") return "secret";
  // apiSecretBinance, PASSWORD_BYBIT, secretUsd: the issuer or the coin stands behind.
  return issuers.has(last) || /^[a-z]{1,3}$/u.test(last) ? roleOf(before) : "none";
}

// What a generator of random numbers starts from, so that a test repeats.
const seedSorts = set(
  "fuzz fuzzing random rand rng prng noise shuffle hash map world data numpy np torch fixture faker",
);
// A pass that is one of several turns.
const turns = set(
  "own first second third single multi two one num number property render shadow depth color light blur post pre base forward final full build compile optimizer optimization analysis",
);
const rows = set(
  "user users order orders item items table row record entity object model post parent child primary instance",
);
const privateAlone = set("prv pvt");
// Who has a key and no privileges.
const holders = set("wallet bot signer trader agent deployer eth evm sol btc");
const wordSorts = set("seed mnemonic recovery backup wallet secret");
const walletSorts = set("wallet master secret hd bip39 private mnemonic recovery");
const secretUrls = set("webhook hook");

const connected = set(
  "database db postgres postgresql mysql mongo mongodb redis amqp rabbitmq broker clickhouse sqlalchemy",
);

/** Names of exchanges as they occur in identifiers and in texts. */
export const issuers = set(exchanges);

// Words that stand in the names of bots' credentials and say nothing of what they hold.
const ordinary = set(
  "bot bots grid my our main env config app prod dev test staging live demo paper spot perp margin futures trading trader strategy hedge hedger market maker arbitrage arb signal signals signer runner worker bearer server service ws rest http https db sql rpc node chain web web3 json yaml input output args opts props process user users group team desk fund x y a b c n the and with usdt usdc usd btc eth sol evm tron solana cosmos polygon arbitrum optimism base bsc avalanche near ton sui aptos starknet cardano stellar xrp tezos algorand monero ed25519 secp256k1 rsa ec hmac jwt oauth oauth2 basic grant aws s3 iam azure gcp google github gitlab npm pulumi vault doppler sentry slack discord telegram alchemy infura ankr blast helius quicknode moralis tenderly chainstack drpc getblock nodereal etherscan anthropic openai stripe redis postgres postgresql mysql mongo mongodb rabbitmq kafka authorization chat channel hook seed phrase words mnemonic wallet recovery backup bip39 wif xprv extended raw pem key keys id ids pk sk dsn auth login",
);

// Words of a name that tell no service apart: whose it is, what it is for, and where.
const anybodys = set(
  "bot bots grid my our me us main env config app prod production dev test staging live demo paper spot perp margin futures trading trader strategy hedge hedger market maker arbitrage arb signal signals runner worker server service ws rest http https user users group team desk fund the and with public private v1 v2 v3 v5 read readonly write only trade exchange exchanges default primary secondary master sub wallet rpc node current new old",
);

/** What services a name tells apart, `coingecko` of COINGECKO_API_KEY; empty where it names an exchange, or none. */
export function servicesOf({ words }: Name): readonly string[] {
  if (words.some((word) => issuers.has(word))) return [];
  return words.filter(
    (word) =>
      word.length > 2 &&
      !/^\d/u.test(word) &&
      ![anybodys, keys, keyish, qualifiers, things, secrets, passwords].some((group) => group.has(word)),
  );
}

const vocabularyWords = new Set(vocabulary);
const known = [
  vocabularyWords, passwords, secrets, phrases, keys, privacy, privateAlways, keyish, keyed, things, qualifiers, innocents, connected, issuers, ordinary,
]; // prettier-ignore

/**
 * A name as a finding may show it: words that people use in names as they stand, anything else as `…`. What stands before a sign of
 * assignment may be a piece of a value, and no shape tells a piece of a value from a word.
 */
export function shownName(written: string): string {
  return written
    .slice(0, 80)
    .split(/([^\p{L}\p{N}]+)/u)
    .flatMap((part) => {
      const words = part.split(humps);
      const isWhole = words.every((word) => isKnownWord(word));
      // Beside letters at random, a word of two comes by chance, and several of them would be a piece of a value.
      return words.map((word) => (isKnownWord(word) && (isWhole || /\p{L}{3}/u.test(word)) ? word : "…"));
    })
    .join("")
    .replace(/…+/gu, "…");
}

const isKnownWord = remembered((word) =>
  wordsOf(word).every((one) => /^\d{1,2}$/u.test(one) || known.some((group) => group.has(one))),
);

// `secret.js` is a file: what follows it is its digest, its size or its text.
const extensions = set(
  "js cjs mjs jsx ts cts mts tsx json py go rs c cc cpp h hpp java rb php sh md html css map yaml yml toml txt svg png wasm so jar",
);

const isLongRun = /^[A-Za-z\d]{40,}$/u;
/** Letters of a word, on average: the words of names have more. */
const leastLetters = 4;

/** Reads an identifier the way its author meant it. Of a path, the last step is the name, and the whole tells the issuer. */
export const readName = remembered((identifier): Name => {
  const words = wordsOf(identifier);
  // A signature or a key: in letters at random, short words such as `pk` come by chance.
  if (words.length > identifier.length / leastLetters && isLongRun.test(identifier))
    return { written: identifier, words, role: "none" };
  const lastStep = identifier.slice(identifier.lastIndexOf(".") + 1);
  if (lastStep === identifier) return { written: identifier, words, role: roleOf(words) };
  const role = extensions.has(lastStep) ? "innocent" : roleOf(wordsOf(lastStep));
  return { written: identifier, words, role: role === "none" ? roleOf(words) : role };
});
