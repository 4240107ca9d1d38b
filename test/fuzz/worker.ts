import { Dice } from "./dice";
import { flaw } from "./examine";
import { beginnings, type Input, mutated } from "./inputs";

/** Mutated inputs between two messages of progress. */
const step = 10_000;
/** Steps between two sets of beginnings, which take longer to make than to mutate. */
const era = 10;
const poolSize = 2_000;

const count = Number(process.argv[2]);
const seed = Number(process.argv[3]);
const flaws = new Map<string, string>();
let findings = 0;
let pool: Input[] = [];
for (let done = 0; done < count;) {
  const part = Math.min(step, count - done);
  if (done % (step * era) === 0) pool = beginnings(`fuzz ${seed} ${done}`, poolSize);
  const dice = new Dice(seed * 1_000_003 + done);
  for (let index = 0; index < part; index++) {
    const { text, secret, name } = dice.pick(pool);
    const wrong = flaw(mutated(dice, text, dice.pick(pool).text), secret, name);
    // Which input it was follows from the seed and the number; the input itself may hold what must not be printed.
    if (wrong !== undefined) {
      findings++;
      if (!flaws.has(wrong)) flaws.set(wrong, `seed ${seed}, input ${done + index}`);
    }
  }
  done += part;
  process.send?.({ done, findings, flaws: [...flaws] });
}
