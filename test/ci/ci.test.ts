import { spawnSync } from "node:child_process";
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse } from "yaml";
import { formNames } from "../../ops/report/formats";

const root = join(__dirname, "../..");
const read = (path: string): string => readFileSync(join(root, path), "utf8");

interface Step {
  readonly name?: string;
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
/** Where a release's archive lies: never a name that anybody could take in npm's registry. */
const archive = (release: string): string =>
  `https://github.com/OWNER/bulkhead/releases/download/v${release}/bulkhead-${release}.tgz`;
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

describe("the audit on a schedule", () => {
  const { on, permissions, jobs } = workflow("audit");
  const gitlab = read("ci/gitlab/audit.gitlab-ci.yml");

  it("is started by no change, and keeps no credential", () => {
    expect(Object.keys(on)).toEqual(["schedule", "workflow_dispatch"]);
    expect(gitlab.match(/- if: .*/gu)).toEqual([
      '- if: $CI_PIPELINE_SOURCE == "schedule" && $CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH',
    ]);
    for (const text of [read("ci/github/audit.yml"), gitlab])
      expect(text).not.toMatch(/\$\{\{\s*secrets\.|AWS_ACCESS_KEY|AWS_SECRET/u);
  });

  it("lets one job alone meet the role, and another write alerts", () => {
    expect(permissions).toEqual({ contents: "read" });
    expect(jobs.audit?.permissions).toEqual({ contents: "read", "id-token": "write" });
    expect(jobs.audit).toMatchObject({ environment: "audit" });
    expect(jobs.alerts?.permissions).toEqual({ contents: "read", "security-events": "write" });
    expect(jobs.alerts?.steps.filter(({ run }) => run !== undefined)).toEqual([]);
  });

  it("installs this version of bulkhead alone, before it has the role, with no script", () => {
    const steps = jobs.audit?.steps ?? [];
    const install = steps.findIndex(({ run }) => run?.includes("npm install --ignore-scripts"));
    const role = steps.findIndex(({ uses }) => uses?.startsWith("aws-actions/") === true);
    expect(install).toBeGreaterThan(-1);
    expect(role).toBeGreaterThan(install);
    expect(steps[install]?.env).toEqual({ BULKHEAD_PACKAGE: archive(version) });
    expect(gitlab).toContain(`--ignore-scripts --no-audit --no-fund --prefix /tmp/bulkhead ${archive(version)}\n`);
  });

  it.each([0, 1, 2])(
    "ends with the command's exit code %i, and has a report where something was looked at",
    (answer) => {
      const folder = mkdtempSync(join(tmpdir(), "bulkhead-audit-"));
      const command = join(folder, "bulkhead");
      writeFileSync(command, `#!/bin/sh\necho "$@"\nexit ${String(answer)}\n`, { mode: 0o755 });
      const run = jobs.audit?.steps.find(({ name }) => name === "Audit every key")?.run ?? "";
      // As GitHub runs it.
      const { status } = spawnSync("bash", ["--noprofile", "--norc", "-eo", "pipefail", "-c", run], {
        cwd: folder,
        env: { PATH: process.env.PATH, BULKHEAD: command },
      });
      expect(status).toBe(answer);
      const report = join(folder, "audit.sarif");
      if (answer === 2) expect(existsSync(report)).toBe(false);
      else expect(readFileSync(report, "utf8")).toBe("audit --all --format sarif\n");
      rmSync(folder, { recursive: true });
    },
  );
});

it("no expression of a workflow becomes a part of a script", () => {
  const steps = [
    ...action.runs.steps,
    ...["check", "preview", "audit"].flatMap((name) => Object.values(workflow(name).jobs).flatMap((job) => job.steps)),
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
  const run = (env: Readonly<Record<string, string>>, file = join(root, "ci/check.sh")) => {
    const output = join(folder, "output");
    writeFileSync(output, "");
    const { status, stderr } = spawnSync("bash", [file], {
      cwd: folder,
      encoding: "utf8",
      env: { PATH: process.env.PATH, GITHUB_OUTPUT: output, ...env },
    });
    return { status, stderr, output: readFileSync(output, "utf8") };
  };
  const script = (answer: number, env: Readonly<Record<string, string>> = {}) => {
    const done = run({ ANSWER: String(answer), ...env });
    const called = JSON.parse(readFileSync(join(folder, "called.json"), "utf8")) as { args: string[]; env: string[] };
    return { ...done, ...called };
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

  it.each([
    ["dev\nprod", ["--stack", "dev", "--stack", "prod"]],
    ["\n  dev\n\n prod test \n", ["--stack", "dev", "--stack", "prod", "--stack", "test"]],
    [" \n ", ["--all"]],
  ])("takes the stacks %j", (stacks, args) => {
    expect(script(0, { BULKHEAD_STACK: stacks }).args.slice(3, -2)).toEqual(args);
  });

  it("runs nothing in what is no folder", () => {
    expect(script(0, { BULKHEAD_PROGRAM: "nowhere" })).toMatchObject({
      status: 2,
      stderr: "error: BULKHEAD_PROGRAM is nowhere, which is no folder. Name the one with Pulumi.yaml.\n",
      output: "result=undecided\n",
    });
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
      "NPM_CONFIG__AUTH",
      "npm_config__authToken",
      "NPM_CONFIG_//npm.pkg.github.com/:_authToken",
      "GITHUB_PAT",
      "BINANCE_API_KEY",
      "db_password",
      "GITHUB_ENV",
      "GITHUB_PATH",
      "GITHUB_STEP_SUMMARY",
    ];
    const { env } = script(0, Object.fromEntries(names.map((name) => [name, "x"])));
    expect(names.filter((name) => env.includes(name))).toEqual([]);
    expect(env).toEqual(expect.arrayContaining(["ANSWER", "PATH"]));
  });

  it("runs the action's own where the project has installed none", () => {
    rmSync(join(folder, "node_modules"), { recursive: true });
    expect(run({})).toMatchObject({
      status: 2,
      stderr: expect.stringContaining("Pulumi.yaml") as string,
    });
  });

  it("says so where its own can't be built", () => {
    const own = join(folder, "action");
    mkdirSync(join(own, "ci"), { recursive: true });
    copyFileSync(join(root, "ci/check.sh"), join(own, "ci/check.sh"));
    const { status, stderr } = run({}, join(own, "ci/check.sh"));
    expect(status).toBe(2);
    expect(stderr).toContain(`error: bulkhead is not installed in ., and could not be installed in ${own}.`);
  });
});
