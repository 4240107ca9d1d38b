/** A mistake that the reader can mend: it is shown as one message without a stack trace, and the command exits with 2. */
export class UserError extends Error {
  override readonly name = "UserError";
}
