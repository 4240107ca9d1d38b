import { Aws } from "./aws/aws";
import { keyRecord } from "./audit/key-record";
import { diagnose, type Seen, type Trouble } from "./doctor/diagnose";
import { asked } from "./exchange/revoke";
import type { ExchangeAnswer } from "./host/exchange-call";
import { placeOf } from "./host/place-of";
import { jsonText } from "./report/json-text";
import { styleFor } from "./report/style";
import { type BotStack, botStack } from "./stack/bot-stack";
import { type Standing, standing } from "./stack/standing";
import type { Values } from "./values";

/**
 * `bulkhead doctor`: says which of key, address, permission, clock, region and host it is when an exchange refuses a bot.
 * Looks from outside and on the host. Answers 0 when the key works from the stack's address, 1 when something is wrong.
 */
export async function doctor(values: Values): Promise<number> {
  const bot = botStack(values, "bulkhead doctor");
  const aws = new Aws(bot.region);
  try {
    const seen = await look(bot, await standing(aws, bot), aws);
    const troubles = diagnose(seen);
    const isUnsure = troubles.length === 0 && seen.ping?.ok !== true && seen.ping?.kind !== "unsupported";
    process.stdout.write(values.json === true ? forMachines(seen, troubles) : forPeople(seen, troubles));
    return troubles.length === 0 && !isUnsure ? 0 : 1;
  } finally {
    await aws.close();
  }
}

async function look(bot: BotStack, found: Standing, aws: Aws): Promise<Seen> {
  const place = placeOf(bot, aws);
  const isRunning = found.host?.state === "running";
  const ask = (call: string): Promise<ExchangeAnswer | undefined> =>
    isRunning ? asked(place, { call, deliverySeconds: 20 }) : Promise.resolve(undefined);
  // The first answer says whether the host is there at all: the others need not wait for one that is not.
  const egress = await ask("egress");
  const answers = egress !== undefined && (egress.ok || egress.kind !== "unreachable");
  const [time, ping, told] = answers
    ? await Promise.all([ask("time"), ask("ping"), ask("introspect")])
    : [undefined, undefined, undefined];
  const record = told?.ok === true ? keyRecord(told.result.record) : undefined;
  const skew = time?.ok === true ? Number(time.result.skewMilliseconds) : NaN;
  const own = egress?.ok === true && typeof egress.result.address === "string" ? egress.result.address : null;
  const refused = bot.exchange.refusedRegions.find(
    ({ prefix, network }) => bot.region.startsWith(prefix) && (network === "both" || network === bot.network),
  );
  return {
    ...{ stack: bot.stack, exchange: bot.exchange.title, network: bot.network, region: bot.region },
    refusedRegion: refused?.answer,
    host: found.host && {
      state: found.host.state,
      isCutOff: found.host.isCutOff,
      answers,
      why: egress?.ok === false ? egress.message : "",
    },
    secret: found.secret && (await secretOf(found.secret, aws)),
    declared: found.leavesBy,
    own,
    skewMilliseconds: Number.isFinite(skew) ? skew : undefined,
    ping,
    listed: record !== undefined && "value" in record.addresses ? record.addresses.value : undefined,
    canTrade: record !== undefined && "value" in record.canTrade ? record.canTrade.value : undefined,
  };
}

async function secretOf(
  { arn, custodyKeyArn }: NonNullable<Standing["secret"]>,
  aws: Aws,
): Promise<NonNullable<Seen["secret"]>> {
  const [{ DescribeSecretCommand }, { DescribeKeyCommand }] = await Promise.all([
    import("@aws-sdk/client-secrets-manager"),
    import("@aws-sdk/client-kms"),
  ]);
  const [secrets, kms] = await Promise.all([aws.client("secrets"), aws.client("kms")]);
  // What may not be looked at rules nothing out.
  const [isEmpty, keyEnabled] = await Promise.all([
    secrets
      .send(new DescribeSecretCommand({ SecretId: arn }))
      .then(
        ({ VersionIdsToStages: stages = {} }) => !Object.values(stages).some((labels) => labels.includes("AWSCURRENT")),
      )
      .catch(() => undefined),
    custodyKeyArn === undefined
      ? Promise.resolve(undefined)
      : kms
          .send(new DescribeKeyCommand({ KeyId: custodyKeyArn }))
          .then(({ KeyMetadata: key }) => key?.Enabled)
          .catch(() => undefined),
  ]);
  return { isEmpty, keyEnabled };
}

function forMachines(seen: Seen, troubles: readonly Trouble[]): string {
  return `${jsonText({ command: "doctor", healthy: troubles.length === 0 && seen.ping?.ok === true, troubles, seen }, 2)}\n`;
}

function forPeople(seen: Seen, troubles: readonly Trouble[]): string {
  const { bold, dim, green, red } = styleFor(process.stdout);
  const { ping, skewMilliseconds: skew } = seen;
  const facts = [
    `host ${seen.host?.answers === true ? "answers" : "does not answer"}`,
    `address ${seen.own ?? "not seen"}${seen.own !== null && seen.declared.includes(seen.own) ? " (the stack's own)" : ""}`,
    skew === undefined ? "clock not compared" : `clock ${(Math.abs(skew) / 1000).toFixed(2)} s off`,
    ping === undefined
      ? "key not tried"
      : ping.ok
        ? "key answered"
        : `key refused: ${ping.kind}${ping.code === undefined ? "" : ` (${ping.code})`}`,
  ];
  const head = `${bold(seen.stack)}, ${seen.exchange}, ${seen.network}: ${facts.join(", ")}.\n`;
  if (troubles.length === 0) {
    return ping?.ok === true
      ? `${head}${green("✓")} The key works from the stack's own address.\n`
      : `${head}Nothing is found wrong, and no call shows that the key works.\n`;
  }
  const lines = troubles.map(
    ({ what, remedy, certainty }) =>
      `${red("✗")} ${certainty === "likely" ? "Likely: " : ""}${what}\n  ${dim(remedy)}\n`,
  );
  return `${head}${lines.join("")}`;
}
