import * as fc from "fast-check";
import { Dice } from "./dice";
import { flaw } from "./examine";
import { beginnings, mutated } from "./inputs";

const runs = { seed: Number(process.env.BULKHEAD_FUZZ_SEED ?? 20), numRuns: 1_500 };

test("mutated texts: no throw, no hang, no range outside the text, nothing of a secret in a finding", () => {
  const pool = beginnings(`sample ${runs.seed}`, 250);
  const input = fc.record({ from: fc.nat(pool.length - 1), other: fc.nat(pool.length - 1), dice: fc.nat() });
  fc.assert(
    fc.property(input, ({ from, other, dice }) => {
      const { text, secret, name } = pool[from] ?? { text: "", secret: [], name: "" };
      expect(flaw(mutated(new Dice(dice), text, pool[other]?.text ?? ""), secret, name)).toBeUndefined();
    }),
    runs,
  );
}, 60_000);

test("texts of any characters: the same", () => {
  const text = fc.oneof(
    fc.string({ unit: "binary", maxLength: 400 }),
    fc.string({ unit: "grapheme", maxLength: 400 }),
    fc.base64String(),
  );
  fc.assert(
    fc.property(text, (any) => {
      expect(flaw(any)).toBeUndefined();
    }),
    runs,
  );
}, 60_000);
