import type { OutputInstance } from "@pulumi/pulumi";
import { parseJson } from "./json-text";
import { type Raw, signature } from "./marks";

// What stands under `signature` (pulumi/pulumi, sdk/nodejs/runtime/rpc.ts).
export const secretSignature = "1b47061264138c4ac30d75fd1eb44270";
const assetSignature = "c44067f5952c0a294b673a41bacd8c17";
const archiveSignature = "0def7320c3a5731c473e5ecbe6d01bc7";
const referenceSignature = "5cf8f73096256a8f31e491e813e4eb8e";
const outputSignature = "d0e6a833031e9bbcd3f4e8bde6ca49a4";

// Stand-ins for values that are not known yet (@pulumi/policy, proxy.ts): boolean, number, string, array, asset, archive, object.
export const unknowns: ReadonlySet<unknown> = new Set([
  "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7",
  "3eeb2bf0-c639-47a8-9e75-3b44932eb421",
  "04da6b54-80e4-46f7-96ec-b56ff0331ba9",
  "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2",
  "030794c1-ac77-496b-92df-f27374a8bd58",
  "e48ece36-62e2-4504-bad9-02848725956a",
  "dd056dcd-154b-4c76-9bd3-c8f88648b5ff",
]);

/** What one judgement had to leave open: paths of values that it asked for and that are not known, or make no sense. */
export interface Reading {
  readonly unknown: Set<string>;
  /** Path, and what is wrong there. */
  readonly unreadable: Map<string, string>;
}

/** A reading with nothing left open. */
export function newReading(): Reading {
  return { unknown: new Set(), unreadable: new Map() };
}

// `any`: an OutputInstance is invariant in its type.
// eslint-disable-next-line @typescript-eslint/no-explicit-any
type Plain<T> = NonNullable<Exclude<T, PromiseLike<any> | OutputInstance<any>>>;
type Key<T> = unknown extends T ? string : T extends readonly unknown[] ? never : keyof T & string;
type Child<T, K> = unknown extends T ? unknown : K extends keyof T ? Plain<T[K]> : unknown;
type Item<T> = T extends readonly (infer E)[] ? Plain<E> : T;

/** A string somewhere in a value. `text` must not reach a message. */
export interface Text {
  readonly path: string;
  /** What it is called: its property, environment variable, `name` beside `value`, or the flag before it. */
  readonly name?: string;
  readonly text: string;
  /** True where Pulumi marks the value, or something around it, as a secret. */
  readonly secret: boolean;
  readonly kind: "value" | "key" | "asset";
}

/** A file or folder that an asset or archive names by its path, or the text of an asset, which must not reach a message. */
export type HandedOver =
  | { readonly path: string; readonly file: string }
  | { readonly path: string; readonly text: string; readonly secret: boolean };

interface Unwrapped {
  readonly raw: unknown;
  readonly secret: boolean;
  readonly state: "known" | "absent" | "unknown" | "unreadable";
}

/** How properties are called where they are written, of maps that are read under other names. */
export const writtenAs = new WeakMap<object, Readonly<Record<string, string>>>();

/** Stands where something is not known yet. */
export const unknownString = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

const absent: Unwrapped = { raw: undefined, secret: false, state: "absent" };

function isObject(raw: unknown): raw is Raw {
  return typeof raw === "object" && raw !== null && !Array.isArray(raw);
}

/** Takes marks and wrappings off one level. Below JSON text (`literal`) signatures mean nothing, stand-ins still do. */
function unwrap(raw: unknown, secret: boolean, literal: boolean): Unwrapped {
  for (;;) {
    if (raw === undefined || raw === null) return secret ? { raw: undefined, secret, state: "absent" } : absent;
    if (typeof raw === "string") return { raw, secret, state: unknowns.has(raw) ? "unknown" : "known" };
    if (literal || !isObject(raw) || !Object.hasOwn(raw, signature)) return { raw, secret, state: "known" };
    switch (raw[signature]) {
      case secretSignature:
        secret = true;
        raw = raw.value;
        break;
      case outputSignature:
        secret ||= raw.secret === true;
        if (!Object.hasOwn(raw, "value")) return { raw: undefined, secret, state: "unknown" };
        raw = raw.value;
        break;
      case referenceSignature:
        raw = raw.id ?? raw.urn;
        if (raw === "") return { raw: undefined, secret, state: "unknown" };
        break;
      case assetSignature:
      case archiveSignature:
        return { raw, secret, state: "known" };
      default:
        return { raw: undefined, secret, state: "unreadable" };
    }
  }
}

const plainWord = /^[\w.:/@+-]{1,100}$/u;
const dense = /[A-Za-z0-9]{16,}/gu;

