import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse } from "yaml";
import { formNames } from "../../ops/report/formats";

const root = join(__dirname, "../..");
const read = (path: string): string => readFileSync(join(root, path), "utf8");

interface Step {
  readonly uses?: string;
  readonly run?: string;
  readonly with?: Readonly<Record<string, unknown>>;
  readonly env?: Readonly<Record<string, string>>;
}
interface Workflow {
  readonly on: Readonly<Record<string, unknown>>;
  readonly permissions: Readonly<Record<string, string>>;
  readonly jobs: Readonly<
    Record<string, { readonly permissions?: Readonly<Record<string, string>>; readonly steps: readonly Step[] }>
  >;
}
const workflow = (name: string): Workflow => parse(read(`ci/github/${name}.yml`)) as Workflow;
const action = parse(read("action.yml")) as {
  readonly inputs: Readonly<Record<string, { default: string }>>;
  readonly runs: { readonly using: string; readonly steps: readonly Step[] };
};
const version = (JSON.parse(read("package.json")) as { version: string }).version;

describe("the workflow for every pull request", () => {
  const { on, permissions, jobs } = workflow("check");
  const check = jobs.check;

  it("runs for forks without any credential: no secret, reading only, no token left behind, no install scripts", () => {
    expect(Object.keys(on)).toEqual(["pull_request", "push"]);
    expect(permissions).toEqual({ contents: "read" });
    expect(check?.permissions).toBeUndefined();
    expect(read("ci/github/check.yml")).not.toMatch(/\$\{\{\s*secrets\./u);
    const [checkout] = check?.steps ?? [];
    expect(checkout).toMatchObject({ with: { "persist-credentials": false } });
    expect(check?.steps.flatMap(({ run }) => run ?? [])).toEqual(["npm ci --ignore-scripts"]);
  });

  it("writes alerts in a job that runs nothing of the pull request", () => {
    expect(jobs.alerts?.permissions).toEqual({ contents: "read", "security-events": "write" });
    expect(jobs.alerts?.steps.filter(({ run }) => run !== undefined)).toEqual([]);
  });

  it("uses the action by the package's version, and uploads what the action writes", () => {
    expect(check?.steps.map(({ uses }) => uses)).toContain(`OWNER/bulkhead@v${version}`);
    expect(action.inputs.version?.default).toBe(version);
    expect(read("ci/github/check.yml")).toContain(action.inputs.html?.default ?? "?");
    expect(read("ci/github/check.yml")).toContain(`sarif_file: ${action.inputs.sarif?.default ?? "?"}`);
  });
});

it("a preview meets a role only for branches of the repository itself, and runs the pack", () => {
  const text = read("ci/github/preview.yml");
  expect(text).toContain("if: github.event.pull_request.head.repo.full_name == github.repository");
  expect(
    workflow("preview").jobs.preview?.steps.some(({ run }) =>
      run?.includes("--policy-pack node_modules/bulkhead/policies"),
    ),
  ).toBe(true);
});

it("no expression of a workflow becomes a part of a script", () => {
  const steps = [
    ...action.runs.steps,
    ...["check", "preview"].flatMap((name) => Object.values(workflow(name).jobs).flatMap((job) => job.steps)),
  ];
  for (const { run } of steps) expect(run ?? "").not.toContain("${{");
});

it("the GitLab job asks for forms that there are, and takes no secret", () => {
  const text = read("ci/gitlab/bulkhead.gitlab-ci.yml");
  const { bulkhead } = parse(text) as {
    bulkhead: { script: readonly string[]; artifacts: { reports: { junit: string } } };
  };
  const asked = Array.from(text.matchAll(/--report (\w+)=(\S+)/gu), ([, form, file]) => [form, file]);
  for (const [form] of asked) expect(formNames).toContain(form);
  expect(asked).toContainEqual(["junit", bulkhead.artifacts.reports.junit]);
  expect(text).not.toMatch(/AWS_|PASSPHRASE|ACCESS_TOKEN/u);
});

it("the pre-commit hooks run commands that there are", () => {
  const hooks = parse(read(".pre-commit-hooks.yaml")) as readonly { id: string; entry: string; files?: string }[];
  expect(hooks.map(({ id, entry }) => [id, entry])).toEqual([
    ["bulkhead-scan", "bulkhead scan"],
    ["bulkhead-check", "bulkhead check --all"],
  ]);
  const files = new RegExp(hooks[1]?.files ?? "", "u");
  for (const name of ["Pulumi.yaml", "bots/Pulumi.grid.yaml", "index.ts", "waivers.yaml"]) expect(name).toMatch(files);
  for (const name of ["README.md", "data.yaml"]) expect(name).not.toMatch(files);
});

describe("the action's script", () => {
  const folder = mkdtempSync(join(tmpdir(), "bulkhead-ci-"));
  afterAll(() => {
    rmSync(folder, { recursive: true, force: true });
  });
  // In place of the command: writes down how it was called, and answers as it is told.
  const installed = join(folder, "node_modules/bulkhead/dist/ops");
  mkdirSync(installed, { recursive: true });
  writeFileSync(
    join(installed, "bulkhead.js"),
    `require("fs").writeFileSync("called.json", JSON.stringify({ args: process.argv.slice(2), env: Object.keys(process.env) })); process.exit(Number(process.env.ANSWER));`,
  );
  const script = (answer: number, env: Readonly<Record<string, string>> = {}) => {
    const output = join(folder, "output");
    writeFileSync(output, "");
    const { status, stderr } = spawnSync("bash", [join(root, "ci/check.sh")], {
      cwd: folder,
      encoding: "utf8",
      env: { PATH: process.env.PATH, ANSWER: String(answer), BULKHEAD_VERSION: version, GITHUB_OUTPUT: output, ...env },
    });
    const called = JSON.parse(readFileSync(join(folder, "called.json"), "utf8")) as { args: string[]; env: string[] };
    return { status, stderr, output: readFileSync(output, "utf8"), ...called };
  };

  it.each([
    [0, "passed"],
    [1, "refused"],
    [2, "undecided"],
  ])("hands on exit code %i, and says that the check %s", (answer, result) => {
    expect(script(answer)).toMatchObject({ status: answer, stderr: "", output: `result=${result}\n` });
  });

  it("asks for every report from one run, each stack a word of its own", () => {
    const { args } = script(0, {
      BULKHEAD_STACK: "dev prod;touch${IFS}x",
      BULKHEAD_SARIF: "a b.sarif",
      GITHUB_STEP_SUMMARY: "/tmp/summary",
    });
    expect(args).toEqual([
      ...["check", "--program", ".", "--stack", "dev", "--stack", "prod;touch${IFS}x", "--format", "github"],
      ...["--report", "sarif=a b.sarif", "--report", "markdown=/tmp/summary"],
    ]);
    expect(script(0).args).toContain("--all");
  });

  it("gives the program neither a credential nor a file that steers later steps", () => {
    const names = [
      "AWS_ACCESS_KEY_ID",
      "PULUMI_ACCESS_TOKEN",
      "PULUMI_CONFIG_PASSPHRASE",
      "GITHUB_TOKEN",
      "ACTIONS_ID_TOKEN_REQUEST_TOKEN",
      "ACTIONS_RUNTIME_TOKEN",
      "NODE_AUTH_TOKEN",
      "CI_JOB_TOKEN",
      "GITHUB_ENV",
      "GITHUB_PATH",
    ];
    const { env } = script(0, Object.fromEntries(names.map((name) => [name, "x"])));
    expect(names.filter((name) => env.includes(name))).toEqual([]);
    expect(env).toContain("BULKHEAD_VERSION");
  });
});
