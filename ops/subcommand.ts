import type { Values } from "./values";

/** One flag of a subcommand. */
export interface Flag {
  readonly type: "string" | "boolean";
  readonly multiple?: boolean;
  /** What stands for the value in the help. */
  readonly value?: string;
  readonly about: string;
}

/** What a subcommand is there for, in the order of the help. */
export const groups = {
  judge: "Judge",
  build: "Build",
  keys: "Look after keys",
  watch: "Watch",
  incident: "Contain and end",
} as const;

export type Group = keyof typeof groups;

/** A subcommand as the help shows it. It loads what it needs when it runs: help must be as quick as an empty program. */
export interface Subcommand {
  readonly group: Group;
  readonly about: string;
  readonly usage: string;
  readonly flags: Readonly<Record<string, Flag>>;
  /** Whether it takes arguments that are no flags; they reach it as `values.operands`. */
  readonly operands?: true;
  readonly notes: readonly string[];
  /** Loads what the subcommand needs and runs it; answers the exit code. */
  readonly run: (values: Values) => Promise<number>;
}
