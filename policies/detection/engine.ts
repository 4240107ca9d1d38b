import { createHmac, randomBytes } from "node:crypto";
import { assignments, type Assignment } from "./assignments";
import type { Budget, Candidate, Detector, Judgement } from "./detector";
import { detectors } from "./detectors";
import type { Confidence, Field, FieldFinding, Finding, Layer, Scan } from "./finding";
import { layers } from "./layers";
import { readName, wordsOf, type Name } from "./names";
import { dash, eachPart, eachRun, slash } from "./runs";

export { layers };

const runKey = randomBytes(32);
const rank: Readonly<Record<Confidence, number>> = { proven: 0, shaped: 1, named: 2 };
const mostCurveProofs = 1_000;

/** Finds the credentials in a text. Never throws; no finding holds a character of a value. */
export function scan(text: string, at: { readonly name?: string } = {}): Scan {
  return scanFields([{ path: "", text, ...(at.name === undefined ? {} : { name: at.name }) }]);
}

/** Finds the credentials in fields that belong to one object, so that halves in different fields count as a pair. */
export function scanFields(fields: readonly Field[]): Scan<FieldFinding> {
  let proofs = mostCurveProofs;
  let complete = true;
  const budget: Budget = {
    curve() {
      if (proofs > 0) return proofs-- > 0;
      complete = false;
      return false;
    },
  };
  const around = fields.flatMap((field) => [...wordsOf(field.path), ...wordsOf(field.name ?? "")]);
  const findings: FieldFinding[] = [];
  for (const field of fields) {
    const unwrapped = layers(field.text);
    complete &&= unwrapped.complete;
    for (const layer of unwrapped.layers) {
      const name = field.name === undefined ? undefined : readName(field.name);
      for (const finding of look(layer, name, around, budget)) findings.push({ ...finding, path: field.path });
    }
  }
  return { findings, complete };
}

interface Hit {
  readonly detector: Detector;
  readonly judgement: Judgement;
  readonly start: number;
  readonly end: number;
  readonly name: Name | undefined;
}

function look(layer: Layer, fieldName: Name | undefined, around: readonly string[], budget: Budget): Finding[] {
  const { text } = layer;
  const given: Assignment[] = assignments(text);
  const whole: Assignment | undefined =
    fieldName === undefined || text.trim() === "" ? undefined : trimmed(text, fieldName);
  const mentions = new Set([...around, ...issuersIn(text)]);
  const hits: Hit[] = [];
  const consider = (
    candidates: readonly Detector[],
    start: number,
    end: number,
    name: Name | undefined,
    isWhole: boolean,
  ): void => {
    const value = text.slice(start, end);
    const said = new Set([...mentions, ...(name?.words ?? [])]);
    const candidate: Candidate = { value, text, start, end, name, whole: isWhole, mentions: said, budget };
    for (const detector of candidates) {
      const judgement = detector.judge(candidate);
      if (judgement === undefined) continue;
      const [from, to] = judgement.range ?? [0, value.length];
      hits.push({ detector, judgement, start: start + from, end: start + to, name });
    }
  };
  const nameAt = (start: number, end: number): { name: Name | undefined; whole: boolean } => {
    const holder = given.findLast((assignment) => assignment.start <= start && end <= assignment.end) ?? whole;
    return { name: holder?.name, whole: holder?.start === start && holder.end === end };
  };

  eachRun(text, 12, (start, end, mask) => {
    const offer = (alphabet: string) => (from: number, to: number) => {
      const fitting = byRun.get(`${alphabet} ${to - from}`);
      if (fitting === undefined) return;
      const { name, whole: isWhole } = nameAt(from, to);
      consider(fitting, from, to, name, isWhole);
    };
    eachPart(text, start, end, slash | dash, 12, offer("alnum"));
    if ((mask & dash) !== 0) eachPart(text, start, end, slash, 12, offer("base64url"));
    else offer("base64url")(start, end);
    if ((mask & slash) !== 0) eachPart(text, start, end, dash, 12, offer("base64"));
    else offer("base64")(start, end);
  });
  for (const [literal, fitting] of byLiteral) {
    for (let at = text.indexOf(literal); at !== -1; at = text.indexOf(literal, at + literal.length)) {
      for (const detector of fitting) {
        if (detector.proposal.by !== "literal") continue;
        const { shape, back = 0 } = detector.proposal;
        for (let from = Math.max(0, at - back); from <= at; from++) {
          shape.lastIndex = from;
          const match = shape.exec(text);
          if (match === null) continue;
          const end = from + match[0].length;
          consider([detector], from, end, nameAt(from, end).name, false);
          break;
        }
      }
    }
  }
  for (const assignment of whole === undefined ? given : [...given, whole]) {
    consider(byName, assignment.start, assignment.end, assignment.name, true);
  }
  for (const run of wordRuns(text)) {
    const { name, whole: isWhole } = nameAt(run.start, run.end);
    consider(byWords, run.start, run.end, name, isWhole);
  }
  return best(hits).map((hit) => finding(layer, hit));
}

