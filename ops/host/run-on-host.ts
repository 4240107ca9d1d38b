import { randomBytes } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import type { SendCommandRequest } from "@aws-sdk/client-ssm";
import { Aws } from "../aws/aws";
import { awsErrorName, explained } from "../aws/explained";
import { oneLine } from "../../policies/verdict";
import { UserError } from "../user-error";

/** Which host: the region, and tags that it alone has. */
export interface HostPlace {
  readonly region: string;
  /** Tags that exactly one host has. */
  readonly tags: Readonly<Record<"bulkhead:bot" | "bulkhead:network", string>>;
  /**
   * AWS in that region, where connections are open already.
   * @default - opened and closed for each command
   */
  readonly aws?: Aws;
}

/** How long a command may take. */
export interface HostBounds {
  /** Seconds that it may take on the host. */
  readonly timeoutSeconds: number;
  /**
   * Seconds that the host may take to show that it was sent the command.
   * @default 60
   */
  readonly deliverySeconds?: number;
  /**
   * Milliseconds until its answer is first asked for; the later ones are further apart.
   * @default 250
   */
  readonly askAfterMilliseconds?: number;
}

/**
 * What a host can be asked to do, and whether that only looks: the actions of `infra/host/operator/act`. The documents that
 * the bot's stack makes for them (`infra/documents/operator-document.ts`) take no others.
 */
export const hostActions = {
  "exchange-look": "look",
  "last-call": "look",
  "bot-state": "look",
  "verify-sandbox": "look",
  "exchange-call": "act",
  "stop-bot": "act",
  "end-bot": "act",
  "start-bot": "act",
  "restart-bot": "act",
  evidence: "act",
} as const;
export type HostAction = keyof typeof hostActions;
export type HostPurpose = (typeof hostActions)[HostAction];

/** Name of the document that a bot's host takes actions of one purpose by. */
export function operatorDocument(bot: string, network: string, purpose: HostPurpose): string {
  return `bulkhead-${bot}-${network}-${purpose}`;
}

/** An action of one host. */
export interface HostCommand extends HostPlace, HostBounds {
  readonly action: HostAction;
  /**
   * What the action reads.
   * @default - nothing
   */
  readonly input?: string;
  /**
   * Whether doing it twice does more than doing it once.
   * @default false
   */
  readonly once?: boolean;
  /** What the list of commands in Systems Manager says of it. */
  readonly comment: string;
  /** Exit codes of the action that count as an answer. */
  readonly accepted: readonly number[];
}

/** What a host was asked for may have been done, and nobody answers. */
export class Unanswered extends UserError {}

/** What a host answered. */
export interface HostAnswer {
  readonly instanceId: string;
  readonly output: string;
}

/** Systems Manager returns no more of a command's output: https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_GetCommandInvocation.html */
export const outputLimitCharacters = 24_000;

/**
 * Has the one host that has the tags do something, through Run Command of Systems Manager, and waits for its output.
 * Credentials are those of the AWS SDK's own chain. Throws UserError where there is no answer, Unanswered where it may have been done.
 */
export async function runOnHost({
  region,
  tags,
  aws: open,
  action,
  input = "",
  once = false,
  comment,
  timeoutSeconds,
  deliverySeconds = 60,
  askAfterMilliseconds = 250,
  accepted,
}: HostCommand): Promise<HostAnswer> {
  const { GetCommandInvocationCommand, ListCommandInvocationsCommand } = await import("@aws-sdk/client-ssm");
  const aws = open ?? new Aws(region);
  const document = operatorDocument(tags["bulkhead:bot"], tags["bulkhead:network"], hostActions[action]);
  const client = await aws.client("ssm");
  try {
    const CommandId = await sent(aws, once, {
      DocumentName: document,
      Targets: Object.entries(tags).map(([key, value]) => ({ Key: `tag:${key}`, Values: [value] })),
      // By its end the command is found again where the answer was lost.
      Comment: `${comment.slice(0, 80)} ${randomBytes(6).toString("hex")}`,
      // No less is taken: https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_SendCommand.html
      TimeoutSeconds: Math.max(30, deliverySeconds),
      Parameters: {
        action: [action],
        input: [Buffer.from(input).toString("base64")],
        seconds: [String(timeoutSeconds)],
      },
    });

    const end = Date.now() + (timeoutSeconds + deliverySeconds) * 1000;
    const delivered = Date.now() + deliverySeconds * 1000;
    const longest = askAfterMilliseconds * 20;
    for (let wait = askAfterMilliseconds; Date.now() < end; wait = Math.min(wait * 1.15, longest)) {
      await pause(wait);
      const { CommandInvocations: hosts = [] } = await client.send(new ListCommandInvocationsCommand({ CommandId }));
      if (hosts.length > 1) {
        throw new UserError(
          `${hosts.length} hosts carry the tags ${shown(tags)}; expected one. Take the tags off the others.`,
        );
      }
      const InstanceId = hosts[0]?.InstanceId;
      if (InstanceId === undefined) {
        if (Date.now() < delivered) continue;
        throw new UserError(
          `No host with the tags ${shown(tags)} takes commands of Systems Manager in ${region}. Is the stack up, and its agent running?`,
        );
      }
      if (["Pending", "InProgress", "Delayed", "Cancelling"].includes(hosts[0]?.Status ?? "")) continue;
      const answer = await client.send(new GetCommandInvocationCommand({ CommandId, InstanceId }));
      return { instanceId: InstanceId, output: outputOf(answer, InstanceId, accepted) };
    }
    throw new Unanswered(`The host did not finish within ${timeoutSeconds} s. Allow more with --timeout SECONDS.`);
  } catch (error) {
    throw error instanceof UserError ? error : new UserError(why(error, region, document));
  } finally {
    if (open === undefined) await aws.close();
  }
}

