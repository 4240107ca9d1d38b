import { quoted, UserError } from "../user-error";

/** Whether a text has the form of a region's code, such as `eu-west-1`. */
export function isRegion(text: string): boolean {
  return /^[a-z]{2}(?:-[a-z]+){1,3}-\d$/u.test(text);
}

/** A region as a flag gives it. Throws UserError for what has not the form of one. */
export function regionOfFlag(text: string): string {
  if (isRegion(text)) return text;
  throw new UserError(`--region takes the code of a region of AWS, such as eu-west-1; found ${quoted(text)}.`);
}
