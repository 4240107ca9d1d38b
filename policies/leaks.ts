import { detection } from "./detect";
import type { Field } from "./detection/finding";
import type { Stack } from "./marks";
import type { Observation } from "./policy";
import { searchTaint } from "./taint";
import { walletKeyIn, walletKeyRemedy } from "./wallet-key";

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
  if (!scanned.complete || !tainted.complete) {
    violation({ message: "Not fully scanned: an input is wrapped too deep or too large to be taken for clean." });
  }
  return new Set(told.keys());
}
