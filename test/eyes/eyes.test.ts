import { identityCalls } from "../../infra/account/identity-calls";
import { globalRegion as forwardedFrom } from "../../infra/account/event-forwarding";
import { eventPattern } from "../../infra/eyes/event-pattern";
import { eyeRules } from "../../infra/eyes/rules";
import { type Case, globalRegion, hits, nearMisses, normalDay } from "./cases";
import { matches } from "./matcher";
import { region, watched } from "./watched";

const patterns = Object.fromEntries(
  eyeRules.map((rule) => [rule.id, eventPattern(rule, watched)]).filter(([, pattern]) => pattern !== undefined),
) as Record<string, string>;
const all: readonly Case[] = [...hits, ...nearMisses, ...normalDay];
const forwarded = matches(
  { forwarded: JSON.stringify(identityCalls) },
  hits.map((one) => one.event),
);
const answers = new Map(
  matches(
    patterns,
    all.map((one) => one.event),
  ).map((fired, index) => [all[index], fired]),
);

const table = (cases: readonly Case[]): readonly (readonly [string, Case])[] => cases.map((one) => [one.title, one]);

it.each(table(hits))("%s: fires, and nothing else does", (_, one) => {
  expect(answers.get(one)).toEqual([...one.fires].sort());
});

it.each(table(nearMisses))("near miss: %s", (_, one) => {
  expect(answers.get(one)).toEqual([]);
});

it.each(table(normalDay))("on a normal day: %s", (_, one) => {
  expect(answers.get(one)).toEqual([]);
});

it("every rule has a hit and a near miss", () => {
  const ids = eyeRules.map(({ id }) => id).sort();
  expect([...new Set(hits.flatMap(({ fires }) => fires))].sort()).toEqual(ids);
  expect([...new Set(nearMisses.map(({ of }) => of))].sort()).toEqual(ids);
});

it("events of each rule arrive in these regions", () => {
  const seen: Record<string, readonly string[]> = {};
  for (const { id } of eyeRules) {
    const events = hits.filter(({ fires }) => fires.includes(id)).map((one) => String(one.event.region));
    seen[id] = [...new Set(events)].sort();
  }
  expect(seen).toEqual(
    Object.fromEntries(
      eyeRules.map(({ id, arrivals }) => [
        id,
        arrivals.map((arrival) => (arrival === "global" ? globalRegion : region)).sort(),
      ]),
    ),
  );
  expect(Object.keys(seen).filter((id) => seen[id]?.includes(globalRegion))).toEqual([
    "role-strays",
    "role-assumed",
    "denied",
    "role-changed",
  ]);
});

it("whatever arrives in the region of global services alone is forwarded to the bot's by the account's stack", () => {
  const there = hits.flatMap((one, index) => (one.event.region === globalRegion ? [{ one, index }] : []));
  expect(there.length).toBeGreaterThan(0);
  expect(globalRegion).toBe(forwardedFrom);
  for (const { one, index } of there) {
    expect({ title: one.title, forwarded: forwarded[index] }).toEqual({ title: one.title, forwarded: ["forwarded"] });
    // The forwarding rule's state passes over calls that only read.
    expect((one.event.detail as { eventName: string }).eventName).not.toMatch(/^(?:Get|List|Describe)/u);
  }
});
