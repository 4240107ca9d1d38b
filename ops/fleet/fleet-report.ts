import { exchanges, isExchangeId } from "../../exchanges/exchanges";
import { fullness } from "./quotas";
import type { BotView, RegionView } from "./region-view";
import type { Seen } from "./seen";

/** A stack as its file and the pack have it. */
export interface FileView {
  readonly stack: string;
  /** Why its file, or what it says of a bot, can't be read. */
  readonly error?: string;
  readonly bot?: string;
  readonly exchange?: string;
  readonly network?: string;
  readonly region?: string;
  /** Where others leave by the same address; `joined` is the stack whose address it is, unless it is this one's. */
  readonly sharesWith?: { readonly joined?: string };
  /** `unjudged`: by wish; then nothing is said of it. */
  readonly verdict: "passed" | "refused" | "undecided" | "unjudged";
  /** Violations, and what is open, in numbers. */
  readonly violations: number;
  readonly open: number;
}

/** Something to attend to. `open`: could not be seen, or waits. `told`: meant so, and worth knowing. */
export interface Note {
  readonly weight: "bad" | "open" | "told";
  readonly text: string;
}

/** One row of the fleet. */
export interface FleetRow extends Omit<FileView, "error"> {
  /** What stands in AWS; undefined for a stack that is no bot's. */
  readonly standing: BotView | undefined;
  /** Whether `up` has built it; undefined where that could not be seen. */
  readonly isBuilt: boolean | undefined;
  /** Whether a stack file of the project speaks of it. */
  readonly hasFile: boolean;
  readonly notes: readonly Note[];
}

/** A region of the fleet with what concerns all its bots. */
export interface FleetRegion extends Omit<RegionView, "bots" | "botOf"> {
  readonly notes: readonly Note[];
}

/** All stacks of a project, joined with what stands in AWS. */
export interface Fleet {
  readonly project: string;
  readonly at: Date;
  readonly rows: readonly FleetRow[];
  readonly regions: readonly FleetRegion[];
  /** `attend`: something is wrong; `unseen`: nothing is known to be wrong, but not all could be seen. */
  readonly result: "well" | "attend" | "unseen";
}

const day = 24 * 60 * 60 * 1000;

/** Joins stack files with what stands, and says what to attend to. Secrets older than `mostDays` are told of. */
export function fleetOf(
  project: string,
  files: readonly FileView[],
  views: readonly RegionView[],
  at: Date,
  mostDays: number,
): Fleet {
  const known = new Set<string>();
  const nameOf = (region: string, { bot, network }: Pick<BotView, "bot" | "network">): string =>
    `${region} ${bot} ${network}`;
  const rows = files.map(({ error, ...file }): FleetRow => {
    const { bot, network } = file;
    const view = views.find(({ region }) => region === file.region);
    const standing = bot === undefined || network === undefined ? undefined : view?.botOf(bot, network);
    if (standing !== undefined && view !== undefined) known.add(nameOf(view.region, standing));
    const isBuilt = standing && built(standing);
    return {
      ...file,
      standing,
      isBuilt,
      hasFile: true,
      notes: [
        ...(error === undefined ? [] : [bad(error)]),
        ...verdictNotes({ ...file, ...(error === undefined ? {} : { error }) }),
        ...sharingNotes(file),
        ...(standing === undefined || isBuilt === false ? [] : standingNotes(standing, file, at, mostDays)),
        ...(view === undefined || isBuilt !== true ? [] : unwatched(view)),
      ],
    };
  });
  const strangers = views.flatMap(({ region, bots }) =>
    bots
      .filter((each) => !known.has(nameOf(region, each)))
      .map((standing): FleetRow => {
        const isBuilt = built(standing);
        return {
          stack: standing.bot,
          bot: standing.bot,
          network: standing.network,
          region,
          verdict: "unjudged",
          violations: 0,
          open: 0,
          standing,
          isBuilt,
          hasFile: false,
          notes: [
            open("stands in AWS, and no stack file of this project speaks of it"),
            ...(isBuilt === false ? [] : standingNotes(standing, {}, at, mostDays)),
          ],
        };
      }),
  );
  const regions = views.map(({ bots, botOf: _, ...view }): FleetRegion => {
    const hasBots = bots.some((each) => built(each) !== false);
    return { ...view, notes: regionNotes(view, hasBots) };
  });
  const all = [...rows, ...strangers].sort((a, b) => (a.stack < b.stack ? -1 : a.stack > b.stack ? 1 : 0));
  const notes = [...all, ...regions].flatMap((each) => each.notes);
  const has = (wanted: Note["weight"]): boolean => notes.some(({ weight }) => weight === wanted);
  const result = has("bad") ? "attend" : has("open") ? "unseen" : "well";
  return { project, at, rows: all, regions, result };
}

/** A key for configuration secrets comes before the first `up`; everything else is of one. */
function built({ addresses, keys, secret, host }: BotView): boolean | undefined {
  const has = <Value>(what: Seen<Value>, some: (value: Value) => boolean): boolean | undefined =>
    "value" in what ? some(what.value) : undefined;
  const parts = [
    has(addresses, (all) => all.length > 0),
    has(keys, (all) => all.some(({ purpose }) => purpose !== "configuration")),
    has(secret, (one) => one !== undefined),
    has(host, (one) => one !== undefined),
  ];
  if (parts.includes(true)) return true;
  return parts.includes(undefined) ? undefined : false;
}

