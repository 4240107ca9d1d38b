import { createHash, createPrivateKey, createPublicKey } from "node:crypto";
import { base32, base58, base58xrp, bech32, createBase58check } from "@scure/base";
import { entropyToMnemonic } from "@scure/bip39";
import { wordlist as czech } from "@scure/bip39/wordlists/czech";
import { wordlist as english } from "@scure/bip39/wordlists/english";
import { wordlist as french } from "@scure/bip39/wordlists/french";
import { wordlist as italian } from "@scure/bip39/wordlists/italian";
import { wordlist as japanese } from "@scure/bip39/wordlists/japanese";
import { wordlist as korean } from "@scure/bip39/wordlists/korean";
import { wordlist as portuguese } from "@scure/bip39/wordlists/portuguese";
import { wordlist as simplified } from "@scure/bip39/wordlists/simplified-chinese";
import { wordlist as spanish } from "@scure/bip39/wordlists/spanish";
import { wordlist as traditional } from "@scure/bip39/wordlists/traditional-chinese";
import { algorand, electrumVersion, monero, slip39Share, ton, wordsThat } from "./phrases";
import { base64, base64url, capitals, letters, type Random } from "./random";
import { rsaKey } from "./rsa";
import {
  atlassianToken,
  base62Checksum,
  bedrockKey,
  bitbucketPassword,
  cloudflareToken,
  dynatraceToken,
  grafanaCloudToken,
  grafanaToken,
  onepasswordKey,
  onepasswordToken,
  prefectKey,
  pypiToken,
  tailscaleKey,
  urlText,
} from "./tokens";

const sha256 = (bytes: Uint8Array): Uint8Array => createHash("sha256").update(bytes).digest();
const base58check = createBase58check(sha256);

/** A kind of credential, as a generator of worthless samples. */
export interface Kind {
  readonly kind: string;
  /** Whether arithmetic or a prefix tells it without a name. */
  readonly proven: boolean;
  /** Names that tell, in the way of environment variables. */
  readonly names: readonly string[];
  /** Detectors that may name it. */
  readonly detectors: readonly string[];
  readonly severity: "high" | "medium" | "low";
  readonly make: (random: Random) => string;
  /** The writings that hold it, where people write it in these alone. */
  readonly within?: readonly string[];
}

/** Where lists and files of JSON and YAML stand. */
const documents = ["JSON", "minified JSON", "YAML"];

function scalar(random: Random): Buffer {
  const bytes = random.bytes(32);
  bytes[0] = 0x7f & (bytes[0] ?? 0);
  return bytes;
}

function wif(random: Random, version: number, compressed: boolean): string {
  return base58check.encode(
    Buffer.concat([Buffer.from([version]), scalar(random), Buffer.from(compressed ? [1] : [])]),
  );
}

function extended(random: Random, version: number): string {
  const head = Buffer.alloc(4);
  head.writeUInt32BE(version);
  return base58check.encode(
    Buffer.concat([
      head,
      Buffer.from([random.below(5)]),
      random.bytes(8),
      random.bytes(32),
      Buffer.from([0]),
      scalar(random),
    ]),
  );
}

function edwards(random: Random): Buffer {
  const seed = random.bytes(32);
  const der = Buffer.concat([Buffer.from("302e020100300506032b657004220420", "hex"), seed]);
  const key = createPublicKey(createPrivateKey({ key: der, format: "der", type: "pkcs8" }));
  return Buffer.concat([seed, Buffer.from(key.export({ format: "jwk" }).x ?? "", "base64url")]);
}

function pkcs8(random: Random, form: "pem" | "base64"): string {
  const der = Buffer.concat([Buffer.from("302e020100300506032b657004220420", "hex"), random.bytes(32)]);
  const key = createPrivateKey({ key: der, format: "der", type: "pkcs8" });
  return form === "pem" ? key.export({ format: "pem", type: "pkcs8" }).toString().trim() : der.toString("base64");
}

function sec1(random: Random): string {
  const d = scalar(random);
  const der = Buffer.concat([Buffer.from("302e0201010420", "hex"), d, Buffer.from("a00706052b8104000a", "hex")]);
  return createPrivateKey({ key: der, format: "der", type: "sec1" })
    .export({ format: "pem", type: "sec1" })
    .toString()
    .trim();
}

/** One of six: finding the primes of one takes as long as a thousand samples of another kind. */
function rsaPem(random: Random): string {
  return rsaKey(1024, `${random.below(6)}`)
    .export({ format: "pem", type: "pkcs8" })
    .toString()
    .trim();
}

function crc16(bytes: Uint8Array): number {
  let sum = 0;
  for (const byte of bytes) {
    for (let bit = 7; bit >= 0; bit--) {
      const carry = ((sum >> 15) & 1) ^ ((byte >> bit) & 1);
      sum = (sum << 1) & 0xffff;
      if (carry === 1) sum ^= 0x1021;
    }
  }
  return sum;
}

function stellar(random: Random): string {
  const body = Buffer.concat([Buffer.from([18 << 3]), random.bytes(32)]);
  const sum = Buffer.alloc(2);
  sum.writeUInt16LE(crc16(body));
  return base32.encode(Buffer.concat([body, sum]));
}

function xrp(random: Random): string {
  const body = Buffer.concat([Buffer.from([0x21]), random.bytes(16)]);
  return base58xrp.encode(Buffer.concat([body, Buffer.from(sha256(sha256(body))).subarray(0, 4)]));
}

function jwt(random: Random): string {
  const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString("base64url");
  return `${part({ alg: "HS256", typ: "JWT" })}.${part({ sub: random.hex(12), exp: 4_102_444_800 })}.${random.bytes(32).toString("base64url")}`;
}

