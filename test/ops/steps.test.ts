import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { Journal } from "../../ops/journal/journal";
import { plan, planned } from "../../ops/steps/plan";
import { runSteps } from "../../ops/steps/run-steps";
import { LeftToAPerson, type Step, StepFailure } from "../../ops/steps/step";

const folder = mkdtempSync(join(tmpdir(), "bulkhead-steps-"));
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

let number = 0;
const journalOf = (stack = `stack-${number++}`): Journal => Journal.open({ folder, stack, command: "contain" }, {});

const step = (id: string, changes: Partial<Step> = {}): Step => ({
  id,
  title: `Do ${id}`,
  from: "here",
  undo: "nothing to undo",
  run: () => Promise.resolve({}),
  ...changes,
});

const kindsOf = async (steps: readonly Step[], journal = journalOf()): Promise<Record<string, string>> => {
  const outcomes = await runSteps(steps, journal);
  journal.close();
  return Object.fromEntries([...outcomes].map(([{ id }, { kind }]) => [id, kind]));
};

describe("steps", () => {
  it("run side by side unless one follows another", async () => {
    const order: string[] = [];
    const slow =
      (id: string): Step["run"] =>
      async () => {
        order.push(`${id} begins`);
        await pause(20);
        order.push(`${id} ends`);
        return {};
      };
    await kindsOf([
      step("a", { run: slow("a") }),
      step("b", { run: slow("b") }),
      step("c", { run: slow("c"), after: ["a", "b"] }),
    ]);
    expect(order.slice(0, 2)).toEqual(["a begins", "b begins"]);
    expect(order.slice(4)).toEqual(["c begins", "c ends"]);
  });

  it("go on where one fails; only what needs it is not tried", async () => {
    const failing = step("cancel", { run: () => Promise.reject(new StepFailure("the exchange does not answer")) });
    const kinds = await kindsOf([
      failing,
      step("disable-key", { after: ["cancel"] }),
      step("prove", { needs: ["cancel"] }),
      step("report", { after: ["prove"] }),
    ]);
    expect(kinds).toEqual({ cancel: "failed", "disable-key": "done", prove: "skipped", report: "done" });
  });

  it("that a person has to do are no failure, and what needs them is not tried", async () => {
    const left = step("revoke", {
      run: () => Promise.reject(new LeftToAPerson("Delete the key", "https://example.com", "bulkhead audit")),
    });
    expect(await kindsOf([left, step("prove", { needs: ["revoke"] })])).toEqual({
      revoke: "left to a person",
      prove: "skipped",
    });
  });

  it("that do not end in time have failed, and say that they may have happened", async () => {
    const journal = journalOf();
    const [outcome] = (await runSteps([step("slow", { run: () => pause(5000, {}), patience: 30 })], journal)).values();
    journal.close();
    expect(outcome).toMatchObject({ kind: "failed", why: "no end after 0 s; it may still have happened" });
  });

  it("that fail with an error of somebody else tell its name alone", async () => {
    const journal = journalOf();
    const error = Object.assign(new Error("what was sent"), { name: "ThrottlingException" });
    const [outcome] = (await runSteps([step("a", { run: () => Promise.reject(error) })], journal)).values();
    journal.close();
    expect(outcome).toMatchObject({ kind: "failed", why: "unexpected ThrottlingException" });
  });

  it("that a run before has done are not done again, unless they ask for it; their facts are there", async () => {
    const stack = `stack-${number++}`;
    const first = journalOf(stack);
    await runSteps([step("a", { run: () => Promise.resolve({ version: "v1" }) }), step("b")], first);
    first.append("step-begun", {}, "c");
    first.close();
    const told: unknown[] = [];
    const second = journalOf(stack);
    const outcomes = await runSteps(
      [
        step("a", { run: () => Promise.reject(new Error("again")) }),
        step("b", { run: () => Promise.resolve({ again: true }), again: true }),
        step("c", {
          needs: ["a"],
          run: ({ facts, mayHaveHappened }) => {
            told.push(facts("a")?.version, mayHaveHappened);
            return Promise.resolve({});
          },
        }),
      ],
      second,
    );
    second.close();
    expect([...outcomes.values()]).toMatchObject([
      { kind: "done", earlier: true, facts: { version: "v1" } },
      { kind: "done", earlier: false, facts: { again: true } },
      { kind: "done" },
    ]);
    expect(told).toEqual(["v1", true]);
  });

  it("stand in the journal before they act", async () => {
    const journal = journalOf();
    let seen: unknown;
    await runSteps(
      [
        step("a", {
          run: () => {
            seen = journal.entries.at(-1);
            return Promise.resolve({});
          },
        }),
      ],
      journal,
    );
    journal.close();
    expect(seen).toMatchObject({ kind: "step-begun", step: "a" });
  });
});

describe("a plan", () => {
  const steps = [
    step("cancel", { title: "Cancel all orders", from: "203.0.113.7, the bot's host", undo: "can't be undone" }),
    step("disable-key", { title: "Disable the custody key", undo: "bulkhead release", after: ["cancel"] }),
  ];

  it("says of each step what it does, from where, and how it is undone", () => {
    expect(plan(steps)).toBe(
      [
        "  1. Cancel all orders        from 203.0.113.7, the bot's host  can't be undone",
        "  2. Disable the custody key  from here                         bulkhead release",
        "",
      ].join("\n"),
    );
  });

  it("is the same as JSON, with the order", () => {
    expect(planned(steps)).toMatchObject([
      { id: "cancel", after: [] },
      { id: "disable-key", after: ["cancel"] },
    ]);
  });
});
