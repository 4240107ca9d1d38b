import type { Stack } from "./marks";

/** One secret of the stack's configuration: a value marked `secure:`, or a string inside one that is JSON. */
export interface ConfigSecret {
  /** Such as `bot:binance` or `bot:binance.apiSecret`. */
  readonly key: string;
  /** Must not be printed. */
  readonly text: string;
}

const known = new WeakMap<Stack, readonly ConfigSecret[]>();

/** All secrets of the stack's configuration, those inside JSON values too. */
export function configSecrets(stack: Stack): readonly ConfigSecret[] {
  let secrets = known.get(stack);
  if (secrets === undefined) {
    secrets = [...stack.secretKeys].flatMap((key) => {
      const value = stack.config.get(key);
      return value === undefined ? [] : [{ key, text: value }, ...leaves(key, value)];
    });
    known.set(stack, secrets);
  }
  return secrets;
}

function leaves(key: string, value: string): readonly ConfigSecret[] {
  if (!/^\s*[[{]/u.test(value)) return [];
  let parsed: unknown;
  try {
    parsed = JSON.parse(value);
  } catch {
    return [];
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
