import { nearest } from "./nearest";
import { harmless, shown } from "./shown";
import type { OtherStack, StackFile } from "./stack-file";

/** Where configuration values come from. */
export interface ConfigSource extends Partial<StackFile> {
  /** The stack's short name. */
  readonly stack: string;
  /** The file of another stack of the project, where there is one. */
  readonly neighbour?: (stack: string) => Pick<StackFile, "file" | "text"> | undefined;
  /** Other stacks of the project whose files may be a bot's. */
  readonly others?: (bot: string) => readonly OtherStack[];
}

/** Raw configuration on its way to a typed object. It collects what is wrong, so that all of it is said at once. */
export class ConfigReading {
  readonly stack: string;
  readonly #raw: Readonly<Record<string, string>>;
  readonly #source: ConfigSource;
  readonly #errors: { readonly line: number; readonly text: string }[] = [];

  /** @param raw Full keys such as `bulkhead:network`; lists are JSON, as Pulumi hands them on. */
  constructor(raw: Readonly<Record<string, string>>, source: ConfigSource) {
    this.#raw = raw;
    this.#source = source;
    this.stack = source.stack;
  }

  /** In the order of the stack file; what stands in no line comes last. */
  get errors(): readonly string[] {
    const inOrder = [...this.#errors].sort((a, b) => (a.line === b.line ? 0 : a.line - b.line));
    return inOrder.map(({ text }) => text);
  }

  /** The value of a key. An empty text, which is how Pulumi.yaml declares an optional key, stands for none. */
  given(key: string): string | undefined {
    const text = Object.hasOwn(this.#raw, key) ? this.#raw[key] : undefined;
    return text === "" ? undefined : text;
  }

  /** The file of another stack of the project, where there is one. */
  neighbour(stack: string): Pick<StackFile, "file" | "text"> | undefined {
    return this.#source.neighbour?.(stack);
  }

  /** Other stacks of the project whose files may be a bot's. */
  others(bot: string): readonly OtherStack[] {
    return this.#source.others?.(bot) ?? [];
  }

  /** An error in free wording that follows the key's name. It must not hold a value that was not `shown`. */
  report(key: string, text: string, item?: number): void {
    const { file } = this.#source;
    const line = this.#source.line?.(key, item) ?? this.#source.line?.(key);
    const place = file === undefined ? "" : `${file}${line === undefined ? "" : `:${line}`}: `;
    this.#errors.push({
      line: line ?? Infinity,
      text: `${place}${key}${item === undefined ? "" : `[${item}]`} ${text}`,
    });
  }

  /** An error about a value: what was found, what is allowed, and in `remedy` what to do. */
  wrong(key: string, text: string, expected: string, remedy: string, item?: number): void {
    const secret = this.#source.secretKeys?.has(key) === true;
    this.report(
      key,
      `is ${secret ? "a secret value (not shown)" : shown(text)}, expected ${expected}. ${remedy}`,
      item,
    );
  }

  missing(key: string, expected: string, example: string): void {
    this.report(
      key,
      `is missing, expected ${expected}. Run: pulumi config set ${key} ${example} --stack ${this.stack}`,
    );
  }

  /** The value of a key if it has the shape. */
  matching(key: string, shape: RegExp, expected: string, remedy: string): string | undefined {
    const text = this.given(key);
    if (text === undefined || shape.test(text)) return text;
    this.wrong(key, text, expected, remedy);
    return undefined;
  }

  /** A list of texts; empty where the key is not set. */
  list(key: string): readonly string[] | undefined {
    const text = this.given(key);
    if (text === undefined) return [];
    const items = parsed(text);
    if (!Array.isArray(items)) {
      this.wrong(key, text, "a list", "Write one item a line, each after a hyphen.");
      return undefined;
    }
    const texts: string[] = [];
    items.forEach((item: unknown, index) => {
      if (typeof item === "string") texts.push(item);
      else this.report(key, "is not a text, expected a text. Write the item in quotes.", index);
    });
    return texts.length === items.length ? texts : undefined;
  }

  /**
   * Reports every key of a namespace that is not one of `known`: a slip in a name would silently leave a default in force.
   * Of those that are known, it reports the ones that the stack file sets though nothing reads them `where`: others than
   * `read` come from the project's defaults alone.
   */
  only(namespace: string, known: readonly string[], read: readonly string[] = known, where = "here"): void {
    for (const key of Object.keys(this.#raw)) {
      if (!key.startsWith(`${namespace}:`)) continue;
      const name = key.slice(namespace.length + 1);
      if (known.includes(name)) {
        if (!read.includes(name) && this.#source.line?.(key) !== undefined) {
          this.report(key, `is not read ${where}, expected one of ${read.join(", ")}. Remove it.`);
        }
        continue;
      }
      const near = nearest(name, read);
      const remedy = near === undefined ? "Remove it." : `Did you mean ${namespace}:${near}?`;
      const shownKey = harmless(name) ? key : `${namespace}:… (a name of ${name.length} characters)`;
      this.report(shownKey, `is not known, expected one of ${read.join(", ")}. ${remedy}`);
    }
  }
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}
