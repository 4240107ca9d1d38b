import { saysNothing } from "./listed";
import type { Range } from "./quoted";
import { isTelling } from "./texture";

const longestManifest = 8_192;
const separator = "\n---";
const kind = /\bkind\\{0,3}["']?:[ \t]{0,4}\\{0,3}["']?$/u;
const longestKind = 20;

const map = /(?:^([ \t]{0,20}(?:- )?)|[{,]\s{0,40})\\{0,3}["']?(data|stringData)\\{0,3}["']?:[ \t]{0,4}(\{|\r?\n)/gmu;
const entry =
  /(?:^[ \t]{1,40}|[{,]\s{0,40})\\{0,3}["']?([\w.-]{1,60})\\{0,3}["']?:[ \t]{0,4}\\{0,3}["']?([\w+/=.~!@#$%^&*-]{16,2048})(?=[\\"'\s,}])/gmu;

// kubectl create secret generic bot --from-literal=…; a backslash takes it on to the next line.
const command = " generic ";
const longestCommand = 2_000;
const commandEnds = /(?<![\\\r])\r?\n/u;
const fromLiteral = /--from-literal[= ]["']?([\w.-]{1,60})=["']?([^\s"']{16,512})/gu;

/**
 * What the Secrets of Kubernetes hold under keys that say nothing themselves: `data` in base64, `stringData` and what a command is given as it is.
 * A manifest is looked at once, and as far as 8,192 characters from where it says its kind.
 */
export class Manifests {
  #done = 0;

  constructor(private readonly text: string) {}

  /** The values of the manifest whose kind is named at a range; none where that is something else. */
  *of(from: number, to: number): Generator<Range> {
    const { text } = this;
    if (from < this.#done) return;
    const word = text.slice(from, to);
    if (word === "secret") yield* literals(text, to);
    if (word !== "Secret") return;
    if (!kind.test(text.slice(Math.max(0, from - longestKind), from))) return;
    const before = text.slice(Math.max(this.#done, from - longestManifest), from);
    const above = before.slice(Math.max(0, before.lastIndexOf(separator)));
    const below = text.slice(to, to + longestManifest);
    const closed = below.indexOf(separator);
    this.#done = to + (closed === -1 ? below.length : closed + 1);
    // What the bound cuts off has no end.
    const end = this.#done === text.length ? "\n" : "";
    const first = from - above.length;
    yield* inside(text.slice(first, this.#done) + end, first);
  }
}

function* literals(text: string, from: number): Generator<Range> {
  if (!text.startsWith(command, from)) return;
  const [given = ""] = text.slice(from, from + longestCommand).split(commandEnds, 1);
  for (const { 0: whole, 1: key = "", 2: value = "", index } of given.matchAll(fromLiteral)) {
    if (!saysNothing(key) || !isSecret(value)) continue;
    const end = from + index + whole.length;
    yield { start: end - value.length, end, certain: true, position: "literal" };
  }
}

function* inside(manifest: string, offset: number): Generator<Range> {
  for (const match of manifest.matchAll(map)) {
    const from = match.index + match[0].length;
    const ends = match[3] === "{" ? /\}/u : outdented[(match[1] ?? "").length];
    const length = ends === undefined ? 0 : manifest.slice(from).search(ends);
    const held = manifest.slice(from - 1, length === -1 ? manifest.length : from + length);
    for (const { 0: whole, 1: key = "", 2: value = "", index } of held.matchAll(entry)) {
      if (!saysNothing(key) || !isSecret(match[2] === "data" ? decoded(value) : value)) continue;
      const start = offset + from - 1 + index + whole.length - value.length;
      yield { start, end: start + value.length, certain: true, position: "literal" };
    }
  }
}

// The next line that is indented no further than the map's own.
const outdented = Array.from(
  { length: 23 },
  (_, indent) => new RegExp(`^[ \\t]{0,${String(indent)}}[^ \\t\\r\\n]`, "mu"),
);

// Files and settings stand there as well.
function isSecret(value: string): boolean {
  return /^[\w+/=.~!@#$%^&*-]{1,512}$/u.test(value) && isTelling(value);
}

function decoded(value: string): string {
  return Buffer.from(value, "base64").toString("latin1").trimEnd();
}
