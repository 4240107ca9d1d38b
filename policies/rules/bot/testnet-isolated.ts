import type { Network } from "../../../exchanges/exchange";
import { exchanges, isExchangeId, liveHosts, networkOf, refusal, testHosts } from "../../../exchanges/exchanges";
import { placeOf, saidByTags, saidOfStack } from "../../declaration";
import { detection, isOfArchive } from "../../detect";
import { type Resource, type Violation, resourcePolicy } from "../../policy";
import { leaveOpen } from "../../reader";
import { remembered } from "../../remembered";

const stackType = "pulumi:pulumi:Stack";

/**
 * A bot under test that can name a live host will one day trade real money, and a live bot that names a test host trades
 * blind. Every input is searched for the other network's hosts, inside base64, gzip and the like too; so is the stack's
 * configuration. Names of hosts count in any letters, with port, path or trailing dot. A name under an exchange's domain
 * that is no known test host counts as live, unless it is one of documentation; so does a wildcard that admits one. Secrets, keys and parameters are told
 * by the word `mainnet` or `testnet` in their name, other stacks by their tag. Raw addresses say nothing of a network.
 */
export const testnetIsolated = resourcePolicy("*", {
  name: "bot-testnet-isolated",
  description: "A testnet stack names no host, secret or key of live trading, and a mainnet stack none of a testnet.",
  severity: "critical",
  level: "mandatory",
  remediationSteps: "Name only hosts, secrets and keys of the stack's own network.",
  url: "https://developers.binance.com/docs/binance-spot-api-docs/testnet",
  tags: ["testnet"],
  rationale:
    "A bot under test that can name a live host will one day trade real money; a live bot that names a test host trades blind.",
  example: `# Pulumi.grid-testnet.yaml
config:
  bulkhead:exchange: binance
  bulkhead:network: testnet`,
  nonWaivable: true,
  judge(resource, violation) {
    const { stack, type } = resource;
    const ofStack = saidOfStack(stack, "bulkhead:network");
    const tags = saidByTags(resource, "bulkhead:network");
    const network = ofStack ?? tags.find(({ text }) => text !== undefined);
    leaveOpen(...tags.map(({ value }) => value));
    if (type === stackType) judgeDeclaration(resource, violation);
    if (network?.text !== "testnet" && network?.text !== "mainnet") {
      const bot = network ?? saidByTags(resource, "bulkhead:bot")[0];
      if (bot?.value !== undefined && !bot.value.unknown) violation(undeclared);
      return;
    }
    const own: Network = network.text;
    for (const { text, path } of tags) {
      if (text === undefined || text === own) continue;
      violation({ message: `${path} names another network, expected "${own}".`, at: path });
    }
    // AWS takes nothing for a host's image but an id, which names no network: not knowing it leaves nothing open.
    const image = type === "aws:ec2/instance:Instance" && resource.inputs.at("ami").unknown ? "ami" : undefined;
    for (const { path, name, text } of resource.inputs.strings((at) => at !== image)) {
      for (const what of foreignIn(text, name, own)) {
        violation({ message: `${path} names ${what} in a ${own} stack.`, at: path });
      }
    }
    if (type !== stackType) return;
    for (const [key, text] of stack.config) {
      const path = /^[\w.:-]{1,100}$/u.test(key) ? key : "a configuration value";
      for (const what of foreignIn(text, key, own)) {
        violation({ message: `${path} names ${what} in a ${own} stack.`, at: path, ...placeOf(stack, key) });
      }
    }
  },
});

const undeclared = {
  message: 'No network is declared, expected bulkhead:network to be "testnet" or "mainnet".',
  remedy: "Set the configuration value bulkhead:network.",
} as const;

/** What the configuration and the stack's own tags say has to make a network that can be kept apart. */
function judgeDeclaration({ stack }: Resource, violation: Violation): void {
  const exchange = saidOfStack(stack, "bulkhead:exchange");
  const network = saidOfStack(stack, "bulkhead:network");
  if (network === undefined) violation(undeclared);
  else if (network.text !== "testnet" && network.text !== "mainnet") {
    violation({
      message: `${network.path} names no known network, expected "testnet" or "mainnet".`,
      ...placeOf(stack, "bulkhead:network"),
    });
  } else if (exchange?.text !== undefined && isExchangeId(exchange.text)) {
    const reason = refusal(exchanges[exchange.text], network.text);
    if (reason !== undefined) violation({ message: reason, ...placeOf(stack, "bulkhead:network") });
  }
}

