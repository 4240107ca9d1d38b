/** What an identifier says of the value it is given. */
export type Role =
  /** The secret half of a credential: `apiSecret`, `PRIVATE_KEY`, `bot-token`. */
  | "secret"
  /** A human-made secret: `password`, `passphrase`, `PIN`. */
  | "password"
  /** Words that restore a wallet: `mnemonic`, `seedPhrase`. */
  | "phrase"
  /** The public half: `apiKey`, `accessKeyId`, `clientId`. */
  | "key"
  /** Something that is known not to be a secret: `txHash`, `secretArn`, `passwordFile`. */
  | "public"
  | "none";

/** An identifier as it was written, its words in lower case, and its role. */
export interface Name {
  readonly written: string;
  readonly words: readonly string[];
  readonly role: Role;
}

const separators = /[^\p{L}\p{N}]+/u;
const humps = /(?<=[\p{Ll}\p{N}])(?=\p{Lu})|(?<=\p{Lu})(?=\p{Lu}\p{Ll})/u;

// Words written together, longest first, as people write them: `apisecret`, `privkey`.
const vocabulary = [
  "passphrase", "password", "mnemonic", "recovery", "credential", "credentials", "exchange", "private", "account",
  "secret", "passwd", "wallet", "signer", "access", "client", "bearer", "webhook", "binance", "bybit", "kraken",
  "telegram", "discord", "token", "phrase", "public", "trade", "admin", "priv", "user", "seed", "pass", "auth",
  "word", "okx", "bot", "aws", "api", "key", "pwd", "eth", "evm", "db", "id",
]; // prettier-ignore

function together(word: string): string[] {
  const parts: string[] = [];
  let rest = word;
  while (rest.length > 0) {
    const next = vocabulary.find((known) => rest.startsWith(known));
    if (next === undefined) return [word];
    parts.push(next);
    rest = rest.slice(next.length);
  }
  return parts;
}

/** The words of an identifier: `BINANCE_API_SECRET`, `apiSecret` and `api-secret` all hold `api` and `secret`. */
export function wordsOf(identifier: string): string[] {
  return identifier
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .split(separators)
    .flatMap((part) => part.split(humps))
    .map((word) => word.toLowerCase())
    .filter((word) => word !== "")
    .flatMap(together);
}

const passwords = new Set(["password", "passwd", "pwd", "pass", "passphrase", "passwort", "contrasena", "senha"]);
const secrets = new Set(["secret", "geheimnis", "secreto", "segredo", "token", "credential", "credentials", "priv"]);
const phrases = new Set(["mnemonic", "seedphrase"]);
const things = new Set([
  "name", "id", "ids", "arn", "path", "file", "dir", "url", "uri", "hash", "digest", "checksum", "version", "length", "size", "count", "type",
  "ttl", "policy", "ref", "selector", "provider", "rotation", "expiry", "field", "header", "prefix", "suffix", "regex", "pattern", "label",
  "placeholder", "hint", "env", "alias", "address", "manager", "store", "schema", "mode", "enabled", "required", "days", "seconds", "format",
  "algorithm", "class", "kind", "index", "salt", "nonce", "help", "description", "error", "message", "title",
]); // prettier-ignore
const qualifiers = new Set([
  "value", "plain", "plaintext", "text", "str", "string", "raw", "hex", "base64", "b64", "encoded", "live", "main", "mainnet", "testnet", "test",
  "prod", "production", "staging", "dev", "old", "new", "default", "primary", "secondary", "backup", "real", "data",
]); // prettier-ignore

function roleOf(words: readonly string[]): Role {
  const kept = [...words];
  for (let last = kept.at(-1); last !== undefined && kept.length > 1; last = kept.at(-1)) {
    if (!qualifiers.has(last) && !/^\d+$/u.test(last)) break;
    kept.pop();
  }
  const last = kept.at(-1);
  if (last === undefined) return "none";
  const has = (word: string): boolean => kept.includes(word);
  const keyId = last === "id" && kept.at(-2) === "key";
  if (keyId || (last === "id" && has("client"))) return "key";
  if (things.has(last) || has("public") || has("pub")) return "public";
  if (has("mnemonic") || phrases.has(last) || (last === "phrase" && !has("pass"))) return "phrase";
  if (passwords.has(last) || (last === "phrase" && has("pass"))) return "password";
  if (secrets.has(last) || has("secret")) return "secret";
  if (last === "key") {
    if (has("private") || has("priv") || has("signing") || has("wallet") || has("signer") || has("encryption"))
      return "secret";
    if (has("api") || has("access") || has("auth")) return "key";
  }
  if (last === "pk" || last === "privkey" || last === "seed") return "secret";
  return "none";
}

/** Reads an identifier the way its author meant it. */
export function readName(identifier: string): Name {
  const words = wordsOf(identifier);
  return { written: identifier, words, role: roleOf(words) };
}
