import { isNoSecret, promisesCredential } from "../../policies/promises-secret";
import type { Configuration } from "./configuration";
import { isMap } from "./project";

/** Plain texts in a stack's configuration whose name says that they are secrets, the longest first. */
export function secretTexts({ values }: Configuration): readonly string[] {
  const found = new Set<string>();
  const take = (name: string, value: unknown): void => {
    if (Array.isArray(value)) for (const each of value) take(name, each);
    else if (isMap(value)) for (const [key, each] of Object.entries(value)) take(key, each);
    else if (typeof value === "string" || typeof value === "number") {
      const text = String(value);
      if (!/^(?:true|false)?$/u.test(text) && promisesCredential(name) && !isNoSecret(text, name)) found.add(text);
    }
  };
  for (const [key, text] of values) {
    const name = key.slice(key.indexOf(":") + 1);
    take(name, text);
    take(name, structureOf(text));
  }
  return [...found].sort((one, other) => other.length - one.length);
}

/** A list or map of the configuration travels as JSON text. */
function structureOf(text: string): unknown {
  if (!/^\s*[[{]/u.test(text)) return undefined;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
