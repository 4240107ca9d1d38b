import { mkdirSync, mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { filesAt } from "../../policies/files/files-at";

describe("of a path", () => {
  let place = "";
  beforeEach(() => {
    place = mkdtempSync(join(tmpdir(), "bulkhead-files-"));
  });
  afterEach(() => {
    rmSync(place, { recursive: true, force: true });
  });
  const read = (path = ""): readonly (readonly string[])[] =>
    Array.from(filesAt(join(place, path)), ({ name, bytes, missing }) => [name, missing ?? String(bytes)]);
  const large = (name: string, size: number): void => {
    writeFileSync(join(place, name), "");
    truncateSync(join(place, name), size);
  };

  test("all files are read, in order, and a file by itself", () => {
    for (const folder of ["b", "b/deep"]) mkdirSync(join(place, folder));
    for (const file of ["c", "a", "b/2", "b/1", "b/deep/x"]) writeFileSync(join(place, file), `in ${file}`);
    expect(read()).toEqual(["a", "b/1", "b/2", "b/deep/x", "c"].map((name) => [name, `in ${name}`]));
    expect(read("b/1")).toEqual([["", "in b/1"]]);
  });

  test("what packages and Git put there is left out", () => {
    for (const folder of ["node_modules", "site-packages", ".git", "packages"]) {
      mkdirSync(join(place, folder));
      writeFileSync(join(place, folder, "a"), "");
    }
    expect(read()).toEqual([["packages/a", ""]]);
  });

  test("what stands there twice is read once", () => {
    writeFileSync(join(place, "a"), "x");
    symlinkSync(join(place, "a"), join(place, "b"));
    symlinkSync(place, join(place, "c"));
    expect(read()).toEqual([["a", "x"]]);
  });

  test("it is said what can't be read", () => {
    symlinkSync("/dev/null", join(place, "a"));
    symlinkSync(join(place, "nowhere"), join(place, "b"));
    writeFileSync(join(place, "c"), "x");
    expect(read()).toEqual([
      ["a", "is neither a file nor a folder"],
      ["b", "can't be read from here"],
      ["c", "x"],
    ]);
    expect(read("nowhere")).toEqual([["", "can't be read from here"]]);
  });

  test("64 MiB are read in all, and more is said to be too much", () => {
    large("a", 64 << 20);
    expect(Array.from(filesAt(place), ({ bytes }) => bytes?.length)).toEqual([64 << 20]);
    large("b", 1);
    large("c", 0);
    expect(Array.from(filesAt(place), ({ name, missing }) => [name, missing])).toEqual([
      ["a", undefined],
      ["", "holds more than the 64 MiB that are looked at"],
    ]);
  });

  test("4000 files are read, and more is said to be too much", () => {
    for (let file = 0; file < 4000; file++) writeFileSync(join(place, `a${file}`), "");
    expect(Array.from(filesAt(place)).filter(({ missing }) => missing === undefined)).toHaveLength(4000);
    writeFileSync(join(place, "b"), "");
    writeFileSync(join(place, "c"), "");
    expect(Array.from(filesAt(place), ({ missing }) => missing).slice(3999)).toEqual([
      undefined,
      "holds more than the 4000 files that are looked at",
    ]);
  });
});
