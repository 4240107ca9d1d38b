/** Says what is tried: a title, and what has to succeed. */
export type Fact = (title: string, act: () => Promise<void>) => void;

interface Lane {
  readonly name: string;
  readonly facts: readonly { readonly title: string; readonly act: () => Promise<void> }[];
  outcomes?: readonly Promise<void>[];
}

/**
 * Tries the facts of several places side by side, each place's own one after the other, and tells every fact as a test: a call
 * on a host is some processes that wait for each other, so one place alone leaves a machine idle. A place starts when its turn
 * or that of one just before it has come; facts that are filtered out are tried with the others of their place.
 * @param most how many places at a time
 */
export function sideBySide(most: number, places: Readonly<Record<string, (fact: Fact) => void>>): void {
  const lanes: Lane[] = Object.entries(places).map(([name, say]) => {
    const facts: { title: string; act: () => Promise<void> }[] = [];
    say((title, act) => facts.push({ title, act }));
    return { name, facts };
  });
  const start = (lane: Lane | undefined): void => {
    let before: Promise<unknown> = Promise.resolve();
    if (lane === undefined || lane.outcomes !== undefined) return;
    lane.outcomes = lane.facts.map(({ act }) => {
      const outcome = before.then(act);
      // Told by the test of its own; the ones after it are tried all the same.
      before = outcome.catch(() => undefined);
      return outcome;
    });
  };
  lanes.forEach((lane, index) => {
    describe(lane.name, () => {
      test.each(lane.facts.map(({ title }, at) => [title, at] as const))("%s", async (_, at) => {
        lanes.slice(index, index + most).forEach(start);
        await lane.outcomes?.[at];
      });
    });
  });
}
