import { randomBytes } from "node:crypto";
import { appendFileSync, existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import type { Properties } from "./value";

/** One thing that exists in the account. */
export interface Held {
  readonly type: string;
  /** As AWS and the program know it; a key and its policy have the same. */
  readonly id: string;
  readonly inputs: Properties;
  readonly outputs: Properties;
}

/** Everything the double remembers; one JSON file, so that several runs of the CLI act on one account. */
export interface Contents {
  accountId: string;
  /** What `getCallerIdentity` answers. */
  callerArn: string;
  /** SSM public parameters (image ids) by name; a test moves them on. */
  parameters: Record<string, string>;
  /** Names of deleted secrets: AWS blocks them through the recovery window. */
  blockedSecretNames: string[];
  held: Held[];
}

/** The public parameter that names the newest image of Amazon Linux 2023 for arm64. */
export const newestImage = "/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-arm64";

/** One call that changed the account, in the order of arrival. */
export interface Change {
  readonly action: "create" | "update" | "delete" | "refuse";
  readonly type: string;
  readonly urn: string;
  readonly id?: string;
  readonly reason?: string;
}

/** The account of the double, in the file that `BULKHEAD_DOUBLE_ACCOUNT` names; its changes are logged beside it. */
export class Account {
  constructor(readonly file: string) {}

  read(): Contents {
    return JSON.parse(readFileSync(this.file, "utf8")) as Contents;
  }

  write(contents: Contents): void {
    const next = `${this.file}.${randomBytes(4).toString("hex")}`;
    writeFileSync(next, JSON.stringify(contents, null, 1));
    renameSync(next, this.file);
  }

  /** Everything of these types, in the order of their ids. */
  held(...types: readonly string[]): Held[] {
    return this.read()
      .held.filter(({ type }) => types.includes(type))
      .sort((left, right) => (left.id < right.id ? -1 : 1));
  }

  find(type: string, id: string): Held | undefined {
    return this.read().held.find((held) => held.type === type && held.id === id);
  }

  /** Puts something in the account, in place of what had its type and id. */
  put(held: Held): void {
    this.change((contents) => {
      contents.held = [...contents.held.filter(({ type, id }) => type !== held.type || id !== held.id), held];
    });
  }

  change(edit: (contents: Contents) => void): void {
    const contents = this.read();
    edit(contents);
    this.write(contents);
  }

  log(change: Change): void {
    appendFileSync(`${this.file}.changes`, `${JSON.stringify(change)}\n`);
  }

  changes(): Change[] {
    const file = `${this.file}.changes`;
    if (!existsSync(file)) return [];
    return readFileSync(file, "utf8")
      .split("\n")
      .filter((line) => line !== "")
      .map((line) => JSON.parse(line) as Change);
  }

  static open(file: string, contents: Partial<Contents> = {}): Account {
    const account = new Account(file);
    account.write({
      accountId: "111122223333",
      callerArn: "arn:aws:sts::111122223333:assumed-role/bulkhead-deployer/suite",
      parameters: { [newestImage]: "ami-0123456789abcdef0" },
      blockedSecretNames: [],
      held: [],
      ...contents,
    });
    return account;
  }
}

export function hex(length: number): string {
  return randomBytes(Math.ceil(length / 2))
    .toString("hex")
    .slice(0, length);
}
