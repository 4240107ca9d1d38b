// The page of the detectors: what each finds, how it proves it, what it leaves alone, what to do when it fires.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { bundled, root } from "./bundled.mjs";
import { docComment } from "./doc-comment.mjs";

const folder = join(root, "policies/detection/detectors");

// Every detector belongs to one family, the first that its id fits. What to do is the same for a family.
const families = [
  {
    title: "Encrypted keys",
    fits: /^bip38-key$|keystore/,
    remedy:
      "The key is as safe as its passphrase. If that is short, used elsewhere or stands nearby, treat the key as leaked: move the funds. Else move the file to secret storage.",
  },
  {
    title: "Wallets",
    fits: /mnemonic|seed|(?:private|spend|signing)-key$|sui-keystore|key-pair|^bip32|wif|slip39|key-bytes|tezos|named-phrase/,
    except: /robinhood|backpack|pem|der-|putty/,
    remedy:
      "A key of a chain cannot be revoked. Make a new wallet on a clean machine, move the funds and every role of the address (owner, agent, allowances) there at once, then keep the new key in secret storage, or let KMS sign.",
  },
  {
    title: "Private keys and certificates' keys",
    fits: /^(?:pem|der|putty|raw)-|^age-|^private-jwk$/,
    remedy:
      "Make a new key, replace the public half wherever it is trusted, and revoke certificates that were issued to the old one.",
  },
  {
    title: "Exchanges",
    fits: /^(?:alpaca|backpack|binance|bitfinex|bitget|bithumb|bitmex|bitstamp|bybit|coinbase|cryptocom|deribit|dydx|exchange|gate|gemini|htx|kraken|kucoin|lighter|mexc|okx|phemex|poloniex|polymarket|robinhood|upbit)-/,
    remedy:
      "Delete the API key at the exchange at once. Look through orders, transfers, withdrawal addresses and sub-accounts since it could have been read. Make a new key without withdrawal permission, with an address allow-list, and keep it in secret storage.",
  },
  {
    title: "Chain providers and explorers",
    fits: /url-key$|^alchemy|^coingecko|^explorer|^infura/,
    remedy:
      "Make a new key in the provider's dashboard and delete the old one; restrict the new one by origin or address where the provider can.",
  },
  {
    title: "Databases, URLs and commands",
    fits: /^(?:command-password|database-password|database-url|url-password|basic-authorization)$/,
    remedy:
      "Change the password of that user, end its open sessions, and hand the new one to the bot from secret storage.",
  },
  {
    title: "Clouds, messengers and other services",
    fits: /^(?:airtable|anthropic|artifactory|atlassian|aws|axiom|azure|bitbucket|brevo|buildkite|circleci|cloudflare|databricks|digitalocean|discord|docker|doppler|dynatrace|fly|github|gitlab|google|grafana|groq|heroku|hugging-face|json-web|langsmith|linear|neon|netbird|netlify|new-relic|notion|npm|nvidia|onepassword|openai|perplexity|planetscale|postman|prefect|pulumi|pypi|replicate|rubygems|sendgrid|sentry|shopify|slack|sonarqube|stripe|supabase|tailscale|telegram|vault|xai)-/,
    remedy:
      "Revoke the token where it was issued, look through its audit log, and make a new one with fewer rights and a shorter life.",
  },
  {
    title: "Named values",
    fits: /^named-/,
    remedy:
      "If it is a secret: change it where it was issued and keep the new one in secret storage. If it is none: give it a name that does not say it is, or allow it with a comment and a reason.",
  },
];

// What a detector brings to bear, read off what it imports.
const proofs = [
  ["../proofs/base58", "a base58 checksum"],
  ["../proofs/bech32", "a bech32 checksum"],
  ["../proofs/bip39", "the checksum of a recovery phrase"],
  ["../proofs/phrases", "the checksum of its word list"],
  ["../proofs/crc", "a cyclic checksum"],
  ["../proofs/ed25519", "the public half that Ed25519 derives from the secret one"],
  ["../proofs/secp256k1", "the address that secp256k1 derives from the key, where it stands nearby"],
  ["../proofs/private-key-der", "the structure of a private key in DER"],
];

