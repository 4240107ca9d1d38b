/** Text as HTML, in an element and in a quoted attribute alike. Whatever a program calls a thing stays text. */
export function escapeHtml(text: string): string {
  return text.replace(invisible, "\ufffd").replace(/[&<>"'`]/gu, (character) => `&#${character.charCodeAt(0)};`);
}

// Control characters but for tab and line feed, what turns or hides text, and halves of characters.
const invisible =
  // eslint-disable-next-line no-control-regex
  /[\u0000-\u0008\v\f\r\u000e-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff\p{Surrogate}]/gu;
