import { createHash, createPublicKey, createPrivateKey, sign } from "node:crypto";
import { base58, bech32, createBase58check } from "@scure/base";
import { wordlist as english } from "@scure/bip39/wordlists/english";
import { documented } from "./documented";
import { dumped } from "./dumps";
import { base64, base64url, capitals, letters, type Random } from "./random";

/** A kind of text that holds nothing secret, however much it looks like it. */
export interface Innocent {
  readonly innocent: string;
  readonly make: (random: Random) => string;
}

const innocent = (name: string, make: (random: Random) => string): Innocent => ({ innocent: name, make });
const check = createBase58check((bytes) => createHash("sha256").update(bytes).digest());
const sha = (name: string, random: Random, form: "hex" | "base64"): string =>
  createHash(name).update(random.bytes(16)).digest(form);

function ed25519Key(random: Random): ReturnType<typeof createPrivateKey> {
  const der = Buffer.concat([Buffer.from("302e020100300506032b657004220420", "hex"), random.bytes(32)]);
  return createPrivateKey({ key: der, format: "der", type: "pkcs8" });
}

const publicPem = (random: Random): string =>
  createPublicKey(ed25519Key(random)).export({ format: "pem", type: "spki" }).toString();
const signature = (random: Random): Buffer => sign(null, random.bytes(20), ed25519Key(random));
const account = "111122223333";

