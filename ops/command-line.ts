import { parseArgs } from "node:util";
import { nearest } from "./nearest";
import { groups, type Subcommand } from "./subcommand";
import { artifact } from "./subcommands/artifact";
import { audit } from "./subcommands/audit";
import { bootstrap } from "./subcommands/bootstrap";
import { check } from "./subcommands/check";
import { contain } from "./subcommands/contain";
import { cost } from "./subcommands/cost";
import { doctor } from "./subcommands/doctor";
import { drill } from "./subcommands/drill";
import { explain } from "./subcommands/explain";
import { fleet } from "./subcommands/fleet";
import { newCommand } from "./subcommands/new";
import { permissions } from "./subcommands/permissions";
import { release } from "./subcommands/release";
import { retire } from "./subcommands/retire";
import { review } from "./subcommands/review";
import { rotate } from "./subcommands/rotate";
import { sandbox } from "./subcommands/sandbox";
import { scan } from "./subcommands/scan";
import { secret } from "./subcommands/secret";
import { watch } from "./subcommands/watch";
import { quoted, UserError } from "./user-error";
import type { Values } from "./values";

/** The subcommands, in the order of the help. */
const subcommands: Readonly<Record<string, Subcommand>> = {
  check,
  scan,
  explain,
  sandbox,
  bootstrap,
  new: newCommand,
  artifact,
  cost,
  permissions,
  secret,
  doctor,
  audit,
  rotate,
  fleet,
  watch,
  contain,
  release,
  drill,
  review,
  retire,
};

/** Runs the command line; sets the exit code of the process. */
export function run(args: readonly string[]): void {
  let isDone = false;
  // Nothing is left that could go on, and no answer was given.
  process.on("beforeExit", () => {
    if (isDone) return;
    isDone = true;
    process.stderr.write("error: Bulkhead ended before its work was done, and nothing it had begun counts as done.\n");
    process.exitCode = 2;
  });
  process.stdout.on("error", (error: NodeJS.ErrnoException) => {
    // Whoever reads the output may stop reading it, as head does.
    if (error.code === "EPIPE") return;
    process.stderr.write(`error: The output can't be written: ${error.code ?? "unknown error"}.\n`);
    process.exit(2);
  });
  dispatch(args).then(
    (code) => {
      isDone = true;
      process.exitCode = code;
    },
    (error: unknown) => {
      isDone = true;
      process.exitCode = 2;
      if (error instanceof UserError) {
        process.stderr.write(`error: ${error.message}\n`);
        return;
      }
      const detail = error instanceof Error ? (error.stack ?? error.message) : String(error);
      process.stderr.write(
        `error: Bulkhead itself failed, and nothing it had begun counts as done. Please report this.\n${detail}\n`,
      );
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
    `${quoted(name)} is not a bulkhead command${suggestion(name, known)}. Commands: ${known.join(", ")}. See bulkhead --help.`,
  );
}

function parse(name: string, subcommand: Subcommand, args: readonly string[]): Values {
  const { flags } = subcommand;
  const options = Object.fromEntries(
    Object.entries(flags).map(([flag, { type, multiple }]) => [flag, { type, multiple: multiple ?? false }]),
  );
  const { tokens } = parseArgs({ args: [...args], options, strict: false, allowPositionals: true, tokens: true });
  const given = new Set<string>();
  for (const token of tokens) {
    if (token.kind === "positional") {
      if (subcommand.operands === true) continue;
      throw new UserError(`bulkhead ${name} takes no argument ${quoted(token.value)}. See bulkhead ${name} --help.`);
    }
    if (token.kind !== "option") continue;
    const flag = Object.hasOwn(flags, token.name) ? flags[token.name] : undefined;
    if (flag === undefined) {
      const known = Object.keys(flags).map((each) => `--${each}`);
      throw new UserError(
        `${quoted(token.rawName)} is not a flag of bulkhead ${name}${suggestion(`--${token.name}`, known)}. See bulkhead ${name} --help.`,
      );
    }
    if (flag.type === "string" && (token.value === undefined || token.value === "" || token.value.startsWith("--"))) {
      throw new UserError(`--${token.name} needs a value: --${token.name} ${flag.value ?? "VALUE"}.`);
    }
    if (flag.type === "string" && token.inlineValue === false && /^-./u.test(token.value)) {
      throw new UserError(
        `--${token.name} needs a value; one that begins with - is joined by an equals sign: --${token.name}=${flag.value ?? "VALUE"}.`,
      );
    }
    if (flag.type === "string" && flag.multiple !== true && given.has(token.name)) {
      throw new UserError(`--${token.name} is given twice; bulkhead ${name} takes it once.`);
    }
    given.add(token.name);
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
    ...Object.entries(groups).flatMap(([group, title]) => grouped(group, title)),
    "bulkhead COMMAND --help tells more; bulkhead --version prints the version.",
    "",
  ].join("\n");
}

function grouped(group: string, title: string): string[] {
  const width = Math.max(...Object.keys(subcommands).map((name) => name.length));
  const rows = Object.entries(subcommands).filter(([, subcommand]) => subcommand.group === group);
  return rows.length === 0
    ? []
    : [`${title}:`, ...rows.map(([name, { about }]) => `  ${name.padEnd(width)}  ${about}`), ""];
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

async function version(): Promise<string> {
  const { readFile } = await import("node:fs/promises");
  // ops/ in the sources, dist/ops/ when compiled.
  for (const up of ["..", "../.."]) {
    const text = await readFile(`${__dirname}/${up}/package.json`, "utf8").catch(() => undefined);
    if (text !== undefined) return String((JSON.parse(text) as { version?: unknown }).version);
  }
  return "unknown";
}
