import { createHmac, randomBytes } from "node:crypto";
import type { Alphabet, Budget, Candidate, Detector, Judgement, Pair } from "./detector";
import { detectors } from "./detectors";
import type { Confidence, Field, FieldFinding, FindingSeverity, Scan } from "./finding";
import { layers, nameAt, unwrap, wayTo, type Ground, type Sheet } from "./layers";
import { issuers as knownIssuers, shownName, wordsOf, type Name } from "./names";
import { dash, eachPart, other, slash } from "./runs";
import { isRandom } from "./texture";

export { layers };

const runKey = randomBytes(32);
const confidences: Readonly<Record<Confidence, number>> = { proven: 0, shaped: 1, named: 2 };
const severities: Readonly<Record<FindingSeverity, number>> = { high: 0, medium: 1, low: 2 };
const mostCurveProofs = 500;
const mostExtraProofs = 100;
const leastPart = 16;
const longestUrl = 600;
const together = 400;
const longestName = 80;
const neighbours = 16;
const mostFields = 200;

/** Finds the credentials in a text. Never throws; no finding holds a part of a value. */
export function scan(text: string, at: { readonly name?: string } = {}): Scan {
  const { findings, complete } = scanFields([{ path: "", text, ...(at.name === undefined ? {} : { name: at.name }) }]);
  return { findings: findings.map(({ path: _, ...finding }) => finding), complete };
}

/** Finds the credentials in fields that belong to one object, so that halves in different fields count as a pair. */
export function scanFields(fields: readonly Field[]): Scan<FieldFinding> {
  const look = new Look(fields);
  for (const [index, field] of fields.entries()) look.over(field, index);
  look.pairs();
  return { findings: look.findings(), complete: look.left.complete };
}

interface Hit {
  readonly detector: Detector;
  readonly judgement: Judgement;
  readonly field: number;
  readonly sheet: Sheet;
  readonly value: string;
  readonly name: Name | undefined;
  /** In the ground that the sheet belongs to. */
  readonly start: number;
  readonly end: number;
}

/** A value that has the shape of one half of a pair. */
interface Half {
  readonly field: number;
  readonly sheet: Sheet;
  readonly value: string;
  readonly start: number;
  readonly end: number;
  readonly whole: boolean;
  readonly name: Name | undefined;
}

class Look {
  readonly left = { complete: true };
  readonly #hits: Hit[] = [];
  readonly #halves: Half[] = [];
  readonly #passphrases: Half[] = [];
  readonly #around: ReadonlySet<string>;
  readonly #budget: Budget;
  #known: ReadonlySet<string> | undefined;

