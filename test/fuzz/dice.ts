/** A quick stream of numbers that a seed decides (xorshift128, Marsaglia 2003): millions of inputs a minute, each repeatable. */
export class Dice {
  readonly #state: Uint32Array;

  constructor(seed: number) {
    this.#state = Uint32Array.of(seed ^ 0x9e3779b9, seed + 0x85ebca6b, 0xc2b2ae35, 0x27d4eb2f);
    for (let round = 0; round < 16; round++) this.below(2);
  }

  /** A whole number under `limit`. */
  below(limit: number): number {
    const state = this.#state;
    let next = state[3] ?? 0;
    const first = state[0] ?? 0;
    state[3] = state[2] ?? 0;
    state[2] = state[1] ?? 0;
    state[1] = first;
    next ^= next << 11;
    next ^= next >>> 8;
    state[0] = next ^ first ^ (first >>> 19);
    return (state[0] >>> 0) % limit;
  }

  pick<T>(from: readonly T[]): T {
    const picked = from[this.below(from.length)];
    if (picked === undefined) throw new Error("Nothing to pick from.");
    return picked;
  }
}
