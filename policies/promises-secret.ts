import { readName } from "./detection/names";
import { remembered } from "./remembered";

const roles: ReadonlySet<string> = new Set(["secret", "password", "phrase"]);
const judge = remembered((name) => roles.has(readName(name).role));

/** Whether a name says that its value is a secret, or a key: for places where no public half is handed on. */
export function promisesCredential(name: string): boolean {
  const { role } = readName(name);
  return role === "key" || roles.has(role);
}

/** Whether a name says that its value is a secret. Names of keys do not: most of those are public, or are names themselves. */
export function promisesSecret(name: string): boolean {
  return judge(name, "");
}
