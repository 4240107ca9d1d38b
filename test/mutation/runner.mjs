// Runs the tests of a room for Stryker within one process. A mutant costs the time to load our own modules, afresh but compiled before,
// and that of its room's tests until one fails. Jest would start anew for each mutant, which takes a hundred times as long.
import { buildSync } from "esbuild";
import { expect } from "expect";
import { readdirSync, realpathSync } from "node:fs";
import Module, { createRequire } from "node:module";
import { basename, dirname, join, relative } from "node:path";
import { format } from "node:util";
import { Script } from "node:vm";
import { Rooms, folders, source } from "./areas.mjs";

// The policy pack listens at its methods: each load has to find them as the SDK made them.
const listenedAt = "/analyzer_grpc_pb.js";
// A mutant that is reached so many times as often as while nothing was changed runs in circles.
const mostTimes = 20;
// Stryker's own limit is a hundred times as many.
const strykersTimes = 100;
const leastLimit = 10_000;

class Runner {
  static inject = [];
  #root = realpathSync(process.cwd());
  #require = createRequire(join(this.#root, "package.json"));
  #rooms = new Rooms(this.#root);
  #tests = [];
  #state = (globalThis.__stryker__ ??= {});
  /** By each of our modules, those that it loads. */
  #imports = new Map();
  /** By the ids of tests, how long each took when nothing stopped it, in milliseconds. */
  #took = new Map();

  capabilities() {
    return { reloadEnvironment: true };
  }

