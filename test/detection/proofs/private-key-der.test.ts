import { createPublicKey, generateKeyPairSync } from "node:crypto";
import { isPrivateKeyDer } from "../../../policies/detection/proofs/private-key-der";
import { rsaKey } from "../generate/rsa";

const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
const rsa = rsaKey(1024);

test.each([
  ["PKCS8", privateKey.export({ format: "der", type: "pkcs8" })],
  ["SEC1", privateKey.export({ format: "der", type: "sec1" })],
  ["PKCS1", rsa.export({ format: "der", type: "pkcs1" })],
])("a private key in %s is one", (_, der) => {
  expect(isPrivateKeyDer(der)).toBe(true);
  expect(isPrivateKeyDer(der.subarray(0, der.length - 8))).toBe(false);
});

test.each([
  ["a public key", publicKey.export({ format: "der", type: "spki" })],
  ["an RSA public key", createPublicKey(rsa).export({ format: "der", type: "pkcs1" })],
  ["a sequence of nothing", Buffer.from("3000", "hex")],
  ["no bytes", Buffer.alloc(0)],
  ["zeros", Buffer.alloc(121)],
])("%s is none", (_, der) => {
  expect(isPrivateKeyDer(der)).toBe(false);
});
