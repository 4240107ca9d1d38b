import { mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { makeFolder } from "../../ops/make-folder";

describe("a folder", () => {
  const folder = mkdtempSync(join(tmpdir(), "bulkhead-folder-"));
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  it("is made with those above it, for its owner alone, and may be there already", () => {
    const deep = join(folder, "a", "b");
    makeFolder(deep);
    makeFolder(deep);
    expect([deep, join(folder, "a")].map((each) => statSync(each).mode & 0o777)).toEqual([0o700, 0o700]);
  });

  it("is refused where a file stands in its way", () => {
    writeFileSync(join(folder, "file"), "");
    expect(() => {
      makeFolder(join(folder, "file", "below"));
    }).toThrow(/ENOTDIR|EEXIST/u);
  });

  it("is refused, and not tried for ever, where none can be made", () => {
    expect(() => {
      makeFolder("/proc/nowhere/below");
    }).toThrow("ENOENT");
  });
});
