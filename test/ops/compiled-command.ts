import { execFile, spawn, type ChildProcess } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { buildSync } from "esbuild";

/** What a run of the command came to. */
export interface Outcome {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** The `bulkhead` command compiled from the sources as they are, in a folder of its own, run as a process. */
export class CompiledCommand {
  readonly #folder = mkdtempSync(join(tmpdir(), "bulkhead-command-"));

  constructor() {
    const root = resolve(__dirname, "../..");
    const sources = ["ops", "policies", "exchanges"].flatMap((room) =>
      readdirSync(join(root, room), { recursive: true, encoding: "utf8" })
        .filter((file) => file.endsWith(".ts") && !file.includes("dist/"))
        .map((file) => join(root, room, file)),
    );
    buildSync({
      entryPoints: sources,
      outbase: root,
      outdir: this.#folder,
      format: "cjs",
      platform: "node",
      target: "node20",
    });
    symlinkSync(join(root, "node_modules"), join(this.#folder, "node_modules"));
    writeFileSync(join(this.#folder, "package.json"), '{ "version": "0.0.0" }');
  }

  /** Runs `bulkhead ARGS` in a folder, in this environment and what `environment` adds to it, started by `within`. */
  run(
    cwd: string,
    args: readonly string[],
    input?: string | Buffer,
    environment: Readonly<Record<string, string>> = {},
    within: readonly string[] = [],
  ): Promise<Outcome> {
    const [program = "", ...words] = [...within, process.execPath, this.#entry, ...args];
    return new Promise((done) => {
      const child = execFile(
        program,
        words,
        { cwd, maxBuffer: 1 << 28, timeout: 120_000, env: { ...process.env, ...environment } },
        (_error, stdout, stderr) => {
          done({ code: child.exitCode, stdout, stderr });
        },
      );
      child.stdin?.end(input);
    });
  }

  /** Starts `bulkhead ARGS` without waiting for it; its standard input stays open. */
  start(cwd: string, args: readonly string[]): ChildProcess {
    return spawn(process.execPath, [this.#entry, ...args], { cwd, stdio: "pipe" });
  }

  remove(): void {
    rmSync(this.#folder, { recursive: true, force: true });
  }

  get #entry(): string {
    return join(this.#folder, "ops/bulkhead.js");
  }
}
