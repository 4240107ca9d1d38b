import { createHmac } from "node:crypto";

/**
 * A fingerprint of a value that stands in a baseline file for anybody to read, so it exists only where guessing is hopeless: for a value
 * that stands unwrapped and that a machine made (32 characters or more of an encoding's alphabet, with over 100 bits of entropy).
 * A password, a phrase or a wrapped text gets none: its entry is bound to the place alone. Keyed by the baseline's own random salt.
 */
export function fingerprint(value: string, salt: string, detector: string): { fingerprint?: string } {
  if (salt === "" || !machineMade(value)) return {};
  const digest = createHmac("sha256", Buffer.from(salt, "hex")).update(`${detector} ${value}`).digest("hex");
  return { fingerprint: digest.slice(0, 24) };
}

const leastLength = 32;
const leastBits = 100;

function machineMade(value: string): boolean {
  if (value.length < leastLength || !/^[\w+/=-]+$/u.test(value) || (value.match(/\d/gu)?.length ?? 0) < 3) return false;
  const counts = new Map<string, number>();
  for (const character of value) counts.set(character, (counts.get(character) ?? 0) + 1);
  let bits = 0;
  for (const count of counts.values()) bits -= count * Math.log2(count / value.length);
  return bits >= leastBits;
}
