import { createHash } from "node:crypto";

const share = 3;

/**
 * What is tried of many things that are alike: all of them, or a third where BULKHEAD_SAMPLE holds a seed, as the seed says. Each has a
 * place of its own in the draw, so that another thing draws no others.
 */
export function sampled<T>(all: readonly T[], key: (one: T) => string): readonly T[] {
  const seed = process.env.BULKHEAD_SAMPLE ?? "";
  if (seed === "") return all;
  const draw = (one: T): number =>
    createHash("sha256")
      .update(`${seed} ${key(one)}`)
      .digest()
      .readUInt32BE();
  const drawn = all.filter((one) => draw(one) % share === 0);
  return drawn.length > 0 ? drawn : all.slice(0, 1);
}
