import { existsSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { exchangeIds, type Network } from "../exchanges/exchange";
import { exchanges, isExchangeId, refusal } from "../exchanges/exchanges";
import { oneLine } from "../policies/verdict";
import { Aws } from "./aws/aws";
import { callerOf, isSessionOf } from "./aws/caller";
import { regionOfFlag } from "./aws/region";
import { configurationOf } from "./embedded/configuration";
import { defaultSetting } from "./embedded/default-setting";
import { withDraft } from "./embedded/draft";
import { readProject, stackFileOf, stacksOf, type Project } from "./embedded/project";
import { runStacks } from "./embedded/run-stacks";
import { botStackFile, configurationAlias, secretsProvider, type NewBot } from "./fleet/bot-stack-file";
import { carryOut } from "./fleet/carry-out";
import { fullness, quotasOf } from "./fleet/quotas";
import { peopleOfFlags, peopleOfStack, roleFlags, type People, type RoleList } from "./fleet/people";
import { configurationKeyPolicy } from "./keys/configuration-key-policy";
import { ownKey, type Change } from "./keys/own-key";
import { nearest } from "./nearest";
import { refuses } from "./report/report";
import { labelOf } from "./report/wording";
import { cannotWrite, quoted, UserError } from "./user-error";
import { many, one, type Values } from "./values";

const networks: readonly Network[] = ["testnet", "mainnet"];
const kinds = ["bot", "operator"] as const;
/** The slots of a shared VPC, as infra/shared-vpc.ts has them. */
const slots = Array.from({ length: 14 }, (_, index) => index + 1);

/**
 * `bulkhead new BOT`: makes the key for a stack's configuration secrets and the stack file, a bot's or operators', and says
 * what comes next. The stack is judged, and the account's quotas are looked at, before anything is made. Safe to repeat: what a run left undone, the next one does. Answers 0;
 * throws UserError where the stack would be refused, or AWS does not answer.
 */
export async function newBot(values: Values): Promise<number> {
  const folder = resolve(one(values.program) ?? ".");
  const project = readProject(folder);
  const wanted = wantedBot(project, values);
  const { bot, region, people } = wanted;
  const file = join(project.stackFolder, `Pulumi.${bot}.yaml`);
  const stands = standingFile(project, wanted);
  await refuseUnlessItPasses(project, bot, stands ? undefined : botStackFile(wanted));

  const aws = new Aws(region);
  try {
    const caller = await callerOf(aws);
    if (!isSessionOf(caller, people.deployers)) {
      throw new UserError(
        `${caller.arn} is not a session of a deployer of ${bot}: the key's policy would admit only ${people.deployers.join(", ")}, ` +
          "and KMS makes no key that its maker cannot look after. Assume one of these roles, or name yours with --deployer.",
      );
    }
    if (!stands) await refuseWithoutRoom(aws, wanted);
    const key = await ownKey(aws, {
      alias: configurationAlias(bot),
      tags: {
        "bulkhead:bot": bot,
        "bulkhead:exchange": wanted.exchange,
        "bulkhead:network": wanted.network,
        "bulkhead:key": "configuration",
        "bulkhead:project": project.name,
      },
      known: ["bulkhead:bot", "bulkhead:key"],
      description: `${bot}: the key of Pulumi's configuration secrets`,
      policy: configurationKeyPolicy({ ...caller, ...people }),
    });
    const changes: Change[] = [...key.changes];
    if (!stands) {
      // Last: a stack file whose key is missing could be initialised under nothing.
      changes.push({ title: `Write ${basename(file)}`, run: () => write(file, botStackFile(wanted)) });
    }
    await carryOut(values, {
      command: "new",
      changes,
      facts: () => ({
        kind: wanted.kind,
        bot,
        exchange: wanted.exchange,
        network: wanted.network,
        region,
        file,
        secretsProvider: secretsProvider(wanted),
        key: key.arn() ?? null,
      }),
      next: nextSteps(wanted),
    });
    return 0;
  } finally {
    await aws.close();
  }
}

function wantedBot(project: Project, values: Values): NewBot {
  const operands = many(values.operands);
  const [bot, more] = operands;
  if (bot === undefined || more !== undefined) {
    throw new UserError("bulkhead new takes one name: bulkhead new BOT --exchange NAME --network NAME.");
  }
  // The program says the same of its stack; here the name is about to become a file's.
  if (!/^(?!sg-)[a-z](?:[a-z0-9-]{0,34}[a-z0-9])?$/u.test(bot)) {
    throw new UserError(
      `${quoted(bot)} is no name for a bot, expected lower-case letters, digits and hyphens, 36 at most, starting with a letter and not with sg-.`,
    );
  }
  const kind = kinds.find((each) => each === (one(values.kind) ?? "bot"));
  if (kind === undefined) {
    throw new UserError(
      `--kind takes bot or operator, found ${quoted(one(values.kind) ?? "")}; an account's stack has no key of its own (docs/account.md).`,
    );
  }
  const exchange = one(values.exchange);
  if (exchange === undefined) throw new UserError("bulkhead new needs --exchange NAME, such as --exchange binance.");
  if (!isExchangeId(exchange)) {
    const close = nearest(exchange, exchangeIds);
    throw new UserError(
      `--exchange ${quoted(exchange)} is no exchange that Bulkhead knows${close === undefined ? "" : ` (did you mean ${close}?)`}. Those are: ${exchangeIds.join(", ")}.`,
    );
  }
  const network = networks.find((each) => each === one(values.network));
  if (network === undefined) {
    const found = values.network === undefined ? "" : `; found ${quoted(one(values.network) ?? "")}`;
    throw new UserError(`bulkhead new needs --network testnet (play money) or --network mainnet (real funds)${found}.`);
  }
  const like = likeStack(project, bot, { exchange, network }, one(values.like));
  const given = one(values.region);
  const region = given === undefined ? like?.region : regionOfFlag(given);
  if (region === undefined) throw new UserError("bulkhead new needs --region NAME, such as --region eu-west-1.");
  const refused = refusal(exchanges[exchange], network) ?? refusal(exchanges[exchange], network, region);
  if (refused !== undefined) throw new UserError(refused);
  const [owner, approval] = [one(values.owner), one(values.approval)];
  const vpc = vpcOf(project, bot, one(values.vpc));
  return {
    kind,
    bot,
    exchange,
    network,
    region,
    ...(vpc === undefined ? {} : { vpc }),
    ...(owner === undefined ? {} : { owner }),
    ...(approval === undefined ? {} : { approval }),
    people: peopleOf({ ...like?.people, ...peopleOfFlags(values) }),
    alertEmails: many(values["alert-email"]).length > 0 ? many(values["alert-email"]) : (like?.alertEmails ?? []),
  };
}

/**
 * `bulkhead:vpc` for a bot; undefined for a VPC of its own. Where no slot is named, the first that no other stack file of
 * the project has, or the one that the bot's own file has already.
 */
function vpcOf(project: Project, bot: string, text: string | undefined): string | undefined {
  if (text === undefined || text === "own") return undefined;
  if (text === "shared") return text;
  const [, owner, slot] = /^shared:([^/]+)(?:\/(\d{1,2}))?$/u.exec(text) ?? [];
  if (owner === undefined) {
    throw new UserError(
      `--vpc takes own, shared, or shared:STACK with or without /SLOT, such as shared:grid-testnet/2; found ${quoted(text)}.`,
    );
  }
  const joins = (stack: string): string | undefined =>
    configurationOf(project, stack, stackFileOf(project, stack), new Map()).values.get("bulkhead:vpc");
  const taken = new Map(stacksOf(project).map((stack) => [joins(stack) ?? "", stack]));
  const own = [...taken].find(([vpc, stack]) => stack === bot && vpc.startsWith(`shared:${owner}/`))?.[0];
  if (own !== undefined && slot === undefined) return own;
  const wanted =
    slot === undefined ? slots.map((each) => `shared:${owner}/${String(each)}`) : [`shared:${owner}/${slot}`];
  const free = wanted.find((vpc) => (taken.get(vpc) ?? bot) === bot);
  if (free !== undefined) return free;
  throw new UserError(
    slot === undefined
      ? `The VPC of ${owner} has no slot left: its ${String(slots.length)} are taken by stack files of this project. Share another one.`
      : `Slot ${slot} of the VPC of ${owner} is that of ${taken.get(`shared:${owner}/${slot}`) ?? ""}. Leave the slot out to take the next free one.`,
  );
}

/** An \`up\` that meets a full quota stops half-way: throws UserError where one is known to be full. */
async function refuseWithoutRoom(aws: Aws, { bot, vpc }: NewBot): Promise<void> {
  const quotas = await quotasOf(aws, vpc === undefined ? "own" : vpc === "shared" ? "shared" : "joined");
  const full = quotas.flatMap((quota) => fullness(quota) ?? []);
  if (full.length > 0) {
    throw new UserError(
      `${bot} would not be built to its end; nothing was made.\n${full.map((text) => `  ${text}`).join("\n")}\n` +
        "Ask for more in Service Quotas, or have bots of one exchange and network share a VPC (--vpc shared:STACK; docs/egress.md).",
    );
  }
  for (const { name, used, limit } of quotas) {
    const unseen = "unseen" in used ? used.unseen : "unseen" in limit ? limit.unseen : undefined;
    if (unseen !== undefined)
      process.stderr.write(`? ${oneLine(`${name}: not seen whether there is room: ${unseen}`)}\n`);
  }
}

interface Like {
  readonly people: People;
  readonly region: string | undefined;
  readonly alertEmails: readonly string[];
}

/** What a new stack takes over: from the one that is named, or else from the bot's own file or the only stack there is. */
function likeStack(
  project: Project,
  bot: string,
  wanted: Pick<NewBot, "exchange" | "network">,
  named: string | undefined,
): Like | undefined {
  const stacks = stacksOf(project);
  const stack = named ?? (stacks.includes(bot) ? bot : stacks.length === 1 ? stacks[0] : undefined);
  if (stack === undefined) return undefined;
  const { values, secretKeys } = configurationOf(project, stack, stackFileOf(project, stack), new Map());
  const region = secretKeys.has("aws:region") ? undefined : values.get("aws:region");
  const emails: unknown = JSON.parse(
    secretKeys.has("bulkhead:alertEmails") ? "[]" : (values.get("bulkhead:alertEmails") ?? "[]"),
  );
  const people = peopleOfStack(project, stack);
  const alien = people.operators.filter((arn) => isOtherOperatorsHost(project, arn, wanted));
  for (const arn of alien) {
    process.stderr.write(
      `${oneLine(`Not taken over from ${stack}: ${arn}, the host of an operator's stack for another exchange or network.`)}\n`,
    );
  }
  return {
    people: { ...people, operators: people.operators.filter((arn) => !alien.includes(arn)) },
    region,
    alertEmails: Array.isArray(emails) ? emails.filter((each) => typeof each === "string") : [],
  };
}

/** Whether a role is that of the host of an operator's stack of this project that is for another exchange or network. */
function isOtherOperatorsHost(
  project: Project,
  arn: string,
  { exchange, network }: Pick<NewBot, "exchange" | "network">,
): boolean {
  // Pulumi names it after the stack's component, with seven random digits.
  const stack = /^([\w+=,.@-]{1,64})-bot-[\da-f]{7}$/u.exec(arn.split("/").at(-1) ?? "")?.[1];
  if (stack === undefined || !stacksOf(project).includes(stack)) return false;
  const { values } = configurationOf(project, stack, stackFileOf(project, stack), new Map());
  return (
    values.get("bulkhead:kind") === "operator" &&
    (values.get("bulkhead:exchange") !== exchange || values.get("bulkhead:network") !== network)
  );
}

function peopleOf(known: Partial<People>): People {
  for (const [list, flag] of Object.entries(roleFlags) as [RoleList, string][]) {
    if ((known[list] ?? []).length > 0) continue;
    throw new UserError(
      `Nobody is known for bulkhead:${list}. Take the roles of another stack over with --like STACK, or name one with --${flag} arn:aws:iam::ACCOUNT:role/NAME.`,
    );
  }
  return known as People;
}

/** Whether the bot's file is there already. One that says another bot, exchange, network, region or key is not touched: throws UserError. */
function standingFile(project: Project, wanted: NewBot): boolean {
  const { bot } = wanted;
  if (!stacksOf(project).includes(bot)) return false;
  const file = stackFileOf(project, bot);
  const { values } = configurationOf(project, bot, file, new Map());
  const expected = {
    "aws:region": wanted.region,
    "bulkhead:exchange": wanted.exchange,
    "bulkhead:network": wanted.network,
    "bulkhead:kind": wanted.kind,
    "bulkhead:vpc": wanted.vpc ?? "own",
  };
  const unset: Readonly<Record<string, string>> = { "bulkhead:kind": "bot", "bulkhead:vpc": "own" };
  for (const [key, value] of Object.entries(expected)) {
    if ((values.get(key) ?? unset[key]) === value) continue;
    throw new UserError(
      `${file} is there already and says another ${key} than ${value}. Choose another name, or set it there by pulumi config set.`,
    );
  }
  const named = values.get("bulkhead:bot") ?? "";
  if (named !== "" && named !== bot) {
    throw new UserError(`${file} is there already, and its bulkhead:bot is another than ${bot}. Choose another name.`);
  }
  return true;
}

/** Has program and pack judge the stack as `bulkhead check` does, with the file that is about to be written. */
async function refuseUnlessItPasses(project: Project, bot: string, text: string | undefined): Promise<void> {
  const judge = async (shown: Project): Promise<void> => {
    const [outcome = "It was not judged."] = await runStacks(
      defaultSetting(shown),
      [bot],
      { fresh: false, goOn: true },
      (each) => each,
    );
    if (typeof outcome === "string") throw new UserError(`${bot} would be refused; nothing was made.\n${outcome}`);
    const said = [
      ...outcome.verdicts
        .filter(({ level }) => level === "mandatory")
        .map(
          (verdict) =>
            `${refuses(verdict) ? "refused" : "undecided"} by ${verdict.policy}: ${labelOf(verdict.urn)}: ${verdict.message}`,
        ),
      ...outcome.undecided.map(({ policy, urn, reason }) => `undecided by ${policy}: ${labelOf(urn)}: ${reason}`),
    ];
    if (said.length > 0) {
      throw new UserError(
        `${bot} would not pass; nothing was made.\n${said.map((line) => `  ${oneLine(line)}`).join("\n")}`,
      );
    }
  };
  if (text === undefined) await judge(project);
  else await withDraft(project, new Map([[bot, text]]), judge);
}

function write(file: string, text: string): Promise<void> {
  const next = join(dirname(file), `.${basename(file)}.new`);
  try {
    if (existsSync(file)) throw new UserError(`${file} has been written in the meantime. Run the same command again.`);
    writeFileSync(next, text);
    renameSync(next, file);
  } catch (error) {
    rmSync(next, { force: true });
    throw error instanceof UserError ? error : cannotWrite(file, error);
  }
  return Promise.resolve();
}

function nextSteps({ kind, bot, network, region, ...rest }: NewBot): readonly string[] {
  const may =
    kind === "bot" ? "can trade and not withdraw" : "manages keys of sub-accounts and can neither trade nor withdraw";
  return [
    `Make the stack. Pulumi makes its data key under the key and writes it to Pulumi.${bot}.yaml as encryptedkey; commit the file then.\n` +
      `  pulumi stack init ${bot} --secrets-provider "${secretsProvider({ bot, region })}"`,
    `Build it, under the pack.\n  npm run up -- --stack ${bot}`,
    `Paste its address into the allow-list at the exchange, and make a key there that ${may}.\n  pulumi stack output egressIp --stack ${bot}`,
    `Have an operator put the key, which is asked for and never shown.\n  npx bulkhead secret put --stack ${bot} --yes`,
    ...(network === "testnet" && kind === "bot"
      ? [`Try the ways out of its host.\n  npx bulkhead sandbox verify --stack ${bot}`]
      : []),
    ...(rest.alertEmails.length === 0 ? [] : ["Confirm the subscriptions in the mails that AWS sends."]),
  ];
}
