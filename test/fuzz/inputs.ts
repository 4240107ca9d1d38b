import { kinds } from "../detection/generate/credentials";
import { innocents } from "../detection/generate/innocents";
import { Random } from "../detection/generate/random";
import { wrappings } from "../detection/generate/wrappings";
import { writings } from "../detection/generate/writings";
import type { Dice } from "./dice";
import { secretParts } from "./secret";

/** A text to begin from, and what is secret of the credential that was put into it, if one was. */
export interface Input {
  readonly text: string;
  readonly secret: readonly string[];
  /** The name it was given. */
  readonly name: string;
}

const everyWriting = writings.filter(({ anyValue }) => anyValue);

/** Texts to mutate: every kind of credential, plain and wrapped once or twice, and every kind of innocent text. */
export function beginnings(seed: string, count: number): Input[] {
  const random = new Random(seed);
  return Array.from({ length: count }, (_, index): Input => {
    if (index % 6 === 0) return { text: random.pick(innocents).make(random), secret: [], name: "" };
    const kind = random.pick(kinds);
    let value = kind.make(random);
    // An RSA key takes a thousand times as long to read as any other: a few of them are enough.
    if (value.length > 700 && index % 40 !== 0) value = value.slice(0, 700);
    const name = random.pick(kind.names);
    let text = random.pick(everyWriting).write(name, value);
    for (let times = index % 3; times > 0; times--) text = random.pick(wrappings).wrap(text);
    return { text, secret: secretParts(kind, value), name };
  });
}

// What parsers and decoders stumble over.
const tokens = [
  '"', "'", "`", "\\", '\\"', "\\\\", "\n", "\r\n", "\t", "\0", "\u00a0", "\u3000", "\u202e", "\ufeff", "\ud800", "\udc00", "😀", "é",
  "=", "==", ":", ": ", "=>", "${", "}", "{{", "}}", "<", ">", "<<EOF\n", "\nEOF\n", "|\n  ", ">-\n  ", "#cloud-config\n", "%", "%2", "%3D",
  "\\u00", "\\x4", "&#", "&amp;", "0x", "H4sI", "UEsD", "-----BEGIN", "-----", "sk-", "://", "@", "[", "]", "{", "(", ")", ",", ";", "--",
  "secret", "API_KEY=", "passphrase: ", "password", "mnemonic ", "YOUR_", "example", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", "0".repeat(64),
] as const; // prettier-ignore

const longest = 4_096;

/** Changes a text in one to eight places. */
export function mutated(dice: Dice, text: string, other: string): string {
  let result = text;
  for (let left = 1 + dice.below(8); left > 0; left--) {
    const at = dice.below(result.length + 1);
    const to = Math.min(result.length, at + 1 + dice.below(dice.below(4) === 0 ? 400 : 12));
    result = change(dice, result, at, to, other);
    if (result.length > longest) result = result.slice(0, longest);
  }
  return result;
}

function change(dice: Dice, text: string, at: number, to: number, other: string): string {
  const before = text.slice(0, at);
  const piece = text.slice(at, to);
  const after = text.slice(to);
  switch (dice.below(11)) {
    case 0:
      return before + after;
    case 1:
      return before + piece.repeat(1 + dice.below(8)) + after;
    case 2:
      return before + dice.pick(tokens) + piece + after;
    case 3:
      return before + dice.pick(tokens) + after;
    case 4:
      return before + String.fromCharCode(dice.below(dice.below(8) === 0 ? 65_536 : 128)) + text.slice(at + 1);
    case 5:
      return before + piece.toUpperCase() + after;
    case 6:
      return before + Array.from(piece).reverse().join("") + after;
    case 7:
      return before;
    case 8: {
      const from = dice.below(other.length + 1);
      return before + other.slice(from, from + 200) + after;
    }
    case 9:
      return before + Buffer.from(piece).toString(dice.below(2) === 0 ? "base64" : "hex") + after;
    default:
      return after + before;
  }
}
