import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Journal } from "../../ops/journal/journal";
import { review } from "../../ops/review";
import { reviewHtml } from "../../ops/review/html";
import { endedKeys, type Review, reviewMarkdown, stepTimes } from "../../ops/review/report";
import { journalsOf, momentsOf } from "../../ops/review/timeline";

const folder = mkdtempSync(join(tmpdir(), "bulkhead-review-"));
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

let number = 0;
const contained = (revoked: Record<string, string | boolean> | undefined): Review => {
  const stack = `grid-${number++}`;
  const journal = Journal.open({ folder, stack, command: "contain" }, { reason: "a leak" });
  journal.append("step-begun", {}, "cancel-orders");
  journal.append("step-done", { cancelled: 3, left: 0, milliseconds: 1234 }, "cancel-orders");
  if (revoked === undefined) journal.append("step-left-to-a-person", { what: "Delete the key" }, "revoke-key");
  else journal.append("step-done", { ...revoked, milliseconds: 10 }, "revoke-key");
  journal.append("step-failed", { why: "no end after 60 s", milliseconds: 60_000 }, "snapshot");
  journal.close();
  const journals = journalsOf(folder, { stack, bot: stack, network: "mainnet" });
  return {
    ...{ stack, exchange: "Bybit", network: "mainnet", at: "2026-11-28T12:00:00.000Z", since: undefined },
    ...{
      moments: journals.flatMap(momentsOf),
      journals,
      audit: undefined,
      gaps: ["CloudTrail was not asked."],
      isOffline: false,
      evidence: [],
    },
  };
};

