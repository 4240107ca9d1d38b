import { detection } from "./detect";
import type { Field } from "./detection/finding";
import type { Stack } from "./marks";
import type { Observation } from "./policy";
import { searchTaint } from "./taint";
import { walletKeyIn, walletKeyRemedy } from "./wallet-key";

const item = /^(.+)\[\d+\]$/su;

/** Lists that are the words of a command, each as one text: of `["mysql", "-p", "…"]`, no word by itself says what it is. */
function commandsIn(fields: readonly Field[]): Field[] {
  const lists = new Map<string, string[]>();
  for (const { path, text } of fields) {
    const list = path.endsWith("]") ? item.exec(path)?.[1] : undefined;
    if (list !== undefined) lists.set(list, [...(lists.get(list) ?? []), text]);
  }
  return [...lists].flatMap(([path, words]) =>
    words.some((word) => word.startsWith("-")) ? { path, text: words.map(asWord).join(" ") } : [],
  );
}

function asWord(text: string): string {
  return /\s/u.test(text) ? JSON.stringify(text) : text;
}

/**
 * Looks at texts that everybody can read for credentials and for secrets of the stack's configuration, and reports one
 * violation for each place that holds any. The texts of one resource belong together: halves of a pair may be apart.
 * Answers the paths of these places.
 */
export function reportLeaks(
  texts: Iterable<Field>,
  stack: Stack,
  violation: (observation: Observation) => void,
): ReadonlySet<string> {
  const fields = [...texts];
  const told = new Map<string, Set<string>>();
  const tell = (path: string, what: string): void => {
    told.set(path, (told.get(path) ?? new Set()).add(what));
  };
  const scanned = detection().scanFields(fields);
  const tainted = searchTaint(fields, stack);
  const configured = new Set(tainted.taints.map(({ path }) => path));
  for (const { path, key, way } of tainted.taints) {
    tell(path, `the secret configuration value ${key}${way === "" ? "" : `, ${way}`}`);
  }
  const names = new Map(fields.map(({ path, name }) => [path, name]));
  for (const { path, title, detector, severity, confidence, via } of scanned.findings) {
    // The secret of the configuration is what the detector sees there: its key says more than a name.
    if (severity === "low" || (confidence === "named" && configured.has(path))) continue;
    const way = via.filter((part, at) => at < via.length - 1 || part !== names.get(path));
    tell(path, `${title} [${detector}]${way.length === 0 ? "" : `, inside ${way.join(" > ")}`}`);
  }
  const commands = commandsIn(fields).filter(({ path }) => ![...told.keys()].some((one) => one.startsWith(`${path}[`)));
  const spoken = commands.length === 0 ? undefined : detection().scanFields(commands);
  for (const { path, title, detector, severity } of spoken?.findings ?? [])
    if (severity !== "low") tell(path, `${title} [${detector}]`);
  for (const [path, what] of told) violation({ message: `${path} holds ${[...what].join("; ")}.`, at: path });
  for (const { path, name, text } of fields) {
    const way = told.has(path) ? undefined : walletKeyIn(text, name);
    if (way === undefined) continue;
    told.set(path, new Set());
    violation({
      message: `${path} holds 0x and 64 hex digits${way === "" ? "" : `, ${way}`}, as the private key of a wallet is written, and no name says that it is anything else.`,
      at: path,
      remedy: walletKeyRemedy,
    });
  }
  if (!scanned.complete || spoken?.complete === false || !tainted.complete) {
    violation({ message: "Not fully scanned: an input is wrapped too deep or too large to be taken for clean." });
  }
  return new Set(told.keys());
}
