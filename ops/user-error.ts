/** A mistake that the reader can mend: it is shown as one message without a stack trace, and the command exits with 2. */
export class UserError extends Error {
  override readonly name = "UserError";
}

/** An argument as a message may repeat it: in quotes, on one line and short. Never for what may hold a credential. */
export function quoted(text: string): string {
  // eslint-disable-next-line no-control-regex
  return JSON.stringify(text.replace(/[\u0000-\u001f\u007f-\u009f]/gu, "\ufffd").slice(0, 60));
}

/** A file that could not be written. */
export class CannotWrite extends UserError {}

/** What to say of a file that could not be written. */
export function cannotWrite(path: string, error: unknown): CannotWrite {
  return new CannotWrite(`${path} can't be written: ${(error as NodeJS.ErrnoException).code ?? "unknown error"}.`);
}