function trimmed(text: string, name: Name): Assignment {
  const start = text.length - text.trimStart().length;
  return { name, start, end: start + text.trim().length, quoted: true };
}

function finding(layer: Layer, hit: Hit): Finding {
  const outermost = layer.via.length === 0;
  const value = layer.text.slice(hit.start, hit.end);
  const name = hit.name !== undefined && safe(hit.name.written, value) ? [hit.name.written] : [];
  return {
    detector: hit.detector.id,
    title: hit.detector.title,
    severity: hit.judgement.severity ?? hit.detector.severity,
    confidence: hit.judgement.confidence,
    start: outermost ? hit.start : layer.start,
    end: outermost ? hit.end : layer.end,
    via: [...layer.via, ...name],
    identity: createHmac("sha256", runKey).update(value).digest("hex").slice(0, 24),
  };
}

// A name that shares six characters with the value would give a part of it away.
function safe(name: string, value: string): boolean {
  for (let index = 0; index + 6 <= name.length; index++) {
    if (value.includes(name.slice(index, index + 6))) return false;
  }
  return true;
}

function best(hits: readonly Hit[]): Hit[] {
  const ordered = [...hits].sort(
    (a, b) =>
      rank[a.judgement.confidence] - rank[b.judgement.confidence] ||
      detectors.indexOf(a.detector) - detectors.indexOf(b.detector),
  );
  const kept: Hit[] = [];
  for (const hit of ordered) {
    if (!kept.some((other) => hit.start < other.end && other.start < hit.end)) kept.push(hit);
  }
  return kept.sort((a, b) => a.start - b.start);
}

const issuer = /binance|bybit|okx|okex|kraken|coinbase|hyperliquid|kucoin|bitget|ethereum|solana|bitcoin/giu;

function issuersIn(text: string): Set<string> {
  return new Set(Array.from(text.matchAll(issuer), (match) => match[0].toLowerCase()));
}

function* wordRuns(text: string): Generator<{ start: number; end: number }> {
  for (const run of text.matchAll(/\p{L}{1,12}(?:[ ,\u3000]{1,2}\p{L}{1,12}){11,23}/gu)) {
    yield { start: run.index, end: run.index + run[0].length };
  }
}

const byRun = new Map<string, Detector[]>();
const byLiteral = new Map<string, Detector[]>();
const byName: Detector[] = [];
const byWords: Detector[] = [];
for (const detector of detectors) {
  const { proposal } = detector;
  const index = (map: Map<string, Detector[]>, key: string): void => {
    map.set(key, [...(map.get(key) ?? []), detector]);
  };
  if (proposal.by === "run") for (const length of proposal.lengths) index(byRun, `${proposal.alphabet} ${length}`);
  else if (proposal.by === "literal") for (const literal of proposal.literals) index(byLiteral, literal);
  else if (proposal.by === "name") byName.push(detector);
  else byWords.push(detector);
}
