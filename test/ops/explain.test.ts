import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { allPages } from "../policies/all-pages";
import { build, run, type Built, type Ran } from "./command";

jest.setTimeout(60_000);

const pages = allPages();
let built: Built;

beforeAll(() => {
  built = build();
  // Where the build puts it, beside the pack.
  const folder = join(dirname(built.bulkhead), "../policies/dist");
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "policies.json"), JSON.stringify(pages));
});
afterAll(() => {
  built.remove();
});

const explain = (...args: readonly string[]): Promise<Ran> => run(built.bulkhead, ["explain", ...args]);

it("without a policy lists all of the pack, one line each, with its level", async () => {
  const { code, stdout, stderr } = await explain();
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  const lines = stdout.trimEnd().split("\n");
  expect(lines.map((line) => line.split(" ")[0])).toEqual(pages.map(({ name }) => name));
  expect(lines.find((line) => line.startsWith("compute-imdsv2 "))).toMatch(
    /^compute-imdsv2 +remediate +EC2 instances answer metadata requests only with a session token\.$/u,
  );
});

it("prints what a page of docs/policies says", async () => {
  const { code, stdout, stderr } = await explain("compute-imds-hop-limit");
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  const said = stdout.replaceAll(/\s+/gu, " ");
  for (const part of [
    "compute-imds-hop-limit remediate · medium",
    "Answers of the metadata service do not leave the host: their hop limit is 1.",
    "With a higher limit a container on the host, such as a dashboard beside the bot,",
    "Set metadataOptions.httpPutResponseHopLimit to 1.",
    'metadataOptions: { httpTokens: "required", httpPutResponseHopLimit: 1 },',
    "advisory-rollout advisory",
    "A waiver may cover it.",
    "aws:ec2/launchTemplate:LaunchTemplate",
    "mostHops: integer, 1 to 64; default: 1",
    "AWS Control Tower proactive controls, as of 2026-08: CT.EC2.PR.2",
  ]) {
    expect(said).toContain(part);
  }
});

it.each(["bot-marks-read", "config-own-key", "network-no-ingress", "bulkhead-undecided"])(
  "has a page for %s that leaves nothing out",
  async (name) => {
    const page = pages.find((each) => each.name === name);
    const { stdout } = await explain(name);
    const said = stdout.replaceAll(/\s+/gu, " ");
    const all = [page?.description, page?.rationale, page?.remedy, page?.url, page?.judged, page?.stacks];
    for (const text of [...all, ...(page?.types ?? []), ...(page?.settings ?? []).map((one) => one.description)]) {
      expect(said).toContain(text?.replaceAll(/\s+/gu, " "));
    }
    expect(said).toContain(page?.waivable === true ? "A waiver may cover it." : "No waiver may cover it.");
  },
);

it.each([
  ["comput-imdv2", '"comput-imdv2" is no policy of the pack. Did you mean compute-imdsv2? bulkhead explain lists all.'],
  ["", '"" is no policy of the pack. bulkhead explain lists all.'],
  ["constructor", '"constructor" is no policy of the pack. bulkhead explain lists all.'],
])("answers %j with one error", async (name, message) => {
  expect(await explain(name)).toEqual({ code: 2, stdout: "", stderr: `error: ${message}\n` });
});

it("takes one policy, and no flags", async () => {
  expect(await explain("compute-imdsv2", "kms-rotation")).toMatchObject({
    code: 2,
    stderr: "error: bulkhead explain takes one policy; found 2.\n",
  });
  expect(await explain("--all")).toMatchObject({ code: 2, stdout: "" });
});

it("wraps its text to a width that a terminal has, and paints nothing where there is none", async () => {
  const { stdout } = await explain("compute-imds-hop-limit");
  expect(stdout).not.toContain("\u001b");
  const prose = stdout.split("\n").filter((line) => !/https:|: {2}|[{}:]/u.test(line));
  expect(prose.length).toBeGreaterThan(5);
  expect(prose.filter((line) => line.length > 100)).toEqual([]);
});
