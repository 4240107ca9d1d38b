import { detection } from "./detect";
import { readName } from "./detection/names";
import type { Stack } from "./marks";
import { Refusal } from "./refusal";
import { stackInUse } from "./stack-file";

/** One secret of the stack's configuration: a value marked `secure:`, or a string inside one that is JSON. */
export interface ConfigSecret {
  /** Such as `bot:binance`, or `bot:keys.okx[0].secret` within an object. */
  readonly key: string;
  /** Must not be printed. */
  readonly text: string;
}

/** A secret of the configuration that stands where everybody can read it. Holds no character of it. */
export interface Taint {
  readonly path: string;
  readonly key: string;
  /** Completes "holds the secret configuration value KEY, …": `inside base64`, `a part of it`; empty for the plain value. */
  readonly way: string;
}

const secretsOf = new WeakMap<Stack, readonly ConfigSecret[]>();

/** All secrets of the stack's configuration; of an object, the strings that the stack file marks. */
export function configSecrets(stack: Stack): readonly ConfigSecret[] {
  let secrets = secretsOf.get(stack);
  if (secrets === undefined) {
    secrets = [...stack.secretKeys].flatMap((key) => {
      const text = stack.config.get(key);
      if (text === undefined || text === "") return [];
      const parts = leaves(key, text);
      return parts === undefined ? [{ key, text }] : telling(parts, key, stack);
    });
    secretsOf.set(stack, secrets);
  }
  return secrets;
}

/** The strings and numbers of a JSON object or list; undefined where the text is none. */
function leaves(key: string, text: string): readonly ConfigSecret[] | undefined {
  if (!/^\s*[[{]/u.test(text)) return undefined;
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    return undefined;
  }
  const found: ConfigSecret[] = [];
  const open: (readonly [string, unknown])[] = [[key, parsed]];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const [path, part] = next;
    if (typeof part === "string" || typeof part === "number") found.push({ key: path, text: String(part) });
    else if (Array.isArray(part)) part.forEach((item, index) => open.push([`${path}[${index}]`, item]));
    else if (typeof part === "object" && part !== null) {
      for (const [name, item] of Object.entries(part)) open.push([`${path}.${name}`, item]);
    }
  }
  return found;
}

/**
 * An object with one secret in it is a secret as a whole to the engine. The stack file knows which parts are; where one
 * `secure:` text holds the whole object, those are taken that a name or their look tells.
 */
function telling(parts: readonly ConfigSecret[], key: string, stack: Stack): readonly ConfigSecret[] {
  const marked = markedLeaves(key, stack);
  if (marked !== undefined && !marked.has(key)) return parts.filter((part) => marked.has(part.key));
  return parts.filter(({ key: path, text }) => {
    const { role } = readName(path);
    if (role === "secret" || role === "password" || role === "phrase" || role === "key") return true;
    return text.length >= 12 && looksRandom(text);
  });
}

function markedLeaves(key: string, stack: Stack): ReadonlySet<string> | undefined {
  try {
    const entry = stackInUse(stack).file.config.get(key);
    return entry && new Set(entry.leaves.filter(({ secure }) => secure).map(({ path }) => path));
  } catch (error) {
    if (error instanceof Refusal) return undefined;
    throw error;
  }
}

/** Letters and digits mixed, and many different ones: no word, address or number that stands in two places by chance. */
function looksRandom(text: string): boolean {
  return /\d/u.test(text) && /[a-z]/iu.test(text) && new Set(text).size >= Math.min(8, text.length / 2);
}

/** Characters compared at a time, and the least length of a value that can be searched for. */
const window = 8;
/** From this length on, a part of a value counts. */
const long = 24;
/** So many characters in a row of a long value are a leak by themselves. */
const tellingPart = 12;
/** So much of a long value, spread over the inputs of one resource, is the value. */
const tellingShare = 0.6;

interface Form {
  readonly secret: ConfigSecret;
  readonly text: string;
  /** How the value is written in this form; empty for the value itself. */
  readonly way: string;
}

interface Index {
  readonly forms: readonly Form[];
  /** Hash of a window to places: form times 2^20 plus offset. */
  readonly places: ReadonlyMap<number, readonly number[]>;
  /** One bit for each low half of a hash: most windows of most texts end here. */
  readonly bits: Uint32Array;
}

const indexOf = new WeakMap<Stack, Index>();

// Repeated windows say little and would make the search quadratic.
const mostPlaces = 8;
const longestForm = 1 << 16;
const factor = 0x01000193;
// factor to the power of `window`, modulo 2^32: takes the oldest character out of the hash.
const outgoing = Array.from({ length: window }).reduce<number>((power) => Math.imul(power, factor), 1);

function indexFor(stack: Stack): Index {
  let index = indexOf.get(stack);
  if (index === undefined) {
    const forms = configSecrets(stack).flatMap(formsOf);
    const places = new Map<number, number[]>();
    const bits = new Uint32Array(2048);
    for (const [number, { text }] of forms.entries()) {
      eachWindow(text, (hash, offset) => {
        const short = text.length < long;
        // A short value is found by its first window alone.
        if (short && offset > 0) return;
        if (!short && new Set(text.slice(offset, offset + window)).size < 4) return;
        const known = places.get(hash);
        // All the short ones, however many begin alike: each has this place alone.
        if (known === undefined) places.set(hash, [number * 2 ** 20 + offset]);
        else if (short || known.length < mostPlaces) known.push(number * 2 ** 20 + offset);
        bits[word(hash)] = (bits[word(hash)] ?? 0) | (1 << (hash & 31));
      });
    }
    index = { forms, places, bits };
    indexOf.set(stack, index);
  }
  return index;
}

