import { initStack } from "./first-stack";
import { Machine, succeeded } from "./machine";

jest.setTimeout(600_000);

const up = ["up", "--policy-pack", "policies", "--yes", "--skip-preview", "--stack", "account"];
const lasting = {
  trail: "aws:cloudtrail/trail:Trail",
  bucket: "aws:s3/bucket:Bucket",
  key: "aws:kms/key:Key",
  logGroup: "aws:cloudwatch/logGroup:LogGroup",
};

const machine = new Machine();
const project = machine.clone();
afterAll(() => {
  machine.dispose();
});

const held = (...types: readonly string[]): string[] => machine.account.held(...types).map(({ id }) => id);
const outputs = async (stack: string): Promise<Record<string, unknown>> =>
  JSON.parse(succeeded(await project.pulumi(["stack", "output", "--json", "--stack", stack])).console) as Record<
    string,
    unknown
  >;

// One story: each test goes on from where the one before it stopped.
describe("the shipped account stack", () => {
  it("leaves a bot's stack unwatched for as long as it is not there, and says why", async () => {
    await initStack(project, "grid-testnet");
    const preview = succeeded(
      await project.pulumi(["preview", "--policy-pack", "policies", "--stack", "grid-testnet"]),
    );
    expect(preview.console).toMatch(/Nobody watches this stack: eu-west-1 has no\s+parameter \/bulkhead\/account/u);
  });

  it("goes up under the pack without a violation, and a second up changes nothing", async () => {
    await initStack(project, "account");
    const first = succeeded(await project.pulumi(["up", "--policy-pack", "policies", "--yes", "--stack", "account"]));
    expect([first.violations, first.advisories]).toEqual([[], []]);
    const before = machine.account.changes().length;
    succeeded(await project.pulumi([...up, "--expect-no-changes"]));
    expect(machine.account.changes()).toHaveLength(before);
  });

  it("says what bots' stacks and commands need, and leaves it in each region", async () => {
    expect(await outputs("account")).toMatchObject({
      trailArn: "arn:aws:cloudtrail:eu-west-1:111122223333:trail/account-trail",
      journalLogGroup: "/bulkhead/journal",
      boundaryArn: "arn:aws:iam::111122223333:policy/bulkhead-bots",
      watchedRegions: ["eu-west-1", "ap-northeast-1"],
    });
    expect(held("aws:ssm/parameter:Parameter")).toEqual(["/bulkhead/account", "/bulkhead/account@ap-northeast-1"]);
  });

  it("lets a bot's stack call itself watched, and bounds its roles", async () => {
    const { boundaryArn } = await outputs("account");
    const set = ["config", "set", "bulkhead:permissionsBoundary", String(boundaryArn), "--stack", "grid-testnet"];
    succeeded(await project.pulumi(set));
    const preview = succeeded(
      await project.pulumi(["preview", "--policy-pack", "policies", "--stack", "grid-testnet"]),
    );
    expect(preview.console).not.toContain("Nobody watches");
    expect(preview.violations).toEqual([]);
    expect(preview.advisories.filter(({ policy }) => policy === "identity-permission-boundary")).toEqual([]);
  });

  it("takes a service control policy in place of the boundary where there is an organisation", async () => {
    const target = ["bulkhead:organizationTarget", "ou-ab12-cd34ef56"];
    succeeded(await project.pulumi(["config", "set", ...target, "--stack", "account"]));
    expect(succeeded(await project.pulumi(up)).violations).toEqual([]);
    expect(held("aws:organizations/policyAttachment:PolicyAttachment")).toHaveLength(1);
    expect(held("aws:iam/policy:Policy")).toEqual(["arn:aws:iam::111122223333:policy/bulkhead-operators"]);
    expect(await outputs("account")).not.toHaveProperty("boundaryArn");
  });

  it("keeps trail, log files, keys and journal when it is destroyed", async () => {
    const before = held(...Object.values(lasting));
    succeeded(
      await project.pulumi(["destroy", "--exclude-protected", "--yes", "--skip-preview", "--stack", "account"]),
    );
    expect(held(...Object.values(lasting))).toEqual(before);
    expect(held("aws:s3/bucketPolicy:BucketPolicy", "aws:kms/keyPolicy:KeyPolicy")).toHaveLength(4);
    expect(held("aws:budgets/budget:Budget", "aws:guardduty/detector:Detector")).toEqual([]);
  });
});
