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

function look(done: number, part: number): void {
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
}

function go(done: number): void {
  const part = Math.min(step, count - done);
  look(done, part);
  process.send?.({ done: done + part, findings, flaws: [...flaws] });
  // A turn of the event loop, after which Node.js gives back what closed streams held.
  if (done + part < count) setImmediate(go, done + part);
}

go(0);
