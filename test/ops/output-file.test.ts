import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { refuseUnwritable, writeOutput } from "../../ops/output-file";

const folder = mkdtempSync(join(tmpdir(), "bulkhead-output-"));
const at = (name: string): string => join(folder, name);
mkdirSync(at("folder"));
writeFileSync(at("file"), "old");
symlinkSync(at("nowhere/to"), at("link"));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

test.each([
  ["a folder", "folder", "EISDIR"],
  ["a file in no folder", "no/such", "ENOENT"],
  ["a file below a file", "file/report", "ENOTDIR"],
])("%s is refused before any work, and when it is written", (_, name, code) => {
  const message = `${at(name)} can't be written: ${code}.`;
  expect(() => {
    refuseUnwritable(undefined, at("new"), at(name));
  }).toThrow(message);
  expect(() => {
    writeOutput(at(name), "text");
  }).toThrow(message);
});

test("a file that stands is written anew, one that doesn't is made, and nothing is made before", () => {
  refuseUnwritable(at("file"), at("new"), "/dev/null");
  expect(readFileSync(at("file"), "utf8")).toBe("old");
  expect(() => readFileSync(at("new"))).toThrow("ENOENT");
  for (const name of ["file", "new"]) {
    writeOutput(at(name), "text");
    expect(readFileSync(at(name), "utf8")).toBe("text");
  }
});

test("a device that takes nothing and a link to nowhere are told", () => {
  symlinkSync("/dev/full", at("full"));
  expect(() => {
    writeOutput(at("full"), "text");
  }).toThrow(`${at("full")} can't be written: ENOSPC.`);
  expect(() => {
    writeOutput(at("link"), "text");
  }).toThrow("ENOENT");
});
