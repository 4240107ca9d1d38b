/** A mistake that the reader can mend: it is shown as one message without a stack trace, and the command exits with 2. */
export class UserError extends Error {
  override readonly name = "UserError";
}

/** What to say of a file that could not be written. */
export function cannotWrite(path: string, error: unknown): UserError {
  return new UserError(`${path} can't be written: ${(error as NodeJS.ErrnoException).code ?? "unknown error"}.`);
}
