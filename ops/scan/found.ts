import type { Confidence, FindingSeverity } from "../../policies/detection/finding";

/** A finding at its place in a file. It holds nothing of the value. */
export interface Found {
  /** The file as the command line leads to it; `-` for standard input. */
  readonly file: string;
  /** Lines and columns count from 1; `endColumn` is the first column after the value. */
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
  readonly detector: string;
  readonly severity: FindingSeverity;
  readonly confidence: Confidence;
  readonly via: readonly string[];
  readonly message: string;
  /** Binds a baseline entry to the value, where the value is nothing that could be guessed (fingerprint.ts). */
  readonly fingerprint?: string;
  /** The reason that a comment beside it gives for allowing it. */
  readonly allowed?: string;
}

/** A file or folder that was not looked at in full. */
export interface NotFullyScanned {
  readonly file: string;
  readonly reason: string;
}

/** In the order of the code units, whatever the machine's language. */
export function byText(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}

/** What a scan came to, before anything is printed. */
export interface ScanReport {
  /** What stands, lowest severity included. */
  readonly findings: readonly Found[];
  /** What a comment or the baseline lets stand, with the reason given. */
  readonly allowed: readonly {
    readonly finding: Found;
    readonly reason: string;
    readonly by: "comment" | "baseline";
  }[];
  readonly notFullyScanned: readonly NotFullyScanned[];
  /** Entries of the baseline that met nothing. */
  readonly stale: number;
  readonly files: number;
  readonly bytes: number;
  readonly seconds: number;
}
