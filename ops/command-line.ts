import { parseArgs } from "node:util";
import { nearest } from "./nearest";
import { UserError } from "./user-error";
import type { Values } from "./values";

/** One flag of a subcommand. */
export interface Flag {
  readonly type: "string" | "boolean";
  readonly multiple?: boolean;
  /** What stands for the value in the help. */
  readonly value?: string;
  readonly about: string;
}

interface Subcommand {
  readonly about: string;
  readonly usage: string;
  readonly flags: Readonly<Record<string, Flag>>;
  /** Whether it takes arguments that are no flags; they reach it as `values.operands`. */
  readonly operands?: true;
  readonly notes: readonly string[];
  /** Loads what the subcommand needs and runs it; answers the exit code. */
  readonly run: (values: Values) => Promise<number>;
}

// A subcommand's own modules are loaded when it runs: help must be as quick as an empty program.
const subcommands: Readonly<Record<string, Subcommand>> = {
  check: {
    about: "Judge a Pulumi program under its stack files, offline",
    usage: "bulkhead check [--stack NAME…|--all|--state FILE] [--program DIR] [--format FORMAT]",
    flags: {
      stack: { type: "string", multiple: true, value: "NAME", about: "stack to judge; may be repeated" },
      all: { type: "boolean", about: "judge every stack that has a stack file, and go on where one can't be judged" },
      state: {
        type: "string",
        value: "FILE",
        about: "judge an exported state (pulumi stack export) instead of a program",
      },
      program: { type: "string", value: "DIR", about: "folder with Pulumi.yaml (default: the current folder)" },
      format: {
        type: "string",
        value: "FORMAT",
        about: "console (default), json, sarif, junit, markdown, github or html (docs/check.md)",
      },
      report: {
        type: "string",
        multiple: true,
        value: "FORMAT=FILE",
        about: "write the report to a file as well; may be repeated",
      },
      json: { type: "boolean", about: "the same as --format json" },
      preset: {
        type: "string",
        value: "NAME",
        about: "levels of the policies: bots (default), strict or advisory-rollout",
      },
      "policy-pack-config": {
        type: "string",
        value: "FILE",
        about: "levels and options of policies, as for pulumi preview",
      },
      canary: {
        type: "string",
        multiple: true,
        value: "KEY=SHAPE",
        about: "shape of the stand-in for a secret: text, json[:FIELD,…], pem, hex or number",
      },
      outputs: {
        type: "string",
        value: "FILE",
        about: "JSON file with the outputs of stacks that the program refers to",
      },
      pack: { type: "string", value: "DIR", about: "policy pack to judge with (default: Bulkhead's own)" },
      timeout: {
        type: "string",
        value: "SECONDS",
        about: "silence after which the program counts as hung (default: 60)",
      },
      fresh: { type: "boolean", about: "start new processes for every stack instead of keeping them warm" },
    },
    notes: [
      "Needs no Pulumi CLI, no AWS account, no passphrase and no network. Encrypted configuration is never decrypted:",
      "every `secure:` value is replaced by a random stand-in, and where that turns up outside a secret, the key leaks.",
      "",
      "Exit code: 0 passed, 1 refused, 2 could not judge.",
    ],
    run: async (values) => (await import("./check.js")).check(values),
  },
  scan: {
    about: "Find exchange keys, wallets and tokens in files, whatever they are called or wrapped in",
    usage: "bulkhead scan [FLAGS] PATH…",
    operands: true,
    flags: {
      format: { type: "string", value: "FORMAT", about: "human (default), json, sarif or github (docs/scan.md)" },
      json: { type: "boolean", about: "the same as --format json" },
      "no-ignore": { type: "boolean", about: "look at files that .gitignore leaves out, too" },
      low: { type: "boolean", about: "list findings of low severity, too: public halves, known development keys" },
      baseline: {
        type: "string",
        value: "FILE",
        about: "known findings to let stand (default: .bulkhead-baseline.json, if it is there)",
      },
      "no-baseline": { type: "boolean", about: "let nothing stand, not even what .bulkhead-baseline.json knows" },
      "write-baseline": { type: "boolean", about: "write what is found to the baseline; needs --reason" },
      reason: { type: "string", value: "TEXT", about: "why what --write-baseline adds may stand" },
      jobs: { type: "string", value: "N", about: "threads (default: one per processor, at most 8)" },
    },
    notes: [
      "A PATH is a file, a folder or - for standard input. A comment on the line of a finding or on the line before it allows",
      "it, if it says why: bulkhead:allow DETECTOR -- REASON. No value is ever printed, nor a part of one.",
      "",
      "Exit code: 0 nothing above low, 1 findings above low, 2 bad input or something could not be scanned in full.",
    ],
    run: async (values) => (await import("./scan.js")).scan(values),
  },
  sandbox: {
    about: "Try the ways out of a bot's host, on that host",
    usage: "bulkhead sandbox verify --stack NAME [FLAGS]",
    operands: true,
    flags: {
      stack: { type: "string", value: "NAME", about: "stack whose host to try" },
      program: { type: "string", value: "DIR", about: "folder with Pulumi.yaml (default: the current folder)" },
      report: { type: "string", value: "FILE", about: "where the report goes (default: bulkhead-sandbox-NAME.json)" },
      connections: { type: "string", value: "N", about: "attempts of each way that must be refused (default: 1)" },
      timeout: { type: "string", value: "SECONDS", about: "how long the host may take (default: 900)" },
    },
    notes: [
      "Sends the hosts that must not be reached to the bot's host by Run Command of Systems Manager, where a script tries them",
      "under each uid, and writes its report. Takes the AWS credentials that are in use here (docs/sandbox.md).",
      "",
      "Exit code: 0 the sandbox holds, 1 it does not, 2 it could not be tried.",
    ],
    run: async (values) => (await import("./sandbox-verify.js")).sandbox(values),
  },
  artifact: {
    about: "Upload what a bot is to run, and pin its digest in the stack file",
    usage: "bulkhead artifact push PATH|IMAGE --stack NAME [FLAGS]",
    operands: true,
    flags: {
      stack: { type: "string", value: "NAME", about: "stack whose bot is to run it" },
      program: { type: "string", value: "DIR", about: "folder with Pulumi.yaml (default: the current folder)" },
      bucket: {
        type: "string",
        value: "NAME",
        about: "bucket to push to (default: the stack's output artifactBucket)",
      },
      repository: {
        type: "string",
        value: "ADDRESS",
        about: "ECR repository to push to (default: the stack's output artifactRepository)",
      },
    },
    notes: [
      "A PATH is a tar archive, or a folder that one is made of. An IMAGE is one that Docker has here. Takes the AWS credentials",
      "that are in use here; they have to be of a deployer of the stack (docs/host.md).",
      "",
      "Exit code: 0, or 2 where nothing was pushed; the stack file is then as it was.",
    ],
    run: async (values) => (await import("./artifact-push.js")).artifact(values),
  },
  explain: {
    about: "Say what a policy is for, what satisfies it, and how it is set or waived",
    usage: "bulkhead explain [POLICY]",
    operands: true,
    flags: {},
    notes: [
      "Without a POLICY lists all of them, with the level that the pack gives them.",
      "",
      "Exit code: 0, or 2 for a policy that does not exist.",
    ],
    run: async (values) => (await import("./explain.js")).explain(values),
  },
};

