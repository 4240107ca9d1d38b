import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { newestContainment } from "../../ops/contain/newest-containment";
import { Journal } from "../../ops/journal/journal";

const folder = mkdtempSync(join(tmpdir(), "bulkhead-containment-"));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

const grid = { stack: "grid-testnet", bot: "grid", network: "testnet" } as const;
const steps = (bot: typeof grid): readonly (string | undefined)[] =>
  newestContainment(folder, bot).flatMap(({ kind, step }) => (kind === "step-done" ? [step] : []));

async function contained(stack: string, ...done: readonly string[]): Promise<void> {
  await pause(2);
  const journal = Journal.open({ folder, stack, command: "contain" }, { reason: null });
  for (const step of done) journal.append("step-done", {}, step);
  journal.end({ outcome: "done" });
}

test("the newest containment of a bot is that of its stack alone or that of all, with its own steps", async () => {
  expect(newestContainment(folder, grid)).toEqual([]);
  await contained("all-bots", "trend-testnet/revoke-key", "grid-mainnet/revoke-key");
  expect(newestContainment(folder, grid)).toEqual([]);
  await contained("grid-testnet", "stop-bot");
  expect(steps(grid)).toEqual(["stop-bot"]);
  await contained("all-bots", "trend-testnet/revoke-key", "grid-testnet/revoke-key", "grid-testnet/snapshot");
  expect(steps(grid)).toEqual(["revoke-key", "snapshot"]);
  await contained("all-bots", "trend-testnet/revoke-key");
  expect(steps(grid)).toEqual(["revoke-key", "snapshot"]);
  await contained("grid-testnet", "snapshot");
  expect(steps(grid)).toEqual(["snapshot"]);
});
