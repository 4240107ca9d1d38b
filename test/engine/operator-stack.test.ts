import { initStack } from "./first-stack";
import { Machine, succeeded } from "./machine";

jest.setTimeout(600_000);

const stack = "operator";
const machine = new Machine();
const project = machine.clone();
afterAll(() => {
  machine.dispose();
});

// One story: each test goes on from where the one before it stopped.
describe("the shipped operator stack", () => {
  it("goes up under the pack without a violation, and a second up changes nothing", async () => {
    await initStack(project, stack);
    const first = succeeded(await project.pulumi(["up", "--policy-pack", "policies", "--yes", "--stack", stack]));
    expect(first.violations).toEqual([]);
    const before = machine.account.changes().length;
    const again = ["up", "--policy-pack", "policies", "--yes", "--skip-preview", "--expect-no-changes"];
    succeeded(await project.pulumi([...again, "--stack", stack]));
    expect(machine.account.changes()).toHaveLength(before);
  });

  it("has an address, a secret and a host, and nothing that a bot would come from", async () => {
    const output = succeeded(await project.pulumi(["stack", "output", "--json", "--stack", stack])).console;
    const outputs = JSON.parse(output) as Record<string, unknown>;
    expect(outputs).toMatchObject({
      egressIp: expect.stringMatching(/^203\.0\.113\.\d+$/u) as unknown,
      secretName: expect.stringMatching(/^operator-exchange-/u) as unknown,
      roleArn: expect.stringMatching(/^arn:aws:iam::111122223333:role\/operator-bot-/u) as unknown,
    });
    expect(outputs).not.toHaveProperty("artifactRepository");
    expect(machine.account.held("aws:ec2/instance:Instance")).toHaveLength(1);
    expect(machine.account.held("aws:ecr/repository:Repository")).toEqual([]);
  });

  it("is refused where the exchange has no hosts to manage keys on", async () => {
    const set = ["config", "set", "bulkhead:exchange", "binance", "--stack", stack];
    succeeded(await project.pulumi(set));
    const preview = await project.pulumi(["preview", "--stack", stack]);
    expect(preview.code).not.toBe(0);
    expect(preview.console).toContain("Binance spot has no hosts where keys of its testnet are managed by calls");
  });
});
