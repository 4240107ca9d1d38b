import { createHash, randomUUID } from "node:crypto";
import { resolve } from "node:path";
import { Aws } from "./aws/aws";
import { awsErrorName, explained } from "./aws/explained";
import { exchangeCall } from "./host/exchange-call";
import { placeOf } from "./host/place-of";
import type { Facts } from "./journal/entry";
import { Fingerprints } from "./secret/fingerprint";
import { forget } from "./secret/held";
import { readableByPolicies } from "./secret/readable";
import { giverOf } from "./secret/read-credential";
import { type ValueToPut, valueToPut } from "./secret/value-to-put";
import { accountNames } from "./stack/account";
import { type BotStack, botStack, subjectOf } from "./stack/bot-stack";
import { fromHostOf, type Standing, standing } from "./stack/standing";
import { act, exitCode } from "./steps/act";
import { type Step, StepFailure } from "./steps/step";
import { summary } from "./steps/summary";
import { UserError } from "./user-error";
import { many, one, type Values } from "./values";

/**
 * `bulkhead secret put`: puts an exchange credential into a bot's secret, once it was found to fit the exchange, and shows
 * that the bot's host reads that very version. The value goes to Secrets Manager alone. Answers 0 when that was shown, 1
 * when it was put and not shown.
 */
export async function secret(values: Values): Promise<number> {
  const operands = many(values.operands);
  if (operands.length !== 1 || operands[0] !== "put") {
    throw new UserError(
      operands.length > 1
        ? "bulkhead secret put takes no credential as an argument: others can read arguments. See bulkhead secret --help."
        : "bulkhead secret has one form: bulkhead secret put --stack NAME. See bulkhead secret --help.",
    );
  }
  const bot = botStack(values, "bulkhead secret put");
  const giver = giverOf(values, bot.exchange);
  const aws = new Aws(bot.region);
  try {
    const found = await standing(aws, bot);
    if (found.secret === undefined)
      throw new UserError(`The stack ${bot.stack} has no secret in ${bot.region}. Run pulumi up.`);
    // The plan needs no value; whoever only looks is not asked for one.
    const given = values.yes === true ? await valueToPut(giver, bot) : undefined;
    const acted = await act(values, {
      command: "secret-put",
      stack: bot.stack,
      subject: subjectOf(bot),
      folder: resolve(one(values.program) ?? "."),
      facts: { secret: found.secret.name },
      steps: steps(bot, found, found.secret, aws, given),
      aws,
      warnings: given?.warnings ?? [],
    });
    if (acted === undefined) return 0;
    process.stdout.write(summary("secret put", bot.stack, acted, values.json === true));
    return exitCode(acted);
  } finally {
    forget();
    await aws.close();
  }
}

function steps(
  bot: BotStack,
  found: Standing,
  { arn, name }: NonNullable<Standing["secret"]>,
  aws: Aws,
  given: ValueToPut | undefined,
): readonly Step[] {
  const value = (): ValueToPut => {
    if (given === undefined) throw new StepFailure("no value was read");
    return given;
  };
  // Every step runs again in a run that is taken up: the value may be another one, as after one that the exchange refused.
  const common = { from: "here", undo: "nothing to undo", again: true };
  let fingerprint: string | undefined;
  return [
    {
      ...common,
      id: "compare",
      title: "See whether another bot has the same credential",
      run: async () => {
        const facts = await compare(bot, value(), aws);
        fingerprint = typeof facts.fingerprint === "string" ? facts.fingerprint : undefined;
        return facts;
      },
    },
    {
      ...common,
      id: "put",
      title: `Put the value into ${name}`,
      undo: "the version before stays, as AWSPREVIOUS",
      after: ["compare"],
      run: ({ run }) => put(arn, value().text, run, aws),
    },
    {
      ...common,
      id: "verify",
      title: isUp(found) ? "Verify on the host" : "Verify by the policies in force",
      from: isUp(found) ? fromHostOf(found) : "here",
      needs: ["put"],
      patience: 120_000,
      run: ({ facts }) => verify(bot, found, value(), String(facts("put")?.version ?? ""), aws),
    },
    {
      ...common,
      id: "remember",
      title: "Write down whose credential it is, by its fingerprint",
      needs: ["put"],
      run: () => remember(bot, fingerprint, aws),
    },
  ];
}

