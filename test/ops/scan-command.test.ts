import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { gzipSync } from "node:zlib";
import { CompiledCommand, type Outcome } from "./compiled-command";

interface Report {
  findings: { file: string; line: number; column: number; endColumn: number; detector: string; message: string }[];
  notFullyScanned: { file: string; reason: string }[];
}

const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

function secretOf(seed: string): string {
  const bytes = createHash("sha512").update(seed).digest();
  return Array.from(bytes, (byte) => alphabet[byte % alphabet.length]).join("");
}

const secret = secretOf("scan");
const leak = `BINANCE_API_SECRET=${secret}\n`;

let command: CompiledCommand;
let folder: string;

beforeAll(() => {
  command = new CompiledCommand();
});
afterAll(() => {
  command.remove();
});
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "bulkhead-scan-"));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

function write(files: Readonly<Record<string, string | Buffer>>): void {
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), content);
  }
}

async function scan(...args: string[]): Promise<Outcome> {
  return command.run(folder, ["scan", ...args]);
}

async function report(...args: string[]): Promise<Report & { code: number | null }> {
  const { code, stdout } = await scan("--json", ...args);
  return { code, ...(JSON.parse(stdout) as Report) };
}

async function leaks(...args: string[]): Promise<string[]> {
  return (await report(...args)).findings.map(({ file, line, column }) => `${file}:${line}:${column}`);
}

describe("what a scan answers", () => {
  test("a leak: its place in JSON, and exit code 1", async () => {
    write({ "src/bot.env": `# settings\n${leak}` });
    expect(JSON.parse((await scan("--format", "json", ".")).stdout)).toEqual({
      findings: [
        {
          file: "src/bot.env",
          line: 2,
          column: 20,
          endLine: 2,
          endColumn: 84,
          detector: "binance-api-secret",
          severity: "high",
          confidence: expect.stringMatching(/^(?:proven|shaped|named)$/u) as string,
          via: ["BINANCE_API_SECRET"],
          message: "holds a Binance API secret (BINANCE_API_SECRET)",
        },
      ],
      notFullyScanned: [],
    });
    expect((await scan(".")).code).toBe(1);
  });

  test("nothing: exit code 0, and one line says so", async () => {
    write({ "readme.txt": "Nothing here.\n" });
    const { code, stdout } = await scan(".");
    expect(code).toBe(0);
    expect(stdout).toMatch(/^No credentials found\. Scanned 1 file, /u);
  });

  test("a file that cannot be scanned in full: exit code 2, even beside a leak", async () => {
    write({ "bot.env": leak, "dump.xz": Buffer.from("fd377a585a000004", "hex") });
    expect(await report(".")).toMatchObject({
      code: 2,
      findings: [{ file: "bot.env" }],
      notFullyScanned: [{ file: "dump.xz", reason: "is an xz archive, which is not opened" }],
    });
  });

  test("standard input is called -", async () => {
    const { code, stdout } = await command.run(folder, ["scan", "--json", "-"], leak);
    expect(code).toBe(1);
    expect((JSON.parse(stdout) as Report).findings).toMatchObject([{ file: "-", line: 1, column: 20 }]);
  });

  test.each([
    [["scan"], "needs a file or folder"],
    [["scan", "absent"], '"absent" does not exist; nothing was scanned'],
    [["scan", "--format", "xml", "."], "Formats: human, json, sarif, github"],
    [["scan", "--jobs", "0", "."], "is not a number from 1 to 99"],
    [["scan", "--write-baseline", "."], "--write-baseline needs --reason TEXT"],
    [["scan", "--baseline", "absent.json", "."], "does not exist"],
    [["scan", "--nonsense", "."], "is not a flag of bulkhead scan"],
  ])("bad input %j: exit code 2 and one line without a stack trace", async (args, said) => {
    const { code, stdout, stderr } = await command.run(folder, args);
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toContain(said);
    expect(stderr.trimEnd()).not.toContain("\n");
  });

  test("no report in any format holds a part of the value", async () => {
    write({ "bot.env": `${leak}# bulkhead:allow other -- x\n`, "copy.txt": gzipSync(leak).toString("base64") });
    for (const format of ["human", "json", "sarif", "github"]) {
      const { stdout, stderr } = await scan("--format", format, "--low", ".");
      for (let at = 0; at + 6 <= secret.length; at++) expect(stdout + stderr).not.toContain(secret.slice(at, at + 6));
    }
  });
});