/** Runs the command line; sets the exit code of the process. */
export function run(args: readonly string[]): void {
  dispatch(args).then(
    (code) => {
      process.exitCode = code;
    },
    (error: unknown) => {
      process.exitCode = 2;
      if (error instanceof UserError) {
        process.stderr.write(`error: ${error.message}\n`);
        return;
      }
      const detail = error instanceof Error ? (error.stack ?? error.message) : String(error);
      process.stderr.write(`error: Bulkhead itself failed; nothing was judged. Please report this.\n${detail}\n`);
    },
  );
}

async function dispatch(args: readonly string[]): Promise<number> {
  const [name, ...rest] = args;
  if (name === undefined) {
    process.stderr.write(help());
    return 2;
  }
  if (name === "--help" || name === "-h" || name === "help") {
    const about = name === "help" && rest[0] !== undefined ? subcommandHelp(rest[0]) : help();
    process.stdout.write(about);
    return 0;
  }
  if (name === "--version" || name === "-v") {
    process.stdout.write(`${await version()}\n`);
    return 0;
  }
  const subcommand = find(name);
  if (rest.includes("--help") || rest.includes("-h")) {
    process.stdout.write(subcommandHelp(name));
    return 0;
  }
  return subcommand.run(parse(name, subcommand, rest));
}

