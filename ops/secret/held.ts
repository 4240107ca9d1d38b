import { UserError } from "../user-error";

/** Characters in a row that two texts have to share before one counts as an echo of the other. */
export const echoCharacters = 8;

const held = new Set<string>();

/**
 * Remembers the parts of one field of a credential while it is in memory, so that nothing that is written down repeats one.
 * Of a credential in JSON each value is a field, not the text around them. Lines that every PEM block has are no secret.
 */
export function hold(value: string): void {
  for (const line of value.split(/[\r\n]+/u)) {
    if (line.startsWith("-----")) continue;
    for (let at = 0; at + echoCharacters <= line.length; at++) held.add(line.slice(at, at + echoCharacters));
  }
}

/** Forgets them. JavaScript cannot wipe the value itself: docs/operations.md. */
export function forget(): void {
  held.clear();
}

/** Throws UserError where a text repeats eight characters of a value that is held. The error does not say which. */
export function refuseEcho(text: string): void {
  if (held.size === 0) return;
  for (let at = 0; at + echoCharacters <= text.length; at++) {
    if (held.has(text.slice(at, at + echoCharacters))) {
      throw new UserError(
        "A text that was to be written down repeats a part of the secret value, and was not written. A value must not share eight characters in a row with the names of stack, secret and files, nor with Bulkhead's own words: choose another.",
      );
    }
  }
}