describe("which files are looked at", () => {
  test(".gitignore files decide, the innermost first, unless --no-ignore", async () => {
    write({
      ".gitignore": "*.env\nbuild/\n",
      "keep/.gitignore": "!kept.env\n",
      "a.env": leak,
      "keep/kept.env": leak,
      "keep/other.env": leak,
      "build/out.txt": leak,
    });
    expect(await leaks(".")).toEqual(["keep/kept.env:1:20"]);
    expect(await leaks("--no-ignore", ".")).toEqual([
      "a.env:1:20",
      "build/out.txt:1:20",
      "keep/kept.env:1:20",
      "keep/other.env:1:20",
    ]);
  });

  test("the rules of the repository around a folder hold in it, and .git/info/exclude too", async () => {
    write({
      ".git/info/exclude": "private.txt\n",
      ".gitignore": "*.env\n",
      "bots/a.env": leak,
      "bots/private.txt": leak,
      "bots/plain.txt": leak,
    });
    expect(await leaks("bots")).toEqual(["bots/plain.txt:1:20"]);
  });

  test("what is named on the command line is looked at even where git ignores it", async () => {
    write({ ".git/HEAD": "", ".gitignore": "*.env\nnode_modules/\n", "a.env": leak, "node_modules/x/a.txt": leak });
    expect(await leaks("a.env")).toEqual(["a.env:1:20"]);
    expect(await leaks("node_modules/x")).toEqual(["node_modules/x/a.txt:1:20"]);
  });

  test("git's own store is left out, even with --no-ignore", async () => {
    write({ ".git/config": leak, "sub/.git/config": leak });
    expect(await leaks("--no-ignore", ".")).toEqual([]);
  });

  test("a loop of symbolic links ends, and a pipe does not block", async () => {
    write({ "a/bot.env": leak });
    symlinkSync("..", join(folder, "a/up"));
    symlinkSync(".", join(folder, "self"));
    execFileSync("mkfifo", [join(folder, "pipe")]);
    expect(await leaks(".")).toEqual(["a/bot.env:1:20"]);
    expect(await report("pipe")).toMatchObject({
      code: 2,
      notFullyScanned: [{ file: "pipe", reason: "is not a regular file" }],
    });
  });

  test("a symbolic link that is named is followed", async () => {
    write({ "bot.env": leak });
    symlinkSync("bot.env", join(folder, "link"));
    expect(await leaks("link")).toEqual(["link:1:20"]);
  });

  test("a .gitignore made to be slow is passed over, and what it names is looked at", async () => {
    write({ ".gitignore": `${"*a".repeat(30)}b\n`, ["a".repeat(200)]: leak });
    expect(await leaks(".")).toEqual([`${"a".repeat(200)}:1:20`]);
  });

  test("a file named twice is reported once", async () => {
    write({ "a/bot.env": leak });
    expect(await leaks("a/bot.env", "a", "a/")).toEqual(["a/bot.env:1:20"]);
  });

  test("a name that is not UTF-8 does not hide a file", async () => {
    writeFileSync(Buffer.concat([Buffer.from(`${folder}/`), Buffer.from([0x62, 0xe4, 0x72])]), leak);
    expect(await leaks(".")).toEqual(["b\ufffdr:1:20"]);
  });

  test("thousands of small files over several threads: each once, in order of their names", async () => {
    const expected: string[] = [];
    for (let index = 0; index < 2_000; index++) {
      const name = `d${index % 10}/f${String(index).padStart(5, "0")}.txt`;
      write({ [name]: index % 100 === 0 ? leak : `plain ${index}\n` });
      if (index % 100 === 0) expected.push(`${name}:1:20`);
    }
    expect(await leaks("--jobs", "2", ".")).toEqual(expected.sort());
  });
});