/**
 * Sends a command and answers its id. Systems Manager takes no token that would keep a command from being sent twice: what must
 * not be done twice is sent once, and looked for where the answer was lost.
 */
async function sent(aws: Aws, once: boolean, input: SendCommandRequest): Promise<string> {
  const { ListCommandInvocationsCommand, SendCommandCommand } = await import("@aws-sdk/client-ssm");
  const client = await aws.client(once ? "ssmOnce" : "ssm");
  const from = new Date(Date.now() - 120_000).toISOString();
  for (let attempt = 1; ; attempt++) {
    try {
      const { Command: command } = await client.send(new SendCommandCommand(input));
      if (command?.CommandId !== undefined) return command.CommandId;
      throw new UserError("Systems Manager took the command without giving it an id.");
    } catch (error) {
      // What AWS refused was not sent; where it has too much to do, it may be sent again.
      if (!once) throw error;
      if (!isLost(error)) {
        if (!isThrottled(error) || attempt === 3) throw error;
        await pause(attempt * 500);
        continue;
      }
    }
    const looking = await aws.client("ssm");
    for (let look = 1; look <= 4; look++) {
      await pause(look * 300);
      const { CommandInvocations: found = [] } = await looking.send(
        new ListCommandInvocationsCommand({ Filters: [{ key: "InvokedAfter", value: from }] }),
      );
      const id = found.find(({ Comment: comment }) => comment === input.Comment)?.CommandId;
      if (id !== undefined) return id;
    }
    throw new Unanswered(
      "Systems Manager's answer to ssm:SendCommand was lost, and the command is not found: it may have been done.",
    );
  }
}

const httpStatus = (error: unknown): number | undefined =>
  (error as { readonly $metadata?: { readonly httpStatusCode?: number } } | undefined)?.$metadata?.httpStatusCode;

/** Whether AWS may have done what it did not answer. A credential that could not be had was used for nothing. */
function isLost(error: unknown): boolean {
  if (error instanceof UserError || awsErrorName(error) === "CredentialsProviderError") return false;
  const status = httpStatus(error);
  return status === undefined || status >= 500;
}

function isThrottled(error: unknown): boolean {
  return /Throttl|TooManyRequests|RequestLimitExceeded/u.test(awsErrorName(error));
}

interface Invocation {
  readonly StatusDetails?: string | undefined;
  readonly ResponseCode?: number | undefined;
  readonly StandardOutputContent?: string | undefined;
  readonly StandardErrorContent?: string | undefined;
}

function outputOf(answer: Invocation, instanceId: string, accepted: readonly number[]): string {
  const { ResponseCode: code = -1, StandardOutputContent: output = "", StandardErrorContent: said = "" } = answer;
  if (!accepted.includes(code)) {
    const why = oneLine(said.trim().split("\n").at(-1) ?? "").slice(0, 300);
    // What a shell answers that does not find its command.
    const older = code === 127 ? " Its files may be of an older release, which a deployer's pulumi up replaces." : "";
    throw new UserError(
      `${instanceId} could not run the command: ${oneLine(answer.StatusDetails ?? "no status")}, exit code ${code}${why === "" ? "" : `: ${why}`}.${older}`,
    );
  }
  if (output.length >= outputLimitCharacters) {
    throw new UserError(
      `${instanceId} answered more than the ${outputLimitCharacters} characters that Systems Manager returns; the end is missing.`,
    );
  }
  return output;
}

function shown(tags: HostCommand["tags"]): string {
  return Object.entries(tags)
    .map(([key, value]) => `${key}=${value}`)
    .join(", ");
}

function why(error: unknown, region: string, document: string): string {
  if (awsErrorName(error) === "InvalidDocument")
    return `Systems Manager in ${region} has no document ${document}, by which the host is asked. A deployer makes it with pulumi up --refresh.`;
  const call = `ssm:SendCommand with ${document}, ssm:ListCommandInvocations or ssm:GetCommandInvocation`;
  return explained(error, call, region);
}
