import type { Detector } from "../detector";
import { isPlaceholder } from "../placeholder";

const longestObject = 400;
const signs = /type["'\\]{0,8}\s{0,8}:\s{0,8}["'\\]{0,8}\w{0,40}SigningKey/u;

/** How many bytes a byte string of CBOR says that it holds, and where they begin; in hex digits. */
function headOf(hex: string): readonly [size: number, from: number] {
  const digits = hex.startsWith("58") ? 2 : 4;
  return [2 * Number.parseInt(hex.slice(2, 2 + digits), 16), 2 + digits];
}

/**
 * A signing key as cardano-cli keeps it in a `.skey` file: a byte string of CBOR in hex, whose length fits, in an object whose type says
 * that it signs. A `.vkey` file, whose type says that it verifies, looks the same otherwise and is public.
 */
export const cardanoSigningKey: Detector = {
  id: "cardano-signing-key",
  title: "a Cardano signing key",
  severity: "high",
  reference: "https://github.com/IntersectMBO/cardano-cli",
  proposal: {
    by: "literal",
    literals: ["cborhex"],
    shape: /cborhex["'\\]{0,8}\s{0,8}[:=]\s{0,8}["'\\]{0,8}5[89][\da-f]{66,2600}(?![\da-f])/iy,
  },
  judge({ value, text, start, end }) {
    const hex = value.split(/[^\da-f]/i).at(-1) ?? "";
    const [size, from] = headOf(hex);
    if (hex.length !== from + size) return undefined;
    const before = text.slice(Math.max(0, start - longestObject), start);
    const after = text.slice(end, end + longestObject);
    const object = `${before.slice(before.lastIndexOf("{") + 1)}${after.slice(0, after.search(/\}|$/u))}`;
    if (!signs.test(object)) return undefined;
    const range = [value.length - hex.length, value.length] as const;
    return { confidence: "shaped", ...(isPlaceholder(hex) ? { severity: "low" } : {}), range };
  },
};