const title = { mainnet: "live", testnet: "test" } as const;
// `*.io` admits all hosts that end so.
const shortest = 4;

/** What of the other network a text names, in words for a message. It shows a host only if the host is a known one. */
function foreignIn(text: string, name: string | undefined, own: Network): ReadonlySet<string> {
  if (text.length < shortest) return none;
  return foreign[own](text, name ?? "");
}

const none: ReadonlySet<string> = new Set();
const foreign = {
  testnet: remembered((text, name) => searched(text, name, "testnet")),
  mainnet: remembered((text, name) => searched(text, name, "mainnet")),
} as const;

function searched(text: string, name: string, own: Network): ReadonlySet<string> {
  const found = new Set<string>();
  const other: Network = own === "testnet" ? "mainnet" : "testnet";
  const { layers, complete } = wrapped.test(text)
    ? detection().layers(text)
    : { layers: [{ text, via: [] }], complete: true };
  for (const layer of layers) {
    if (isOfArchive(layer.via)) continue;
    for (const host of hostsIn(layer.text)) {
      const covered = /\*\.?(?<domain>[^*]+)$/u.exec(host)?.groups?.domain;
      const network = covered === undefined ? networkOf(host) : networkBelow(covered);
      const known = liveHosts().has(host) || testHosts().has(host);
      if (network !== other || (!known && documents.test(host))) continue;
      found.add(known ? `${host}, a ${title[other]} host,` : `a ${title[other]} host of an exchange`);
    }
    if (namesOf(layer.text, name).some((one) => words[other].test(one))) found.add(`a secret or key of ${other}`);
  }
  if (!complete) found.add("what is wrapped too deep or too large to be seen");
  return found;
}

// Pages that explain an API take no orders. A client that asks one all the same is told by the list of known hosts.
const documents = /^(?:docs|developers?)\.[^*]+$/u;

// What can hold another text: a long run as of base64 or hex, or an escape.
const wrapped = /[\w+/=-]{14,}|[%\\&]|\+\s*["'`]/u;
// No exchange's host has a letter beyond ASCII, and classes of all the world's letters take long to compile.
const dotted = /[\w*.-]+/gu;

function* hostsIn(text: string): Generator<string> {
  // Dots as other scripts and regular expressions write them.
  const plain = text.normalize("NFKC").replace(/\u3002|\\{1,16}\.|\[\.\]/gu, ".");
  for (const [run] of plain.matchAll(dotted)) {
    for (const part of run.split("..")) {
      let [start, end] = [0, part.length];
      while (start < end && ".-".includes(part.charAt(start))) start++;
      while (start < end && ".-".includes(part.charAt(end - 1))) end--;
      const found = part.slice(start, end);
      if (found.includes(".")) yield found.toLowerCase();
    }
  }
}

/** A wildcard admits what it covers: live hosts, unless all of its domain is a testnet's. */
function networkBelow(domain: string): Network | undefined {
  const covers = (hosts: ReadonlySet<string>): boolean => [...hosts].some((one) => one.endsWith(`.${domain}`));
  if (covers(liveHosts())) return "mainnet";
  if (covers(testHosts())) return "testnet";
  return networkOf(domain);
}

const words = {
  mainnet: /(?<![a-z0-9])mainnet(?![a-z0-9])/iu,
  testnet: /(?<![a-z0-9])testnet(?![a-z0-9])/iu,
} as const;
// What leads to a name, and the name behind it.
const identifiers = [
  [/arn:aws[a-z-]{0,20}:(?:secretsmanager|ssm|kms):/gu, /[\w-]{0,30}:\d{0,12}:(?<name>[\w+=,.@:/-]+)/uy],
  [/(?<![\w/])(?=alias\/)/gu, /(?<name>alias\/[\w/-]+)/uy],
  [/secret|key|parameter/giu, /[\w.-]{0,40}["']?\s{0,4}[:=\s]\s{0,4}["']?(?<name>[\w+=.@/-]+)/uy],
] as const;

/** Names of secrets, keys and parameters: in ARNs and aliases, and what is given to a name that promises one. */
function namesOf(text: string, name: string): readonly string[] {
  const found = identifiers.flatMap(([lead, shape]) =>
    Array.from(text.matchAll(lead), ({ 0: { length }, index }) => {
      shape.lastIndex = index + length;
      return shape.exec(text)?.groups?.name ?? "";
    }),
  );
  const whole = /secret|key|parameter/iu.test(name) && /^[\w+=.@:/-]{1,300}$/u.test(text);
  return whole ? [...found, text] : found;
}
