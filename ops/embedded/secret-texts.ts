import { isNoSecret, promisesCredential } from "../../policies/promises-secret";
import { structure, type Configuration } from "./configuration";
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
    const inner = structure(text);
    if (Array.isArray(inner) || isMap(inner)) take(name, inner);
  }
  return [...found].sort((one, other) => other.length - one.length);
}
