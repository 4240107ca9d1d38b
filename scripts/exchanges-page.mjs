// The page of the exchanges: what each is served by, what a bot of it reaches, how its keys are bound, live and die.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { bundled, root } from "./bundled.mjs";
import { docComment } from "./doc-comment.mjs";

/** The words above an exchange's facts in its file. */
function docOf(id) {
  const doc = docComment(readFileSync(join(root, "exchanges", `${id}.ts`), "utf8"));
  if (doc === undefined) throw new Error(`exchanges/${id}.ts does not say what the exchange is.`);
  return doc;
}

const code = (name) => `\`${name}\``;
const names = (list) => (list.length === 0 ? "none" : list.map(code).join(", "));

function hosts(list) {
  if (list.length === 0) return "none";
  return list
    .map(({ name, ports, roles }) => {
      const where = ports.length === 1 && ports[0] === 443 ? "" : `:${ports.join("/")}`;
      return `${code(name + where)} (${roles.join(", ")})`;
    })
    .join(", ");
}

const testnets = {
  host: () => "hosts of its own",
  chain: () => "hosts of its own, bound by the signature",
  header: ({ header }) => `refused: told by the header ${code(header)} alone`,
  none: () => "refused: there is none",
};

function separation(one) {
  if (one.kind === "chain")
    return `test hosts have names of their own, and a signature binds the network by ${one.binding}.`;
  if (one.kind === "host") return "test hosts have names of their own.";
  return `none that a sandbox could hold: ${one.why}. Testnet stacks are refused.`;
}

const stated = (value) => (value === "unstated" ? "not stated" : String(value));
const yes = (value) => ({ true: "yes", false: "no", unstated: "not stated" })[String(value)];
const days = (value) => (typeof value === "number" ? `${value} days` : value === "unlimited" ? "no end" : "not stated");

function allowList({ supported, addressesPerKey, cidr, unbound }) {
  if (supported === false) return `none. ${unbound}`;
  const exists = supported === true ? "yes" : "not stated";
  return `${exists}; addresses a key: ${stated(addressesPerKey)}; ranges: ${yes(cidr)}. ${unbound}`;
}

function keys({ lifeDays, unboundLifeDays, idleLifeDays, perAccount, deletion }) {
  return (
    `bound and in use: ${days(lifeDays)}; bound to no address: ${days(unboundLifeDays)}; unused: ${days(idleLifeDays)}; ` +
    `keys an account: ${stated(perAccount)}. Deletion: ${deletion}`
  );
}

const regions = (list) =>
  list.length === 0
    ? "none known"
    : list
        .map(
          ({ prefix, network, answer }) =>
            `${code(`${prefix}*`)} on ${network === "both" ? "both networks" : network} (${answer})`,
        )
        .join(", ");

const evidence = { documented: "documents", client: "clients", unverified: "unverified" };

function section(exchange) {
  const { id, title, gaps, accountHosts, allowList: list } = exchange;
  const lines = [
    `## ${title}`,
    "",
    `\`bulkhead:exchange: ${id}\``,
    "",
    docOf(id),
    "",
    `- **Live hosts**: ${hosts(exchange.hosts.mainnet)}`,
    `- **Test hosts**: ${hosts(exchange.hosts.testnet)}`,
    `- **Separation**: ${separation(exchange.separation)}`,
    ...gaps.map(({ network, what }) => `- **Without** (${network === "both" ? "both networks" : network}): ${what}`),
    `- **Hosts for keys**, which only the operators' script reaches: live ${names(accountHosts.mainnet)}; test ${names(accountHosts.testnet)}`,
    `- **Known besides**, reached by no stack: live ${names(exchange.otherLiveHosts)}; test ${names(exchange.otherTestHosts)}. Every other name under ${names(exchange.domains)} is taken for live.`,
    `- **Allow-list**: ${allowList(list)}`,
    `- **Keys**: ${keys(exchange.keys)}`,
    `- **Regions refused**: ${regions(exchange.refusedRegions)}`,
    "",
  ];
  const sources = ["documented", "client", "unverified"].flatMap((kind) =>
    exchange.sources
      .filter((source) => source.evidence === kind)
      .map(({ facts, from }) => `| ${evidence[kind]} | ${facts} | ${from} |`),
  );
  return [...lines, "| from | facts | source |", "| --- | --- | --- |", ...sources, ""];
}

/** The text of docs/exchanges.md. */
export function exchangesPage() {
  const { exchanges } = bundled("exchanges/exchanges.ts");
  const all = Object.values(exchanges).sort((a, b) => (a.title.toLowerCase() < b.title.toLowerCase() ? -1 : 1));
  const anchor = (title) =>
    title
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}\s_-]/gu, "")
      .replaceAll(" ", "-");
  const lines = [
    "# Exchanges",
    "",
    "Generated from `exchanges/` by `npm run docs`. What the program builds, what the policies refuse and what this page says come from the same files.",
    "",
    "A bot reaches the live or the test hosts of its exchange by their exact names, and nothing else. Where an exchange has no test hosts of its own, testnet",
    "stacks are refused. *Not stated* means that no document was found to say; what is marked *unverified* was read in no document and no client: check it",
    "before you rely on it. Rules for keys are those of the live network. A host without a port is served on 443.",
    "",
    "| exchange | `bulkhead:exchange` | testnet | addresses a key | ranges | a key bound to no address | regions refused |",
    "| --- | --- | --- | --- | --- | --- | --- |",
    ...all.map(
      ({ id, title, separation: one, allowList: list, keys: rules, refusedRegions }) =>
        `| [${title}](#${anchor(title)}) | ${code(id)} | ${testnets[one.kind](one)} | ${list.supported === false ? "no list" : stated(list.addressesPerKey)} | ` +
        `${list.supported === false ? "no list" : yes(list.cidr)} | ${days(rules.unboundLifeDays)} | ${refusedRegions.map(({ prefix }) => code(`${prefix}*`)).join(", ") || "none known"} |`,
    ),
    "",
    ...all.flatMap(section),
  ];
  return `${lines.join("\n").trimEnd()}\n`;
}
