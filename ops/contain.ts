import { join, resolve } from "node:path";
import { Aws } from "./aws/aws";
import { keepEvidence } from "./contain/evidence";
import { containReport } from "./contain/report";
import { type ContainOptions, containSteps } from "./contain/steps";
import { type Target, targetOf } from "./contain/target";
import { botStack } from "./stack/bot-stack";
import { operatorHostOf } from "./stack/operator-host";
import { everyStanding, standing, type Standing } from "./stack/standing";
import { act, exitCode } from "./steps/act";
import type { Step } from "./steps/step";
import { UserError } from "./user-error";
import { many, one, type Values } from "./values";

/**
 * `bulkhead contain`: the kill switch of one bot, or of all. Cancels, revokes, locks, cuts off, and keeps going where a step
 * fails. Answers 0 when everything was done and shown, 1 when something was not.
 */
export async function contain(values: Values): Promise<number> {
  const folder = resolve(one(values.program) ?? ".");
  const all = values["all-bots"] === true;
  if (all === (one(values.stack) !== undefined)) {
    throw new UserError("bulkhead contain takes either --stack NAME or --all-bots with --region REGION.");
  }
  const regions = many(values.region);
  if (all && regions.length === 0) {
    throw new UserError("bulkhead contain --all-bots needs --region REGION, once for each region that bots are in.");
  }
  return all ? containAll(values, folder, regions) : containOne(values, folder);
}

async function containOne(values: Values, folder: string): Promise<number> {
  const bot = botStack(values, "bulkhead contain");
  const aws = quickAws(bot.region);
  try {
    const target = await targetOf(
      aws,
      await standing(aws, bot),
      operatorHostOf(values, folder, "bulkhead contain"),
      one(values["sub-account"]),
    );
    const steps = containSteps(target, aws, options(values, folder, ""));
    return await carryOut(values, folder, bot.stack, [target], steps, aws);
  } finally {
    await aws.close();
  }
}

async function containAll(values: Values, folder: string, regions: readonly string[]): Promise<number> {
  const clouds = regions.map((region) => quickAws(region));
  try {
    const bots = (await Promise.all(clouds.map(async (aws) => withAws(aws, await everyStanding(aws))))).flat();
    const [first] = bots;
    if (first === undefined) {
      throw new UserError(
        `Nothing in ${regions.join(", ")} carries the tag bulkhead:bot. Are these the account and its regions?`,
      );
    }
    const targets = await Promise.all(
      bots.map(async ({ aws, found }) => ({ aws, target: await targetOf(aws, found) })),
    );
    const steps = targets.flatMap(({ aws, target }) =>
      containSteps(target, aws, options(values, folder, `${target.standing.bot}-${target.network}/`)),
    );
    return await carryOut(
      values,
      folder,
      "all-bots",
      targets.map(({ target }) => target),
      steps,
      first.aws,
    );
  } finally {
    await Promise.all(clouds.map((aws) => aws.close()));
  }
}

// In an incident an answer that takes ten seconds is none: what follows must not wait for it.
function quickAws(region: string): Aws {
  return new Aws(region, { requestTimeout: 5000 });
}

function withAws(aws: Aws, all: readonly Standing[]): readonly { aws: Aws; found: Standing }[] {
  return all.map((found) => ({ aws, found }));
}

async function carryOut(
  values: Values,
  folder: string,
  stack: string,
  targets: readonly Target[],
  steps: readonly Step[],
  aws: Aws,
): Promise<number> {
  const began = performance.now();
  const acted = await act(values, {
    command: "contain",
    stack,
    folder,
    facts: { reason: one(values.reason) ?? null, bots: targets.map(({ standing: { bot } }) => bot) },
    steps,
    aws,
    // What was locked then may be open again now.
    takeUpHours: 6,
    warnings: steps.some(({ id }) => id.endsWith("revoke-key")) ? [] : ["The key at the exchange is not revoked."],
  });
  if (acted === undefined) return 0;
  process.stdout.write(
    containReport({
      ...acted,
      stack,
      targets,
      seconds: (performance.now() - began) / 1000,
      asJson: values.json === true,
    }),
  );
  return exitCode(acted);
}

function options(values: Values, folder: string, prefix: string): ContainOptions {
  const evidence = join(folder, ".bulkhead", "evidence");
  return {
    revokes: true,
    revokedBy: one(values["revoked-by"]),
    keep: (found) => keepEvidence(evidence, found),
    prefix,
  };
}