function bad(text: string): Note {
  return { weight: "bad", text };
}

function open(text: string): Note {
  return { weight: "open", text };
}

function verdictNotes({ verdict, violations, open: undecided, error }: FileView): readonly Note[] {
  if (verdict === "refused")
    return [bad(`the pack refuses it: ${violations} ${violations === 1 ? "violation" : "violations"}`)];
  if (verdict !== "undecided" || error !== undefined) return [];
  return [open(undecided === 0 ? "the pack could not judge it" : `${undecided} judgements are undecided offline`)];
}

function sharingNotes({ sharesWith }: Pick<FileView, "sharesWith">): readonly Note[] {
  if (sharesWith === undefined) return [];
  const { joined } = sharesWith;
  const who = joined === undefined ? "other bots may leave by its address" : `leaves by the address of ${joined}`;
  return [{ weight: "told", text: `${who}: at the exchange it does not tell them apart` }];
}

function standingNotes(
  view: BotView,
  { exchange, sharesWith }: Pick<FileView, "exchange" | "sharesWith">,
  at: Date,
  mostDays: number,
): readonly Note[] {
  const notes: Note[] = [];
  const look = <Value>(what: Seen<Value>, then: (value: Value) => void): void => {
    // What no row could see, the region says once.
    if ("value" in what) then(what.value);
  };
  look(view.addresses, (addresses) => {
    if (sharesWith?.joined !== undefined) return;
    if (addresses.length === 0) notes.push(bad("no address stands"));
    else if (!addresses.some(({ isBound }) => isBound)) notes.push(bad("its address is bound to nothing"));
  });
  look(view.keys, (keys) => {
    if (!keys.some(({ purpose }) => purpose === "custody")) notes.push(bad("no custody key stands"));
    for (const { purpose, state, rotates } of keys) {
      if (!("value" in state)) notes.push(open(`its ${purpose} key: ${state.unseen}`));
      else if (state.value !== "Enabled") notes.push(bad(`its ${purpose} key is ${state.value}`));
      if (!("value" in rotates)) notes.push(open(`its ${purpose} key: ${rotates.unseen}`));
      else if (!rotates.value) notes.push(bad(`its ${purpose} key does not rotate`));
    }
  });
  look(view.secret, (secret) => {
    if (secret === undefined) notes.push(bad("no secret stands"));
    else if (secret.isEmpty) notes.push(open("its secret is empty: the bot waits for its key"));
    else if (secret.changed !== undefined) notes.push(...ageNotes(secret.changed, exchange, at, mostDays));
  });
  look(view.host, (host) => {
    if (host === undefined) notes.push(bad("no host stands"));
    else if (host.state !== "running") notes.push(bad(`its host is ${host.state}`));
  });
  look(view.subscriptions, (subscriptions) => {
    const pending = subscriptions.filter(({ isConfirmed }) => !isConfirmed).length;
    if (pending > 0)
      notes.push(bad(`${pending} of its alert subscriptions ${pending === 1 ? "is" : "are"} not confirmed`));
    else if (subscriptions.length === 0) notes.push(open("nobody gets its alerts"));
  });
  return unique(notes);
}

/** The exchange's own deadline comes before ours. */
function ageNotes(changed: Date, exchange: string | undefined, at: Date, mostDays: number): readonly Note[] {
  const days = ageInDays(changed, at);
  const life = exchange !== undefined && isExchangeId(exchange) ? exchanges[exchange].keys.lifeDays : "unstated";
  if (typeof life === "number" && days > life - 14) {
    return [bad(`its key was put ${days} days ago, and the exchange ends keys after ${life}`)];
  }
  return days > mostDays ? [bad(`its key was put ${days} days ago, more than ${mostDays}`)] : [];
}

function unwatched({ watched }: Pick<RegionView, "watched">): readonly Note[] {
  return "value" in watched && !watched.value.yes ? [bad(`it is not watched: ${watched.value.why}`)] : [];
}

function regionNotes({ unseen, watched, quotas }: Omit<FleetRegion, "notes">, hasBots: boolean): readonly Note[] {
  const notes: Note[] = unseen.map(open);
  if (!("value" in watched)) notes.push(open(watched.unseen));
  else if (!watched.value.yes && hasBots) notes.push(bad(`not watched: ${watched.value.why}`));
  for (const quota of quotas) {
    const { used, limit } = quota;
    if (!("value" in used)) notes.push(open(used.unseen));
    if (!("value" in limit)) notes.push(open(limit.unseen));
    const full = fullness(quota);
    if (full !== undefined) notes.push(bad(full));
  }
  return unique(notes);
}

function unique(notes: readonly Note[]): readonly Note[] {
  return [...new Map(notes.map((note) => [note.text, note])).values()];
}

/** Whole days from one time to another. */
export function ageInDays(from: Date, to: Date): number {
  return Math.max(0, Math.floor((to.getTime() - from.getTime()) / day));
}
