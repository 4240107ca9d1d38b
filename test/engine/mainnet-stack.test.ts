import type { Change } from "./aws-double/account";
import { initStack } from "./first-stack";
import { Machine, succeeded } from "./machine";

jest.setTimeout(600_000);

const stack = "grid-mainnet";
const instance = "aws:ec2/instance:Instance";
const attachment = "aws:ec2/volumeAttachment:VolumeAttachment";
const up = ["up", "--policy-pack", "policies", "--yes", "--skip-preview", "--stack", stack];

const machine = new Machine();
const project = machine.clone();
afterAll(() => {
  machine.dispose();
});

function since(before: readonly Change[]): string[] {
  return machine.account
    .changes()
    .slice(before.length)
    .map(({ action, type }) => `${action} ${type}`);
}

// One story: each test goes on from where the one before it stopped.
describe("the shipped mainnet stack", () => {
  it("goes up under the pack without a violation, and a second up changes nothing", async () => {
    await initStack(project, stack);
    const first = succeeded(await project.pulumi(["up", "--policy-pack", "policies", "--yes", "--stack", stack]));
    expect(first.violations).toEqual([]);
    const before = machine.account.changes();
    const second = succeeded(await project.pulumi([...up, "--expect-no-changes"]));
    expect(second.violations).toEqual([]);
    expect(since(before)).toEqual([]);
  });

  it("keeps its host under a new image while termination protection is on: AWS refuses, and the host stays", async () => {
    const [host] = machine.account.held(instance);
    const before = machine.account.changes();
    succeeded(await project.pulumi(["config", "set", "bulkhead:image", "ami-0bbbbbbbbbbbbbbbb", "--stack", stack]));
    const refused = await project.pulumi(up);
    expect(refused.code).not.toBe(0);
    expect(refused.console).toContain("may not be stopped. Modify its 'disableApiStop' instance attribute");
    expect(since(before)).toEqual([`refuse ${attachment}`]);
    expect(machine.account.held(instance)).toEqual([host]);
  });

  it("keeps its host at destroy --exclude-protected too", async () => {
    const [host] = machine.account.held(instance);
    const destroy = await project.pulumi([
      "destroy",
      "--exclude-protected",
      "--yes",
      "--skip-preview",
      "--stack",
      stack,
    ]);
    expect(destroy.code).not.toBe(0);
    expect(machine.account.held(instance)).toEqual([host]);
  });

  it("lets the protection go in an up of its own, and replaces the host in the next", async () => {
    const image = succeeded(await project.pulumi(["config", "get", "bulkhead:image", "--stack", stack])).console.trim();
    succeeded(await project.pulumi(["config", "rm", "bulkhead:image", "--stack", stack]));
    succeeded(await project.pulumi(["config", "set", "bulkhead:terminationProtection", "false", "--stack", stack]));
    succeeded(await project.pulumi(up));
    const [host] = machine.account.held(instance);
    expect(host?.outputs).toMatchObject({ disableApiTermination: false });

    const before = machine.account.changes();
    succeeded(await project.pulumi(["config", "set", "bulkhead:image", image, "--stack", stack]));
    succeeded(await project.pulumi(up));
    expect(since(before).slice(0, 3)).toEqual([`delete ${attachment}`, `delete ${instance}`, `create ${instance}`]);
    expect(machine.account.held(instance)).toMatchObject([{ outputs: { ami: image } }]);
  });
});
