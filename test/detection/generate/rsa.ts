import { generateKeyPairSync, type KeyObject } from "node:crypto";

const made = new Map<number, KeyObject>();

/** An RSA key. No seed decides it, since none can be made from one: it is made once per process. */
export function rsaKey(modulusLength: number): KeyObject {
  const key = made.get(modulusLength) ?? generateKeyPairSync("rsa", { modulusLength }).privateKey;
  made.set(modulusLength, key);
  return key;
}
