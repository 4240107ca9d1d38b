import type { Watched } from "./watched";

/** The ways to name the secret in a call: by its ARN, by its ARN without the suffix that AWS added, and by its name. */
export function theSecret({ secretArn, secretName }: Watched): readonly string[] {
  return [secretArn, secretArn.replace(/-[A-Za-z0-9]{6}$/u, ""), secretName];
}