describe("what may stand", () => {
  test("a comment with a reason, on the line of a finding or the line before", async () => {
    write({ "bot.env": `# bulkhead:allow binance-api-secret -- made for a test\n${leak}` });
    expect((await scan("bot.env")).stdout).toMatch(/^No credentials found; 1 allowed by comments\./u);
  });

  test("a comment without a reason is said to lack one", async () => {
    write({ "bot.env": `# bulkhead:allow binance-api-secret\n${leak}` });
    expect((await scan(".")).stdout).toContain("gives no reason (bulkhead:allow binance-api-secret -- REASON)");
  });

  test("what a baseline knows is let stand, and only that", async () => {
    write({ "bot.env": leak });
    const written = await scan("--write-baseline", "--reason", "published test key", ".");
    expect(written).toMatchObject({ code: 0 });
    expect((await scan(".")).stdout).toMatch(/^No credentials found; 1 known to the baseline\./u);
    expect((await scan("--no-baseline", ".")).code).toBe(1);
    write({ "bot.env": `\n\n${leak}` });
    expect((await scan(".")).code).toBe(0);
    write({ "bot.env": leak.replace(secret, secretOf("another")) });
    expect((await scan(".")).code).toBe(1);
    write({ "bot.env": "", "moved.env": leak });
    expect((await scan(".")).code).toBe(1);
  });

  test("a baseline holds neither the value nor a digest that a guess could be held against", async () => {
    // Turned round, so that a scan of this file finds none.
    write({
      "bot.env": leak,
      "db.env": `DATABASE_PASSWORD=${["Summer", "2024", "horse", "Battery"].reverse().join("-")}\n`,
    });
    await scan("--write-baseline", "--reason", "published test key", ".");
    const text = readFileSync(join(folder, ".bulkhead-baseline.json"), "utf8");
    for (let at = 0; at + 6 <= secret.length; at++) expect(text).not.toContain(secret.slice(at, at + 6));
    expect(text).not.toContain(createHash("sha256").update(secret).digest("hex").slice(0, 12));
    const { entries } = JSON.parse(text) as { entries: { file: string; fingerprint?: string }[] };
    expect(entries.find(({ file }) => file === "bot.env")).toHaveProperty("fingerprint");
    expect(entries.find(({ file }) => file === "db.env")).not.toHaveProperty("fingerprint");
  });

  test("a known file that cannot be scanned in full is let stand too", async () => {
    write({ "dump.xz": Buffer.from("fd377a585a000004", "hex") });
    expect((await scan("--write-baseline", "--reason", "a font, seen by hand", ".")).code).toBe(0);
    expect((await scan(".")).code).toBe(0);
  });

  test("what is written again keeps its reason, and what is gone goes", async () => {
    write({ "a.env": leak, "b.env": leak });
    await scan("--write-baseline", "--reason", "the first", ".");
    write({ "b.env": "", "c.env": leak });
    expect((await scan(".")).stdout).toContain("1 baseline entry met nothing");
    await scan("--write-baseline", "--reason", "the second", ".");
    const { entries } = JSON.parse(readFileSync(join(folder, ".bulkhead-baseline.json"), "utf8")) as {
      entries: object[];
    };
    expect(entries).toMatchObject([
      { file: "a.env", reason: "the first" },
      { file: "c.env", reason: "the second" },
    ]);
  });

  test("what lies outside of what is scanned stays, and is not said to have met nothing", async () => {
    write({ "a/x.env": leak, "ab.env": leak, "b.env": leak });
    await scan("--write-baseline", "--reason", "the first", ".");
    const files = (): string[] => {
      const text = readFileSync(join(folder, ".bulkhead-baseline.json"), "utf8");
      return (JSON.parse(text) as { entries: { file: string }[] }).entries.map(({ file }) => file);
    };
    write({ "a/x.env": "", "c.env": leak });
    expect((await scan("b.env")).stdout).not.toContain("met nothing");
    expect((await scan("a")).stdout).toContain("1 baseline entry met nothing");
    await scan("--write-baseline", "--reason", "the second", "a", "c.env");
    expect(files()).toEqual(["ab.env", "b.env", "c.env"]);
    expect((await scan(".")).code).toBe(0);
  });

  test("what git ignores stays where ignored files are left out, be it there or not", async () => {
    write({ ".gitignore": "vendor/\n", "vendor/x.env": leak, "a.env": leak });
    await scan("--no-ignore", "--write-baseline", "--reason", "the first", ".");
    expect((await scan(".")).stdout).not.toContain("met nothing");
    await scan("--write-baseline", "--reason", "the second", ".");
    expect((await scan("--no-ignore", ".")).stdout).toContain("2 known to the baseline. Scanned");
    rmSync(join(folder, "vendor"), { recursive: true });
    expect((await scan(".")).stdout).not.toContain("met nothing");
    expect((await scan("--no-ignore", ".")).stdout).toContain("1 baseline entry met nothing");
  });

  test("a flaw in a baseline: exit code 2, and the message says where", async () => {
    write({ ".bulkhead-baseline.json": "{" });
    const { code, stderr } = await scan(".");
    expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringContaining("is not JSON") as string });
  });
});