function find(name: string): Subcommand {
  const subcommand = Object.hasOwn(subcommands, name) ? subcommands[name] : undefined;
  if (subcommand !== undefined) return subcommand;
  const known = Object.keys(subcommands);
  throw new UserError(
    `${shown(name)} is not a bulkhead command${suggestion(name, known)}. Commands: ${known.join(", ")}. See bulkhead --help.`,
  );
}

function parse(name: string, subcommand: Subcommand, args: readonly string[]): Values {
  const { flags } = subcommand;
  const options = Object.fromEntries(
    Object.entries(flags).map(([flag, { type, multiple }]) => [flag, { type, multiple: multiple ?? false }]),
  );
  const { tokens } = parseArgs({ args: [...args], options, strict: false, allowPositionals: true, tokens: true });
  for (const token of tokens) {
    if (token.kind === "positional") {
      if (subcommand.operands === true) continue;
      throw new UserError(`bulkhead ${name} takes no argument ${shown(token.value)}. See bulkhead ${name} --help.`);
    }
    if (token.kind !== "option") continue;
    const flag = Object.hasOwn(flags, token.name) ? flags[token.name] : undefined;
    if (flag === undefined) {
      const known = Object.keys(flags).map((each) => `--${each}`);
      throw new UserError(
        `${shown(token.rawName)} is not a flag of bulkhead ${name}${suggestion(`--${token.name}`, known)}. See bulkhead ${name} --help.`,
      );
    }
    if (flag.type === "string" && (token.value === undefined || token.value === "" || token.value.startsWith("--"))) {
      throw new UserError(`--${token.name} needs a value: --${token.name} ${flag.value ?? "VALUE"}.`);
    }
    if (flag.type === "boolean" && token.value !== undefined) {
      throw new UserError(`--${token.name} takes no value.`);
    }
  }
  const parsed = parseArgs({ args: [...args], options, strict: true, allowPositionals: subcommand.operands === true });
  return subcommand.operands === true ? { ...parsed.values, operands: parsed.positionals } : parsed.values;
}

function help(): string {
  return [
    "Keeps every trading bot in a watertight compartment of its own.",
    "",
    "Usage: bulkhead COMMAND [FLAGS]",
    "",
    "Commands:",
    ...table(Object.entries(subcommands).map(([name, { about }]) => [name, about])),
    "",
    "bulkhead COMMAND --help tells more; bulkhead --version prints the version.",
    "",
  ].join("\n");
}

function subcommandHelp(name: string): string {
  const { about, usage, flags, notes } = find(name);
  const rows = Object.entries(flags).map(([flag, { value, about: text }]): [string, string] => [
    `--${flag}${value === undefined ? "" : ` ${value}`}`,
    text,
  ]);
  const listed = rows.length === 0 ? [] : ["Flags:", ...table(rows), ""];
  return [`${about}.`, "", `Usage: ${usage}`, "", ...listed, ...notes, ""].join("\n");
}

function table(rows: readonly (readonly [string, string])[]): string[] {
  const width = Math.max(...rows.map(([left]) => left.length));
  return rows.map(([left, right]) => `  ${left.padEnd(width)}  ${right}`);
}

function suggestion(word: string, known: readonly string[]): string {
  const best = nearest(word, known);
  return best === undefined ? "" : ` (did you mean ${best}?)`;
}

/** An argument as a message may show it: on one line and short. */
function shown(text: string): string {
  // eslint-disable-next-line no-control-regex
  return JSON.stringify(text.replace(/[\u0000-\u001f\u007f-\u009f]/gu, "\ufffd").slice(0, 60));
}

async function version(): Promise<string> {
  const { readFile } = await import("node:fs/promises");
  // ops/ in the sources, dist/ops/ when compiled.
  for (const up of ["..", "../.."]) {
    const text = await readFile(`${__dirname}/${up}/package.json`, "utf8").catch(() => undefined);
    if (text !== undefined) return String((JSON.parse(text) as { version?: unknown }).version);
  }
  return "unknown";
}