  init() {
    const sources = folders.flatMap((folder) =>
      readdirSync(join(this.#root, folder), { recursive: true })
        .filter((file) => file.endsWith(".ts"))
        .map((file) => join(this.#root, folder, file)),
    );
    const built = buildSync({
      absWorkingDir: this.#root,
      entryPoints: sources,
      outbase: this.#root,
      outdir: this.#root,
      format: "cjs",
      platform: "node",
      supported: { "dynamic-import": false },
      write: false,
      logLevel: "error",
    });
    const compiled = built.outputFiles.map(({ path, text }) => [path.replace(/\.js$/, ".ts"), text]);
    const scripts = new Map(compiled.map(([file, text]) => [file, new Script(Module.wrap(text), { filename: file })]));
    for (const [file, text] of compiled) {
      const named = Array.from(text.matchAll(/require\("(\.{1,2}\/[^"]+)"\)/g), ([, to]) => join(dirname(file), to));
      this.#imports.set(
        file,
        named.map((to) => (scripts.has(`${to}.ts`) ? `${to}.ts` : join(to, "index.ts"))),
      );
    }
    Module._extensions[".ts"] = (module, file) => {
      const script = scripts.get(file);
      if (script === undefined) throw new Error(`${file} is not in ${folders.join(" or ")}.`);
      script.runInThisContext()(module.exports, createRequire(file), module, file, dirname(file));
    };
    // What a property is broken by does not have to be the shortest example.
    this.#require("fast-check").configureGlobal({ endOnFailure: true });
    Object.assign(globalThis, this.#globals());
  }

  // The part of Jest's globals that these tests use.
  #globals() {
    let scope = { path: [], before: [], after: [] };
    const seen = new Map();
    const test = (title, run) => {
      const name = [...scope.path, title].join(" ");
      const times = seen.get(name) ?? 0;
      seen.set(name, times + 1);
      const { before, after } = scope;
      const hooked = async () => {
        try {
          for (const hook of before) await hook();
          await run();
        } finally {
          for (const hook of after) await hook();
        }
      };
      this.#tests.push({
        id: times === 0 ? name : `${name} (${times + 1})`,
        run: before.length + after.length === 0 ? run : hooked,
      });
    };
    const describe = (title, body) => {
      const outer = scope;
      scope = { path: [...outer.path, title], before: [...outer.before], after: [...outer.after] };
      try {
        body();
      } finally {
        scope = outer;
      }
    };
    const each = (call) => (rows) => (title, body) => {
      for (const row of rows) {
        const values = Array.isArray(row) ? row : [row];
        call(format(title, ...values.map((value) => (typeof value === "object" ? "…" : value))), () => body(...values));
      }
    };
    test.each = each(test);
    describe.each = each(describe);
    this.forget = () => {
      this.#tests = [];
      scope = { path: [], before: [], after: [] };
      seen.clear();
    };
    return {
      describe,
      test,
      it: test,
      expect,
      beforeEach: (hook) => scope.before.push(hook),
      afterEach: (hook) => scope.after.unshift(hook),
    };
  }

  /** Whether a file of tests comes to load a module. One that does not can't find out what is changed there. */
  #loads(test, module) {
    const seen = new Set([test]);
    // The set grows while it is walked.
    for (const file of seen) for (const one of this.#imports.get(file) ?? []) seen.add(one);
    return seen.has(module);
  }

  // The code and its tests anew: what they remember of a mutant must not meet the next. Samples know nothing of the code and stay.
  #load(files) {
    this.forget();
    for (const file of Object.keys(this.#require.cache)) {
      const ours = file.startsWith(`${this.#root}/`) && !/\/(?:generate|node_modules)\//.test(file);
      if (ours || file.endsWith(listenedAt)) delete this.#require.cache[file];
    }
    for (const file of files) this.#require(join(this.#root, file));
    return this.#tests;
  }

  async dryRun() {
    const rooms = process.env.BULKHEAD_MUTATED_ROOMS.split(",");
    const files = rooms.flatMap((room) => this.#rooms.tests(room));
    this.#state.activeMutant = undefined;
    this.#state.mutantCoverage = { static: {}, perTest: {} };
    this.#state.currentTestId = undefined;
    const tests = [];
    for (const { id, run } of this.#load(files)) {
      this.#state.currentTestId = id;
      const begin = performance.now();
      let failure;
      try {
        await run();
      } catch (error) {
        failure = String(error?.message ?? error);
      }
      const timeSpentMs = Math.ceil(performance.now() - begin);
      tests.push(
        failure === undefined
          ? { id, name: id, timeSpentMs, status: 0 }
          : { id, name: id, timeSpentMs, status: 1, failureMessage: failure },
      );
    }
    this.#state.currentTestId = undefined;
    const { mutantCoverage } = this.#state;
    // A mutant's tests run in another order: they must pass in any, or they would find out what is not there.
    for (const { id, run } of this.#load(files).reverse()) {
      try {
        await run();
      } catch (error) {
        const test = tests.find((one) => one.id === id);
        Object.assign(test, { status: 1, failureMessage: `In another order: ${String(error?.message ?? error)}` });
      }
    }
    return { status: "complete", tests, mutantCoverage };
  }

  async mutantRun({ activeMutant, sandboxFileName, testFilter, hitLimit = 0 }) {
    this.#state.mutantCoverage = { static: {}, perTest: {} };
    const mostHits = Math.max(leastLimit, (hitLimit / strykersTimes) * mostTimes);
    this.#state.hitLimit = mostHits;
    this.#state.hitCount = 0;
    this.#state.activeMutant = activeMutant.id;
    let nrOfTests = 0;
    let killed;
    try {
      const changed = realpathSync(sandboxFileName);
      const room = this.#rooms.of(relative(join(this.#root, source), changed));
      const files = this.#rooms.tests(room).filter((file) => this.#loads(join(this.#root, file), changed));
      // What was reached while nothing was changed comes first, and before it the tests that are called as the file is. The others follow:
      // of what is made once and kept, a table or a list of words, only the first test that needed it is known. Of equals, quick ones first.
      const reaching = new Set(testFilter);
      const own = basename(sandboxFileName, ".ts");
      const rank = ({ id }) => Number(id.includes(own)) * 2 + Number(reaching.has(id));
      const took = ({ id }) => this.#took.get(id) ?? 0;
      const tests = this.#load(files).sort((one, other) => rank(other) - rank(one) || took(one) - took(other));
      for (const { id, run } of tests) {
        nrOfTests++;
        const begin = performance.now();
        try {
          await run();
          this.#took.set(id, performance.now() - begin);
        } catch (error) {
          killed = { status: "killed", killedBy: [id], failureMessage: String(error?.message ?? error), nrOfTests };
          break;
        }
      }
    } catch (error) {
      killed = { status: "error", errorMessage: String(error?.stack ?? error) };
    } finally {
      this.#state.activeMutant = undefined;
    }
    if (this.#state.hitCount > mostHits) {
      return { status: "timeout", reason: `The mutant was reached more than ${mostHits} times.` };
    }
    return killed ?? { status: "survived", nrOfTests };
  }
}

// What a policy says to people: docs/policies/ repeats it word by word, and a test of the pages holds it there.
const prose = new Set(["description", "rationale", "example", "remediationSteps", "url", "tags", "severity"]);

class Prose {
  static inject = [];
  shouldIgnore(path) {
    const isMetadata = path.isObjectProperty() && path.parentPath.parentPath?.isCallExpression();
    return isMetadata && prose.has(path.node.key.name) ? "text for people" : undefined;
  }
}

export const strykerPlugins = [
  { kind: "TestRunner", name: "room", injectableClass: Runner },
  { kind: "Ignore", name: "prose", injectableClass: Prose },
];