describe("a review", () => {
  it("ends the exposure window with the call that failed, and not before", () => {
    const proven = contained({ proven: "bad-key", by: "the key itself" });
    const at = proven.moments.find(({ what }) => what === "revoke-key done")?.at;
    expect(endedKeys(proven)).toEqual([{ key: undefined, at }]);
    expect(reviewMarkdown(proven)).toContain("a call with the key failed");
    for (const open of [contained({ proven: false, attestedBy: "Ann" }), contained(undefined)]) {
      expect(endedKeys(open)).toEqual([{ key: undefined, at: undefined }]);
      expect(reviewMarkdown(open)).toContain("STILL OPEN");
    }
  });

  it("ends the window of each key by itself: a later key's end is not that of the one before", () => {
    const [first, second] = ["00112233aabbccdd", "ddccbbaa33221100"];
    for (const [key, proven] of [
      [first, false],
      [second, "bad-key"],
    ] as const) {
      const journal = Journal.open({ folder, stack: "twice", command: "contain" }, {});
      journal.append("step-done", { key, canTrade: true, boundTo: [] }, "look-at-key");
      journal.append(
        "step-done",
        proven === false ? { proven, attestedBy: "Ann" } : { proven, by: "x", key },
        "revoke-key",
      );
      journal.end({ outcome: "done" });
    }
    const journals = journalsOf(folder, { stack: "twice", bot: "twice", network: "mainnet" });
    const review: Review = { ...contained(undefined), stack: "twice", journals };
    expect(endedKeys(review)).toEqual([
      { key: first, at: undefined },
      { key: second, at: expect.stringMatching(/^20/u) as string },
    ]);
    expect(reviewMarkdown(review)).toMatch(new RegExp(`\\| ${first} \\|.*STILL OPEN`, "u"));
  });

  it("names CloudTrail among its sources only where it was asked", () => {
    const review = contained(undefined);
    expect(reviewMarkdown(review)).toContain("from 1 journal and CloudTrail.");
    expect(reviewMarkdown({ ...review, isOffline: true })).toContain("from 1 journal. All times");
  });

  it("gives each step its time and what came of it", () => {
    expect(stepTimes(contained(undefined)).map(({ step, seconds, outcome }) => [step, seconds, outcome])).toEqual([
      ["cancel-orders", 1.234, "done"],
      ["revoke-key", undefined, "left to a person"],
      ["snapshot", 60, "failed"],
    ]);
  });

  it("tells of a drill as it does of a containment, and that it was one", () => {
    const journal = Journal.open({ folder, stack: "drilled", command: "drill-contain" }, { drill: true });
    journal.append("step-done", { key: "00112233aabbccdd", canTrade: true, boundTo: [] }, "look-at-key");
    journal.append("step-done", { cancelled: 1, left: 0, milliseconds: 1200 }, "cancel-orders");
    journal.close();
    const journals = journalsOf(folder, { stack: "drilled", bot: "drilled", network: "testnet" });
    const review: Review = { ...contained(undefined), stack: "drilled", journals };
    expect(stepTimes(review).map(({ step, seconds }) => [step, seconds])).toEqual([
      ["look-at-key (drill)", undefined],
      ["cancel-orders (drill)", 1.2],
    ]);
    expect(reviewMarkdown(review)).toContain("| trade | yes |");
    expect(endedKeys(review)).toEqual([]);
  });

  it("reads what a containment of all bots did to this one, and to no other", () => {
    const journal = Journal.open({ folder, stack: "all-bots", command: "contain" }, { bots: ["solo", "other"] });
    for (const bot of ["solo-mainnet", "solo-testnet", "other-mainnet"]) {
      journal.append("step-done", { key: "00112233aabbccdd", canTrade: true, boundTo: [] }, `${bot}/look-at-key`);
      journal.append("step-done", { proven: "bad-key", milliseconds: 7 }, `${bot}/revoke-key`);
    }
    journal.close();
    const journals = journalsOf(folder, { stack: "solo", bot: "solo", network: "mainnet" });
    const review: Review = { ...contained(undefined), stack: "solo", journals };
    expect(stepTimes(review).map(({ step }) => step)).toEqual(["look-at-key", "revoke-key"]);
    expect(endedKeys(review)).toEqual([{ key: "00112233aabbccdd", at: journals[0]?.entries.at(-1)?.at }]);
    expect(reviewMarkdown(review)).toContain("| bound to | nothing: it works from any address |");
    expect(() => journalsOf(folder, { stack: "none", bot: "none", network: "mainnet" })).toThrow("holds no journals");
  });

  it("leaves blank what only people know, and says what is not whole", () => {
    const text = reviewMarkdown(contained(undefined));
    for (const field of [
      "Where the key was read: ____",
      "By whom or what: ____",
      "Reviewed by: ____",
      "| action | owner | by |",
    ]) {
      expect(text).toContain(field);
    }
    expect(text).toContain("- CloudTrail was not asked.");
  });

  it("names an entry's hash as evidence", () => {
    const review = contained(undefined);
    const hash = review.journals[0]?.entries[0]?.hash.slice(0, 16) ?? "missing";
    expect(reviewMarkdown(review)).toContain(`\`${hash}\``);
  });

  it("is a page with its timeline drawn, in which no name is markup", () => {
    const review = contained(undefined);
    const page = reviewHtml({
      ...review,
      stack: "<script>alert(1)</script>",
      moments: [
        ...review.moments,
        {
          at: review.at,
          source: "trail",
          what: '<img src=x onerror="1">',
          who: "|`<b>",
          evidence: "`<i>",
          outcome: "seen",
        },
      ],
    });
    expect(page).toContain("<svg");
    expect(page.match(/<circle/gu)).toHaveLength(review.moments.length + 1);
    expect(page).not.toMatch(/<script|<img|<b>|<i>/u);
    expect(page).not.toMatch(/https?:\/\//u);
  });

  it("is written into no file that stands, and a place that takes none is told before anybody is asked", async () => {
    const project = join(folder, "project");
    mkdirSync(project);
    writeFileSync(join(project, "Pulumi.yaml"), "name: bots\nruntime: nodejs\n");
    const config = ["aws:region: eu-west-1", "bulkhead:exchange: bybit", "bulkhead:network: mainnet"];
    writeFileSync(join(project, "Pulumi.grid.yaml"), `config:\n${config.map((line) => `  ${line}\n`).join("")}`);
    Journal.open({ folder, stack: "grid", command: "contain" }, { reason: "a leak" }).close();
    const values = { program: project, stack: "grid", journal: folder, offline: true };
    const page = join(folder, "review.md");
    const print = jest.spyOn(process.stdout, "write").mockReturnValue(true);
    try {
      expect(await review({ ...values, out: page })).toBe(0);
      writeFileSync(page, `${readFileSync(page, "utf8")}How it leaked: by mail.\n`);
      await expect(review({ ...values, out: page })).rejects.toThrow(
        `${page} exists, and people may have written in it`,
      );
      expect(readFileSync(page, "utf8")).toContain("by mail");
      const nowhere = join(folder, "no/such/review.html");
      await expect(review({ ...values, html: nowhere, stack: "grid", journal: "/no/such" })).rejects.toThrow(
        `${nowhere} can't be written: ENOENT.`,
      );
    } finally {
      print.mockRestore();
    }
  });
});