/** The value, and what it looks like in base64 (at each of the three alignments) and hex where nothing around it decodes. */
function formsOf(secret: ConfigSecret): readonly Form[] {
  // A PEM's armour is the same for every key, and random by its look in base64.
  const bare = secret.text.replace(/-----[a-z ]+-----/giu, " ");
  const text = bare.trim().slice(0, longestForm);
  if (text.length < window) return [];
  const forms: Form[] = [{ secret, text: text.toLowerCase(), way: "" }];
  const bytes = Buffer.from(text);
  if (bytes.length >= long) {
    for (const shift of [0, 1, 2]) {
      const encoded = Buffer.concat([Buffer.alloc(shift), bytes]).toString("base64");
      const inner = encoded.slice(shift === 0 ? 0 : 4, encoded.length - 4);
      forms.push({ secret, text: inner.toLowerCase(), way: "inside base64" });
      const url = inner.replaceAll("+", "-").replaceAll("/", "_");
      if (url !== inner) forms.push({ secret, text: url.toLowerCase(), way: "inside base64" });
    }
    forms.push({ secret, text: bytes.toString("hex"), way: "inside hex" });
  }
  return forms;
}

function word(hash: number): number {
  return (hash >>> 5) & 2047;
}

function eachWindow(text: string, visit: (hash: number, offset: number) => void): void {
  let hash = 0;
  for (let at = 0; at < text.length; at++) {
    hash = (Math.imul(hash, factor) + text.charCodeAt(at)) | 0;
    if (at >= window) hash = (hash - Math.imul(text.charCodeAt(at - window), outgoing)) | 0;
    if (at >= window - 1) visit(hash, at - window + 1);
  }
}

interface Match {
  readonly form: Form;
  readonly offset: number;
  readonly length: number;
}

/** Parts of the forms in a text; whole ones where the form is short. Linear in the text. */
function matches(text: string, { forms, places, bits }: Index): readonly Match[] {
  const lower = text.toLowerCase();
  const found: Match[] = [];
  const seenUpTo = new Map<Form, number>();
  eachWindow(lower, (hash, at) => {
    if (((bits[word(hash)] ?? 0) & (1 << (hash & 31))) === 0) return;
    for (const place of places.get(hash) ?? []) {
      const form = forms[Math.floor(place / 2 ** 20)];
      const offset = place % 2 ** 20;
      if (form === undefined || at < (seenUpTo.get(form) ?? 0)) continue;
      let length = 0;
      // Past the end of either there is NaN, which equals nothing.
      while (form.text.charCodeAt(offset + length) === lower.charCodeAt(at + length)) length++;
      if (length < (form.text.length < long ? form.text.length : window)) continue;
      // A short value is itself only where it stands alone.
      if (form.text.length < 16 && !standsAlone(lower, at, at + length)) continue;
      seenUpTo.set(form, at + length - window + 1);
      found.push({ form, offset, length });
    }
  });
  return found;
}

function standsAlone(text: string, start: number, end: number): boolean {
  return !/[a-z0-9]/u.test(text.charAt(start - 1)) && !/[a-z0-9]/u.test(text.charAt(end));
}

/**
 * Searches the strings of one resource for the secrets of the stack's configuration: as they are, in other letters
 * (hex is often written in capitals), inside wrappings such as base64 or gzip, a part of one, or one split over several
 * strings. A value of fewer than 8 characters can't be searched for: it would be found everywhere. Of a value of 8 to 23
 * characters only the whole counts; of a longer one, 12 characters in a row, or 60 % in pieces of 8 or more.
 */
export function searchTaint(
  fields: readonly { readonly path: string; readonly text: string }[],
  stack: Stack,
): { readonly taints: readonly Taint[]; readonly complete: boolean } {
  const index = indexFor(stack);
  if (index.forms.length === 0) return { taints: [], complete: true };
  let complete = true;
  const taints = new Map<string, Taint>();
  const pieces = new Map<Form, { covered: Set<number>; paths: Set<string> }>();
  for (const { path, text } of fields) {
    if (text.length < window) continue;
    const unwrapped = detection().layers(text);
    complete &&= unwrapped.complete;
    for (const layer of unwrapped.layers) {
      for (const { form, offset, length } of matches(layer.text, index)) {
        const { secret } = form;
        const whole = length === form.text.length;
        if (whole || (length >= tellingPart && looksRandom(form.text.slice(offset, offset + length)))) {
          const key = `${path} ${secret.key}`;
          if (!taints.has(key)) taints.set(key, { path, key: secret.key, way: wayOf(layer.via, form, whole) });
        } else if (form.way === "") {
          const piece = pieces.get(form) ?? { covered: new Set(), paths: new Set() };
          pieces.set(form, piece);
          for (let at = offset; at < offset + length; at++) piece.covered.add(at);
          piece.paths.add(path);
        }
      }
    }
  }
  const told = new Set(Array.from(taints.values(), ({ key }) => key));
  for (const [{ secret, text }, { covered, paths }] of pieces) {
    const { key } = secret;
    const [first, ...more] = paths;
    if (told.has(key) || first === undefined || covered.size < text.length * tellingShare) continue;
    const way = more.length === 0 ? "a part of it" : `split over ${paths.size} inputs`;
    taints.set(`${first} ${key}`, { path: first, key, way });
  }
  return { taints: [...taints.values()], complete };
}

function wayOf(via: readonly string[], form: Form, whole: boolean): string {
  const wrapping = via.length > 0 ? `inside ${via.join(" > ")}` : form.way;
  return [whole ? "" : "a part of it", wrapping].filter((part) => part !== "").join(", ");
}
