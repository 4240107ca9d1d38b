import { detectors } from "../../policies/detection/detectors";
import { scan, scanFields } from "../../policies/detection/engine";
import { kinds, type Kind } from "./generate/credentials";
import { innocents } from "./generate/innocents";
import { Random } from "./generate/random";
import { wrappings } from "./generate/wrappings";
import { writings } from "./generate/writings";

/** Of a hundred samples that have a proof or a telling name, at most this share may go unseen. */
const mostMissed = 0.005;

// A seeded sample by default; `npm run corpus:detection` takes every combination.
const whole = process.env.BULKHEAD_CORPUS === "whole";
const samples = {
  writings: whole ? Infinity : 5,
  wrappings: whole ? Infinity : 7,
  names: whole ? Infinity : 2,
  innocents: whole ? 53 : 16,
};

function some<T>(random: Random, all: readonly T[], most: number): readonly T[] {
  if (all.length <= most) return all;
  const left = [...all];
  return Array.from({ length: most }, () => {
    const one = random.pick(left);
    left.splice(left.indexOf(one), 1);
    return one;
  });
}

const writingsOf = ({ within }: Kind): typeof writings =>
  writings.filter(({ writing }) => within?.includes(writing) ?? true);

const meaningless = ["value", "x1", "payload"];

function found(text: string, kind: Kind): boolean {
  return scan(text).findings.some(
    ({ detector, severity }) => kind.detectors.includes(detector) && severity === kind.severity,
  );
}

interface Tally {
  count: number;
  readonly missed: string[];
}

function tally(): Tally {
  return { count: 0, missed: [] };
}

test("there is a sample for every detector", () => {
  const sampled = new Set(kinds.flatMap((kind) => kind.detectors));
  expect(detectors.map(({ id }) => id).filter((id) => !sampled.has(id))).toEqual([]);
});

test("what has a telling name or a proof is found in every sort of file", () => {
  const told = tally();
  const random = new Random("files");
  for (const kind of kinds) {
    for (const { writing, write, anyValue } of some(random, writingsOf(kind), samples.writings)) {
      for (const name of kind.proven ? [...kind.names.slice(0, 1), random.pick(meaningless)] : kind.names.slice(0, 1)) {
        const value = kind.make(random);
        if (!anyValue && /["'[\s]/u.test(value)) continue;
        told.count++;
        if (!found(write(name, value), kind)) told.missed.push(`${kind.kind} as ${name} in ${writing}`);
      }
    }
  }
  expect(told.count).toBeGreaterThan(whole ? 2_500 : 300);
  if (told.missed.length > told.count * mostMissed) expect(told.missed).toEqual([]);
});

test("it is found through every wrapping, at the place of the wrapping", () => {
  const told = tally();
  const random = new Random("wrappings");
  for (const kind of kinds) {
    for (const { wrapping, wrap } of some(random, wrappings, samples.wrappings)) {
      const { writing, write } = random.pick(writingsOf(kind).filter(({ anyValue }) => anyValue));
      told.count++;
      const text = wrap(write(random.pick(kind.names), kind.make(random)));
      if (!found(text, kind)) told.missed.push(`${kind.kind} in ${writing} in ${wrapping}`);
    }
  }
  expect(told.count).toBeGreaterThan(whole ? 2_000 : 300);
  if (told.missed.length > told.count * mostMissed) expect(told.missed).toEqual([]);
});

test("the name of a field is as good as a name in the text", () => {
  const random = new Random("fields");
  for (const kind of kinds) {
    for (const name of some(random, kind.names, samples.names)) {
      const { findings } = scanFields([{ path: `environment.${name}`, name, text: kind.make(random) }]);
      expect({
        kind: kind.kind,
        name,
        found: findings.some(({ detector }) => kind.detectors.includes(detector)),
      }).toEqual({
        kind: kind.kind,
        name,
        found: true,
      });
    }
  }
});

test("of innocent texts of more than sixty kinds, none is flagged above low", () => {
  expect(innocents.length).toBeGreaterThan(60);
  const random = new Random("innocents");
  const flagged: string[] = [];
  let count = 0;
  for (const { innocent, make } of innocents) {
    for (let sample = 0; sample < samples.innocents; sample++) {
      count++;
      const { findings, complete } = scan(make(random));
      if (!complete) flagged.push(`${innocent}: not fully scanned`);
      for (const { detector, severity } of findings) {
        if (severity !== "low" && innocent !== "keystore") flagged.push(`${innocent}: ${detector}`);
        if (innocent === "keystore" && detector !== "encrypted-keystore") flagged.push(`${innocent}: ${detector}`);
      }
    }
  }
  expect(count).toBeGreaterThan(whole ? 5_000 : 1_000);
  expect([...new Set(flagged)]).toEqual([]);
});