function offered({ proposal }) {
  switch (proposal.by) {
    case "run":
      return `Runs of ${proposal.lengths.length > 8 ? `${Math.min(...proposal.lengths)} to ${Math.max(...proposal.lengths)}` : proposal.lengths.join(" or ")} characters.`;
    case "prefix":
      return `Runs that begin with ${proposal.prefixes
        .slice(0, 8)
        .map((prefix) => `\`${prefix}\``)
        .join(", ")}${proposal.prefixes.length > 8 ? " …" : ""}.`;
    case "literal":
      return "A fixed literal.";
    case "url":
      return proposal.hosts.length === 0
        ? "URLs."
        : `URLs of ${proposal.hosts.map((host) => `\`${host}\``).join(", ")}.`;
    case "name":
      return "Values under a name that tells.";
    case "words":
      return "Runs of words between equal separators.";
    default:
      return "Rows of numbers.";
  }
}

function evidence(detector, text) {
  const found = proofs.filter(([path]) => text.includes(`"${path}"`)).map(([, what]) => what);
  const parts = [];
  if (found.length > 0) parts.push(`proven by ${found.join(" and ")}`);
  if (text.includes("issuedSecret(") || text.includes("issuedKey("))
    parts.push("its shape, a telling name and a mention of the issuer nearby");
  if (text.includes("prefixedToken(") && found.length === 0) parts.push("its issuer's prefix and shape");
  if (text.includes("urlKey(")) parts.push("the provider's host");
  if (detector.pair !== undefined) parts.push("without a name, proven by its other half close by");
  if (parts.length === 0)
    parts.push(detector.proposal.by === "name" ? "the name and the texture of the value" : "its structure");
  return `${parts.join("; ")}`;
}

/** The text of docs/detectors.md. */
export function detectorsPage() {
  const files = new Map(
    readdirSync(folder)
      .filter((file) => file.endsWith(".ts"))
      .map((file) => [file, readFileSync(join(folder, file), "utf8")]),
  );
  const entries = bundled("policies/detection/detectors.ts").detectors.map((detector) => {
    const [file, text] = [...files].find(([, source]) => source.includes(`id: "${detector.id}"`)) ?? [];
    if (file === undefined) throw new Error(`No file of ${folder} holds the detector ${detector.id}.`);
    const family = families.find(({ fits, except }) => fits.test(detector.id) && except?.test(detector.id) !== true);
    if (family === undefined)
      throw new Error(`The detector ${detector.id} belongs to no family of scripts/detectors-page.mjs.`);
    return {
      detector,
      text,
      doc: docComment(text) ?? detector.title,
      family,
    };
  });
  const lines = [
    "# What is detected",
    "",
    "Generated from `policies/detection/detectors/` by `npm run docs`. The same detectors serve `bulkhead scan` (docs/scan.md) and the policies.",
    "",
    `${entries.length} detectors. Severity is that of the secret half; a public half is \`low\`, and so is a documented example or a known development key.`,
    "Confidence says what stands behind a finding: `proven` (arithmetic, structure, or both halves of a pair), `shaped` (a shape that nothing else has), `named` (the name it is given).",
    "",
    "What every detector leaves alone: placeholders and templates (`${X}`, `{{ x }}`, `<x>`, `YOUR_…`, `$(command)`), references to where a secret is kept",
    "(`process.env.X`, `op://`, `vault:`, ARNs, paths), `secure:` ciphertexts, public keys and addresses, and what a name calls a hash, an id, a digest, a signature or a nonce.",
    "",
  ];
  for (const family of families) {
    const members = entries
      .filter((entry) => entry.family === family)
      .sort((a, b) => (a.detector.id < b.detector.id ? -1 : 1));
    if (members.length === 0) continue;
    lines.push(`## ${family.title}`, "", `**When one fires**: ${family.remedy}`, "");
    for (const { detector, text, doc } of members) {
      lines.push(
        `### ${detector.id}`,
        "",
        `Finds ${detector.title}. ${doc}`,
        "",
        `- Looks at: ${offered(detector)}`,
        `- Rests on: ${evidence(detector, text)}.`,
        `- Severity: ${detector.severity}. Facts: ${detector.reference}`,
        "",
      );
    }
  }
  return `${lines.join("\n").trimEnd()}\n`;
}
