import { spawnSync } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse } from "yaml";

const root = join(__dirname, "../..");
const read = (path: string): string => readFileSync(join(root, path), "utf8");
const { version } = JSON.parse(read("package.json")) as { version: string };
const archive = `https://github.com/OWNER/bulkhead/releases/download/v${version}/bulkhead-${version}.tgz`;

interface Job {
  readonly if?: string;
  readonly environment?: string;
  readonly permissions?: Readonly<Record<string, string>>;
  readonly uses?: string;
  readonly strategy?: { readonly "fail-fast": boolean };
  readonly steps?: readonly {
    readonly id?: string;
    readonly uses?: string;
    readonly run?: string;
    readonly env?: Readonly<Record<string, string>>;
  }[];
}
interface Workflow {
  readonly on: Readonly<Record<string, unknown>>;
  readonly permissions: Readonly<Record<string, string>>;
  readonly jobs: Readonly<Record<string, Job>>;
}

const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true });
});
function folder(): string {
  const made = mkdtempSync(join(tmpdir(), "bulkhead-ci-"));
  folders.push(made);
  return made;
}

/** Runs a script as the service does: bash, and an end at the first failure. */
function run(script: string, cwd: string, env: Readonly<Record<string, string>> = {}): number | null {
  return spawnSync("bash", ["-e", "-o", "pipefail", "-c", script], {
    cwd,
    env: { PATH: `${cwd}/bin:/usr/bin:/bin`, ...env },
  }).status;
}

const names = ["grid-testnet", "grid-mainnet", "x'; touch pwned; '", "$(touch pwned)", '"', "Upper", "-x"];
function projectWith(): string {
  const cwd = folder();
  for (const name of names) writeFileSync(join(cwd, `Pulumi.${name}.yaml`), "config: {}\n");
  writeFileSync(join(cwd, "Pulumi.yaml"), "name: bots\n");
  return cwd;
}

/** A `pulumi` that writes down how it was called, and fails where it is told to. */
function withPulumi(cwd: string, fails: string): void {
  mkdirSync(join(cwd, "bin"));
  const script = `#!/bin/bash\necho "$*" >>"${cwd}/calls"\n[[ "$1" != "${fails}" ]]\n`;
  writeFileSync(join(cwd, "bin/pulumi"), script);
  chmodSync(join(cwd, "bin/pulumi"), 0o755);
}

describe("the fleet's workflow", () => {
  const { on, permissions, jobs } = parse(read("ci/github/fleet.yml")) as Workflow;

  it("lists the stacks from their files, and lets on no name that is more than a name", () => {
    const script = jobs.stacks?.steps?.find(({ id }) => id === "list")?.run ?? "";
    const cwd = projectWith();
    expect(run(script, cwd, { GITHUB_OUTPUT: join(cwd, "output") })).toBe(0);
    expect(readFileSync(join(cwd, "output"), "utf8")).toBe('stacks=["grid-mainnet","grid-testnet"]\n');
    expect(run("test ! -e pwned", cwd)).toBe(0);
  });

  it("previews pull requests of the repository itself, updates from main alone, and takes roles nowhere else", () => {
    expect(Object.keys(on)).toEqual(["pull_request", "push"]);
    expect(on.push).toEqual({ branches: ["main"] });
    expect(permissions).toEqual({ contents: "read" });
    expect(jobs.stacks?.permissions).toBeUndefined();
    expect(jobs.preview?.if).toBe(
      "github.event_name == 'pull_request' && github.event.pull_request.head.repo.full_name == github.repository",
    );
    expect(jobs.update?.if).toBe("github.event_name == 'push'");
    for (const name of ["preview", "update"]) {
      expect(jobs[name]?.permissions).toEqual({ contents: "read", "id-token": "write" });
      expect(jobs[name]?.uses).toBe("OWNER/bulkhead-workflows/.github/workflows/fleet-stack.yml@main");
      expect(jobs[name]?.strategy?.["fail-fast"]).toBe(false);
    }
  });
});

