import { createHash } from "node:crypto";
import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { build, packOf, project, run, type Built, type Ran } from "./command";
import { sarifErrors } from "./sarif-errors";

jest.setTimeout(120_000);

let built: Built;
let pack: string;
const folders: string[] = [];
beforeAll(() => {
  built = build();
  pack = packOf(
    `{ name: "no-bad", description: "No bad.", severity: "high", validateResource: (args, report) => { if (args.name.startsWith("bad")) report("bad"); else if (args.type !== "aws:sns/topic:Topic") args.notApplicable("applies to topics"); } }`,
  );
  folders.push(pack);
});
afterAll(() => {
  built.remove();
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

const stacks = {
  "Pulumi.dev.yaml": "config:\n  aws:region: eu-west-1\n  trial:name: good\n",
  "Pulumi.broken.yaml": "config:\n  aws:region: [\n",
  "Pulumi.hung.yaml": "config:\n  aws:region: eu-west-1\n",
  "Pulumi.prod.yaml": "config:\n  aws:region: eu-west-1\n  trial:name: bad\n",
};

function check(folder: string, ...flags: string[]): Promise<Ran> {
  folders.push(folder);
  return run(built.bulkhead, ["check", "--program", folder, "--pack", pack, ...flags]);
}

const program = `new aws.sns.Topic(new pulumi.Config().require("name"));`;

describe("check --all", () => {
  it("goes on where a stack can't be judged: it is reported for what it is, and the exit code is 2", async () => {
    const { code, stdout } = await check(project(program, stacks), "--all", "--json");
    expect(code).toBe(2);
    const { stacks: found, summary } = JSON.parse(stdout) as {
      stacks: { stack: string; error: string | null; verdicts: unknown[] }[];
      summary: object;
    };
    expect(
      found.map(({ stack, error, verdicts }) => [stack, error?.replace(/^.*\//u, "") ?? null, verdicts.length]),
    ).toEqual([
      ["broken", expect.stringMatching(/^Pulumi\.broken\.yaml:3: it is not valid YAML/u), 0],
      ["dev", null, 0],
      ["hung", expect.stringContaining("the program failed"), 0],
      ["prod", null, 1],
    ]);
    expect(summary).toMatchObject({ stacks: 4, refused: 1, unjudged: 2, result: "refused" });
  });

  it("without it, a stack that can't be judged ends the check", async () => {
    const ran = await check(project(program, stacks), "--stack", "broken", "--json");
    expect(ran).toMatchObject({
      code: 2,
      stdout: "",
      stderr: expect.stringMatching(/^error: .*Pulumi\.broken\.yaml:3/u) as unknown,
    });
  });
});

describe("--format and --report", () => {
  it("show no credential that stands in the name of a resource, and tell such resources apart", async () => {
    const key = (seed: string): string => `0x${createHash("sha256").update(seed).digest("hex")}`;
    const names = [key("one"), key("two")];
    const folder = project(names.map((name) => `new aws.sns.Topic("bad-${name}");`).join("\n"), {
      "Pulumi.dev.yaml": stacks["Pulumi.dev.yaml"],
    });
    const all = ["console", "json", "sarif", "junit", "markdown", "github", "html"];
    for (const form of all) {
      const { stdout } = await check(folder, "--format", form);
      expect(stdout).toContain("bad-[secret]");
      expect(stdout).toContain("bad-[secret 2]");
      for (const name of names) expect(stdout).not.toContain(name.slice(2, 20));
    }
  });

  it("write what was found in every form, from one run", async () => {
    const folder = project(program, stacks);
    const file = (form: string): string => join(folder, `report.${form}`);
    const forms = ["console", "json", "sarif", "junit", "markdown", "github", "html"];
    const ran = await check(
      folder,
      "--stack",
      "prod",
      "--format",
      "github",
      ...forms.flatMap((form) => ["--report", `${form}=${file(form)}`]),
    );
    expect(ran).toMatchObject({ code: 1, stdout: readFileSync(file("github"), "utf8") });
    const texts = new Map(forms.map((form) => [form, readFileSync(file(form), "utf8")]));
    for (const text of texts.values()) expect(text).toContain("no-bad");
    expect(sarifErrors(texts.get("sarif") ?? "")).toEqual([]);
    expect(texts.get("junit")).toContain('tests="1" failures="1" errors="0"');
    expect(texts.get("html")).toMatch(/^<!doctype html>/u);
    expect(texts.get("markdown")).toContain("## ❌ Refused");
    const { stacks: json } = JSON.parse(texts.get("json") ?? "") as { stacks: { notJudged: unknown[] }[] };
    expect(json[0]?.notJudged.length).toBeGreaterThan(0);
  });

  it.each<[string[], string]>([
    [["--format", "sarfi"], "(did you mean sarif?)"],
    [["--format", "html", "--json"], "--json and --format exclude each other"],
    [["--report", "bulkhead.html"], "--report takes FORMAT=FILE"],
    [["--report", "htm=x"], "(did you mean html?)"],
    [["--stack", "dev", "--report", "html=/nowhere/at/all.html"], "/nowhere/at/all.html can't be written: ENOENT"],
  ])("%j is refused", async (flags, part) => {
    expect(await check(project(program, stacks), ...flags)).toMatchObject({
      code: 2,
      stdout: "",
      stderr: expect.stringContaining(part) as unknown,
    });
  });
});
