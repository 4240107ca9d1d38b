import type { CloudWatchLogsClient } from "@aws-sdk/client-cloudwatch-logs";
import { Aws } from "../aws/aws";
import { accountNames } from "../stack/account";
import type { Entry } from "./entry";
import type { Mirror } from "./journal";

/** Most entries of one request; AWS takes 10,000 and 1 MiB: https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutLogEvents.html */
const mostEntries = 500;

/**
 * A copy of a journal in the account's log group for journals, which operators can write to and cannot delete from. Writing
 * goes on beside the command and never holds it up: what could not be written is counted.
 */
export class LockedLog implements Mirror {
  readonly #waiting: Entry[] = [];
  #written = 0;
  #total = 0;
  #writing: Promise<void> | undefined;
  #isLost = false;
  #home: Promise<{ readonly client: CloudWatchLogsClient; readonly group: string; readonly aws: Aws }> | undefined;

  constructor(
    readonly aws: Aws,
    readonly stack: string,
  ) {}

  push(entry: Entry): void {
    this.#waiting.push(entry);
    this.#total++;
    void this.#begin();
  }

  /** Waits until everything is written or can't be; answers how many entries are not. */
  async flushed(): Promise<number> {
    while (this.#waiting.length > 0 && !this.#isLost) await this.#begin();
    await this.#writing;
    await this.#home?.then(({ aws }) => aws.close()).catch(() => undefined);
    return this.#total - this.#written;
  }

  #begin(): Promise<void> {
    this.#writing ??= this.#write().finally(() => (this.#writing = undefined));
    return this.#writing;
  }

  async #write(): Promise<void> {
    while (this.#waiting.length > 0 && !this.#isLost) {
      const batch = this.#waiting.splice(0, mostEntries);
      try {
        this.#home ??= homeOf(this.aws);
        const { client, group } = await this.#home;
        await this.#put(client, group, batch);
        this.#written += batch.length;
      } catch {
        // No account stack, no permission, no network: the file is the record, and the report says so.
        this.#isLost = true;
      }
    }
  }

  async #put(client: CloudWatchLogsClient, group: string, batch: readonly Entry[]): Promise<void> {
    const { CreateLogStreamCommand, PutLogEventsCommand } = await import("@aws-sdk/client-cloudwatch-logs");
    const logStreamName = `${this.stack}/${batch[0]?.run ?? ""}`;
    const put = new PutLogEventsCommand({
      logGroupName: group,
      logStreamName,
      logEvents: batch.map((entry) => ({ timestamp: Date.parse(entry.at), message: JSON.stringify(entry) })),
    });
    try {
      await client.send(put);
    } catch (error) {
      if ((error as Error).name !== "ResourceNotFoundException") throw error;
      await client.send(new CreateLogStreamCommand({ logGroupName: group, logStreamName })).catch(() => undefined);
      await client.send(put);
    }
  }
}

async function homeOf(from: Aws): Promise<{ client: CloudWatchLogsClient; group: string; aws: Aws }> {
  const names = await accountNames(from);
  if (names === undefined) throw new Error("There is no account stack.");
  const aws = new Aws(names.region);
  return { client: await aws.client("logs"), group: names.journalLogGroup, aws };
}
