import { initStack } from "./first-stack";
import { Machine, succeeded, type Run } from "./machine";

jest.setTimeout(600_000);

const eip = "aws:ec2/eip:Eip";
const eipAssociation = "aws:ec2/eipAssociation:EipAssociation";
const policies = ["--policy-pack", "policies"];
const up = ["up", ...policies, "--yes", "--skip-preview"];

const machine = new Machine();
const project = machine.clone();
afterAll(() => {
  machine.dispose();
});

/** How many resources of each of these types a run would create. */
function created({ events }: Run, ...types: readonly string[]): Record<string, number> {
  const all = events.flatMap(({ resourcePreEvent }) =>
    resourcePreEvent?.metadata.op === "create" ? [resourcePreEvent.metadata.type] : [],
  );
  return Object.fromEntries(types.map((type) => [type, all.filter((one) => one === type).length]));
}

const outOf = [
  "aws:ec2/subnet:Subnet",
  "aws:ec2/route:Route",
  "aws:ec2/natGateway:NatGateway",
  "aws:ec2/instance:Instance",
  eipAssociation,
  eip,
  "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
];

describe("the modes of egress", () => {
  beforeAll(() => initStack(project, "grid-testnet"));

  it.each([
    { mode: "address", numbers: [1, 1, 0, 1, 1, 1, 0] },
    { mode: "nat-gateway", numbers: [2, 2, 1, 1, 0, 1, 0] },
    { mode: "nat-instance", numbers: [2, 2, 0, 2, 1, 1, 3] },
  ])("$mode passes the pack in a preview of the real engine", async ({ mode, numbers }) => {
    succeeded(await project.pulumi(["config", "set", "bulkhead:egress", mode]));
    const preview = succeeded(await project.pulumi(["preview", ...policies]));
    expect(preview.violations).toEqual([]);
    expect(Object.values(created(preview, ...outOf))).toEqual(numbers);
  });

  it("refuses one that it does not know, with those that it knows", async () => {
    succeeded(await project.pulumi(["config", "set", "bulkhead:egress", "regional"]));
    const preview = await project.pulumi(["preview"]);
    expect(preview.code).not.toBe(0);
    expect(preview.console).toContain(
      'bulkhead:egress is "regional", expected address, nat-gateway or nat-instance. Name one of these.',
    );
    succeeded(await project.pulumi(["config", "rm", "bulkhead:egress"]));
  });
});

const outputs = async (): Promise<Record<string, unknown>> =>
  JSON.parse(succeeded(await project.pulumi(["stack", "output", "--json"])).console) as Record<string, unknown>;
const bound = (): unknown => machine.account.held(eipAssociation).map((one) => one.outputs.allocationId);
const held = (): string[] => machine.account.held(eip).map(({ id }) => id);

// One story: each test goes on from where the one before it stopped.
describe("a planned change of the address", () => {
  let first = "";
  let next = "";

  it("begins by holding a second one, while the first stays in use", async () => {
    succeeded(await project.pulumi(up));
    [first = ""] = held();
    succeeded(await project.pulumi(["config", "set", "bulkhead:egressNext", "true"]));
    expect(succeeded(await project.pulumi(up)).violations).toEqual([]);
    next = held().find((id) => id !== first) ?? "";
    expect(held()).toHaveLength(2);
    expect(bound()).toEqual([first]);
    expect(await outputs()).toMatchObject({ egressAllocationIdNext: next });
  });

  it("refuses to hold the address that the stack has already as the next one", async () => {
    const changes = machine.account.changes().length;
    succeeded(await project.pulumi(["config", "set", "bulkhead:egressAllocationId", first]));
    const preview = await project.pulumi(["preview"]);
    expect(preview.code).not.toBe(0);
    expect(machine.account.changes()).toHaveLength(changes);
  });

  it("goes over to the second by one configuration value, and keeps the first", async () => {
    const { egressIp: before, egressIpNext } = await outputs();
    succeeded(await project.pulumi(["config", "set", "bulkhead:egressAllocationId", next]));
    expect(succeeded(await project.pulumi(up)).violations).toEqual([]);
    expect(bound()).toEqual([next]);
    expect(held().sort()).toEqual([first, next].sort());
    expect(await outputs()).toMatchObject({ egressIp: egressIpNext, egressIpPrevious: before });
    succeeded(await project.pulumi([...up, "--expect-no-changes"]));
  });

  it("ends with the second as the stack's one address, and the first still allocated", async () => {
    const urn = project.state("grid-testnet").find(({ id, type }) => type === eip && id === first)?.urn ?? "";
    succeeded(await project.pulumi(["state", "delete", urn, "--force", "--yes"]));
    succeeded(await project.pulumi(["config", "rm", "bulkhead:egressNext"]));
    succeeded(await project.pulumi(["config", "rm", "bulkhead:egressAllocationId"]));
    expect(succeeded(await project.pulumi(up)).violations).toEqual([]);
    expect(bound()).toEqual([next]);
    expect(held().sort()).toEqual([first, next].sort());
    expect(project.state("grid-testnet").filter(({ type }) => type === eip)).toMatchObject([
      { name: "grid-testnet-egress", id: next },
    ]);
  });
});