/** Long runs of letters and digits could be key material; a name made of words is not. */
export function couldBeKey(text: string): boolean {
  return (text.match(dense) ?? []).some((run) => /\d/u.test(run) || run.length > 40);
}

/** The property that a path begins with: `environment` of `environment.variables.KEY`. */
export function propertyOf(path: string): string {
  return path.replace(/[.[].*/su, "");
}

/** One step of a path, safe to print. A key of a map may itself be a leaked value: then its place is named, not its text. */
export function step(path: string, key: string, place: number): string {
  // AWS's own names of properties hold no digits but these.
  if (!plainWord.test(key) || couldBeKey(key.replace(/ipv[46]/giu, ""))) return `${path}[key ${place + 1}]`;
  return path === "" ? key : `${path}.${key}`;
}

const enumLike = /^[A-Za-z]+(?:[-_.:/ ][A-Za-z]+){0,4}$/u;
const addressLike = /^[0-9a-f.:]{2,39}(?:\/\d{1,3})?$/iu;
const arnLike = /^arn:aws[a-z-]*:[a-z0-9-]*:[a-z0-9-]*:(?:\d{0,12}|aws|\*):[\w+=,.@/*:-]{1,128}$/u;
const aliasLike = /^alias\/[\w/-]{1,100}$/u;
const servicePrincipal = /^[a-z\d-]{1,40}(?:\.[a-z\d-]{1,40}){0,2}\.amazonaws\.com(?:\.cn)?$/u;
// kms:*, s3:GetObject, i?m:**
const action = /^[A-Za-z*?-]{1,20}\d{0,2}[a-z-]{0,15}:(?:[A-Z][a-z]{1,20}|[A-Z]{2,5}|[*?]){1,10}$/u;
/** An id that AWS gives, `ami-0123456789abcdef0`, and the number of an account. */
const id = /^(?:[a-z]{1,12}-(?:[\da-f]{8}|[\da-f]{17})|\d{12})$/u;
const idWithin = /(?<![A-Za-z\d])[\da-f]{17}(?![A-Za-z\d])/gu;

/** The text of a value for a message, or its kind and length where it could be something that must not be printed. */
function shownText(text: string): string {
  const printable =
    text === "" ||
    text === "*" ||
    /^-?\d{1,6}$/u.test(text) ||
    (enumLike.test(text) && text.length <= 24) ||
    (addressLike.test(text) && /[.:]/u.test(text)) ||
    action.test(text) ||
    id.test(text) ||
    ([arnLike, aliasLike, servicePrincipal].some((shape) => shape.test(text)) &&
      !couldBeKey(text.replaceAll(idWithin, "")));
  return printable ? `"${text}"` : `a string of ${text.length} characters`;
}

/**
 * The only way in which policies see values. It knows three states, known, absent and unknown; whoever asks for the
 * content of an unknown one is noted, so that no judgement passes on something it could not see.
 */
export class Value<T = unknown> {
  readonly #reading: Reading;
  readonly #raw: unknown;
  readonly #value: Unwrapped;
  readonly #literal: boolean;
  /** Such as `rootBlockDevice.kmsKeyId` or `ingress[0].cidrBlocks[1]`; safe to print. */
  readonly path: string;

  constructor(reading: Reading, path: string, raw: unknown, secret = false, literal = false) {
    this.#reading = reading;
    this.#raw = raw;
    this.path = path;
    this.#literal = literal;
    this.#value = unwrap(raw, secret, literal);
  }

  /** Pulumi marks the value, or something around it, as a secret. Says nothing where the value is unknown: a mark is lost there. */
  get secret(): boolean {
    return this.#value.secret;
  }

  /** Not known yet. Asking this notes nothing: whoever asks decides what it means. */
  get unknown(): boolean {
    return this.#value.state === "unknown";
  }

  get absent(): boolean {
    return this.#content().state === "absent";
  }

  get known(): boolean {
    return this.#content().state === "known";
  }

  /** True for a known value that equals one of these. Providers get booleans and numbers as strings: `true` is `"true"`. */
  is(...expected: readonly (string | number | boolean)[]): boolean {
    const { state, raw } = this.#content();
    return state === "known" && expected.some((one) => one === raw || String(one) === raw);
  }

  /** The text of a known string. Not for messages: see `shown`. */
  get text(): string | undefined {
    const { state, raw } = this.#content();
    return state === "known" && typeof raw === "string" ? raw : undefined;
  }

  /** A known number, or a known string that writes one. */
  get number(): number | undefined {
    const { raw } = this.#content();
    if (typeof raw === "number") return raw;
    return typeof raw === "string" && /^-?\d+(?:\.\d+)?$/u.test(raw) ? Number(raw) : undefined;
  }

  /** The property below, at any depth. Below an unknown everything is unknown, below an absent value absent. */
  at<A extends Key<T>>(a: A): Value<Child<T, A>>;
  at<A extends Key<T>, B extends Key<Child<T, A>>>(a: A, b: B): Value<Child<Child<T, A>, B>>;
  at<A extends Key<T>, B extends Key<Child<T, A>>, C extends Key<Child<Child<T, A>, B>>>(
    a: A,
    b: B,
    c: C,
  ): Value<Child<Child<Child<T, A>, B>, C>>;
  at(...keys: readonly string[]): Value {
    return this.below(keys);
  }

  /** As `at`, for a path that is made at run time. */
  below(keys: readonly string[]): Value {
    return keys.reduce<Value>((value, key) => value.#child(key), this);
  }

  #child(key: string, place = 0): Value {
    const { state, raw, secret } = this.#value;
    // An unknown keeps the path of what is unknown as a whole, which is what a reader has to look at.
    if (state === "unknown" || state === "unreadable") return this.#untyped();
    const map = isObject(raw) ? raw : {};
    const below = Object.hasOwn(map, key) ? map[key] : undefined;
    const written = writtenAs.get(map)?.[key] ?? key;
    return new Value(this.#reading, step(this.path, written, place), below, secret, this.#literal);
  }

  /** The elements of a list. A single value stands for a list of one (as in IAM documents); an absent one for none. */
  items(): readonly Value<Item<T>>[] {
    const { state, raw, secret } = this.#content();
    if (state !== "known") return [];
    if (!Array.isArray(raw)) return [this];
    return raw.map(
      (item, index) => new Value<Item<T>>(this.#reading, `${this.path}[${index}]`, item, secret, this.#literal),
    );
  }

  /** Whether it is a map, be it of nothing. */
  get isMap(): boolean {
    return isObject(this.#content().raw);
  }

  /** Keys and values of a map. Keys are not for messages: the value's `path` is. */
  entries(): readonly (readonly [string, Value<T extends Readonly<Record<string, infer E>> ? Plain<E> : unknown>])[] {
    const { raw } = this.#content();
    if (!isObject(raw)) return [];
    return Object.keys(raw).map((key, place) => [key, this.#child(key, place) as never] as const);
  }

  /** What lies right below: the elements of a list, the values of a map. */
  children(): readonly Value[] {
    const items = this.items();
    return items[0] === this ? this.entries().map(([, child]) => child) : items;
  }

  /**
   * A JSON document, given as text (as the real provider's Check leaves it) or as an object (as a program writes it).
   * Text that is no JSON object, or names a key twice, leaves the judgement open: it is refused.
   */
  document(): Value {
    const { state, raw, secret } = this.#content();
    if (state !== "known" || typeof raw !== "string") return this.#untyped();
    let parsed: unknown;
    try {
      parsed = parseJson(raw);
    } catch {
      parsed = undefined;
    }
    if (typeof parsed !== "object" || parsed === null) {
      this.#reading.unreadable.set(this.path, "is not a JSON document that names each key once");
      return new Value(this.#reading, this.path, undefined, secret, true);
    }
    return new Value(this.#reading, this.path, parsed, secret, true);
  }

  /**
   * Every string and number in the value, the keys of maps and the text of assets with them, in order. Unknown parts
   * are noted. Nesting costs no stack. What is not wanted, by its path or because it is marked as a secret, is not looked
   * at: there, nothing is noted either.
   */
  *strings(wanted: (path: string, secret: boolean) => boolean = () => true): Generator<Text> {
    interface Visit {
      readonly value: Value;
      readonly name: string | undefined;
    }
    const open: Visit[] = [{ value: this, name: undefined }];
    for (let visit = open.pop(); visit !== undefined; visit = open.pop()) {
      const { value, name } = visit;
      if (!wanted(value.path, value.secret)) continue;
      const { state, raw, secret } = value.#content();
      if (state !== "known") continue;
      const named = name === undefined ? {} : { name };
      if (typeof raw === "string" || typeof raw === "number") {
        yield { path: value.path, ...named, text: String(raw), secret, kind: "value" };
      } else if (Array.isArray(raw)) {
        const list: readonly unknown[] = raw;
        const items = value.items().map((item, place) => ({ value: item, name: flagOf(list[place - 1]) ?? name }));
        open.push(...items.reverse());
      } else if (isObject(raw)) {
        if (!value.#literal && Object.hasOwn(raw, signature)) {
          if (typeof raw.text === "string") {
            yield { path: value.path, ...named, text: raw.text, secret, kind: "asset" };
          }
          for (const part of ["path", "uri"]) {
            const where = raw[part];
            if (typeof where === "string") {
              yield { path: value.path, ...named, text: where, secret, kind: "value" };
            }
          }
          open.push({ value: value.#child("assets"), name });
          continue;
        }
        const label = labelOf(raw);
        const children: Visit[] = [];
        for (const [place, key] of Object.keys(raw).entries()) {
          yield { path: step(value.path, key, place), text: key, secret, kind: "key" };
          children.push({
            value: value.#child(key, place),
            name: label !== undefined && /^value$/iu.test(key) ? label : key,
          });
        }
        open.push(...children.reverse());
      }
    }
  }

  /** What assets and archives in the value hand over: files and folders by their paths, and texts. Nothing is noted. */
  *handedOver(): Generator<HandedOver> {
    const open: Value[] = [this];
    for (let value = open.pop(); value !== undefined; value = open.pop()) {
      const { raw, secret } = value.#value;
      if (Array.isArray(raw)) open.push(...value.items());
      else if (isObject(raw) && Object.hasOwn(raw, signature)) {
        const { path } = value;
        if (typeof raw.path === "string" && raw.path !== "") yield { path, file: raw.path };
        if (typeof raw.text === "string" && raw.text !== "") yield { path, text: raw.text, secret };
        open.push(value.#child("assets"));
      } else if (isObject(raw)) open.push(...Object.keys(raw).map((key, place) => value.#child(key, place)));
    }
  }

  /** Leaves the judgement open: it is refused, since AWS takes something else there. */
  malformed(taken: string): void {
    this.#reading.unreadable.set(this.path, `is ${this.shown}, where AWS takes ${taken}`);
  }

  /** Notes whatever in the value is of a kind that this reader has not heard of. Unknown parts are no matter of it. */
  readThrough(): void {
    const open: Value[] = [this];
    for (let value = open.pop(); value !== undefined; value = open.pop()) {
      if (value.unknown) continue;
      const { raw } = value.#content();
      if (Array.isArray(raw)) open.push(...value.items());
      else if (isObject(raw)) open.push(...Object.keys(raw).map((key, place) => value.#child(key, place)));
    }
  }

  /** For messages: a short literal as it is, anything else by kind and size; never a value that is or could be a secret. */
  get shown(): string {
    const { state, raw, secret } = this.#value;
    if (state === "unknown") return "not known yet";
    if (state === "unreadable") return "unreadable";
    if (state === "absent") return "absent";
    if (secret) return "a secret";
    if (typeof raw === "boolean") return String(raw);
    if (typeof raw === "number") return Math.abs(raw) < 1e6 ? String(raw) : "a number";
    if (typeof raw === "string") return shownText(raw);
    if (Array.isArray(raw)) return raw.length === 0 ? "an empty list" : `a list of ${raw.length}`;
    return isObject(raw) && raw[signature] === assetSignature ? "an asset" : "an object";
  }

  #untyped(): Value {
    return new Value(this.#reading, this.path, this.#raw, this.#value.secret, this.#literal);
  }

  #content(): Unwrapped {
    if (this.#value.state === "unknown") this.#reading.unknown.add(this.path === "" ? "the whole value" : this.path);
    if (this.#value.state === "unreadable") this.#reading.unreadable.set(this.path, "is a value of an unheard-of kind");
    return this.#value;
  }
}

/** Whether a value is not known yet, and that it was asked for. */
export function isOpen(value: Value): boolean {
  return value.unknown && !value.known;
}

/** Leaves a judgement open until `up` for those that are not known yet. */
export function leaveOpen(...values: readonly (Value | undefined)[]): void {
  for (const value of values) if (value !== undefined) isOpen(value);
}

/** The elements of a list, or the list itself where it is not known yet: it may hold anything. Nothing is noted then. */
export function itemsOf<T>(value: Value<T>): readonly Value[] {
  return value.unknown ? [value] : value.items();
}

/** What lies at the end of a way: a list on it stands for each of its elements. Nothing is noted on it. */
export function along(value: Value, [first, ...rest]: readonly string[]): readonly Value[] {
  return first === undefined ? [value] : itemsOf(value.below([first])).flatMap((one) => along(one, rest));
}

/** In a list of arguments, `"--api-secret"` names what comes next. */
function flagOf(raw: unknown): string | undefined {
  return typeof raw === "string" ? /^--?([a-z][\w-]{0,99})$/iu.exec(raw)?.[1] : undefined;
}

/** `{ name: "X", value: … }`, as containers and functions write their environment. */
function labelOf(raw: Raw): string | undefined {
  for (const key of ["name", "Name", "key", "Key"]) {
    const label = raw[key];
    if (typeof label === "string" && !unknowns.has(label)) return label;
  }
  return undefined;
}