/** More than sixty kinds of innocent text. */
export const innocents: readonly Innocent[] = [
  innocent("transaction hash", (r) => `{"txHash":"0x${r.hex(64)}","status":1}`),
  innocent("transaction hash in prose", (r) => `Swapped in transaction 0x${r.hex(64)} on mainnet.`),
  innocent("block hash", (r) => `blockHash: 0x${r.hex(64)}\nblockNumber: ${r.below(2e7)}\n`),
  innocent("receipt", (r) =>
    JSON.stringify({
      transactionHash: `0x${r.hex(64)}`,
      from: `0x${r.hex(40)}`,
      to: `0x${r.hex(40)}`,
      logs: [{ topics: [`0x${r.hex(64)}`, `0x${r.hex(64)}`], data: `0x${"0".repeat(63)}1` }],
    }),
  ),
  innocent("event topic", (r) => `const TRANSFER_TOPIC = "0x${r.hex(64)}";`),
  innocent("storage slot", (r) => `bytes32 internal constant _IMPLEMENTATION_SLOT = 0x${r.hex(64)};`),
  innocent("merkle root", (r) => `merkleRoot=0x${r.hex(64)}\n`),
  innocent("state root", (r) => `"stateRoot": "0x${r.hex(64)}"`),
  innocent("ABI words", (r) => `0x${"0".repeat(24)}${r.hex(40)}${"0".repeat(62)}20${"0".repeat(60)}${r.hex(4)}`),
  innocent("bytecode", (r) => `{"bytecode":"0x608060405234801561001057600080fd5b50${r.hex(400)}"}`),
  innocent("SHA-256 sum", (r) => `${r.hex(64)}  bot-linux-arm64.tar.gz\n`),
  innocent("SHA-256 under a name", (r) => `sha256: ${r.hex(64)}\n`),
  innocent("SHA-512 sum", (r) => `checksum: ${r.hex(128)}\n`),
  innocent("SHA-512 sum in a file", (r) => `${r.hex(128)}  image.iso\n`),
  innocent("lock file integrity", (r) => `"integrity": "sha512-${sha("sha512", r, "base64")}",`),
  innocent("SRI attribute", (r) => `<script src="a.js" integrity="sha384-${sha("sha384", r, "base64")}"></script>`),
  innocent("yarn checksum", (r) => `"left-pad@npm:1.3.0":\n  version: 1.3.0\n  checksum: 10/${r.hex(128)}\n`),
  innocent(
    "go.sum",
    (r) =>
      `github.com/x/y v1.2.3 h1:${sha("sha256", r, "base64")}\ngithub.com/x/y v1.2.3/go.mod h1:${sha("sha256", r, "base64")}\n`,
  ),
  innocent("Cargo.lock", (r) => `[[package]]\nname = "serde"\nchecksum = "${r.hex(64)}"\n`),
  innocent("poetry.lock", (r) => `files = [\n    {file = "a-1.0.whl", hash = "sha256:${r.hex(64)}"},\n]\n`),
  innocent(
    "physical name of a secret",
    (r) =>
      `const botSecret = "grid-exchange-${r.hex(7)}";\nconst secret = "bot/grid-exchange-${r.hex(7)}-${r.alnum(6)}";\n`,
  ),
  innocent("git commit", (r) => `commit ${r.hex(40)}\nAuthor: A <a@example.org>\n`),
  innocent("GitHub action by commit", (r) => `      - uses: actions/checkout@${r.hex(40)} # v4\n`),
  innocent("image digest", (r) => `image: ghcr.io/bot/bot@sha256:${r.hex(64)}\n`),
  innocent("MD5", (r) => `md5=${r.hex(32)}\n`),
  innocent("ETag", (r) => `ETag: "${r.hex(32)}"\n`),
  innocent("UUID", (r) => `requestId: ${r.uuid()}\n`),
  innocent("list of UUIDs", (r) => JSON.stringify(Array.from({ length: 12 }, () => r.uuid()))),
  innocent("order ids", (r) =>
    JSON.stringify({ orderId: r.below(1e12), clientOrderId: `x-${r.alnum(20)}`, uuid: r.uuid() }),
  ),
  innocent("ObjectId and UUID", (r) =>
    JSON.stringify({ _id: `65${r.hex(22)}`, session: r.uuid(), owner: `65${r.hex(22)}` }),
  ),
  innocent(
    "AMI and VPC ids",
    (r) => `ami-0${r.hex(16)} vpc-0${r.hex(16)} subnet-0${r.hex(16)} sg-0${r.hex(16)} i-0${r.hex(16)}`,
  ),
  innocent(
    "secret ARN",
    (r) => `"secretArn": "arn:aws:secretsmanager:eu-west-1:${account}:secret:bots/grid/binance-${r.alnum(6)}"`,
  ),
  innocent("key ARN", (r) => `kmsKeyId: arn:aws:kms:eu-west-1:${account}:key/${r.uuid()}\n`),
  innocent(
    "secret name",
    (r) => `BINANCE_SECRET_NAME=bots/grid-${r.below(99)}/binance\nsecretId: prod/trading/bybit-api-secret\n`,
  ),
  innocent("password file", () => `POSTGRES_PASSWORD_FILE=/run/secrets/db_password\nAPI_KEY_FILE=/etc/bot/api.key\n`),
  innocent(
    "secret reference of Kubernetes",
    () =>
      `env:\n  - name: API_SECRET\n    valueFrom:\n      secretKeyRef:\n        name: bot-credentials\n        key: apiSecret\n`,
  ),
  innocent(
    "Pulumi secure value",
    (r) =>
      `config:\n  bulkhead:apiSecret:\n    secure: v1:${r.bytes(12).toString("base64")}:${r.bytes(80).toString("base64")}\nencryptedkey: ${r.bytes(184).toString("base64")}\n`,
  ),
  innocent(
    "shell reference",
    () => `export API_SECRET=\${BINANCE_API_SECRET}\nPASSWORD=$(cat /run/secrets/pw)\nTOKEN=$TOKEN\n`,
  ),
  innocent(
    "template",
    () => `api_secret: {{ .Values.binance.apiSecret }}\npassword: <your-password>\ntoken: %TOKEN%\n`,
  ),
  innocent(
    "your-… placeholder",
    () => `BINANCE_API_KEY=your_api_key_here\nBINANCE_API_SECRET=YOUR_API_SECRET\nPRIVATE_KEY=0xyourprivatekey\n`,
  ),
  innocent(
    "masked value",
    () => `apiSecret: ****************\npassword: ••••••••\nsecret=xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\n`,
  ),
  innocent(
    "environment lookups in code",
    () =>
      `const secret = process.env.BINANCE_API_SECRET;\nconst key = process.env["API_KEY"]!;\nimport os\nsecret = os.environ["API_SECRET"]\ntoken = os.getenv("BOT_TOKEN")\n`,
  ),
  innocent(
    "1Password reference",
    () => `BYBIT_API_SECRET=op://trading/bybit/secret\nDB_PASSWORD=vault:secret/data/bot#password\n`,
  ),
  innocent(
    "configuration lookups in code",
    () =>
      `const config = new pulumi.Config();\nconst apiSecret = config.requireSecret("binanceApiSecret");\nconst password = random.result;\n`,
  ),
  innocent(
    "type declarations",
    () =>
      `interface Credentials {\n  apiKey: string;\n  apiSecret: string;\n  passphrase?: string;\n  privateKey: Uint8Array | undefined;\n}\n`,
  ),
  innocent(
    "class with names of secrets",
    () =>
      `class Client {\n  constructor(private readonly apiSecret: SecretString, public token: AccessToken) {}\n  get password() { return this.options.password; }\n}\n`,
  ),
  innocent(
    "form labels",
    () =>
      `{"password":"Password","passwordHint":"Use at least 12 characters","apiSecret":"API secret","forgotPassword":"Forgot your password?"}`,
  ),
  innocent(
    "labels in other languages",
    () => `{"password":"Passwort","secret":"Geheimnis","token":"Jeton","passphrase":"Phrase secrète"}`,
  ),
  innocent(
    "key bindings",
    () => `[{ "key": "ctrl+shift+down", "command": "copyLines" }, { "key": "cmd+k cmd+s", "command": "keys" }]`,
  ),
  innocent("public key in PEM", (r) => publicPem(r)),
  innocent(
    "certificate",
    (r) =>
      `-----BEGIN CERTIFICATE-----\n${(
        r
          .bytes(500)
          .toString("base64")
          .match(/.{1,64}/gu) ?? []
      ).join("\n")}\n-----END CERTIFICATE-----\n`,
  ),
  innocent("SSH public key", (r) => `ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI${r.text(base64, 43)} bot@host\n`),
  innocent(
    "known hosts",
    (r) =>
      `|1|${sha("sha1", r, "base64")}|${sha("sha1", r, "base64")} ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI${r.text(base64, 43)}\n`,
  ),
  innocent("Ethereum address", (r) => `WALLET_ADDRESS=0x${r.hex(40)}\nsigner: "0x${r.hex(40)}"\n`),
  innocent("Bitcoin address", (r) => `address: ${check.encode(Buffer.concat([Buffer.from([0]), r.bytes(20)]))}\n`),
  innocent("bech32 address", (r) => `wallet: ${bech32.encode("bc", [0, ...bech32.toWords(r.bytes(20))])}\n`),
  innocent("Solana address", (r) => `{"owner":"${base58.encode(r.bytes(32))}","mint":"${base58.encode(r.bytes(32))}"}`),
  innocent("Solana signature", (r) => `signature: ${base58.encode(signature(r))}\n`),
  innocent("list of Solana signatures", (r) =>
    JSON.stringify(Array.from({ length: 5 }, () => base58.encode(signature(r)))),
  ),
  innocent("hex signature", (r) => `"sig": "${signature(r).toString("hex")}"`),
  innocent("Ethereum signature", (r) => `"signature":"0x${r.hex(128)}1b"`),
  innocent("compressed public key", (r) => `"publicKey": "0x02${r.hex(64)}"`),
  innocent("dotenv public key", (r) => `DOTENV_PUBLIC_KEY="03${r.hex(64)}"\n`),
  innocent(
    "xpub",
    (r) =>
      `xpub: ${check.encode(Buffer.concat([Buffer.from("0488b21e", "hex"), Buffer.from([0]), r.bytes(40), Buffer.from([2]), r.bytes(32)]))}\n`,
  ),
  innocent("keystore", (r) =>
    JSON.stringify({
      address: r.hex(40),
      crypto: {
        cipher: "aes-128-ctr",
        ciphertext: r.hex(64),
        cipherparams: { iv: r.hex(32) },
        kdf: "scrypt",
        kdfparams: { dklen: 32, n: 262144, salt: r.hex(64) },
        mac: r.hex(64),
      },
      id: r.uuid(),
      version: 3,
    }),
  ),
  innocent(
    "salted password hash",
    (r) =>
      `password_hash: $argon2id$v=19$m=65536,t=3,p=4$${r.text(base64, 22)}$${r.text(base64, 43)}\nADMIN_PASSWORD=$2b$12$${r.alnum(53)}\n`,
  ),
  innocent("JSON web key, public", (r) =>
    JSON.stringify({ kty: "OKP", crv: "Ed25519", x: r.bytes(32).toString("base64url"), kid: r.text(base64url, 43) }),
  ),
  innocent("words in alphabetical order", (r) => {
    const from = r.below(2000);
    return english.slice(from, from + 24).join("\n");
  }),
  innocent("prose", (r) =>
    Array.from({ length: 60 }, () =>
      r.pick([
        "the",
        "bot",
        "reads",
        "a",
        "plan",
        "and",
        "then",
        "waits",
        "for",
        "market",
        "orders",
        "to",
        "settle",
        "before",
        "it",
        "trades",
        "again",
      ]),
    ).join(" "),
  ),
  innocent(
    "identifiers",
    () =>
      `export const getServerSidePropsWithPassphraseFallbackToken2 = createAsyncThunkWithRetries3;\nconst tokenizationId = tokenBucketRefillRate;\n`,
  ),
  innocent("tokenization id", (r) => `"tokenizationId": "${r.hex(32)}"`),
  innocent(
    "paths with digits",
    (r) => `/usr/lib/x86_64-linux-gnu/libc-2.36.so /home/bot/Strategies/GridV2/Config${r.below(99)}.json\n`,
  ),
  innocent("data URL", (r) => `<img src="data:image/png;base64,iVBORw0KGgoAAAANSUhEUg${r.text(base64, 400)}">`),
  innocent("source map", (r) => `{"version":3,"mappings":"${r.text(`${base64};,`, 300)}"}`),
  innocent("font in CSS", (r) => `src:url(data:font/woff2;base64,d09GMgABAAAAA${r.text(base64, 300)})`),
  innocent("base64 of prose", () =>
    Buffer.from("Nothing to see here, just a long sentence that somebody encoded. ".repeat(3)).toString("base64"),
  ),
  innocent(
    "public endpoints",
    () =>
      `rpc: https://eth.llamarpc.com\nws: wss://stream.binance.com:9443/ws/btcusdt@trade\nhttps://rpc.ankr.com/eth\nhttps://mainnet.infura.io/v3/\n`,
  ),
  innocent(
    "URL with a user but no password",
    () => `git clone ssh://git@github.com/bot/bot.git\nhttps://user@example.org/path\nmailto:a@example.org\n`,
  ),
  innocent("local database", () => `DATABASE_URL=postgres://postgres:postgres@localhost:5432/bot\n`),
  innocent(
    "commands without a password",
    (r) => `curl -u "$API_USER:$API_PASSWORD" https://api.internal.net/${r.hex(12)}
mysqldump -u bot -p"$(cat "$CREDENTIALS_DIRECTORY/db")" trades > ${r.hex(8)}.sql
mysql -P 3306 -p trades
docker run -p 8080:80 -u 1000:1000 image@sha256:${r.hex(64)}
echo "$TOKEN" | docker login -u bot --password-stdin registry.internal.net
redis-cli -a "$REDIS_PASSWORD" get ${r.alnum(20)}
mkdir -p /var/lib/${r.hex(16)} && zip -r -P4 ${r.alnum(12)}.zip .
ports: 127.0.0.1:5432:5432
`,
  ),
  innocent(
    "database URL as a template",
    () => `DATABASE_URL=postgres://bot:\${DB_PASSWORD}@db:5432/bot\nredis://:<password>@cache:6379\n`,
  ),
  innocent("development keys", () => `MNEMONIC="${"test ".repeat(11)}junk"\n`),
  innocent("small scalar", () => `PRIVATE_KEY=0x${"0".repeat(63)}1\n`),
  innocent(
    "AWS key id of the documents",
    () =>
      `aws_access_key_id = ${["AKIA", "IOSFODNN7", "EXAMPLE"].join("")}\naws_secret_access_key = ${["wJalrXUtnFEMI/K7MDENG", "/bPxRfiCY", "EXAMPLEKEY"].join("")}\n`,
  ),
  innocent(
    "role and user ids of AWS",
    (r) =>
      `AROA${r.text("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", 16)}:session AIDA${r.text("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", 16)}\n`,
  ),
  innocent("order book", (r) =>
    JSON.stringify({ bids: Array.from({ length: 40 }, () => [r.below(1e6) / 10, r.below(1e4) / 1e3]) }),
  ),
  innocent(
    "defaults that come from elsewhere",
    (r) =>
      `password: {{ .Values.password | default "changeme" | quote }}\napi_secret = coalesce(var.secret, "")\n$txHash = ConvertTo-SecureString "0x${r.hex(64)}" -AsPlainText\nargs:\n  - --api-secret\n  - $(API_SECRET)\n  - --password\n  - --verbose\n`,
  ),
  innocent("a salt of signed bytes", (r) => `byte[] salt = {${[...new Int8Array(r.bytes(64))].join(", ")}};`),
  innocent(
    "fingerprints",
    (r) =>
      `SHA256 Fingerprint=${r.hex(64).toUpperCase().match(/../gu)?.join(":")}\nSerial Number:\n    ${r.hex(32).match(/../gu)?.join(":")}\n`,
  ),
  innocent(
    "public key of openssl",
    (r) => `pub:\n    04:${r.hex(128).match(/../gu)?.join(":")}\nASN1 OID: prime256v1\n`,
  ),
  innocent("dump of a digest", (r) => `$ xxd digest.bin\n${dumped.xxd?.(r.bytes(64))}`),
  innocent(
    "dump of a file",
    (r) => `$ hexdump -C a.txt\n${dumped["hexdump -C"]?.(Buffer.from(`sha256 ${r.hex(64)} a.tar\n`))}`,
  ),
  innocent("list of digests", (r) => JSON.stringify(Array.from({ length: 9 }, () => sha("sha512", r, "base64")))),
  innocent("alphabet", () => `const ALPHABET = [${Array.from(letters, (one) => `'${one}'`).join(", ")}];`),
  innocent("array of bytes", (r) => `[${[...r.bytes(64)].join(",")}]`),
  innocent("signed bytes", (r) => `byte[] hash = new byte[]{ ${[...new Int8Array(r.bytes(32))].join(", ")} };`),
  innocent("list of bytes", (r) => `digest:\n  - ${[...r.bytes(64)].join("\n  - ")}\n`),
  innocent("verification key of Cardano", (r) =>
    JSON.stringify({ type: "PaymentVerificationKeyShelley_ed25519", description: "", cborHex: `5820${r.hex(64)}` }),
  ),
  innocent("public keys of Cosmos", (r) =>
    JSON.stringify(
      Array.from({ length: 3 }, () => Buffer.concat([Buffer.from([2 + r.below(2)]), r.bytes(32)]).toString("base64")),
    ),
  ),
  innocent(
    "log of trades",
    (r) => `2026-01-01 12:00:00 INFO filled id=${r.below(1e10)} px=${r.below(1e5)} sid=${r.alnum(12)}\n`,
  ),
  innocent(
    "cache key",
    (r) => `cacheKey: "v2:btcusdt:${r.below(1e6)}"\nprimaryKey: id\nforeignKey: order_id\nsortKey: created_at\n`,
  ),
  innocent(
    "idempotency and partition keys",
    (r) => `partitionKey=${r.below(1e6)}\nkey: market-data\nkeyName: bot-ssh\nkeyPairName: grid-testnet\n`,
  ),
  innocent("public DSN", (r) => `SENTRY_DSN=https://${r.hex(32)}@o${r.below(1e6)}.ingest.sentry.io/${r.below(1e7)}\n`),
  innocent("session ids in a list", (r) => JSON.stringify(Array.from({ length: 20 }, () => r.alnum(64)))),
  innocent(
    "chunk names",
    (r) => `main.${r.hex(8)}.js vendors~app.${r.hex(20)}.chunk.css index-${r.text(base64url, 8)}.js\n`,
  ),
  innocent(
    "minified code",
    (r) =>
      `!function(e,t){var n=${r.below(99)};function r(e){return e.key||e.token}t.password=function(){return n}}({},{});`,
  ),
  innocent("CSP nonce", (r) => `Content-Security-Policy: script-src 'nonce-${r.text(base64, 22)}=='\n`),
  innocent(
    "token contract",
    (r) =>
      `{"token":"0x${r.hex(40)}","tokenAddress":"0x${r.hex(40)}","tokenId":"${r.below(1e9)}","tokenSymbol":"USDC"}`,
  ),
  innocent(
    "coins of Solana",
    (r) =>
      `{"token":"${base58.encode(r.bytes(32))}","tokenIn":"${base58.encode(r.bytes(32))}"}\nUSDC_TOKEN=${base58.encode(r.bytes(32))}\nTOKEN_2022=${base58.encode(r.bytes(32))}\nSEED_PDA=${base58.encode(r.bytes(32))}\n`,
  ),
  innocent(
    "coins of Solana in a table",
    (r) => `time,token,amount,tx\n1,${base58.encode(r.bytes(32))},${r.below(1e6)},${base58.encode(r.bytes(64))}\n`,
  ),
  innocent(
    "coins of Sui and Starknet",
    (r) =>
      `token: 0x${r.hex(64)}\ntokenOut: "0x${r.hex(63)}"\ntoken_a: "0x${r.hex(64)}::coin::USDC"\nsigner: "0x${r.hex(64)}::pool::Pool"\n`,
  ),
  innocent(
    "coins of Tron, Cosmos and Cardano",
    (r) =>
      `token = "${check.encode(Buffer.concat([Buffer.from([0x41]), r.bytes(20)]))}"\nTOKEN_B = "ibc/${r.hex(64).toUpperCase()}"\ntokens = ["factory/${bech32.encode("osmo", bech32.toWords(r.bytes(20)))}/grid"]\ntoken_out = "${r.hex(56)}.${r.hex(14)}"\n`,
  ),
  innocent(
    "vault of Ansible",
    (r) =>
      `api_secret: !vault |\n  $ANSIBLE_VAULT;1.1;AES256\n${(
        Buffer.from(r.hex(300))
          .toString("hex")
          .match(/.{1,80}/gu) ?? []
      )
        .map((line) => `  ${line}\n`)
        .join("")}`,
  ),
  innocent(
    "dotenvx",
    (r) => `API_SECRET="encrypted:${Buffer.concat([Buffer.from([4]), r.bytes(130)]).toString("base64")}"\n`,
  ),
  innocent(
    "encrypted credential of systemd",
    (r) =>
      `[Service]\nSetCredentialEncrypted=api_secret: \\\n        ${r.text(base64, 68)} \\\n        ${r.text(base64, 68)} \\\n        ${r.text(base64, 40)}\n`,
  ),
  innocent(
    "presigned URL",
    (r) =>
      `https://bots.s3.amazonaws.com/a?X-Amz-Credential=ASIA${r.text("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", 16)}%2F20260304%2Feu-west-1%2Fs3%2Faws4_request&X-Amz-Signature=${r.hex(64)}\n`,
  ),
  innocent("deposit of a validator", (r) =>
    JSON.stringify({
      pubkey: r.hex(96),
      withdrawal_credentials: `01${"0".repeat(22)}${r.hex(40)}`,
      amount: 32e9,
      signature: r.hex(192),
      deposit_message_root: r.hex(64),
      deposit_data_root: r.hex(64),
      fork_version: "00000000",
    }),
  ),
  innocent(
    "examples in documents of exchanges",
    () =>
      `# Binance\napiKey ${documented.binanceKey}, secretKey ${documented.binance}\nKRAKEN_API_SECRET=${documented.kraken}\n`,
  ),
  innocent(
    "tokens of forms",
    (r) =>
      `<meta name="csrf-token" content="${r.text(base64url, 43)}"><input type="hidden" name="authenticity_token" value="${r.text(base64, 86)}=="><input name="__RequestVerificationToken" type="hidden" value="CfDJ8${r.text(base64url, 140)}">`,
  ),
  innocent(
    "key count and policy",
    () =>
      `maxKeys: 100\nsecretRotationDays: 30\npasswordPolicy: strong12\ntokenTtl: 3600s\nminimumPasswordLength: 14\n`,
  ),
  innocent(
    "screaming identifiers",
    (r) => `${r.text(capitals, 3)}_SECRET_KEY_BASE_CONSTANT_V2 ACCESS_TOKEN_REFRESH_INTERVAL_MS = 300000\n`,
  ),
  innocent("words in rows", (r) =>
    Array.from({ length: 12 }, (_, at) => `${r.pick(english)}${at % 4 === 3 ? "\n" : " "}`).join(""),
  ),
  innocent(
    "a list of words in rows, under a name",
    (r) =>
      `const words = [\n${Array.from({ length: 60 }, (_, at) => `"${r.pick(english)}",${at % 10 === 9 ? "\n" : " "}`).join("")}];`,
  ),
  innocent(
    "a list of tags in YAML",
    (r) => `tags:\n${Array.from({ length: 11 }, () => `  - ${r.pick(english)}\n`).join("")}`,
  ),
];
