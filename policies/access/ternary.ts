/** True, false, or not decided: what rests on something that is not known. */
export type Ternary = boolean | undefined;

/** False if one is false, whatever the others are; true if all are. */
export function every<T>(items: Iterable<T>, test: (item: T) => Ternary): Ternary {
  let all: Ternary = true;
  for (const item of items) {
    const one = test(item);
    if (one === false) return false;
    if (one === undefined) all = undefined;
  }
  return all;
}

/** True if one is true, whatever the others are; false if none can be. */
export function some<T>(items: Iterable<T>, test: (item: T) => Ternary): Ternary {
  return not(every(items, (item) => not(test(item))));
}

export function and(...all: readonly Ternary[]): Ternary {
  return every(all, (one) => one);
}

export function or(...all: readonly Ternary[]): Ternary {
  return some(all, (one) => one);
}

export function not(one: Ternary): Ternary {
  return one === undefined ? undefined : !one;
}