const phrase =
  (list: readonly string[], bytes: number, joint = " ") =>
  (random: Random): string =>
    entropyToMnemonic(random.bytes(bytes), [...list])
      .split(/[ \u3000]/u)
      .join(joint);

const laidOut = (words: string, write: (word: string, index: number) => string): string =>
  words.split(" ").map(write).join("");

const kind = (
  name: string,
  proven: boolean,
  names: readonly string[],
  detectors: readonly string[],
  make: (random: Random) => string,
  severity: Kind["severity"] = "high",
): Kind => ({ kind: name, proven, names, detectors, make, severity });

const publicHalf = (detector: string, proven: boolean, name: string, make: (random: Random) => string): Kind =>
  kind(`${detector}, the public half`, proven, [name], [detector], make, "low");

const seeds = ["MNEMONIC", "SEED_PHRASE", "walletMnemonic", "RECOVERY_PHRASE"];
const keys = [
  "PRIVATE_KEY",
  "WALLET_PRIVATE_KEY",
  "privateKey",
  "signer-private-key",
  "clave_privada",
  "privater_schluessel",
  "prvate_key",
];
const generic = ["named-secret"];

/** Lines of base64 between two lines of armour. */
function armoured(label: string, body: string, tail = ""): string {
  const lines = body.match(/.{1,64}/gu)?.join("\n") ?? "";
  return [`-----BEGIN ${label}-----`, "", `${lines}${tail}`, `-----END ${label}-----`].join("\n");
}

function keystoreFile(random: Random): string {
  const crypto = {
    cipher: "aes-128-ctr",
    cipherparams: { iv: random.hex(32) },
    ciphertext: random.hex(64),
    kdf: "scrypt",
    kdfparams: { dklen: 32, n: 262_144, p: 1, r: 8, salt: random.hex(64) },
    mac: random.hex(64),
  };
  return JSON.stringify({ address: random.hex(40), crypto, id: random.uuid(), version: 3 });
}

function puttyFile(random: Random): string {
  return [
    "PuTTY-User-Key-File-3: ssh-ed25519",
    "Encryption: none",
    "Comment: bot",
    "Public-Lines: 2",
    random.text(base64, 64),
    random.text(base64, 40),
    "Private-Lines: 1",
    random.text(base64, 44),
    `Private-MAC: ${random.hex(64)}`,
  ].join("\n");
}

const account = (random: Random): string =>
  JSON.stringify({
    type: "service_account",
    project_id: "grid-bot",
    private_key_id: random.hex(40),
    private_key: `${rsaPem(random)}\n`,
    client_email: "bot@grid-bot.iam.gserviceaccount.com",
  });

