import { spawnSync } from "node:child_process";
import { fstatSync, readSync } from "node:fs";
import type { Exchange } from "../../exchanges/exchange";
import { quoted, UserError } from "../user-error";
import { one, type Values } from "../values";
import { fieldName } from "./credential";
import { askHidden } from "./hidden-prompt";

/** Most that a secret holds: https://docs.aws.amazon.com/secretsmanager/latest/userguide/reference_limits.html */
const mostBytes = 65_536;

/** Gives the value to put. */
export interface Giver {
  /** Whether it is a text of the bot's own. */
  readonly isText: boolean;
  /** Throws UserError. */
  readonly read: () => string | Promise<string>;
}

/**
 * Who gives the value, as the flags say: a file descriptor, what a password manager's command prints, or a person at a hidden
 * prompt, field by field. Never an argument or the environment, which others can read. Throws UserError.
 */
export function giverOf(values: Values, exchange: Exchange): Giver {
  const [fd, command, kind] = [one(values.fd), one(values.command), one(values.kind)];
  if (fd !== undefined && command !== undefined) throw new UserError("Give either --fd or --command, not both.");
  const kinds = exchange.credentials.map((each) => each.kind);
  if (kind !== undefined && !kinds.some((each) => each === kind)) {
    throw new UserError(`--kind is one of ${kinds.join(", ")} for ${exchange.title}; found ${quoted(kind)}.`);
  }
  const isText = values.text === true;
  if (fd !== undefined) {
    const number = descriptor(fd);
    return { isText, read: () => fromDescriptor(number) };
  }
  if (command !== undefined) return { isText, read: () => fromCommand(command) };
  return { isText, read: () => typed(exchange, kind, isText) };
}

async function typed({ credentials }: Exchange, kind: string | undefined, isText: boolean): Promise<string> {
  const credential = kind === undefined ? credentials[0] : credentials.find((each) => each.kind === kind);
  if (!process.stdin.isTTY || isText || credential === undefined) {
    const why = isText ? "A text of the bot's own is not asked for." : "There is no terminal to ask at.";
    throw new UserError(`${why} Hand the credential over with --fd 0 through a pipe, or with --command 'op read …'.`);
  }
  if (credentials.length > 1 && kind === undefined) {
    const kinds = credentials.map((each) => each.kind).join(", ");
    process.stderr.write(`Asking for a key of kind ${credential.kind}; --kind takes ${kinds}.\n`);
  }
  const fields: Record<string, string> = {};
  for (const field of credential.fields) {
    fields[fieldName(credential.kind, field)] = await askHidden(
      `${field.name} (${field.shape}): `,
      field.shape.includes("PEM"),
    );
  }
  return JSON.stringify(fields);
}

function descriptor(fd: string): number {
  const number = Number(fd);
  // What was found is not said: it may be the credential, in the wrong place.
  if (!/^\d{1,4}$/u.test(fd) || number === 1 || number === 2) {
    throw new UserError("--fd takes the number of an open file descriptor to read from, such as 0 for standard input.");
  }
  return number;
}

function fromDescriptor(number: number): string {
  try {
    fstatSync(number);
  } catch {
    throw new UserError(`File descriptor ${number} is not open.`);
  }
  const parts: Buffer[] = [];
  let total = 0;
  for (;;) {
    const part = Buffer.alloc(mostBytes);
    let read: number;
    try {
      read = readSync(number, part, 0, mostBytes, null);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === "EOF") break;
      if ((error as NodeJS.ErrnoException).code !== "EAGAIN")
        throw new UserError(`File descriptor ${number} can't be read.`);
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 20);
      continue;
    }
    if (read === 0) break;
    parts.push(part.subarray(0, read));
    total += read;
    if (total > mostBytes) break;
  }
  return textOf(Buffer.concat(parts));
}

function fromCommand(command: string): string {
  // The person's own shell line; what it prints goes nowhere but here, what it asks goes to the terminal.
  const done = spawnSync("/bin/sh", ["-c", command], {
    stdio: ["inherit", "pipe", "inherit"],
    maxBuffer: mostBytes + 1,
  });
  if (done.status !== 0) {
    throw new UserError(
      `The command of --command ended with ${done.status === null ? "a signal" : `exit code ${done.status}`}. Nothing was put.`,
    );
  }
  return textOf(done.stdout);
}

function textOf(bytes: Buffer): string {
  if (bytes.length > mostBytes)
    throw new UserError(`The credential is longer than the ${mostBytes} bytes that a secret holds.`);
  let text: string;
  try {
    text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw new UserError("The credential is no UTF-8 text.");
  }
  const line = text.replace(/\r?\n$/u, "");
  if (line === "") throw new UserError("The credential is empty. Nothing was put.");
  return line;
}
