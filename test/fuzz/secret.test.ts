import { kinds, type Kind } from "../detection/generate/credentials";
import { Random } from "../detection/generate/random";
import { echoes, secretParts } from "./secret";

const kindOf = (name: string): Kind => {
  const found = kinds.find(({ kind }) => kind === name);
  if (found === undefined) throw new Error(`No kind ${name}.`);
  return found;
};
const sampleOf = (name: string): { value: string; parts: readonly string[] } => {
  const value = kindOf(name).make(new Random(`sample of ${name}`));
  return { value, parts: secretParts(kindOf(name), value) };
};

test.each([
  ["Stripe key", "sk_live_"],
  ["Aptos key", "ed25519-priv-0x"],
  ["age key", "AGE-SECRET-KEY-1"],
  ["fine-grained GitHub token", "github_pat_"],
  ["Anthropic key", "sk-ant-api03-"],
  ["Infura URL", "https://mainnet.infura.io/v3/"],
  ["RSA PEM", "-----BEGIN PRIVATE KEY-----"],
  ["keystore V3", "cipherparams"],
  ["Coinbase CDP key's name", "apiKeys"],
])("%s: what every one holds is no echo, what follows it is", (name, known) => {
  const { value, parts } = sampleOf(name);
  expect(value).toContain(known);
  expect(echoes(known, parts)).toBe(false);
  expect(parts.length).toBeGreaterThan(0);
  for (const part of parts) expect(echoes(`name_${part.slice(0, 6)}`, parts)).toBe(true);
});

test("of every kind but a phrase, most of a sample's random characters are secret", () => {
  for (const { kind, make } of kinds) {
    const value = make(new Random(`secret of ${kind}`));
    expect([kind, secretParts(kindOf(kind), value).join("").length >= 6]).toEqual([kind, true]);
  }
});

test("of a phrase, one word is no echo, two in a row are", () => {
  const { value, parts } = sampleOf("BIP39 English 12");
  const [first = "", second = "", third = ""] = value.split(" ");
  expect(echoes(`${first.toUpperCase()}_KEY`, parts)).toBe(false);
  expect(echoes(`${first}_${third}`, parts)).toBe(false);
  expect(echoes(`${first}_${second}`, parts)).toBe(true);
});

test.each(["as variables", "as objects", "as a list in YAML", "in columns"])("of a phrase %s as well", (how) => {
  const { value, parts } = sampleOf(`BIP39 English 12, ${how}`);
  const [first = "", second = ""] = parts
    .flatMap((part) => part.split(" "))
    .filter((word) => /^[a-z]{6,}$/u.test(word));
  expect(value).toContain(first);
  expect(echoes(`${first}_of_mine`, parts)).toBe(false);
  expect(parts.some((part) => echoes(part.replace(" ", "_"), parts))).toBe(true);
  expect(second).not.toBe("");
});