/** Secret halves of every kind, and the public halves that are told. A `named` kind is found where its name tells. */
export const kinds: readonly Kind[] = [
  kind(
    "Binance secret",
    false,
    ["BINANCE_API_SECRET", "binanceSecretKey", "binance-api-secret"],
    ["binance-api-secret"],
    (r) => r.alnum(64),
  ),
  kind(
    "Binance listen key",
    false,
    ["LISTEN_KEY", "binanceListenKey", "listenKey"],
    ["binance-listen-key"],
    (r) => r.alnum(64),
    "medium",
  ),
  kind("Bybit secret", false, ["BYBIT_API_SECRET", "bybitApiSecret", "bybit_secret"], ["bybit-api-secret"], (r) =>
    r.alnum(36),
  ),
  kind("OKX secret", false, ["OKX_SECRET_KEY", "okxApiSecret"], ["okx-api-secret"], (r) => r.hex(32).toUpperCase()),
  kind("KuCoin secret", false, ["KUCOIN_API_SECRET", "kucoinSecret"], ["kucoin-api-secret"], (r) => r.uuid()),
  kind("Bitget secret", false, ["BITGET_API_SECRET", "bitgetSecretKey"], ["bitget-api-secret"], (r) => r.hex(64)),
  kind("Gate secret", false, ["GATE_API_SECRET", "gateioSecret"], ["gate-api-secret"], (r) => r.hex(64)),
  kind(
    "HTX secret",
    false,
    ["HTX_SECRET_KEY", "huobiApiSecret"],
    ["htx-api-secret"],
    (r) => `${r.hex(8)}-${r.hex(8)}-${r.hex(8)}-${r.hex(5)}`,
  ),
  kind("MEXC secret", false, ["MEXC_SECRET_KEY", "mexcApiSecret"], ["mexc-api-secret"], (r) => r.hex(32)),
  kind(
    "Bitfinex secret",
    false,
    ["BITFINEX_API_SECRET", "bitfinexSecret"],
    ["bitfinex-api-secret"],
    (r) => r.text(base64url, 41) + r.alnum(2),
  ),
  kind("Bitstamp secret", false, ["BITSTAMP_API_SECRET", "bitstampSecret"], ["bitstamp-api-secret"], (r) =>
    r.alnum(32),
  ),
  kind("Gemini secret", false, ["GEMINI_API_SECRET", "geminiSecret"], ["gemini-api-secret"], (r) => r.alnum(28)),
  kind("Deribit secret", false, ["DERIBIT_CLIENT_SECRET", "deribitSecret"], ["deribit-api-secret"], (r) =>
    r.text(capitals, 32),
  ),
  kind(
    "BitMEX secret",
    false,
    ["BITMEX_API_SECRET", "bitmexSecret"],
    ["bitmex-api-secret"],
    (r) => r.alnum(1) + r.text(base64url, 46) + r.alnum(1),
  ),
  kind("Kraken secret", false, ["KRAKEN_PRIVATE_KEY", "krakenApiSecret"], ["kraken-api-secret", "named-secret"], (r) =>
    r.bytes(64).toString("base64"),
  ),
  kind(
    "Crypto.com secret",
    true,
    ["CRYPTOCOM_SECRET", "cryptoComApiSecret"],
    ["cryptocom-api-secret"],
    (r) => `cxakp_${r.alnum(22)}`,
  ),
  kind("Upbit secret", false, ["UPBIT_SECRET_KEY", "upbitSecret"], ["upbit-secret-key"], (r) => r.alnum(40)),
  kind("Phemex secret", false, ["PHEMEX_API_SECRET"], ["phemex-api-secret"], (r) => r.alnum(86)),
  kind("Alpaca secret", false, ["ALPACA_SECRET_KEY", "alpacaApiSecret"], ["alpaca-secret-key"], (r) => r.alnum(40)),
  kind("Poloniex secret", false, ["POLONIEX_API_SECRET"], ["poloniex-api-secret"], (r) => r.hex(128)),
  kind(
    "dYdX v3 secret",
    false,
    ["DYDX_API_SECRET"],
    ["dydx-api-secret"],
    (r) => `${r.alnum(1)}${r.text(base64url, 38)}${r.alnum(1)}`,
  ),
  kind(
    "Polymarket secret",
    false,
    ["POLYMARKET_API_SECRET"],
    ["polymarket-api-secret"],
    (r) => `${r.text(base64url, 42)}A=`,
  ),
  kind(
    "Paradex key",
    false,
    ["PARADEX_PRIVATE_KEY"],
    ["starknet-private-key", "ethereum-private-key"],
    (r) => `0x5${r.hex(62)}`,
  ),
  kind("Lighter key", false, ["LIGHTER_API_PRIVATE_KEY"], ["lighter-private-key"], (r) => `0x${r.hex(80)}`),
  kind(
    "Hyperliquid agent key",
    false,
    ["HYPERLIQUID_SECRET_KEY", "hyperliquidAgentKey", "secret_key"],
    ["ethereum-private-key"],
    (r) => `0x${scalar(r).toString("hex")}`,
  ),
  kind("EVM key with prefix", false, keys, ["ethereum-private-key"], (r) => `0x${scalar(r).toString("hex")}`),
  kind("EVM key", false, keys, ["ethereum-private-key"], (r) => scalar(r).toString("hex")),
  kind(
    "exchange passphrase",
    false,
    ["OKX_PASSPHRASE", "kucoinApiPassphrase", "BITGET_PASSPHRASE"],
    ["exchange-passphrase"],
    (r) => `${r.text("bdfghkmnprstvz", 7)}${r.text("23456789", 3)}!`,
  ),
  kind("WIF compressed", true, keys, ["bitcoin-wif-key"], (r) => wif(r, 0x80, true)),
  kind("WIF uncompressed", true, keys, ["bitcoin-wif-key"], (r) => wif(r, 0x80, false)),
  kind("WIF testnet", true, keys, ["bitcoin-wif-key"], (r) => wif(r, 0xef, true)),
  kind("WIF Litecoin", true, keys, ["bitcoin-wif-key"], (r) => wif(r, 0xb0, true)),
  kind("WIF Dogecoin", true, keys, ["bitcoin-wif-key"], (r) => wif(r, 0x9e, true)),
  kind("xprv", true, keys, ["bip32-private-key"], (r) => extended(r, 0x0488ade4)),
  kind("zprv", true, keys, ["bip32-private-key"], (r) => extended(r, 0x04b2430c)),
  kind("tprv", true, keys, ["bip32-private-key"], (r) => extended(r, 0x04358394)),
  kind(
    "BIP38",
    true,
    keys,
    ["bip38-key"],
    (r) => base58check.encode(Buffer.concat([Buffer.from([1, 0x42, 0xe0]), r.bytes(36)])),
    "medium",
  ),
  kind("BIP39 English 12", true, seeds, ["bip39-mnemonic"], phrase(english, 16)),
  kind("BIP39 English 24", true, seeds, ["bip39-mnemonic"], phrase(english, 32)),
  kind("BIP39 English 18, by line", true, seeds, ["bip39-mnemonic"], phrase(english, 24, ", ")),
  kind("BIP39 English 24, in rows of six", true, seeds, ["bip39-mnemonic"], (r) =>
    laidOut(phrase(english, 32)(r), (word, index) => `${word}${index % 6 === 5 ? "\n" : " "}`),
  ),
  kind("BIP39 English 12, in columns", true, seeds, ["bip39-mnemonic"], (r) => {
    const words = phrase(english, 16)(r).split(" ");
    return Array.from({ length: 12 }, (_, cell) => {
      const index = (cell % 3) * 4 + Math.floor(cell / 3);
      return `${index + 1}. ${(words[index] ?? "").padEnd(9)}${cell % 3 === 2 ? "\n" : " "}`;
    }).join("");
  }),
  kind("BIP39 English 12, as variables", true, seeds, ["bip39-mnemonic"], (r) =>
    laidOut(phrase(english, 16)(r), (word, index) => `WORD${index + 1}=${word}\n`),
  ),
  kind("BIP39 English 12, as objects", true, seeds, ["bip39-mnemonic"], (r) =>
    JSON.stringify(
      phrase(
        english,
        16,
      )(r)
        .split(" ")
        .map((word, index) => ({ index: index + 1, word })),
    ),
  ),
  kind("BIP39 English 12, as a list in YAML", true, seeds, ["bip39-mnemonic"], (r) =>
    laidOut(phrase(english, 16)(r), (word) => `\n  - ${word}`),
  ),
  kind("BIP39 Spanish without accents", true, seeds, ["bip39-mnemonic"], (r) =>
    phrase(spanish, 16)(r).normalize("NFKD").replace(/\p{M}/gu, ""),
  ),
  kind("BIP39 Chinese without blanks", false, seeds, ["named-phrase"], phrase(simplified, 16, "")),
  kind("BIP39 Spanish", true, seeds, ["bip39-mnemonic"], phrase(spanish, 16)),
  kind("BIP39 French", true, seeds, ["bip39-mnemonic"], phrase(french, 16)),
  kind("BIP39 Italian", true, seeds, ["bip39-mnemonic"], phrase(italian, 16)),
  kind("BIP39 Portuguese", true, seeds, ["bip39-mnemonic"], phrase(portuguese, 16)),
  kind("BIP39 Czech", true, seeds, ["bip39-mnemonic"], phrase(czech, 16)),
  kind("BIP39 Japanese", true, seeds, ["bip39-mnemonic"], phrase(japanese, 16, "\u3000")),
  kind("BIP39 Korean", true, seeds, ["bip39-mnemonic"], phrase(korean, 16)),
  kind("BIP39 simplified Chinese", true, seeds, ["bip39-mnemonic"], phrase(simplified, 16)),
  kind("BIP39 traditional Chinese", true, seeds, ["bip39-mnemonic"], phrase(traditional, 16)),
  kind("Electrum seed", true, seeds, ["electrum-seed", "bip39-mnemonic"], (r) =>
    wordsThat(r, 12, (words) => electrumVersion(words).startsWith("01")).join(" "),
  ),
  kind("TON phrase", true, seeds, ["ton-mnemonic", "bip39-mnemonic", "electrum-seed"], () => ton().join(" ")),
  kind("Monero seed", true, seeds, ["monero-seed"], (r) => monero(r).join(" ")),
  kind("Solana base58", true, keys, ["ed25519-key-pair"], (r) => base58.encode(edwards(r))),
  kind("Solana hex", true, keys, ["ed25519-key-pair"], (r) => edwards(r).toString("hex")),
  kind("Solana bytes", true, keys, ["key-bytes"], (r) => `[${[...edwards(r)].join(",")}]`),
  kind("Solana bytes, of Java", true, keys, ["key-bytes"], (r) => `[${[...new Int8Array(edwards(r))].join(", ")}]`),
  {
    ...kind(
      "Solana bytes, as a list in YAML",
      true,
      keys,
      ["key-bytes"],
      (r) => `\n- ${[...edwards(r)].join("\n- ")}\n`,
    ),
    within: documents,
  },
  kind(
    "Coinbase CDP Ed25519",
    true,
    ["CDP_API_KEY_SECRET", "coinbaseApiSecret"],
    ["ed25519-key-pair-base64", "ed25519-key-pair"],
    (r) => edwards(r).toString("base64"),
  ),
  kind("NEAR key", true, keys, ["near-private-key"], (r) => `ed25519:${base58.encode(edwards(r))}`),
  kind("Sui key", true, keys, ["sui-private-key"], (r) =>
    bech32.encode("suiprivkey", bech32.toWords(Buffer.concat([Buffer.from([0]), r.bytes(32)])), 200),
  ),
  {
    ...kind("Sui keystore", false, ["SUI_KEYSTORE", "suiKeystore"], ["sui-keystore"], (r) =>
      JSON.stringify([Buffer.concat([Buffer.from([0]), r.bytes(32)]).toString("base64")]),
    ),
    within: documents,
  },
  kind("Aptos key", true, keys, ["aptos-private-key"], (r) => `ed25519-priv-0x${r.hex(64)}`),
  kind("Cardano key", true, keys, ["cardano-private-key"], (r) =>
    bech32.encode("ed25519e_sk", bech32.toWords(r.bytes(64)), 300),
  ),
  kind("Cardano signing key", true, ["PAYMENT_SKEY"], ["cardano-signing-key"], (r) =>
    JSON.stringify({
      type: "PaymentSigningKeyShelley_ed25519",
      description: "Payment Signing Key",
      cborHex: `5820${r.hex(64)}`,
    }),
  ),
  kind("private JWK", true, ["SIGNING_JWK"], ["private-jwk"], (r) => {
    const bytes = edwards(r);
    const [d, x] = [bytes.subarray(0, 32), bytes.subarray(32)].map((half) => half.toString("base64url"));
    return JSON.stringify({ kty: "OKP", crv: "Ed25519", x, d });
  }),
  kind("Stellar seed", true, keys, ["stellar-secret-seed"], stellar),
  kind("XRP seed", true, ["XRP_SEED", "WALLET_SEED"], ["xrp-seed"], xrp),
  kind("Tezos key", true, keys, ["tezos-secret-key"], (r) =>
    base58check.encode(Buffer.concat([Buffer.from([13, 15, 58, 7]), r.bytes(32)])),
  ),
  kind("Ed25519 PEM", true, keys, ["pem-private-key"], (r) => pkcs8(r, "pem")),
  kind("secp256k1 PEM", true, keys, ["pem-private-key"], sec1),
  kind("RSA PEM", true, keys, ["pem-private-key"], rsaPem),
  kind("PKCS8 without markers", true, keys, ["der-private-key"], (r) => pkcs8(r, "base64")),
  kind("age key", true, ["AGE_SECRET_KEY"], ["age-secret-key"], (r) =>
    bech32.encode("age-secret-key-", bech32.toWords(r.bytes(32)), 200).toUpperCase(),
  ),
  kind(
    "AWS secret",
    false,
    ["AWS_SECRET_ACCESS_KEY", "awsSecretAccessKey", "aws_secret_key"],
    ["aws-secret-access-key", "named-secret"],
    (r) => r.text(base64, 40),
  ),
  kind(
    "Telegram token",
    true,
    ["TELEGRAM_BOT_TOKEN", "telegramToken"],
    ["telegram-bot-token"],
    (r) => `${1e9 + r.below(8e9)}:AA${r.text(base64url, 32)}${r.alnum(1)}`,
  ),
  kind(
    "Discord token",
    true,
    ["DISCORD_TOKEN"],
    ["discord-bot-token"],
    (r) => `${Buffer.from(`${10 ** 17 + r.below(8e16)}`).toString("base64url")}.${r.alnum(6)}.${r.alnum(38)}`,
  ),
  kind(
    "Discord webhook",
    true,
    ["DISCORD_WEBHOOK_URL"],
    ["discord-webhook"],
    (r) => `https://discord.com/api/webhooks/${10 ** 17 + r.below(8e16)}/${r.alnum(68)}`,
  ),
  kind(
    "Slack token",
    true,
    ["SLACK_TOKEN"],
    ["slack-token"],
    (r) => `xoxb-${10 ** 11 + r.below(1e11)}-${10 ** 11 + r.below(1e11)}-${r.alnum(24)}`,
  ),
  kind(
    "Slack webhook",
    true,
    ["SLACK_WEBHOOK_URL"],
    ["slack-webhook"],
    (r) => `https://hooks.slack.com/services/T${r.text(capitals, 8)}/B${r.text(capitals, 8)}/${r.alnum(24)}`,
  ),
  kind("Infura URL", true, ["RPC_URL"], ["infura-url-key"], (r) => `https://mainnet.infura.io/v3/${r.hex(32)}`),
  kind(
    "Alchemy URL",
    true,
    ["RPC_URL"],
    ["alchemy-url-key"],
    (r) => `https://eth-mainnet.g.alchemy.com/v2/${r.alnum(32)}`,
  ),
  kind(
    "QuickNode URL",
    true,
    ["RPC_URL"],
    ["quicknode-url-key"],
    (r) => `wss://quiet-cold-sea.quiknode.pro/${r.hex(40)}/`,
  ),
  kind(
    "Helius URL",
    true,
    ["RPC_URL"],
    ["helius-url-key"],
    (r) => `https://mainnet.helius-rpc.com/?api-key=${r.uuid()}`,
  ),
  kind("Etherscan key", false, ["ETHERSCAN_API_KEY", "bscscanApiKey"], ["explorer-api-key"], (r) =>
    r.text(capitals, 34),
  ),
  kind(
    "database URL",
    true,
    ["DATABASE_URL"],
    ["database-url"],
    (r) => `postgres://trader:${r.alnum(16)}@db-1.internal.net:5432/bot`,
  ),
  kind(
    "JDBC URL",
    true,
    ["JDBC_URL"],
    ["database-password"],
    (r) => `jdbc:postgresql://db-1.internal.net:5432/bot?user=trader&password=${r.alnum(12)}`,
  ),
  kind(
    "connection string of keywords",
    true,
    ["PG_CONNECTION"],
    ["database-password"],
    (r) => `host=db-1.internal.net dbname=bot user=trader password=${r.alnum(12)}`,
  ),
  kind(
    "connection string of ADO",
    true,
    ["SQL_CONNECTION"],
    ["database-password"],
    (r) => `Server=db-1.internal.net;Database=bot;User Id=trader;Password=${r.alnum(12)};`,
  ),
  kind(
    "command of curl",
    true,
    ["FETCH_COMMAND"],
    ["command-password"],
    (r) => `curl -fsS -u trader:${r.alnum(16)} https://api.internal.net/v1/state`,
  ),
  kind(
    "command of MySQL",
    true,
    ["DUMP_COMMAND"],
    ["command-password"],
    (r) => `mysqldump -h db-1.internal.net -u trader -p${r.alnum(14)} bot`,
  ),
  kind("JWT", true, ["ACCESS_TOKEN", "jwt"], ["json-web-token"], jwt),
  kind("GitHub token", true, ["GITHUB_TOKEN"], ["github-token"], (r) => `ghp_${base62Checksum(r.alnum(30))}`),
  kind("npm token", true, ["NPM_TOKEN"], ["npm-token"], (r) => `npm_${base62Checksum(r.alnum(30))}`),
  kind("Pulumi token", true, ["PULUMI_ACCESS_TOKEN"], ["pulumi-token"], (r) => `pul-${r.hex(40)}`),
  kind("OpenAI key", true, ["OPENAI_API_KEY"], ["openai-key"], (r) => `sk-proj-${r.alnum(64)}`),
  kind("Anthropic key", true, ["ANTHROPIC_API_KEY"], ["anthropic-key"], (r) => `sk-ant-api03-${r.alnum(93)}AA`),
  kind("Vault token", true, ["VAULT_TOKEN"], ["vault-token"], (r) => `hvs.${r.alnum(90)}`),
  kind("Doppler token", true, ["DOPPLER_TOKEN"], ["doppler-token"], (r) => `dp.pt.${r.alnum(43)}`),
  kind("Sentry token", true, ["SENTRY_AUTH_TOKEN"], ["sentry-token"], (r) => `sntryu_${r.hex(64)}`),
  kind(
    "password",
    false,
    ["DB_PASSWORD", "smtpPassword", "redis_pass", "POSTGRES_PASSWORD"],
    generic,
    (r) => `${r.text("bdfghkmnprstvz", 8)}${r.text("23456789", 3)}!`,
  ),
  kind(
    "random secret",
    false,
    ["API_SECRET", "clientSecret", "signing-key", "WEBHOOK_SECRET", "JWT_SECRET", "authToken"],
    generic,
    (r) => r.alnum(40),
  ),
  kind("hex secret", false, ["API_SECRET", "session_secret", "hmacKey"], generic, (r) => r.hex(48)),
  kind(
    "API key of a service",
    false,
    ["FINNHUB_API_KEY", "coinapiKey_apiKey", "TATUM_API_KEY"],
    ["named-api-key"],
    (r) => r.alnum(32),
  ),
  kind("SLIP-39 share of 20 words", true, seeds, ["slip39-share"], (r) => slip39Share(r, 16, false).join(" ")),
  kind("SLIP-39 share of 33 words", true, seeds, ["slip39-share"], (r) => slip39Share(r, 32, true).join(" ")),
  kind("Algorand phrase", true, seeds, ["algorand-mnemonic"], (r) => algorand(r.bytes(32)).join(" ")),
  kind(
    "phrase without a checksum",
    false,
    seeds,
    ["named-phrase"],
    (r) =>
      Array.from(
        { length: 12 },
        () => `${r.text("bdfgklmnprst", 1)}${r.text("aeiou", 1)}${r.text("bdfgklmnprst", 2)}${r.text("aeiou", 1)}`,
      ).join(" "),
    "medium",
  ),
  kind("PGP key", true, keys, ["pem-private-key"], (r) =>
    armoured("PGP PRIVATE KEY BLOCK", r.text(base64, 640), `\n=${r.text(base64, 4)}`),
  ),
  kind("PuTTY key", true, keys, ["putty-private-key"], puttyFile),
  kind("keystore V3", true, ["KEYSTORE"], ["encrypted-keystore"], keystoreFile, "medium"),
  kind("Google service account", true, ["GOOGLE_CREDENTIALS"], ["pem-private-key"], account),
  kind("Google OAuth secret", true, ["GOOGLE_CLIENT_SECRET"], ["google-oauth-token"], (r) => `GOCSPX-${r.alnum(28)}`),
  kind("Google API key", true, ["GOOGLE_API_KEY"], ["google-api-key"], (r) => `AIza${r.alnum(35)}`, "medium"),
  kind(
    "Azure storage connection",
    true,
    ["AZURE_STORAGE_CONNECTION_STRING"],
    ["azure-storage-key"],
    (r) =>
      `DefaultEndpointsProtocol=https;AccountName=grid;AccountKey=${r.bytes(64).toString("base64")};EndpointSuffix=core.windows.net`,
  ),
  kind("DigitalOcean token", true, ["DIGITALOCEAN_TOKEN"], ["digitalocean-token"], (r) => `dop_v1_${r.hex(64)}`),
  kind("GitLab token", true, ["GITLAB_TOKEN"], ["gitlab-token"], (r) => `glpat-${r.alnum(20)}`),
  kind(
    "fine-grained GitHub token",
    true,
    ["GITHUB_TOKEN"],
    ["github-fine-grained-token"],
    (r) => `github_pat_${r.alnum(22)}_${r.alnum(59)}`,
  ),
  kind("Stripe key", true, ["STRIPE_SECRET_KEY"], ["stripe-key"], (r) => `sk_live_${r.alnum(24)}`),
  kind("SendGrid key", true, ["SENDGRID_API_KEY"], ["sendgrid-key"], (r) => `SG.${urlText(r, 22)}.${urlText(r, 43)}`),
  kind("PyPI token", true, ["PYPI_TOKEN"], ["pypi-token"], (r) => pypiToken(r)),
  kind(
    "Hugging Face token",
    true,
    ["HF_TOKEN"],
    ["hugging-face-token"],
    (r) => `hf_${r.text(letters.slice(0, 52), 34)}`,
  ),
  kind("Grafana token", true, ["GRAFANA_TOKEN"], ["grafana-token"], (r) => grafanaToken(r)),
  kind("Grafana Cloud token", true, ["GRAFANA_CLOUD_TOKEN"], ["grafana-token"], (r) => grafanaCloudToken(r)),
  kind("Tailscale key", true, ["TS_AUTHKEY"], ["tailscale-key"], (r) => tailscaleKey(r, "auth")),
  kind("Docker token", true, ["DOCKER_TOKEN"], ["docker-token"], (r) => `dckr_pat_${urlText(r, 27)}`),
  kind("Shopify token", true, ["SHOPIFY_ACCESS_TOKEN"], ["shopify-token"], (r) => `shpat_${r.hex(32)}`),
  kind("Linear key", true, ["LINEAR_API_KEY"], ["linear-key"], (r) => `lin_api_${r.alnum(40)}`),
  kind(
    "Notion token",
    true,
    ["NOTION_TOKEN"],
    ["notion-token"],
    (r) => `ntn_${r.text("0123456789", 11)}${r.alnum(35)}`,
  ),
  kind("Databricks token", true, ["DATABRICKS_TOKEN"], ["databricks-token"], (r) => `dapi${r.hex(32)}`),
  kind("Postman key", true, ["POSTMAN_API_KEY"], ["postman-key"], (r) => `PMAK-${r.hex(24)}-${r.hex(34)}`),
  kind("New Relic key", true, ["NEW_RELIC_API_KEY"], ["new-relic-key"], (r) => `NRAK-${r.text(capitals, 27)}`),
  kind("Atlassian token", true, ["JIRA_API_TOKEN"], ["atlassian-token"], (r) => atlassianToken(r, "ATATT3xFfGF0")),
  kind("Bitbucket password", true, ["BITBUCKET_APP_PASSWORD"], ["bitbucket-token"], (r) => bitbucketPassword(r)),
  kind("Supabase token", true, ["SUPABASE_ACCESS_TOKEN"], ["supabase-token"], (r) => `sbp_${r.hex(40)}`),
  kind(
    "Supabase secret key",
    true,
    ["SUPABASE_SECRET_KEY"],
    ["supabase-token"],
    (r) => `sb_secret_${urlText(r, 22)}_${urlText(r, 8)}`,
  ),
  kind("Fly.io token", true, ["FLY_API_TOKEN"], ["fly-token"], (r) => `fm2_lJPECAAA${r.bytes(150).toString("base64")}`),
  kind("Heroku key", true, ["HEROKU_API_KEY"], ["heroku-key"], (r) => `HRKU-AA${urlText(r, 58)}`),
  kind("RubyGems key", true, ["GEM_HOST_API_KEY"], ["rubygems-token"], (r) => `rubygems_${r.hex(48)}`),
  kind("Perplexity key", true, ["PERPLEXITY_API_KEY"], ["perplexity-key"], (r) => `pplx-${r.alnum(48)}`),
  kind("Groq key", true, ["GROQ_API_KEY"], ["groq-key"], (r) => `gsk_${r.alnum(52)}`),
  kind("xAI key", true, ["XAI_API_KEY"], ["xai-key"], (r) => `xai-${r.alnum(80)}`),
  kind("Replicate token", true, ["REPLICATE_API_TOKEN"], ["replicate-token"], (r) => `r8_${r.alnum(37)}`),
  kind(
    "PlanetScale token",
    true,
    ["PLANETSCALE_SERVICE_TOKEN"],
    ["planetscale-token"],
    (r) => `pscale_tkn_${urlText(r, 43)}`,
  ),
  kind("1Password token", true, ["OP_SERVICE_ACCOUNT_TOKEN"], ["onepassword-token"], (r) => onepasswordToken(r)),
  kind("1Password Secret Key", true, ["OP_SECRET_KEY"], ["onepassword-secret-key"], (r) => onepasswordKey(r)),
  kind(
    "Cloudflare Origin CA key",
    true,
    ["CLOUDFLARE_API_USER_SERVICE_KEY"],
    ["cloudflare-origin-ca-key"],
    (r) => `v1.0-${r.hex(24)}-${r.hex(146)}`,
  ),
  kind("Cloudflare token", true, ["CLOUDFLARE_API_TOKEN"], ["cloudflare-token"], (r) => cloudflareToken(r, "cfut_")),
  kind("Netlify token", true, ["NETLIFY_AUTH_TOKEN"], ["netlify-token"], (r) => `nfp_${r.alnum(36)}`),
  kind("Neon key", true, ["NEON_API_KEY"], ["neon-key"], (r) => `napi_${r.alnum(64).toLowerCase()}`),
  kind("Airtable token", true, ["AIRTABLE_TOKEN"], ["airtable-token"], (r) => `pat${r.alnum(14)}.${r.hex(64)}`),
  kind("Artifactory key", true, ["ARTIFACTORY_API_KEY"], ["artifactory-token"], (r) => `AKCp${r.alnum(69)}`),
  kind("Bedrock key", true, ["AWS_BEARER_TOKEN_BEDROCK"], ["aws-bedrock-key"], (r) => bedrockKey(r)),
  kind("Axiom token", true, ["AXIOM_TOKEN"], ["axiom-token"], (r) => `xaat-${r.uuid()}`),
  kind("Brevo key", true, ["BREVO_API_KEY"], ["brevo-key"], (r) => `xkeysib-${r.hex(64)}-${r.alnum(16)}`),
  kind("Buildkite token", true, ["BUILDKITE_API_TOKEN"], ["buildkite-token"], (r) => `bkua_${r.hex(40)}`),
  kind("CircleCI token", true, ["CIRCLE_TOKEN"], ["circleci-token"], (r) => `CCIPAT_${r.alnum(22)}_${r.hex(40)}`),
  kind("CoinGecko key", true, ["COINGECKO_API_KEY"], ["coingecko-key"], (r) => `CG-${r.alnum(21)}aZ7`),
  kind("Dynatrace token", true, ["DT_API_TOKEN"], ["dynatrace-token"], (r) => dynatraceToken(r)),
  kind("LangSmith key", true, ["LANGSMITH_API_KEY"], ["langsmith-key"], (r) => `lsv2_pt_${r.hex(32)}_${r.hex(10)}`),
  kind("NetBird token", true, ["NB_API_TOKEN"], ["netbird-token"], (r) => `nbp_${base62Checksum(r.alnum(30))}`),
  kind("NVIDIA key", true, ["NVIDIA_API_KEY"], ["nvidia-key"], (r) => `nvapi-${urlText(r, 64)}`),
  kind("Prefect key", true, ["PREFECT_API_KEY"], ["prefect-key"], (r) => prefectKey(r)),
  kind("SonarQube token", true, ["SONAR_TOKEN"], ["sonarqube-token"], (r) => `sqp_${r.hex(40)}`),
  kind(
    "Basic authorization",
    false,
    ["Authorization"],
    ["basic-authorization", "named-secret"],
    (r) => `Basic ${Buffer.from(`bot:${r.alnum(16)}`).toString("base64")}`,
  ),
  kind(
    "Telegram URL",
    true,
    ["ALERT_URL"],
    ["telegram-url-token", "telegram-bot-token"],
    (r) => `https://api.telegram.org/bot${1e9 + r.below(8e9)}:AA${r.alnum(33)}/sendMessage`,
  ),
  kind(
    "proxy with a password",
    true,
    ["PROXY_URL"],
    ["url-password"],
    (r) => `http://bot:${r.alnum(14)}@10.1.2.3:8080`,
  ),
  kind("Ankr URL", true, ["RPC_URL"], ["ankr-url-key"], (r) => `https://rpc.ankr.com/eth/${r.hex(64)}`),
  kind("Blast URL", true, ["RPC_URL"], ["blast-url-key"], (r) => `https://eth-mainnet.blastapi.io/${r.uuid()}`),
  kind(
    "Chainstack URL",
    true,
    ["RPC_URL"],
    ["chainstack-url-key"],
    (r) => `https://ethereum-mainnet.core.chainstack.com/${r.hex(32)}`,
  ),
  kind(
    "dRPC URL",
    true,
    ["RPC_URL"],
    ["drpc-url-key"],
    (r) => `https://lb.drpc.org/ogrpc?network=ethereum&dkey=${r.alnum(44)}`,
  ),
  kind("GetBlock URL", true, ["RPC_URL"], ["getblock-url-key"], (r) => `https://go.getblock.io/${r.hex(32)}`),
  kind(
    "Triton One URL",
    true,
    ["RPC_URL"],
    ["node-url-key"],
    (r) => `https://desk-main-${r.hex(4)}.mainnet.rpcpool.com/${r.uuid()}`,
  ),
  kind(
    "Moralis URL",
    true,
    ["RPC_URL"],
    ["moralis-url-key"],
    (r) => `https://site1.moralis-nodes.com/eth/${r.hex(32)}`,
  ),
  kind(
    "NodeReal URL",
    true,
    ["RPC_URL"],
    ["nodereal-url-key"],
    (r) => `https://bsc-mainnet.nodereal.io/v1/${r.hex(32)}`,
  ),
  kind(
    "Tenderly URL",
    true,
    ["RPC_URL"],
    ["tenderly-url-key"],
    (r) => `https://mainnet.gateway.tenderly.co/${r.alnum(22)}`,
  ),
  kind("Alchemy webhook key", true, ["ALCHEMY_KEY"], ["alchemy-key"], (r) => `alcht_${r.alnum(30)}`),
  kind("raw key in base64", false, keys.slice(0, 3), ["raw-private-key"], (r) => r.bytes(32).toString("base64")),
  kind("raw key in decimal", false, keys.slice(0, 3), ["raw-private-key"], (r) => BigInt(`0x7${r.hex(63)}`).toString()),
  kind(
    "Backpack secret",
    false,
    ["BACKPACK_API_SECRET", "backpackSecretKey"],
    ["backpack-private-key", "raw-private-key"],
    (r) => r.bytes(32).toString("base64"),
  ),
  kind("Robinhood key", false, ["ROBINHOOD_PRIVATE_KEY"], ["robinhood-private-key", "raw-private-key"], (r) =>
    r.bytes(32).toString("base64"),
  ),
  kind(
    "Monero spend key",
    false,
    ["MONERO_SPEND_KEY", "xmrPrivateSpendKey"],
    ["monero-spend-key", "ethereum-private-key"],
    (r) => `${r.hex(62)}01`,
  ),
  kind("Bithumb secret", false, ["BITHUMB_SECRET_KEY"], ["bithumb-secret-key"], (r) => r.hex(32)),
  kind("Coinbase secret", false, ["COINBASE_API_SECRET"], ["coinbase-api-secret"], (r) => r.alnum(32)),
  kind(
    "Coinbase Exchange secret",
    false,
    ["COINBASE_EXCHANGE_SECRET", "coinbaseSecretKey"],
    ["coinbase-exchange-secret"],
    (r) => r.bytes(64).toString("base64"),
  ),
  kind(
    "Coinbase CDP key's name",
    true,
    ["CDP_API_KEY_NAME"],
    ["coinbase-cdp-key-name"],
    (r) => `organizations/${r.uuid()}/apiKeys/${r.uuid()}`,
    "low",
  ),
  publicHalf(
    "aws-access-key-id",
    true,
    "AWS_ACCESS_KEY_ID",
    (r) => `AKIA${r.text("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", 16)}`,
  ),
  publicHalf("alpaca-api-key", false, "ALPACA_API_KEY", (r) => `PK${r.text(capitals, 18)}`),
  publicHalf("binance-api-key", false, "BINANCE_API_KEY", (r) => r.alnum(64)),
  publicHalf("bitfinex-api-key", false, "BITFINEX_API_KEY", (r) => r.alnum(43)),
  publicHalf("bitget-api-key", false, "BITGET_API_KEY", (r) => `bg_${r.hex(32)}`),
  publicHalf("bitmex-api-key", false, "BITMEX_API_KEY", (r) => r.alnum(24)),
  publicHalf("bitstamp-api-key", false, "BITSTAMP_API_KEY", (r) => r.alnum(32)),
  publicHalf("bybit-api-key", false, "BYBIT_API_KEY", (r) => r.alnum(18)),
  publicHalf("coinbase-api-key", false, "COINBASE_API_KEY", (r) => r.alnum(16)),
  publicHalf("cryptocom-api-key", false, "CRYPTOCOM_API_KEY", (r) => r.alnum(22)),
  publicHalf("gate-api-key", false, "GATE_API_KEY", (r) => r.hex(32)),
  publicHalf("gemini-api-key", false, "GEMINI_API_KEY", (r) => `account-${r.alnum(20)}`),
  publicHalf("htx-api-key", false, "HTX_ACCESS_KEY", (r) => `${r.hex(8)}-${r.hex(8)}-${r.hex(8)}-${r.hex(5)}`),
  publicHalf("kraken-api-key", false, "KRAKEN_API_KEY", (r) => r.alnum(56)),
  publicHalf("kucoin-api-key", false, "KUCOIN_API_KEY", (r) => `65${r.hex(22)}`),
  publicHalf("mexc-api-key", false, "MEXC_ACCESS_KEY", (r) => `mx0vgl${r.alnum(12)}`),
  publicHalf("okx-api-key", false, "OKX_API_KEY", (r) => r.uuid()),
  publicHalf("poloniex-api-key", false, "POLONIEX_API_KEY", (r) =>
    Array.from({ length: 4 }, () => r.text(capitals, 8)).join("-"),
  ),
  publicHalf("robinhood-api-key", false, "ROBINHOOD_API_KEY", (r) => `rh-api-${r.uuid()}`),
  publicHalf("upbit-access-key", false, "UPBIT_ACCESS_KEY", (r) => r.alnum(40)),
];
