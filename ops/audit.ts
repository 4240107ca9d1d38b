import { join, relative, resolve } from "node:path";
import { attest, readAttestations } from "./audit/attestations";
import { across } from "./audit/across";
import { type AuditFinding, auditRules, type AuditRule, isOpen } from "./audit/finding";
import { look, type Looked } from "./audit/look";
import { Aws } from "./aws/aws";
import { readProject, stacksOf } from "./embedded/project";
import { nearest } from "./nearest";
import { auditFormats, auditReport } from "./report/audit";
import { type BotStack, readBotStack } from "./stack/bot-stack";
import { everyStanding, type Standing } from "./stack/standing";
import { quoted, UserError } from "./user-error";
import { many, one, type Values } from "./values";

// Hosts answer side by side. Systems Manager takes some ten commands a second, and exchanges count the calls of one account
// together, whatever addresses they come from.
const mostAtOnce = 24;
const mostOfAnExchange = 3;

/**
 * `bulkhead audit`: asks exchanges what the keys of the stacks may do, from the stacks' own hosts, and holds it against the
 * rules. Answers 0 when nothing is open, 1 when something is, 2 when no key could be looked at; what the exchange should have told and
 * did not, is open.
 */
export async function audit(values: Values): Promise<number> {
  const folder = resolve(one(values.program) ?? ".");
  const file = join(folder, "attestations.yaml");
  const now = Date.now();
  const alien = (values.attest === undefined ? ["key", "by"] : ["stack", "all", "format", "json"]).find(
    (flag) => values[flag] !== undefined,
  );
  if (alien !== undefined) {
    throw new UserError(
      values.attest === undefined
        ? `--${alien} goes with --attest RULE.`
        : `--attest and --${alien} exclude each other.`,
    );
  }
  if (values.attest !== undefined) return addWord(values, file, now);
  if (values.json === true && values.format !== undefined && values.format !== "json") {
    throw new UserError("--json and --format exclude each other.");
  }
  const format = auditFormats.find(
    (each) => each === (values.json === true ? "json" : (one(values.format) ?? "console")),
  );
  if (format === undefined)
    throw new UserError(`--format is one of ${auditFormats.join(", ")}; found ${quoted(one(values.format) ?? "")}.`);
  const attestations = readAttestations(file, now);
  const [bots, unread] = botsOf(values, folder);
  const clouds = new Map(bots.map(({ region }) => [region, new Aws(region)]));
  try {
    const standings = await everyStandingOf(bots, clouds);
    const looked = await each(bots, (bot) =>
      look(bot, clouds.get(bot.region) ?? new Aws(bot.region), attestations, now, standings.get(bot.region)),
    );
    const unreadable = unread.map(({ stack }) => stack);
    const findings = [
      ...unread,
      ...looked.flatMap((one) => one.findings),
      ...across(looked, values.all === true, unreadable),
    ];
    const report = {
      at: new Date(now).toISOString(),
      stacks: looked.map(({ bot, record }) => ({
        ...{ stack: bot.stack, exchange: bot.exchange.id, network: bot.network },
        ...(record === undefined ? {} : { record }),
      })),
      findings: findings.map((finding) => ({ ...finding, file: relative(process.cwd(), finding.file) })),
    };
    process.stdout.write(auditReport(report, format));
    if (looked.every(({ record }) => record === undefined)) return 2;
    return findings.some(isOpen) ? 1 : 0;
  } finally {
    for (const aws of clouds.values()) await aws.close();
  }
}

/** What stands in each region of several stacks, looked up once; what can't be is looked up for each stack by itself. */
async function everyStandingOf(
  bots: readonly BotStack[],
  clouds: ReadonlyMap<string, Aws>,
): Promise<ReadonlyMap<string, readonly Standing[]>> {
  if (bots.length === 1) return new Map();
  const found = await Promise.all(
    [...clouds].map(async ([region, aws]) => [region, await everyStanding(aws).catch(() => [])] as const),
  );
  return new Map(found);
}

/** The stacks to look at, and what is said of stack files that can't be read. Throws UserError where no stack is left. */
function botsOf(values: Values, folder: string): readonly [readonly BotStack[], readonly AuditFinding[]] {
  const names = [...new Set(many(values.stack))];
  const all = values.all === true;
  if (all === names.length > 0)
    throw new UserError("bulkhead audit takes either --stack NAME, which may be repeated, or --all.");
  if (!all) return [names.map((name) => readBotStack(name, folder, "bulkhead audit")), []];
  const unread: AuditFinding[] = [];
  const project = readProject(folder, { runs: false });
  const bots = stacksOf(project).flatMap((stack) => {
    try {
      return [readBotStack(stack, folder, "bulkhead audit")];
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      // A stack of another kind holds no exchange key.
      if (error.message.includes("holds no exchange key")) return [];
      const file = join(project.stackFolder, `Pulumi.${stack}.yaml`);
      const remedy = "Mend the stack file.";
      unread.push({ rule: "answers", kind: "unknown", stack, file, message: error.message, remedy });
      return [];
    }
  });
  if (bots.length === 0) {
    const why = unread.map(({ message }) => `\n${message}`).join("");
    throw new UserError(`${folder} has no stack that holds an exchange key.${why}`);
  }
  return [bots, unread];
}

/** Runs all, no more at a time than a lane and an exchange allow; answers in the order given. */
async function each(bots: readonly BotStack[], run: (bot: BotStack) => Promise<Looked>): Promise<readonly Looked[]> {
  const results: Looked[] = [];
  const waiting = [...bots.entries()];
  const running = new Map<string, number>();
  let looked = 0;
  const count = (exchange: string, change: number): number => {
    const now = (running.get(exchange) ?? 0) + change;
    running.set(exchange, now);
    return now;
  };
  const lane = async (): Promise<void> => {
    for (;;) {
      const at = waiting.findIndex(([, { exchange }]) => count(exchange.id, 0) < mostOfAnExchange);
      // What waits still is taken by the lanes that its exchange is busy with.
      const [next] = at < 0 ? [] : waiting.splice(at, 1);
      if (next === undefined) return;
      const [index, bot] = next;
      count(bot.exchange.id, 1);
      results[index] = await run(bot);
      count(bot.exchange.id, -1);
      looked++;
      if (process.stderr.isTTY) process.stderr.write(`\r${looked} of ${bots.length} keys`);
    }
  };
  await Promise.all(Array.from({ length: Math.min(mostAtOnce, bots.length) }, lane));
  if (process.stderr.isTTY) process.stderr.write("\r\u001b[K");
  return results;
}

function addWord(values: Values, file: string, now: number): number {
  const [rule, key, by] = [one(values.attest), one(values.key), one(values.by)];
  if (rule === undefined || !Object.hasOwn(auditRules, rule)) {
    const close = nearest(rule ?? "", Object.keys(auditRules));
    throw new UserError(
      `--attest takes one of ${Object.keys(auditRules).join(", ")}; found ${quoted(rule ?? "")}${close === undefined ? "" : ` (did you mean ${close}?)`}.`,
    );
  }
  if (key === undefined || !/^[\da-f]{16}$/u.test(key)) {
    throw new UserError("--attest needs --key FINGERPRINT, 16 hexadecimal digits as the audit prints them.");
  }
  if (by === undefined || by.trim() === "") throw new UserError("--attest needs --by NAME: the person who looked.");
  attest(file, { rule: rule as AuditRule, key, by, on: new Date(now).toISOString().slice(0, 10) }, now);
  process.stdout.write(
    `Written to ${relative(process.cwd(), file)}: ${by} vouches for ${rule} of key ${key}, for 90 days.\n`,
  );
  return 0;
}
