import { generateKeyPairSync, randomBytes } from "node:crypto";
import { UserError } from "../user-error";

/** The shape of a stand-in for a secret: `json` may name its fields. */
export type CanaryShape =
  { readonly kind: "text" | "pem" | "hex" | "number" } | { readonly kind: "json"; readonly fields: readonly string[] };

const kinds = ["text", "json", "pem", "hex", "number"] as const;
const usualFields = ["key", "secret", "passphrase", "apiKey", "apiSecret"];

/** Reads `KEY=SHAPE` flags. The key may leave out the project's name. Throws UserError. */
export function parseCanaries(flags: readonly string[], project: string): Map<string, CanaryShape> {
  const shapes = new Map<string, CanaryShape>();
  for (const flag of flags) {
    const [, key, kind, fields] = /^([^=]+)=([a-z]+)(?::(.+))?$/u.exec(flag) ?? [];
    const known = kinds.find((each) => each === kind);
    if (key === undefined || known === undefined || (fields !== undefined && known !== "json")) {
      throw new UserError(
        `--canary takes KEY=SHAPE, where SHAPE is text, json, json:FIELD,FIELD…, pem, hex or number; found ${JSON.stringify(flag.slice(0, 80))}.`,
      );
    }
    const shape: CanaryShape =
      known === "json" ? { kind: known, fields: fields?.split(",") ?? usualFields } : { kind: known };
    shapes.set(key.includes(":") ? key : `${project}:${key}`, shape);
  }
  return shapes;
}

/** A fresh random stand-in. It opens nothing anywhere, so that it may turn up anywhere without harm. */
export function canary(shape: CanaryShape = { kind: "text" }): string {
  switch (shape.kind) {
    case "text":
      // Letters and digits only, and no length that an exchange's key has: a detector must not take it for one.
      return `canary${randomBytes(33).toString("base64url").replace(/[-_]/gu, "x")}`;
    case "hex":
      return randomBytes(32).toString("hex");
    case "number":
      return String(10 ** 14 + (randomBytes(6).readUIntBE(0, 6) % (8 * 10 ** 14)));
    case "json":
      return JSON.stringify(Object.fromEntries(shape.fields.map((field) => [field, canary()])));
    case "pem":
      return String(generateKeyPairSync("ed25519").privateKey.export({ type: "pkcs8", format: "pem" }));
  }
}
