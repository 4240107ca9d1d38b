import type { Change } from "./aws-double/account";
import { newestImage } from "./aws-double/account";
import { initStack } from "./first-stack";
import { Machine, succeeded } from "./machine";

jest.setTimeout(600_000);

const stack = "grid-testnet";
const eip = "aws:ec2/eip:Eip";
const key = "aws:kms/key:Key";
const instance = "aws:ec2/instance:Instance";
const attachment = "aws:ec2/volumeAttachment:VolumeAttachment";
const volume = "aws:ebs/volume:Volume";
const keep = ["--policy-pack", "policies", "--yes", "--skip-preview"];

const machine = new Machine();
const project = machine.clone();
afterAll(() => {
  machine.dispose();
});

/** What happened in the account since `before`, without what was refused. */
function since(before: readonly Change[]): Change[] {
  return machine.account.changes().slice(before.length);
}

const ids = (...types: readonly string[]): string[] => machine.account.held(...types).map(({ id }) => id);

// One story: each test goes on from where the one before it stopped.
describe("the shipped testnet stack, from its first key to its second life", () => {
  it("is made by the README's commands, under a KMS key of its own", async () => {
    await initStack(project, stack);
    const file = project.read(`Pulumi.${stack}.yaml`);
    expect(file).toMatch(/^secretsprovider: awskms:\/\/alias\/bulkhead-grid-testnet\?region=eu-west-1$/mu);
    expect(file).toMatch(/^encryptedkey: \S+$/mu);
    expect(file).not.toContain("secure:");
  });

  it("goes up under the pack, which finds nothing in preview and nothing in the update", async () => {
    const up = succeeded(await project.pulumi(["up", "--policy-pack", "policies", "--yes"]));
    expect(up.violations).toEqual([]);
    expect(up.console).toContain("bulkhead@v0.1.0");
    expect(ids(instance, eip, key)).toHaveLength(4);
    const outputs = succeeded(await project.pulumi(["stack", "output", "--json"]));
    expect(JSON.parse(outputs.console)).toMatchObject({
      egressIp: expect.stringMatching(/^203\.0\.113\.\d+$/u) as unknown,
      secretName: expect.stringMatching(/^grid-testnet-exchange-[0-9a-f]{7}$/u) as unknown,
    });
  });

  it("stays as it is at a second up", async () => {
    const before = machine.account.changes();
    const again = succeeded(await project.pulumi(["up", ...keep, "--expect-no-changes"]));
    expect(again.violations).toEqual([]);
    expect(since(before)).toEqual([]);
  });

  it("stays as it is when a newer image is published", async () => {
    const before = machine.account.changes();
    machine.account.change((contents) => {
      contents.parameters[newestImage] = "ami-0fedcba9876543210";
    });
    succeeded(await project.pulumi(["up", ...keep, "--expect-no-changes"]));
    expect(since(before)).toEqual([]);
  });

  it("replaces the host, the old one first, when bulkhead:image names an image", async () => {
    const before = machine.account.changes();
    succeeded(await project.pulumi(["config", "set", "bulkhead:image", "ami-0aaaaaaaaaaaaaaaa"]));
    succeeded(await project.pulumi(["up", ...keep]));
    const [gone, deleted, made, ...after] = since(before).map(({ action, type }) => `${action} ${type}`);
    expect([gone, deleted, made, ...after.sort()]).toEqual([
      `delete ${attachment}`,
      `delete ${instance}`,
      `create ${instance}`,
      `create ${attachment}`,
      // What watches the host by its id or by its disk's.
      "update aws:cloudwatch/dashboard:Dashboard",
      ...Array<string>(4).fill("update aws:cloudwatch/eventRule:EventRule"),
      "update aws:cloudwatch/metricAlarm:MetricAlarm",
    ]);
    expect(machine.account.held(instance)).toMatchObject([{ outputs: { ami: "ami-0aaaaaaaaaaaaaaaa" } }]);
  });

  it("makes the operators' documents anew when they say something else, each old one first, and nothing else with them", async () => {
    const before = machine.account.changes();
    const file = "infra/documents/operator-document.ts";
    project.write(file, project.read(file).replace('default: "60"', 'default: "61"'));
    succeeded(await project.pulumi(["up", ...keep]));
    const made = since(before);
    expect(made.map(({ action, type }) => `${action} ${type}`).sort()).toEqual([
      ...["create aws:ssm/document:Document", "create aws:ssm/document:Document"],
      ...["delete aws:ssm/document:Document", "delete aws:ssm/document:Document"],
    ]);
    expect(made[0]?.action).toBe("delete");
  });

  let lasting: string[] = [];

  it("refuses to be destroyed as a whole: the preview names what is protected, and nothing is touched", async () => {
    lasting = ids(eip, key, volume);
    const before = machine.account.changes();
    const destroy = await project.pulumi(["destroy", "--yes"]);
    expect(destroy.code).not.toBe(0);
    for (const name of [
      "eip:Eip::grid-testnet-egress",
      "volume:Volume::grid-testnet-data",
      "key:Key::grid-testnet-custody",
    ]) {
      expect(destroy.console).toMatch(new RegExp(`${name}" cannot be deleted\\s+because it is protected`, "u"));
    }
    expect(since(before)).toEqual([]);
  });

  it("leaves address, data and keys, with their policies, when everything else is destroyed", async () => {
    succeeded(await project.pulumi(["destroy", "--exclude-protected", "--yes", "--skip-preview"]));
    expect(ids(eip, key, volume)).toEqual(lasting);
    expect([...new Set(machine.account.read().held.map(({ type }) => type))].sort()).toEqual([
      volume,
      eip,
      key,
      "aws:kms/keyPolicy:KeyPolicy",
    ]);
    expect(project.state(stack).map(({ type, name }) => `${type} ${name}`)).toEqual([
      "aws:ebs/volume:Volume grid-testnet-data",
      "aws:ec2/eip:Eip grid-testnet-egress",
      "aws:kms/key:Key grid-testnet-custody",
      "aws:kms/key:Key grid-testnet-records",
      "bulkhead:infra:BotKey grid-testnet-custody",
      "bulkhead:infra:BotKey grid-testnet-records",
      "bulkhead:infra:Compartment grid-testnet",
      "bulkhead:infra:DataVolume grid-testnet-data",
      "bulkhead:infra:EgressAddress grid-testnet-egress",
      "pulumi:providers:aws default_7_48_0",
      "pulumi:pulumi:Stack bulkhead-grid-testnet",
    ]);
  });

  it("comes up again in the same state with the same address, data and keys", async () => {
    const up = succeeded(await project.pulumi(["up", "--policy-pack", "policies", "--yes"]));
    expect(up.violations).toEqual([]);
    expect(ids(eip, key, volume)).toEqual(lasting);
    expect(ids(instance)).toHaveLength(1);
    succeeded(await project.pulumi(["up", ...keep, "--expect-no-changes"]));
  });
});