/** Whether there is a host that can be asked; one that is stopped can't. */
function isUp({ host }: Standing): boolean {
  return host?.state === "running" || host?.state === "pending";
}

async function compare(bot: BotStack, { fields }: ValueToPut, aws: Aws): Promise<Facts> {
  const names = await accountNames(aws);
  if (names === undefined) return { fingerprint: null, why: "no account stack" };
  if (fields === undefined) return { fingerprint: null, why: "a text of the bot's own" };
  const fingerprints = new Fingerprints(names);
  try {
    const fingerprint = await fingerprints.of(bot.exchange.id, fields);
    const holder = await fingerprints.holder(fingerprint);
    if (holder === undefined || (holder.bot === bot.bot && holder.network === bot.network)) return { fingerprint };
    process.stderr.write(
      `warning: the bot ${holder.bot} (stack ${holder.stack}) has the same credential. One key per bot: a leak then ends one bot, and calls can be told apart.\n`,
    );
    return { fingerprint, alsoOf: holder.bot };
  } catch (error) {
    throw new StepFailure(explained(error, "kms:GenerateMac or ssm:GetParameter", names.region));
  } finally {
    await fingerprints.close();
  }
}

async function put(SecretId: string, SecretString: string, run: string, aws: Aws): Promise<Facts> {
  const { DescribeSecretCommand, PutSecretValueCommand } = await import("@aws-sdk/client-secrets-manager");
  const client = await aws.client("secrets");
  // Under one name for the run, the same value put again is no second version, which would push the one before the first out
  // of AWSPREVIOUS. Where the name is taken by another value, or the label went elsewhere since, a new name is right.
  const ofRun = createHash("sha256").update(`${run}|${SecretId}`).digest("hex").slice(0, 32);
  try {
    for (const ClientRequestToken of [ofRun, randomUUID()]) {
      const { VersionId: version } = await client
        .send(new PutSecretValueCommand({ SecretId, SecretString, ClientRequestToken }))
        .catch((error: unknown) => {
          if (awsErrorName(error) === "ResourceExistsException") return { VersionId: undefined };
          throw error;
        });
      if (version === undefined) continue;
      const { VersionIdsToStages: stages = {} } = await client.send(new DescribeSecretCommand({ SecretId }));
      if (stages[version]?.includes("AWSCURRENT") === true) return { version };
    }
  } catch (error) {
    throw new StepFailure(explained(error, "secretsmanager:PutSecretValue", aws.region));
  }
  throw new StepFailure("Secrets Manager does not show the new version as the current one");
}

async function verify(
  bot: BotStack,
  found: Standing,
  { fields }: ValueToPut,
  version: string,
  aws: Aws,
): Promise<Facts> {
  if (!isUp(found)) return { verifiedBy: await readableByPolicies(aws, found), version };
  let answer;
  try {
    answer = await exchangeCall(placeOf(bot), { call: "ping", version, deliverySeconds: 20 });
  } catch (error) {
    throw new StepFailure(error instanceof UserError ? error.message : awsErrorName(error));
  }
  if (answer.version !== version)
    throw new StepFailure(`the host does not read this version: ${answer.ok ? "it read another" : answer.message}`);
  if (fields === undefined) return { verifiedBy: "the host read it; no exchange can be asked about it", version };
  if (answer.ok) return { verifiedBy: "a call of the host to the exchange", version };
  if (answer.kind === "unsupported")
    return { verifiedBy: "the host read it; the exchange has no harmless call", version };
  throw new StepFailure(
    `the host reads it, but the exchange refuses it: ${answer.message} Ask: bulkhead doctor --stack ${bot.stack}`,
  );
}

async function remember({ stack, bot, network }: BotStack, fingerprint: string | undefined, aws: Aws): Promise<Facts> {
  if (fingerprint === undefined) return { remembered: false };
  const names = await accountNames(aws);
  if (names === undefined) return { remembered: false };
  const fingerprints = new Fingerprints(names);
  try {
    await fingerprints.remember(fingerprint, { stack, bot, network });
    return { remembered: true };
  } catch (error) {
    throw new StepFailure(explained(error, "ssm:PutParameter", names.region));
  } finally {
    await fingerprints.close();
  }
}