describe("the workflow that holds the roles", () => {
  const text = read("ci/github/fleet-stack.yml");
  const { on, jobs } = parse(text) as Workflow;
  const steps = jobs.stack?.steps ?? [];
  const pulumi = steps.at(-1)?.run ?? "";
  const env = { BACKEND: "s3://b", STACK: "grid", PACK: "/pack" };

  it("can be called and not be run by itself, and gives each stack and operation an environment of its own", () => {
    expect(Object.keys(on)).toEqual(["workflow_call"]);
    expect(jobs.stack?.environment).toBe(
      "${{ inputs.operation == 'update' && inputs.stack || format('{0}-preview', inputs.stack) }}",
    );
    expect(text).not.toMatch(/\$\{\{\s*secrets\./u);
  });

  it("takes the pack from the release of the package's version, and the role only after everything is installed", () => {
    const pack = steps.findIndex(({ id }) => id === "pack");
    const role = steps.findIndex(({ uses }) => uses?.startsWith("aws-actions/") === true);
    expect(steps[pack]?.env).toEqual({ BULKHEAD_PACKAGE: archive });
    expect(steps.findIndex(({ run: script }) => script?.startsWith("npm ci") === true)).toBeLessThan(role);
    expect(pack).toBeLessThan(role);
    for (const { run: script } of steps) expect(script ?? "").not.toContain("${{");
  });

  it("previews under the pack, and nothing more", () => {
    const cwd = folder();
    withPulumi(cwd, "nothing");
    expect(run(pulumi, cwd, { ...env, OPERATION: "preview" })).toBe(0);
    expect(readFileSync(join(cwd, "calls"), "utf8")).toBe(
      "login s3://b\npreview --stack grid --policy-pack /pack --non-interactive --diff=false\n",
    );
  });

  it("updates under the pack, after a preview under it", () => {
    const cwd = folder();
    withPulumi(cwd, "nothing");
    expect(run(pulumi, cwd, { ...env, OPERATION: "update" })).toBe(0);
    expect(readFileSync(join(cwd, "calls"), "utf8").split("\n").slice(1)).toEqual([
      "preview --stack grid --policy-pack /pack --non-interactive --diff=false",
      "up --stack grid --policy-pack /pack --non-interactive --yes --skip-preview",
      "",
    ]);
  });

  it("does not update what the pack refuses in the preview", () => {
    const cwd = folder();
    withPulumi(cwd, "preview");
    expect(run(pulumi, cwd, { ...env, OPERATION: "update" })).not.toBe(0);
    expect(readFileSync(join(cwd, "calls"), "utf8")).not.toContain("up --stack");
  });
});

describe("the fleet's template for GitLab", () => {
  const template = parse(read("ci/gitlab/fleet.gitlab-ci.yml")) as Readonly<
    Record<string, { readonly script?: readonly string[]; readonly rules?: readonly { readonly if: string }[] }>
  >;

  it("makes one job a stack, of names that are nothing more, each under the pack", () => {
    const cwd = projectWith();
    expect(run((template["fleet-list"]?.script ?? []).join("\n"), cwd)).toBe(0);
    const made = parse(readFileSync(join(cwd, "fleet-jobs.yml"), "utf8")) as Readonly<
      Record<string, { readonly variables?: unknown; readonly script?: readonly string[] }>
    >;
    expect(Object.keys(made)).toEqual([".stack", "grid-mainnet", "grid-testnet"]);
    expect(made["grid-testnet"]).toEqual({ extends: ".stack", variables: { STACK: "grid-testnet" } });
    const commands = (made[".stack"]?.script ?? []).flatMap((line) => line.split("\n"));
    const runs = commands.filter((line) => /pulumi (?:preview|up|destroy|refresh)/u.test(line));
    expect(runs).toHaveLength(2);
    for (const line of runs) expect(line).toContain("--policy-pack /tmp/pack/node_modules/bulkhead/policies");
    expect(commands.join("\n")).toContain(`/tmp/pack ${archive}`);
    expect(run("test ! -e pwned", cwd)).toBe(0);
  });

  it("gives a fork's merge request no role", () => {
    expect(template.fleet?.rules?.map((rule) => rule.if)).toEqual([
      '$CI_PIPELINE_SOURCE == "merge_request_event" && $CI_MERGE_REQUEST_SOURCE_PROJECT_ID == $CI_PROJECT_ID',
      "$CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH",
    ]);
  });
});
