/** A waiver of a policy for a resource of the stack `grid` of the project `bots`, with fields said otherwise or left out. */
export function waiver(fields: Readonly<Partial<Record<string, string>>> = {}): string {
  const said: Readonly<Partial<Record<string, string>>> = {
    policy: "kms-rotation",
    urn: "urn:pulumi:grid::bots::*::old-key",
    reason: "Keys of another maker.",
    owner: "operations",
    ticket: "OPS-1",
    expires: daysAhead(30),
    ...fields,
  };
  const lines = Object.entries(said)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => `${key}: ${JSON.stringify(value)}`);
  return `  - ${lines.join("\n    ")}\n`;
}

export const waivers = (...entries: readonly string[]): string => `waivers:\n${entries.join("")}`;

// A table says its days when it is loaded and is judged a little later: over midnight by another day, were the clock not held.
const clock = Date.now;
const now = clock();
beforeEach(() => {
  Date.now = () => now;
});
afterEach(() => {
  Date.now = clock;
});

/** The day, UTC, that many days from now. */
export function daysAhead(days: number): string {
  return new Date(now + days * 86_400_000).toISOString().slice(0, 10);
}