describe("how it is printed", () => {
  test("control characters in a file's name do not reach the terminal", async () => {
    write({ "a\u001b[31m\nb\u202e.env": leak });
    expect((await scan(".")).stdout).toMatch(/^a\\x1b\[31m\\x0ab\\u\{202e\}\.env:1:20: high: /u);
    expect((await report(".")).findings).toMatchObject([{ file: "a\u001b[31m\nb\u202e.env" }]);
  });

  test("nor do they by any other format, and JSON still holds them", async () => {
    const name = "a\u001b[31m\u202e\u007f\u{e0041}b.env";
    write({ [name]: leak });
    for (const format of ["github", "json", "sarif"]) {
      const { stdout } = await scan("--format", format, ".");
      expect(stdout).not.toMatch(/[^\P{Cc}\n]|\p{Cf}/u);
      if (format === "github") expect(stdout).toContain("file=a\\x1b[31m\\u{202e}\\x7f\\u{e0041}b.env,");
      if (format === "json") expect(JSON.parse(stdout)).toMatchObject({ findings: [{ file: name }] });
    }
  });

  test("annotations escape what would end them", async () => {
    write({ "a,b:c%\n.env": leak });
    expect((await scan("--format", "github", ".")).stdout).toBe(
      "::error file=a%2Cb%3Ac%25%0A.env,line=1,endLine=1,col=20,endColumn=84,title=binance-api-secret::holds a Binance API secret (BINANCE_API_SECRET)\n",
    );
  });

  test("SARIF names the rule, the place, and what is allowed with its reason", async () => {
    write({ "b c.env": leak, "x.env": `# bulkhead:allow binance-api-secret -- made for a test\n${leak}` });
    const { runs } = JSON.parse((await scan("--format", "sarif", ".")).stdout) as {
      runs: { results: object[]; tool: object }[];
    };
    expect(runs[0]?.results).toMatchObject([
      {
        ruleId: "binance-api-secret",
        level: "error",
        locations: [
          {
            physicalLocation: {
              artifactLocation: { uri: "b%20c.env" },
              region: { startLine: 1, startColumn: 20, endLine: 1, endColumn: 84 },
            },
          },
        ],
      },
      { suppressions: [{ kind: "inSource", justification: "made for a test" }] },
    ]);
    expect(runs[0]?.tool).toMatchObject({
      driver: {
        name: "Bulkhead",
        rules: expect.arrayContaining([expect.objectContaining({ id: "binance-api-secret" })]) as object[],
      },
    });
  });

  test("an interrupted scan prints no report and says so", async () => {
    const child = command.start(folder, ["scan", "-"]);
    let stdout = "";
    let stderr = "";
    child.stdout?.on("data", (chunk: Buffer) => (stdout += chunk.toString()));
    child.stderr?.on("data", (chunk: Buffer) => (stderr += chunk.toString()));
    // More than a pipe holds: once it is written, the scan is reading.
    await new Promise((written) => child.stdin?.write(Buffer.alloc(1 << 20, "words "), written));
    child.kill("SIGINT");
    const code = await new Promise((done) => child.on("close", done));
    expect({ code, stdout, stderr }).toEqual({
      code: 130,
      stdout: "",
      stderr: "interrupted: the scan did not come to an end, so it says nothing.\n",
    });
  });
});
