import { scan } from "../../policies/detection/engine";
import { kinds, type Kind } from "./generate/credentials";
import type { Random } from "./generate/random";

/** The detectors of what is found in a text, in the order of its findings. */
export const detectorsIn = (text: string): string[] => scan(text).findings.map(({ detector }) => detector);

/** What is found, by the text that is pointed at. */
export const foundIn = (text: string): string[] => scan(text).findings.map(({ start, end }) => text.slice(start, end));

/** What is found, with its grade and how it is founded. */
export const summary = (text: string): string[] =>
  scan(text).findings.map(({ detector, severity, confidence }) => `${detector} ${severity} ${confidence}`);

/** Text of a size in which nothing is. */
export const fill = (size: number): string => ". ".repeat(size).slice(0, size);

export const base64 = (text: string): string => Buffer.from(text).toString("base64");

function kindOf(name: string): Kind {
  const kind = kinds.find((candidate) => candidate.kind === name);
  if (kind === undefined) throw new Error(`No kind is called ${name}.`);
  return kind;
}

/** A value of a kind, the next of a row that fits. */
export function sampleOf(random: Random, kind: string, fits: (value: string) => boolean = () => true): string {
  const { make } = kindOf(kind);
  for (;;) {
    const value = make(random);
    if (fits(value)) return value;
  }
}
