import { createHash } from "node:crypto";
import { gzipSync } from "node:zlib";
import { tar } from "../detection/generate/tar";
import { walletKeyIn } from "../../policies/wallet-key";

const digits = createHash("sha256").update("a wallet of nobody's").digest("hex");
const key = `0x${digits}`;
const base64 = (text: string | Buffer) => Buffer.from(text).toString("base64");

test.each([
  ["it alone", key],
  ["it in capitals", key.toUpperCase().replace("0X", "0x")],
  ["it behind a sign", `_${key}`],
  ["it between others", `a,${key};b`],
  ["it under a name that says nothing", `export DATA="${key}"`],
  ["it after one that is said to be a hash", `txHash=${key} other=${key}`],
  ["one with fifteen zeros first", `0x${"0".repeat(15)}${digits.slice(15)}`],
  ["one of six digits", `0x${"12345a".repeat(11).slice(0, 64)}`],
  ["one far behind a name", `hash${" ".repeat(90)}${key}`],
  ["one behind a name and seven signs", `hash =====>${key}`],
])("a text may hold the key of a wallet: %s", (_, text) => {
  expect(walletKeyIn(text, undefined)).toBe("");
});

test.each([
  ["63 digits", key.slice(0, -1)],
  ["65 digits", `${key}0`],
  ["a letter behind", `${key}g`],
  ["a letter before", `a${key}`],
  ["no 0x", digits],
  ["a constant of a program, in an archive", base64(tar([["client.py", `order = "${key}"`]]))],
  ["a hash by the word before", `txHash: ${key}`],
  ["a hash in a path", `https://explorer.example.com/tx/${key}`],
  ["a hash in JSON", JSON.stringify({ feedId: key })],
  ["a hash behind six signs", `hash ====>${key}`],
  ["an address that is padded", `0x${"0".repeat(16)}${digits.slice(16)}`],
  ["a pattern of five digits", `0x${"12345".repeat(13).slice(0, 64)}`],
  ["a pattern of five letters, in both sizes", `0x${"aBcDeAbCdE".repeat(7).slice(0, 64)}`],
  ["nothing", ""],
])("a text holds none: %s", (_, text) => {
  expect(walletKeyIn(text, undefined)).toBeUndefined();
});

test.each([
  [undefined, ""],
  ["note", ""],
  ["privateKey", ""],
  ["poolPrivateKey", ""],
  ["hashSecret", ""],
  ["orderSigner", ""],
  ["seedBlock", ""],
  ["txHash", undefined],
  ["POOL_ID", undefined],
  ["genesis", undefined],
  ["contract", undefined],
  ["publicKey", undefined],
  ["pubKey", undefined],
])("under the name %s it is told as %j", (name, expected) => {
  expect(walletKeyIn(key, name)).toBe(expected);
});

test("what wraps it is told", () => {
  expect(walletKeyIn(base64(key), "note")).toBe("inside base64");
  expect(walletKeyIn(base64(gzipSync(key)), "note")).toBe("inside base64 > gzip");
  expect(walletKeyIn(base64(`hash=${key}`), "note")).toBeUndefined();
});
