import { isMap } from "../embedded/project";

/** One answer of the exchange to the bot, as the adapters' hooks log it. */
export interface Use {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly host: string;
  /** Path without query, ids and symbols as `*`. */
  readonly path: string;
  /** HTTP status. */
  readonly status: number;
  /** What the exchange says that the calls of this minute weigh; undefined where it does not say. */
  readonly weight: number | undefined;
}

/** A line of the usage log; undefined for every other line. What is longer than any path is cut. */
export function useOf(at: number, message: string): Use | undefined {
  let line: unknown;
  try {
    line = JSON.parse(message);
  } catch {
    return undefined;
  }
  // The journal's own line holds the hook's line as a text.
  if (isMap(line) && typeof line.message === "string") return useOf(at, line.message);
  if (isMap(line) && typeof line.MESSAGE === "string") return useOf(at, line.MESSAGE);
  if (!isMap(line) || line.event !== "exchange-call") return undefined;
  const { host, path, status, weight } = line;
  if (typeof host !== "string" || typeof path !== "string" || typeof status !== "number") return undefined;
  if (!/^[a-z0-9.-]{1,253}$/u.test(host)) return undefined;
  const shown = path.replace(/[^\w/.*-]/gu, "").slice(0, 120);
  return { at, host, path: shown, status, weight: typeof weight === "number" ? weight : undefined };
}

/** How often each endpoint was called, and how often it refused. Keyed by host and path. */
export type Counts = Readonly<Record<string, { readonly calls: number; readonly refused: number }>>;

/** Counts uses by endpoint. */
export function counted(uses: readonly Use[]): Counts {
  const counts = new Map<string, { calls: number; refused: number }>();
  for (const { host, path, status } of uses) {
    const name = `${host}${path}`;
    const count = counts.get(name) ?? { calls: 0, refused: 0 };
    counts.set(name, { calls: count.calls + 1, refused: count.refused + (status >= 400 ? 1 : 0) });
  }
  return Object.fromEntries([...counts].sort(([a], [b]) => (a < b ? -1 : 1)));
}