  constructor(readonly fields: readonly Field[]) {
    let curves = mostCurveProofs;
    let extras = mostExtraProofs;
    this.#around = issuersOf(fields.flatMap((field) => [...wordsOf(field.path), ...wordsOf(field.name ?? "")]));
    this.#budget = {
      curve: () => {
        if (curves <= 0) this.left.complete = false;
        return curves-- > 0;
      },
      extra: () => extras-- > 0,
    };
  }

  over(field: Field, index: number): void {
    for (const sheet of unwrap(field.text, field.name, this.left)) this.#sheet(sheet, index);
  }

  #addresses(): ReadonlySet<string> {
    this.#known ??= new Set(
      this.fields.flatMap(({ text }) =>
        Array.from(text.matchAll(/0x([\da-f]{40})(?![\da-f])/gi), (match) => (match[1] ?? "").toLowerCase()),
      ),
    );
    return this.#known;
  }

  #sheet(sheet: Sheet, field: number): void {
    const { text, survey, assignments } = sheet;
    const mentions = new Mentions(text, this.#around);
    const offer = (fitting: readonly Detector[], start: number, end: number, own?: Name): void => {
      const holder = own === undefined ? nameAt(assignments, start, end) : undefined;
      const name = own ?? holder?.name;
      const value = text.slice(start, end);
      const candidate: Candidate = {
        value,
        text,
        start,
        end,
        name,
        whole: holder === undefined ? own !== undefined : holder.start === start && holder.end - end <= 2,
        certain: holder?.certain ?? false,
        issuers: () => mentions.at(start, name),
        addresses: () => this.#addresses(),
        budget: this.#budget,
      };
      for (const detector of fitting) {
        const judgement = detector.judge(candidate);
        if (judgement === undefined) continue;
        const [from, to] = judgement.range ?? [0, value.length];
        const [begin, finish] = sheet.place(start + from, start + to);
        this.#hits.push({
          detector,
          judgement,
          field,
          sheet,
          value: text.slice(start + from, start + to),
          name,
          start: begin,
          end: finish,
        });
      }
    };
    const half = (start: number, end: number): void => {
      const holder = nameAt(assignments, start, end);
      if (holder?.name.role === "innocent") return;
      const value = text.slice(start, end);
      if (!isRandom(value)) return;
      const [begin, finish] = sheet.place(start, end);
      this.#halves.push({
        field,
        sheet,
        value,
        start: begin,
        end: finish,
        whole: text.trim() === value,
        name: holder?.name,
      });
    };
    const part = (alphabet: Alphabet) => (start: number, end: number) => {
      const fitting = byRun[alphabet].get(end - start);
      if (fitting !== undefined) offer(fitting, start, end);
      const prefixed = byPrefix.get(text.slice(start, start + 3));
      if (prefixed !== undefined) this.#sticky(prefixed, text, start, offer);
      if (alphabet === "base64url" && halfLengths.has(end - start) && standsAlone(text, start, end)) half(start, end);
    };
    const alnum = part("alnum");
    const base64 = part("base64");
    const base64url = part("base64url");
    for (let index = 0; index < survey.runs.length; index += 3) {
      const start = survey.runs[index] ?? 0;
      const end = survey.runs[index + 1] ?? 0;
      const mask = survey.runs[index + 2] ?? 0;
      if ((mask & (slash | dash | other)) === 0) {
        alnum(start, end);
        base64(start, end);
        base64url(start, end);
        continue;
      }
      eachPart(text, start, end, slash | dash | other, leastPart, alnum);
      eachPart(text, start, end, dash | other, leastPart, base64);
      eachPart(text, start, end, slash | other, leastPart, base64url);
    }
    for (const [literal, fitting] of byLiteral) {
      for (let at = text.indexOf(literal); at !== -1; at = text.indexOf(literal, at + literal.length))
        this.#sticky(fitting, text, at, offer);
    }
    for (let at = text.indexOf("://"); at !== -1; at = text.indexOf("://", at + 3)) {
      const url = urlAround(text, at);
      if (url !== undefined) offer([...anyUrl, ...(byHost.get(url.site) ?? [])], url.start, url.end);
    }
    for (const run of survey.words) offer(byWords, run.start, run.end);
    for (const run of survey.numbers) offer(byNumbers, run.start, run.end);
    for (const { name, start, end, certain } of assignments) {
      const fits = name.role !== "none" && name.role !== "innocent";
      if (fits) this.#named(sheet, field, { name, start, end, certain }, mentions);
    }
  }

  #named(
    sheet: Sheet,
    field: number,
    given: { name: Name; start: number; end: number; certain: boolean },
    mentions: Mentions,
  ): void {
    const { name, start, end, certain } = given;
    const value = sheet.text.slice(start, end);
    const candidate: Candidate = {
      value,
      text: sheet.text,
      start,
      end,
      name,
      whole: true,
      certain,
      issuers: () => mentions.at(start, name),
      addresses: () => this.#addresses(),
      budget: this.#budget,
    };
    const [from, to] = sheet.place(start, end);
    if (name.role === "password")
      this.#passphrases.push({ field, sheet, value, start: from, end: to, whole: true, name });
    for (const detector of byName) {
      const judgement = detector.judge(candidate);
      if (judgement === undefined) continue;
      const [first, last] = judgement.range ?? [0, value.length];
      const [begin, finish] = sheet.place(start + first, start + last);
      this.#hits.push({
        detector,
        judgement,
        field,
        sheet,
        value: sheet.text.slice(start + first, start + last),
        name,
        start: begin,
        end: finish,
      });
    }
  }

  #sticky(
    fitting: readonly Detector[],
    text: string,
    at: number,
    offer: (fitting: readonly Detector[], start: number, end: number) => void,
  ): void {
    for (const detector of fitting) {
      if (detector.proposal.by !== "literal" && detector.proposal.by !== "prefix") continue;
      const { shape } = detector.proposal;
      shape.lastIndex = at;
      const match = shape.exec(text);
      if (match === null || match[0].length === 0) continue;
      const shaped = at + match[0].length;
      const end = (detector.proposal.by === "literal" ? detector.proposal.reach?.(text, shaped) : undefined) ?? shaped;
      if (end > at) offer([detector], at, end);
    }
  }

  /** Halves of one credential that stand together prove each other, whatever they are called. */
  pairs(): void {
    if (this.#halves.length < 2) return;
    for (const [detector, pair] of paired) {
      const secrets = this.#halves.filter(({ value }) => pair.secret.test(value));
      if (secrets.length === 0 || secrets.length > 500) continue;
      for (const secret of secrets) {
        if (!this.#partnered(pair, secret)) continue;
        const { field, sheet, value, name, start, end } = secret;
        this.#hits.push({ detector, judgement: { confidence: "proven" }, field, sheet, value, name, start, end });
      }
    }
  }

  #partnered(pair: Pair, secret: Half): boolean {
    if (secret.name?.role === "key" || secret.name?.role === "id") return false;
    const near = (half: Half): boolean =>
      half.value !== secret.value &&
      (half.field === secret.field
        ? half.sheet.ground === secret.sheet.ground && Math.abs(half.start - secret.start) <= together
        : half.whole && secret.whole);
    const at = this.#halves.indexOf(secret);
    const beside = [
      ...this.#halves.slice(Math.max(0, at - neighbours), at + neighbours),
      ...this.#halves.slice(0, mostFields).filter(({ whole }) => whole),
    ].filter(near);
    // A list of such values is a list of something else.
    const alike = new Set(beside.filter(({ value }) => pair.secret.test(value)).map(({ value }) => value));
    if (alike.size > 2) return false;
    if (pair.passphrase === true && !this.#passphrases.some(near)) return false;
    return pair.partners.every((partner) => beside.some(({ value }) => partner.test(value)));
  }

  findings(): FieldFinding[] {
    const grounds = new Map<Ground, Hit[]>();
    for (const hit of this.#hits) {
      const group = grounds.get(hit.sheet.ground);
      if (group === undefined) grounds.set(hit.sheet.ground, [hit]);
      else group.push(hit);
    }
    const chosen = [...grounds.values()].flatMap((group) => best(group));
    const deeper = chosen.filter(
      ({ sheet, detector }) => sheet.ground.outer !== undefined && detector.severity !== "low",
    );
    const kept = chosen.filter((hit) => !isWrapping(hit, deeper));
    const values = kept.map(({ value }) => value);
    const shown = new Set<string>();
    const found = kept
      .map((hit) => this.#finding(hit, values))
      .filter((finding) => {
        const key = `${finding.path} ${finding.detector} ${finding.start} ${finding.end} ${finding.identity}`;
        const first = !shown.has(key);
        shown.add(key);
        return first;
      });
    const order = new Map(this.fields.map(({ path }, index) => [path, index]));
    return found.sort(
      (a, b) => (order.get(a.path) ?? 0) - (order.get(b.path) ?? 0) || a.start - b.start || a.end - b.end,
    );
  }

  #finding(hit: Hit, values: readonly string[]): FieldFinding {
    const { detector, judgement, sheet, value, name } = hit;
    const [start, end] = sheet.ground.outer ?? [hit.start, hit.end];
    const shown = name === undefined ? "" : shownName(name.written);
    return {
      detector: detector.id,
      title: detector.title,
      severity: judgement.severity ?? detector.severity,
      confidence: judgement.confidence,
      start,
      end,
      via: [
        ...wayTo(sheet.ground, hit.start, hit.end),
        ...sheet.edited,
        ...(shown !== "" && isSafe(shown, values) ? [shown] : []),
      ],
      identity: createHmac("sha256", runKey).update(value).digest("hex").slice(0, 24),
      path: this.fields[hit.field]?.path ?? "",
    };
  }
}

/** Which exchanges a text mentions, and where. */
class Mentions {
  #found: { readonly at: number; readonly issuer: string }[] | undefined;

  constructor(
    readonly text: string,
    readonly around: ReadonlySet<string>,
  ) {}

  at(start: number, name: Name | undefined): ReadonlySet<string> {
    const own = issuersOf(name?.words ?? []);
    if (own.size > 0) return own;
    this.#found ??= Array.from(this.text.matchAll(issuer), (match) => ({
      at: match.index,
      issuer: canonical(match[0].toLowerCase()),
    }));
    const near = new Set(this.around);
    let low = 0;
    let high = this.#found.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#found[middle]?.at ?? 0) < start - 1500) low = middle + 1;
      else high = middle;
    }
    // The nearest ones count; what stands right before a value says more than what follows.
    for (let index = low; index < Math.min(this.#found.length, low + 200); index++) {
      const mention = this.#found[index];
      if (mention === undefined || mention.at > start + 600) break;
      near.add(mention.issuer);
    }
    if (near.size === 0 && this.#found.length > 0 && this.#found.length < 50)
      for (const mention of this.#found) near.add(mention.issuer);
    return near;
  }
}

const issuer =
  /binance|bybit|oke?x|kraken|coinbase|hyperliquid|kucoin|bitget|gate\.?io|\bgate\b|htx|huobi|mexc|bitfinex|bitstamp|gemini|deribit|bitmex|crypto\.?com|upbit|bithumb|phemex|paradex|\baster\b|\bderive\b|\blighter\b|\bapex\b|dydx|alpaca|robinhood|polymarket|backpack|poloniex/gi;

function canonical(word: string): string {
  if (word === "okex") return "okx";
  if (word === "huobi") return "htx";
  if (word === "gateio" || word === "gate.io") return "gate";
  if (word === "crypto.com" || word === "crypto") return "cryptocom";
  return word;
}

function issuersOf(words: readonly string[]): ReadonlySet<string> {
  return new Set(words.filter((word) => knownIssuers.has(word)).map(canonical));
}

// A value in its own right: not a piece of a path, of a list without quotes, or a line of a certificate.
function standsAlone(text: string, start: number, end: number): boolean {
  const before = text[start - 1] ?? " ";
  const after = text[end] ?? " ";
  if (
    /[\r\n]/u.test(after) &&
    /(?:^|[\r\n])[ \t]{0,24}$/u.test(text.slice(Math.max(0, start - 24), start)) &&
    start > 0
  )
    return false;
  return /[\s"'`=:>(]/u.test(before) && /[\s"'`,;|<)&\\]/u.test(after);
}

interface FoundUrl {
  readonly start: number;
  readonly end: number;
  readonly site: string;
}

function urlAround(text: string, at: number): FoundUrl | undefined {
  let start = at;
  while (start > 0 && at - start < 24 && /[\w+.:-]/u.test(text[start - 1] ?? " ")) start--;
  if (start === at) return undefined;
  let end = at + 3;
  const limit = Math.min(text.length, end + longestUrl);
  while (end < limit && !/[\s"'`<>\\]/u.test(text[end] ?? " ")) end++;
  if (end - at < 8) return undefined;
  const authority = /^[^/?#]*/u.exec(text.slice(at + 3, end))?.[0] ?? "";
  const host = authority
    .slice(authority.lastIndexOf("@") + 1)
    .replace(/:\d*$/u, "")
    .toLowerCase();
  return { start, end, site: host.split(".").slice(-2).join(".") };
}

// A named value whose own content was opened and names its kind better.
function isWrapping(hit: Hit, deeper: readonly Hit[]): boolean {
  if (hit.judgement.confidence === "proven" || deeper.length === 0) return false;
  return deeper.some(
    ({ sheet, field, judgement }) =>
      field === hit.field &&
      sheet.ground !== hit.sheet.ground &&
      sheet.ground.outer !== undefined &&
      judgement.severity !== "low" &&
      hit.sheet.ground.outer === undefined &&
      sheet.ground.outer[0] >= hit.start &&
      sheet.ground.outer[1] <= hit.end + 2,
  );
}

// A name that shares six characters with a value would give a part of it away.
function isSafe(name: string, values: readonly string[]): boolean {
  if (name.length > longestName || values.length > 2_000) return false;
  for (let index = 0; index + 6 <= name.length; index++) {
    const piece = name.slice(index, index + 6);
    if (values.some((value) => value.includes(piece))) return false;
  }
  return true;
}

const positions = new Map(detectors.map((detector, position) => [detector, position]));

// Of hits that overlap, the best founded one stays; of equals, the one whose detector is listed first.
function best(hits: readonly Hit[]): Hit[] {
  const weigh = (hit: Hit): number =>
    confidences[hit.judgement.confidence] * 10_000 +
    severities[hit.judgement.severity ?? hit.detector.severity] * 1_000 +
    (positions.get(hit.detector) ?? 0);
  const ordered = [...hits].sort(
    (a, b) => weigh(a) - weigh(b) || a.sheet.depth - b.sheet.depth || b.end - b.start - (a.end - a.start),
  );
  const kept: Hit[] = [];
  for (const hit of ordered) {
    let low = 0;
    let high = kept.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((kept[middle]?.start ?? 0) < hit.start) low = middle + 1;
      else high = middle;
    }
    const before = kept[low - 1];
    const after = kept[low];
    if (before !== undefined && before.end > hit.start) continue;
    if (after !== undefined && after.start < hit.end) continue;
    kept.splice(low, 0, hit);
  }
  return kept;
}

const byRun: Readonly<Record<Alphabet, Map<number, Detector[]>>> = {
  alnum: new Map(),
  base64: new Map(),
  base64url: new Map(),
};
const byPrefix = new Map<string, Detector[]>();
const byLiteral = new Map<string, Detector[]>();
const byHost = new Map<string, Detector[]>();
const anyUrl: Detector[] = [];
const byName: Detector[] = [];
const byWords: Detector[] = [];
const byNumbers: Detector[] = [];
const paired: (readonly [Detector, Pair])[] = [];
/** Lengths of the halves of pairs, in characters. */
const halfLengths = new Set([18, 20, 22, 24, 26, 28, 32, 35, 36, 40, 43, 44, 48, 64]);

function index<K>(map: Map<K, Detector[]>, key: K, detector: Detector): void {
  const group = map.get(key) ?? [];
  if (!group.includes(detector)) group.push(detector);
  map.set(key, group);
}

for (const detector of detectors) {
  const { proposal, pair } = detector;
  if (pair !== undefined) paired.push([detector, pair]);
  switch (proposal.by) {
    case "run":
      for (const length of proposal.lengths) index(byRun[proposal.alphabet], length, detector);
      break;
    case "prefix":
      for (const prefix of proposal.prefixes) index(byPrefix, prefix.slice(0, 3), detector);
      break;
    case "literal":
      for (const literal of proposal.literals) index(byLiteral, literal, detector);
      break;
    case "url":
      if (proposal.hosts.length === 0) anyUrl.push(detector);
      for (const host of proposal.hosts) index(byHost, host, detector);
      break;
    case "name":
      byName.push(detector);
      break;
    case "words":
      byWords.push(detector);
      break;
    case "numbers":
      byNumbers.push(detector);
      break;
  }
}
