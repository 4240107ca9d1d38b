import { spawn, spawnSync } from "node:child_process";
import { existsSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { madeUp } from "../policies/samples";
import { build, folderWith, packOf, project, run, type Built, type Ran } from "./command";

jest.setTimeout(60_000);

let built: Built;
let pack: string;
const folders: string[] = [];

beforeAll(() => {
  built = build();
  pack = packOf(`{ name: "nothing", description: "Nothing.", validateResource: () => undefined }`);
  folders.push(pack);
});
afterAll(() => {
  built.remove();
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

/** Runs `bulkhead check` in a folder. */
function check(folder: string, ...flags: string[]): Promise<Ran> {
  return checkUnder(pack, folder, ...flags);
}

function checkUnder(packFolder: string, folder: string, ...flags: string[]): Promise<Ran> {
  folders.push(folder);
  return run(built.bulkhead, ["check", "--program", folder, "--pack", packFolder, ...flags]);
}

/** One clear error: exit 2, nothing on stdout, no stack trace of ours, and every part of the message. */
function refuses(ran: Ran, ...parts: readonly string[]): void {
  expect(ran).toMatchObject({ code: 2, stdout: "" });
  expect(ran.stderr).toMatch(/^error: /u);
  expect(ran.stderr).not.toMatch(/\n\s+at .*ops\/|Bulkhead itself failed/u);
  for (const part of parts) expect(ran.stderr).toContain(part);
}

const stackFile = (text: string): Record<string, string> => ({ "Pulumi.dev.yaml": text });

describe("the command line", () => {
  it.each<[string[], string[]]>([
    [["chek"], ['"chek" is not a bulkhead command (did you mean check?)']],
    [
      ["check", "--stak", "x"],
      ["--stak", "did you mean --stack?"],
    ],
    [["check", "--stack"], ["--stack needs a value"]],
    [["check", "--stack", "--json"], ["--stack needs a value"]],
    [
      ["check", "--timeout", "-3"],
      ["--timeout needs a value", "--timeout=SECONDS"],
    ],
    [["check", "--timeout=-3"], ["--timeout takes a number of seconds above 0"]],
    [
      ["rotate", "--stack", "-x"],
      ["--stack needs a value", "--stack=NAME"],
    ],
    [["check", "--json=yes"], ["--json takes no value"]],
    [["check", "here"], ['no argument "here"']],
    [
      ["check", "--timeout", "soon"],
      ["--timeout takes a number of seconds", '"soon"'],
    ],
    [
      ["check", "--format", "json", "--format=html"],
      ["--format is given twice", "bulkhead check takes it once"],
    ],
  ])("%j is refused", async (args, parts) => {
    refuses(await run(built.bulkhead, args), ...parts);
  });

  it("without a command shows the help and exits with 2", async () => {
    expect(await run(built.bulkhead, [])).toMatchObject({
      code: 2,
      stderr: expect.stringContaining("Usage: bulkhead COMMAND") as unknown,
    });
  });

  it.each([["--help"], ["help"], ["check", "--help"], ["help", "check"]])(
    "helps when asked by %s %s",
    async (...args) => {
      const words = args.filter((arg): arg is string => typeof arg === "string");
      expect(await run(built.bulkhead, words)).toMatchObject({
        code: 0,
        stdout: expect.stringContaining("Usage: bulkhead") as unknown,
        stderr: "",
      });
    },
  );
});

describe("a flag's value is judged before AWS is asked", () => {
  const bot = `config:
  aws:region: eu-west-1
  bulkhead:bot: dev
  bulkhead:exchange: binance
  bulkhead:network: testnet
`;
  it.each<[string[], string]>([
    [["secret", "put", "--fd", "0", "--command", "x"], "Give either --fd or --command, not both."],
    [["secret", "put", "--fd", "sesame"], "--fd takes the number of an open file descriptor"],
    [["secret", "put", "--kind", "rsa4"], '--kind is one of ed25519, rsa, hmac for Binance spot; found "rsa4".'],
    [["rotate", "--fd", "1"], "--fd takes the number of an open file descriptor"],
    [["rotate", "--sub-account", "a"], "--sub-account needs --operator-stack NAME"],
    [["rotate", "--operator-stack", "nowhere"], "Pulumi.nowhere.yaml"],
    [["contain", "--operator-stack", "nowhere"], "Pulumi.nowhere.yaml"],
    [
      ["rotate", "--operator-stack", "master"],
      "The operator stack master is for bybit's testnet, and dev for binance's testnet",
    ],
    [["contain", "--region", "eu-west-1"], "bulkhead contain --stack takes no --region."],
    [
      ["contain", "--region", "Dublin"],
      '--region takes the code of a region of AWS, such as eu-west-1; found "Dublin".',
    ],
    [["watch", "--hours", "x"], '--hours takes a whole number from 1 to 720; found "x".'],
    [["watch", "--every", "0"], '--every takes a whole number from 10 to 86400; found "0".'],
    [
      ["review", "--since", "yesterday"],
      '--since takes a time in UTC, such as 2026-11-28 or 2026-11-28T09:30Z; found "yesterday".',
    ],
    [["audit", "--format", "pdf"], "--format is one of"],
  ])("%j", async (args, message) => {
    const master = bot.replaceAll("dev", "master").replace("binance", "bybit");
    const folder = project("", { ...stackFile(bot), "Pulumi.master.yaml": `${master}  bulkhead:kind: operator\n` });
    folders.push(folder);
    const ran = await run(built.bulkhead, [...args, "--stack", "dev", "--program", folder], {
      env: { AWS_ENDPOINT_URL: "http://127.0.0.1:9" },
    });
    refuses(ran, message);
    expect(ran.stderr).not.toContain("sesame");
  });
});

it.each([["check"], ["explain"], ["scan --json -"]])("an output of %s that can't be written is an error", (words) => {
  const folder = project("");
  folders.push(folder);
  const command = `node "${built.bulkhead}" ${words} < /dev/null > /dev/full`;
  const { status, stderr } = spawnSync("bash", ["-c", command], { cwd: folder, encoding: "utf8" });
  expect([status, stderr.split("\n").filter((line) => line !== "")]).toEqual([
    2,
    ["error: The output can't be written: ENOSPC."],
  ]);
});

it.each([
  ["SIGINT", 130],
  ["SIGTERM", 143],
  ["SIGHUP", 129],
] as const)("a check that %s ends says nothing, and ends with %i", async (signal, code) => {
  const folder = project('console.log("begun"); setTimeout(() => undefined, 60_000);');
  folders.push(folder);
  const child = spawn("node", [built.bulkhead, "check", "--program", folder, "--pack", pack]);
  let said = "";
  child.stdout.on("data", (text: Buffer) => (said += text.toString()));
  child.stderr.on("data", (text: Buffer) => (said += text.toString()));
  const timer = setTimeout(() => child.kill(signal), 1_500);
  const ended = await new Promise((resolve) => child.on("close", resolve));
  clearTimeout(timer);
  expect([ended, said]).toEqual([code, ""]);
});

it("a check that is killed outright leaves no process behind", async () => {
  const folder = project(
    'require("fs").writeFileSync("pid", String(process.pid)); setTimeout(() => undefined, 60_000);',
  );
  folders.push(folder);
  const child = spawn("node", [built.bulkhead, "check", "--program", folder, "--pack", pack], { stdio: "ignore" });
  const isAlive = (pid: number): boolean => {
    try {
      return process.kill(pid, 0);
    } catch {
      return false;
    }
  };
  const until = async (holds: () => boolean): Promise<void> => {
    for (let look = 0; look < 100 && !holds(); look++) await pause(100);
  };
  await until(() => existsSync(join(folder, "pid")));
  const pid = Number(readFileSync(join(folder, "pid"), "utf8"));
  expect(isAlive(pid)).toBe(true);
  child.kill("SIGKILL");
  await until(() => !isAlive(pid));
  expect(isAlive(pid)).toBe(false);
});

it("an audit of all stacks names each stack file that can't be read", async () => {
  const folder = project(
    "",
    stackFile("config:\n  aws:region: eu-west-1\n  bulkhead:exchange: binanse\n  bulkhead:network: testnet\n"),
  );
  folders.push(folder);
  refuses(
    await run(built.bulkhead, ["audit", "--all", "--program", folder]),
    "has no stack that holds an exchange key.",
    'Pulumi.dev.yaml: bulkhead:exchange is "binanse", no exchange that Bulkhead knows (did you mean binance?)',
  );
});

it("a stack file that links to itself is told as what it is", async () => {
  const folder = project("");
  rmSync(join(folder, "Pulumi.dev.yaml"));
  symlinkSync("Pulumi.dev.yaml", join(folder, "Pulumi.dev.yaml"));
  refuses(await check(folder, "--stack", "dev"), "Pulumi.dev.yaml is a symbolic link that leads nowhere.");
});

it("a pipe in a stack file's place is no file", async () => {
  const folder = project("");
  rmSync(join(folder, "Pulumi.dev.yaml"));
  spawnSync("mkfifo", [join(folder, "Pulumi.dev.yaml")]);
  refuses(await check(folder), "Pulumi.dev.yaml can't be read: it is no regular file.");
});

describe("a project that can't be read", () => {
  it("is no folder", async () => {
    refuses(await check("/nowhere/at/all"), "/nowhere/at/all is not a folder", "--program DIR");
  });
  it("has no Pulumi.yaml", async () => {
    refuses(await check(folderWith({ "package.json": "{}" })), "holds no Pulumi.yaml");
  });
  it("has no package.json", async () => {
    refuses(
      await check(folderWith({ "Pulumi.yaml": "name: a\nruntime: nodejs\n" })),
      "has no package.json",
      "npm init",
    );
  });
  it("is written in another language", async () => {
    refuses(
      await check(project("", { "Pulumi.yaml": "name: a\nruntime: python\n" })),
      "Pulumi.yaml:2",
      "python",
      "nodejs programs only",
    );
  });
  it("names no language", async () => {
    refuses(await check(project("", { "Pulumi.yaml": "name: a\n" })), "Pulumi.yaml:1", "runtime is expected: nodejs");
  });
  it("has a file of other stacks' outputs that is not there", async () => {
    refuses(await check(project(""), "--outputs", "/nowhere"), "--outputs: /nowhere can't be read", "JSON file");
  });
  it("has no stack file", async () => {
    const folder = project("");
    rmSync(join(folder, "Pulumi.dev.yaml"));
    refuses(await check(folder), "holds no stack file", "pulumi stack init");
  });
  it("has no such stack", async () => {
    refuses(await check(project(""), "--stack", "dew"), "Pulumi.dew.yaml does not exist", "Did you mean dev?");
  });
  it("has several stacks and none is named", async () => {
    refuses(await check(project("", { "Pulumi.prod.yaml": "config: {}\n" })), "2 stacks: dev, prod", "--all");
  });
});

describe("a stack file that can't be read", () => {
  it.each<[string, string, string]>([
    ["does not parse", "config:\n  a: [1\n", "Pulumi.dev.yaml:3: it is not valid YAML"],
    ["is indented by tabs", "config:\n\ta: 1\n", "Pulumi.dev.yaml:2: a tab indents"],
    ["has a key twice", "config:\n  trial:a: 1\n  trial:a: 2\n", "Pulumi.dev.yaml:3: a key stands twice"],
    ["has a tag", "config:\n  trial:a: !!binary eA==\n", "Pulumi.dev.yaml:2: !!binary is not read"],
    ["has an anchor", "config:\n  trial:a: &x 1\n  trial:b: *x\n", "Pulumi.dev.yaml:2: anchors are not read"],
    ["holds a NUL", "config:\n  trial:a: x\0y\n", "Pulumi.dev.yaml:2: a NUL character stands there"],
    ["says a NUL", 'config:\n  trial:a: "x\\0y"\n', "Pulumi.dev.yaml:2: a NUL character stands in it"],
    [
      "is longer than a process is handed",
      `config:\n  trial:b: x\n  trial:a: ${"x".repeat(131_072)}\n`,
      'Pulumi.dev.yaml:3: the configuration is 129 KiB long, and a program is handed 128 KiB at most. "trial:a" is the longest value',
    ],
    [
      "has a number as secure value",
      "config:\n  trial:a:\n    secure: 12\n",
      "Pulumi.dev.yaml:3: trial:a: secure: a string is expected",
    ],
    ["has a map as secure value", "config:\n  trial:a:\n    secure: {x: y}\n", "secure: a string is expected"],
    ["has a list as configuration", "config:\n  - a\n", "config: a map is expected"],
    ["uses an environment", "environment:\n  - prod\n", "Pulumi ESC environments can't be opened offline"],
  ])("%s", async (_, text, part) => {
    refuses(await check(project("", stackFile(text))), part);
  });

  it("is encoded in UTF-16", async () => {
    const folder = project("");
    writeFileSync(join(folder, "Pulumi.dev.yaml"), Buffer.from("\ufeffconfig: {}\n", "utf16le"));
    refuses(await check(folder), "Pulumi.dev.yaml is encoded in UTF-16; save it as UTF-8");
  });

  it("lacks a value that Pulumi.yaml declares, or has one of another type", async () => {
    const yaml =
      "name: trial\nruntime: nodejs\nconfig:\n  size: {type: integer}\n  owner: {type: string}\n  fine: {default: 1}\n";
    const missing = project("", { "Pulumi.yaml": yaml });
    refuses(await check(missing), "missing configuration: owner (declared at", "size (declared at", "Pulumi.yaml:4");
    const mistyped = project("", {
      "Pulumi.yaml": yaml,
      ...stackFile("config:\n  trial:owner: me\n  trial:size: big\n"),
    });
    refuses(await check(mistyped), "Pulumi.dev.yaml:3: size must be of type integer");
  });

  it("has plain text where Pulumi.yaml declares a secret", async () => {
    const folder = project("", {
      "Pulumi.yaml": "name: trial\nruntime: nodejs\nconfig:\n  token: {type: string, secret: true}\n",
      ...stackFile("config:\n  trial:token: plain-text-value\n"),
    });
    const ran = await check(folder);
    refuses(ran, "Pulumi.dev.yaml:2: token must be encrypted", "pulumi config set --secret token");
    expect(ran.stderr).not.toContain("plain-text-value");
  });

  it("holds no secret of the key that --canary names", async () => {
    refuses(await check(project(""), "--canary", "token=hex"), "--canary names trial:token", "no `secure:` value");
  });
});

describe("a pack that can't judge", () => {
  it("is not built", async () => {
    const unbuilt = folderWith({
      "PulumiPolicy.yaml": "runtime: nodejs\n",
      "package.json": `{"main":"dist/index.js"}`,
    });
    folders.push(unbuilt);
    refuses(await checkUnder(unbuilt, project("")), "is not built", "npm run build");
  });
  it("does not start", async () => {
    const broken = folderWith({
      "PulumiPolicy.yaml": "runtime: nodejs\n",
      "package.json": `{"main":"index.js"}`,
      "index.js": `throw new Error("no pack today");`,
    });
    folders.push(broken);
    refuses(await checkUnder(broken, project("")), "The policy pack did not start", "no pack today");
  });
  it("fails over a resource", async () => {
    const throwing = packOf(
      `{ name: "throws", description: "Throws.", validateResource() { throw new Error("broken policy"); } }`,
    );
    folders.push(throwing);
    refuses(await checkUnder(throwing, project("")), "The policy pack failed in analyze", "broken policy");
  });
});

describe("a program that can't be judged", () => {
  it("throws", async () => {
    refuses(
      await check(project(`throw new Error("out of luck");`)),
      "Stack dev: the program failed",
      "out of luck",
      "index.js:3",
    );
  });
  it("stops with an error for its reader, which is shown as it is", async () => {
    const ran = await check(project(`throw new pulumi.RunError("bulkhead:exchange is nasdaq; allowed: binance");`));
    refuses(ran, "bulkhead:exchange is nasdaq; allowed: binance");
    expect(ran.stderr).not.toContain("    at ");
  });
  it("ends before it is done", async () => {
    refuses(
      await check(project(`new aws.sns.Topic("a");\nprocess.exit(0);`)),
      "the program ended before it was done",
      "process.exit()",
    );
  });
  it("ends by an exit code and says nothing", async () => {
    refuses(await check(project("process.exit(3);")), "it ended with exit code 3 and said nothing", "Throw an error");
  });
  it.each([
    ["rejects a promise without an error", "Promise.reject();", "rejected, or something thrown, without an error"],
    ["throws nothing", "throw null;", "rejected, or something thrown, without an error"],
    ["asks for a missing value", 'new pulumi.Config().require("x");', "\n    please set a value using the command"],
    ["asks for a missing package", 'require("@pulumi/nowhere");', "Cannot find module '@pulumi/nowhere'"],
    ["gives a resource no name", 'new aws.sns.Topic("");', "Missing resource name argument"],
    [
      "throws an error with properties and a cause",
      'throw Object.assign(new Error("out of luck", { cause: new Error("no wind") }), { code: "ELUCK", list: [[1]] });',
      "[cause]: Error: no wind",
    ],
  ])("%s", async (_, program, part) => {
    const ran = await check(project(program));
    refuses(ran, part);
    expect(ran.stderr).not.toMatch(/code:|list:|resource: undefined|requireStack|node_modules|^ {2}\}|\ufffd/mu);
  });
  it("says a plain value of the configuration whose name says that it is a secret", async () => {
    const value = madeUp("bad input", 20);
    const file = stackFile(
      `config:\n  trial:apiPass: ${value}\n  trial:mail:\n    password: tulip\n  trial:pin: "12"\n  trial:mode: paper\n`,
    );
    for (const [program, part] of [
      ['config.requireObject("apiPass")', "Configuration 'trial:apiPass' value '[secret]' is not a valid JSON object"],
      ['config.requireBoolean("pin")', "Configuration 'trial:pin' value '[secret]' is not"],
      [
        '{ throw new Error(config.require("apiPass") + " " + config.requireObject("mail").password) }',
        "Error: [secret] [secret]",
      ],
      ['config.requireObject("mode")', "Configuration 'trial:mode' value 'paper' is not a valid JSON object"],
    ] as const) {
      const ran = await check(project(`const config = new pulumi.Config();\n${program};`, file));
      refuses(ran, part);
      expect(ran.stderr).not.toContain(value);
    }
  });
  it("never ends", async () => {
    refuses(
      await check(project(`setInterval(() => undefined, 1000);`), "--timeout", "2"),
      "no sign of life for 2 s",
      "--timeout",
    );
  });
  it("never ends and keeps the processor busy", async () => {
    refuses(await check(project(`for (;;) ;`), "--timeout", "2"), "no sign of life for 2 s");
  });
  it("is given less time than the check itself takes to load", async () => {
    refuses(await check(project(`for (;;) ;`), "--timeout", "0.05"), "no sign of life for 0.05 s");
  });
  it("prints 100 MB and throws, without taking our memory", async () => {
    const folder = project(
      `const line = "x".repeat(1024 * 1024 - 1) + "\\n";\nfor (let i = 0; i < 100; i++) process.stdout.write(line);\nthrow new Error("after all that");`,
    );
    folders.push(folder);
    const ran = await run("--max-old-space-size=60", [built.bulkhead, "check", "--program", folder, "--pack", pack]);
    refuses(ran, "after all that");
    expect(ran.stderr.length).toBeLessThan(10_000);
  });
  it.each([
    ["a remote component", `new pulumi.ComponentResource("a:b:C", "c", {}, {}, true);`, "is a remote component"],
    ["a method of a remote component", `pulumi.runtime.call("a:b:C/m", {});`, "a method of a remote component"],
    ["a package without typings", `pulumi.runtime.invoke("nothing:index:f", {});`, "typings are not installed"],
    ["another stack's unknown outputs", `new pulumi.StackReference("org/base/prod");`, "--outputs FILE"],
    ["one name twice", `new aws.sns.Topic("a");\nnew aws.sns.Topic("a");`, "two resources of the same URN"],
  ])("uses %s", async (_, program, part) => {
    refuses(await check(project(program)), part);
  });
  it("does not compile", async () => {
    const folder = project("", { "package.json": `{"main":"index.ts"}`, "index.ts": "const a: = 1;\n" });
    refuses(await check(folder), "Unable to compile TypeScript", "index.ts");
  });
});
