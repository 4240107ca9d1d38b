import type { Candidate, Detector, Judgement } from "../../../policies/detection/detector";
import { detectors } from "../../../policies/detection/detectors";
import { scan } from "../../../policies/detection/engine";
import type { Confidence, FindingSeverity } from "../../../policies/detection/finding";
import { readName } from "../../../policies/detection/names";
import { Random } from "../generate/random";

/** What a detector says of a value. */
export type Verdict = `${FindingSeverity} ${Confidence}`;

/** A text, and the values in it that the detector finds, in order; without a value, the detector leaves the text alone. */
export type Fact = readonly [fact: string, text: string, value?: string | readonly string[], verdict?: Verdict];

export function detectorOf(id: string): Detector {
  const found = detectors.find((detector) => detector.id === id);
  if (found === undefined) throw new Error(`No detector is called ${id}.`);
  return found;
}

/** Facts about one detector, as the engine shows them: what it finds, where, and what it leaves alone. */
export function facts(id: string, usual: Verdict, made: (random: Random) => readonly Fact[]): void {
  describe(id, () => {
    test("says what it finds, as an object of a sentence, and where that is documented", () => {
      const { title, reference, severity } = detectorOf(id);
      expect(title).toMatch(/^(?:an?|the|32|words) [A-Za-z]/u);
      expect(reference).toMatch(/^https:\/\/\w/u);
      expect(["high", "medium", "low"]).toContain(severity);
    });

    test.each(made(new Random(id)).map(([fact, ...rest]) => [fact, rest] as const))(
      "%s",
      (_, [text, value, verdict]) => {
        const { findings } = scan(text);
        const found = findings
          .filter(({ detector }) => detector === id)
          .map(({ severity, confidence, start, end }) => ({ says: `${severity} ${confidence}`, start, end }));
        const values = value === undefined ? [] : typeof value === "string" ? [value] : value;
        expect(found).toEqual(
          values.map((one) => {
            const start = text.indexOf(one);
            return { says: verdict ?? usual, start, end: start + one.length };
          }),
        );
      },
    );
  });
}

/** A token by itself, quoted, in a list; not as a piece of a longer word; and none of its neighbours. */
export function token(whole: readonly string[], not: Readonly<Record<string, string>>): Fact[] {
  const [first = ""] = whole;
  return [
    ...whole.map((value, index): Fact => [`form ${index + 1} is one`, `run --with "${value}" now`, value]),
    ["one behind a letter or a digit is a piece of something else", `x${first}`],
    ...Object.entries(not).map(([fact, text]): Fact => [fact, `value: "${text}"`]),
  ];
}

/** What a detector says of a value that it is handed with nothing around it but what is given. */
export function judge(
  id: string,
  value: string,
  given: Partial<Omit<Candidate, "value" | "name" | "issuers">> & { name?: string; issuers?: readonly string[] } = {},
): Judgement | undefined {
  const { name, issuers = [], ...rest } = given;
  return detectorOf(id).judge({
    value,
    text: value,
    start: 0,
    end: value.length,
    name: name === undefined ? undefined : readName(name),
    whole: true,
    issuers: () => new Set(issuers),
    addresses: () => new Set(),
    budget: { curve: () => true, phrase: () => true, extra: () => true },
    ...rest,
  });
}

/** A text with another character at one place. */
export function changed(text: string, at: number): string {
  return text.slice(0, at) + (text[at] === "a" ? "b" : "a") + text.slice(at + 1);
}
