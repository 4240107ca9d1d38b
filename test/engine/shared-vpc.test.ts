import { initStack } from "./first-stack";
import { Machine, succeeded } from "./machine";

jest.setTimeout(600_000);

const [owner, joiner] = ["grid-testnet", "arb-testnet"];
const up = ["up", "--policy-pack", "policies", "--yes", "--skip-preview"];

const machine = new Machine();
const project = machine.clone();
afterAll(() => {
  machine.dispose();
});

const outputs = async (stack: string): Promise<Record<string, unknown>> =>
  JSON.parse(succeeded(await project.pulumi(["stack", "output", "--json", "--stack", stack])).console) as Record<
    string,
    unknown
  >;
const set = async (stack: string, ...pairs: readonly (readonly [string, string])[]): Promise<void> => {
  for (const [key, value] of pairs) {
    succeeded(await project.pulumi(["config", "set", key, value, "--stack", stack]));
  }
};
const held = (type: string) => machine.account.held(type);

// One story: each test goes on from where the one before it stopped.
describe("two bots of one exchange and network in one VPC", () => {
  it("refuses to join what nobody shares, before anything is made", async () => {
    await initStack(project, owner);
    project.write(
      `Pulumi.${joiner}.yaml`,
      project
        .read(`Pulumi.${owner}.yaml`)
        .replaceAll(owner, joiner)
        .replace(/^encryptedkey:.*\n/mu, ""),
    );
    await initStack(project, joiner);
    await set(joiner, ["bulkhead:vpc", "shared:elsewhere/1"]);
    const preview = await project.pulumi(["preview", "--stack", joiner]);
    expect(preview.code).not.toBe(0);
    expect(preview.console).toContain(
      "the stack elsewhere shares no VPC with testnet bots of Binance spot in eu-west-1",
    );
    await set(joiner, ["bulkhead:vpc", `shared:${owner}/1`]);
    const early = await project.pulumi(["preview", "--stack", joiner]);
    expect(early.code).not.toBe(0);
    expect(early.console).toContain(`whose bulkhead:vpc in Pulumi.${owner}.yaml is not shared`);
  });

  it("builds the owner under the pack", async () => {
    await set(owner, ["bulkhead:egress", "nat-gateway"], ["bulkhead:vpc", "shared"]);
    const run = succeeded(await project.pulumi([...up, "--stack", owner]));
    expect(run.violations).toEqual([]);
    expect(run.advisories.map(({ policy }) => policy)).toContain("network-own-address");
  });

  it("builds the joiner under the pack, in the owner's VPC and behind its gateway and address", async () => {
    const run = succeeded(await project.pulumi([...up, "--stack", joiner]));
    expect(run.violations).toEqual([]);
    expect(run.advisories.map(({ policy }) => policy)).toContain("network-own-address");
    for (const type of ["vpc:Vpc", "eip:Eip", "natGateway:NatGateway", "internetGateway:InternetGateway"]) {
      expect([type, held(`aws:ec2/${type}`).length]).toEqual([type, 1]);
    }
    expect(held("aws:ec2/instance:Instance")).toHaveLength(2);
    expect(
      held("aws:ec2/subnet:Subnet")
        .map(({ inputs }) => inputs.cidrBlock)
        .sort(),
    ).toEqual(["10.0.0.0/28", "10.0.0.16/28", "10.0.0.32/28"]);
    const [own, theirs] = [await outputs(joiner), await outputs(owner)];
    expect(own).toMatchObject({ egressIp: theirs.egressIp, egressSharedWith: owner });
    expect(own.secretName).not.toBe(theirs.secretName);
    expect(held("aws:kms/key:Key")).toHaveLength(4);
  });

  it("changes nothing in a second up of either", async () => {
    for (const stack of [owner, joiner]) {
      succeeded(await project.pulumi([...up, "--expect-no-changes", "--stack", stack]));
    }
  });

  it("refuses a joiner of another network", async () => {
    await set(joiner, ["bulkhead:network", "mainnet"], ["bulkhead:bot", "arb"]);
    const preview = await project.pulumi(["preview", "--stack", joiner]);
    expect(preview.code).not.toBe(0);
    expect(preview.console).toContain(`whose bulkhead:network in Pulumi.${owner}.yaml is not mainnet`);
  });
});
