import { spawnSync } from "node:child_process";
import { fstatSync, readSync } from "node:fs";
import type { Exchange } from "../../exchanges/exchange";
import { UserError } from "../user-error";
import { one, type Values } from "../values";
import { fieldName } from "./credential";
import { askHidden } from "./hidden-prompt";

/** Most that a secret holds: https://docs.aws.amazon.com/secretsmanager/latest/userguide/reference_limits.html */
const mostBytes = 65_536;

/**
 * The value to put: from a file descriptor, from what a password manager's command prints, or typed at a hidden prompt, field
 * by field. Never from an argument or the environment, which others can read. Throws UserError.
 */
export async function readCredential(values: Values, exchange: Exchange): Promise<string> {
  const [fd, command] = [one(values.fd), one(values.command)];
  if (fd !== undefined && command !== undefined) throw new UserError("Give either --fd or --command, not both.");
  if (fd !== undefined) return fromDescriptor(fd);
  if (command !== undefined) return fromCommand(command);
  if (!process.stdin.isTTY || values.text === true) {
    throw new UserError(
      "There is no terminal to ask at. Hand the credential over with --fd 0 through a pipe, or with --command 'op read …'.",
    );
  }
  return typed(exchange, one(values.kind));
}

async function typed(exchange: Exchange, kind: string | undefined): Promise<string> {
  const kinds = exchange.credentials.map((credential) => credential.kind);
  const credential =
    kind === undefined ? exchange.credentials[0] : exchange.credentials.find((each) => each.kind === kind);
  if (credential === undefined) throw new UserError(`--kind is one of ${kinds.join(", ")} for ${exchange.title}.`);
  if (kinds.length > 1 && kind === undefined) {
    process.stderr.write(`Asking for a key of kind ${credential.kind}; --kind takes ${kinds.join(", ")}.\n`);
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

function fromDescriptor(fd: string): string {
  const number = Number(fd);
  if (!/^\d{1,4}$/u.test(fd) || number === 1 || number === 2) {
    throw new UserError("--fd takes the number of an open file descriptor to read from, such as 0 for standard input.");
  }
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
