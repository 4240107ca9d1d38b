import { appendFileSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import type { Entry } from "../../ops/journal/entry";
import { Journal } from "../../ops/journal/journal";
import { readJournal } from "../../ops/journal/read-journal";
import { forget, hold } from "../../ops/secret/held";
import { UserError } from "../../ops/user-error";

const folder = mkdtempSync(join(tmpdir(), "bulkhead-journal-"));
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

let number = 0;
const place = (): { folder: string; stack: string; command: string } => ({
  folder,
  stack: `stack-${number++}`,
  command: "rotate",
});

describe("a journal", () => {
  it("reads as it was written, each entry chained to the one before", () => {
    const journal = Journal.open(place(), { bot: "grid" });
    journal.append("step-begun", {}, "store");
    journal.append("step-done", { version: "v1", count: 2 }, "store");
    journal.end({ outcome: "done" });
    const entries = readJournal(journal.file);
    expect(entries.map(({ kind, step }) => [kind, step])).toEqual([
      ["run-begun", undefined],
      ["step-begun", "store"],
      ["step-done", "store"],
      ["run-ended", undefined],
    ]);
    expect(entries.map(({ previous }) => previous).slice(1)).toEqual(entries.map(({ hash }) => hash).slice(0, -1));
    expect(new Set(entries.map(({ run }) => run))).toEqual(new Set([journal.run]));
  });

  it("is on disk before append returns", () => {
    const journal = Journal.open(place(), {});
    journal.append("step-begun", {}, "cancel");
    expect(readFileSync(journal.file, "utf8").split("\n").at(-2)).toContain('"step-begun"');
    journal.close();
  });

  it("is taken up where its run did not end, with what it did", () => {
    const at = place();
    const first = Journal.open(at, {});
    first.append("step-begun", {}, "a");
    first.append("step-done", { version: "v1" }, "a");
    first.append("step-begun", {}, "b");
    first.close();
    const second = Journal.open(at, {});
    expect(second.run).toBe(first.run);
    expect(second.isResumed).toBe(true);
    expect(second.done("a")).toEqual({ version: "v1" });
    expect([second.done("b"), second.begun("b"), second.begun("c")]).toEqual([undefined, true, false]);
    second.end({});
    expect(readJournal(second.file)).toHaveLength(6);
  });

  it("is a new one after a run that ended, and where the unfinished one is given up", () => {
    const at = place();
    const first = Journal.open(at, {});
    first.end({});
    const second = Journal.open(at, {});
    expect(second.run).not.toBe(first.run);
    second.close();
    const third = Journal.open(at, {}, { fresh: true });
    expect([first.run, second.run]).not.toContain(third.run);
    expect(readJournal(second.file).at(-1)).toMatchObject({ kind: "run-ended", facts: { outcome: "given up" } });
    third.close();
  });

  it("does not take up the run of a command whose name begins alike", () => {
    const at = place();
    Journal.open({ ...at, command: "contain-all" }, {}).close();
    const other = Journal.open({ ...at, command: "contain" }, {});
    expect(other.isResumed).toBe(false);
    other.close();
  });

  it("tells of a line that a crash tore, and goes on behind it", () => {
    const at = place();
    const first = Journal.open(at, {});
    first.close();
    appendFileSync(first.file, '{"sequence":2,"at":"2026');
    const second = Journal.open(at, {});
    second.append("note", { text: "goes on" });
    second.close();
    expect(readJournal(second.file).map(({ kind }) => kind)).toEqual(["run-begun", "torn-line", "run-resumed", "note"]);
  });

  it("is refused to a second process while the first lives, and let go when that is gone", () => {
    const at = place();
    const lock = join(folder, at.stack, "rotate.lock");
    Journal.open(at, {}).close();
    writeFileSync(lock, "1 rotate");
    expect(() => Journal.open(at, {})).toThrow("is at this stack already, as process 1");
    writeFileSync(lock, "4194305 rotate");
    Journal.open(at, {}).close();
    expect(readdirSync(join(folder, at.stack))).not.toContain("rotate.lock");
  });

  it("holds the locks of commands that must not run beside it, and none where one of them is at it", () => {
    const at = place();
    const held = (): readonly string[] => readdirSync(join(folder, at.stack)).filter((name) => name.endsWith(".lock"));
    const journal = Journal.open(at, {}, { excludes: ["contain"] });
    expect(held()).toEqual(["contain.lock", "rotate.lock"]);
    journal.close();
    expect(held()).toEqual([]);
    writeFileSync(join(folder, at.stack, "contain.lock"), "1 contain");
    expect(() => Journal.open(at, {}, { excludes: ["contain"] })).toThrow("bulkhead contain is at this stack already");
    expect(held()).toEqual(["contain.lock"]);
  });

  it("begins beside one that was changed only where nothing may hold it up", () => {
    const at = place();
    const first = Journal.open(at, {});
    first.append("note", { text: "as it was" });
    first.close();
    const changed = readFileSync(first.file, "utf8").replace("as it was", "as it is");
    writeFileSync(first.file, changed);
    expect(() => Journal.open(at, {})).toThrow("has another content than its hash says");
    const second = Journal.open(at, {}, { passesOver: true });
    expect(second.file).not.toBe(first.file);
    second.close();
    expect(readFileSync(first.file, "utf8")).toBe(changed);
  });

  it("counts what an ended run has done as done, where it goes on from that", () => {
    const at = place();
    const first = Journal.open(at, {});
    first.append("step-done", { count: 1 }, "one");
    first.append("step-done", { count: 1 }, "two");
    first.end({ outcome: "done" });
    const second = Journal.open(at, {}, { earlier: Journal.newest(at) });
    second.append("step-done", { count: 2 }, "two");
    expect([second.done("one"), second.done("two"), second.done("three")]).toEqual([
      { count: 1 },
      { count: 2 },
      undefined,
    ]);
    expect(second.begun("one")).toBe(false);
    second.close();
    expect(Journal.newest(at)[0]?.facts).toMatchObject({ after: first.run });
    const anew = Journal.open(at, {}, { earlier: readJournal(first.file), fresh: true });
    expect(anew.done("one")).toBeUndefined();
    anew.close();
  });

  it("refuses an entry with eight characters of a value that is held, and writes nothing of it", () => {
    const journal = Journal.open(place(), {});
    hold("correct horse battery staple");
    expect(() => journal.append("note", { text: "a horse" })).not.toThrow();
    expect(() => journal.append("note", { text: "say: a horse battery" })).toThrow("was not written");
    forget();
    expect(readFileSync(journal.file, "utf8")).not.toContain("battery");
    journal.close();
  });
});

describe("a journal that was changed", () => {
  const written = (): { file: string; lines: string[] } => {
    const journal = Journal.open(place(), {});
    for (const step of ["a", "b", "c"]) journal.append("step-done", { step }, step);
    journal.end({});
    return { file: journal.file, lines: readFileSync(journal.file, "utf8").trimEnd().split("\n") };
  };

  it.each<[string, (lines: string[]) => string[], string]>([
    [
      "in a fact",
      (lines) => lines.map((line) => line.replace('"step":"b"}', '"step":"x"}')),
      ":3: has another content",
    ],
    ["by a missing line", (lines) => lines.filter((_, index) => index !== 2), ":3: has number 4, expected 3"],
    [
      "by a line that is none",
      (lines) => lines.map((line, index) => (index === 1 ? "{}" : line)),
      ":3: the line before",
    ],
    ["at its last line", (lines) => [...lines.slice(0, -1), "{}"], ":5: can't be read"],
    ["in its order", ([a, b, c, ...rest]) => [a ?? "", c ?? "", b ?? "", ...rest], ":2: has number 3"],
  ])("%s is refused with its line", (_, change, message) => {
    const { file, lines } = written();
    writeFileSync(file, `${change(lines).join("\n")}\n`);
    expect(() => readJournal(file)).toThrow(UserError);
    expect(() => readJournal(file)).toThrow(message);
  });

  it("is refused with its hash made anew, since the next entry names the old one", () => {
    const { file, lines } = written();
    const entry = JSON.parse(lines[2] ?? "") as Entry;
    const other = Journal.open(place(), {});
    const forged = other.append("step-done", { step: "x" }, "b");
    other.close();
    writeFileSync(
      file,
      `${lines.map((line, index) => (index === 2 ? JSON.stringify({ ...forged, sequence: entry.sequence }) : line)).join("\n")}\n`,
    );
    expect(() => readJournal(file)).toThrow(":3: does not name the hash of the entry before");
  });

  it("is never read as whole, whichever character changes", () => {
    const { file, lines } = written();
    const text = `${lines.join("\n")}\n`;
    fc.assert(
      fc.property(fc.nat(text.length - 2), fc.constantFrom("0", "x", " ", '"', "}"), (at, letter) => {
        fc.pre(text[at] !== letter);
        writeFileSync(file, text.slice(0, at) + letter + text.slice(at + 1));
        let entries: readonly Entry[] = [];
        try {
          entries = readJournal(file);
        } catch (error) {
          expect(error).toBeInstanceOf(UserError);
          return;
        }
        // Blanks outside of texts change nothing that an entry says.
        expect(entries.map((entry) => JSON.stringify(entry))).toEqual(lines);
      }),
      { seed: 1, numRuns: 300 },
    );
  });
});
