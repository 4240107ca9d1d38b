import { initStack } from "./first-stack";
import { Machine, succeeded } from "./machine";

jest.setTimeout(600_000);

const eip = "aws:ec2/eip:Eip";
const allocationId = "eipalloc-0123456789abcdef0";

describe("an address that exchanges know already", () => {
  const machine = new Machine();
  afterAll(() => {
    machine.dispose();
  });
  const project = machine.clone();
  const outputs = { id: allocationId, allocationId, publicIp: "198.51.100.7", domain: "vpc", publicIpv4Pool: "amazon" };

  it("is adopted by bulkhead:egressAllocationId: imported, judged, and tagged", async () => {
    machine.account.put({
      type: eip,
      id: allocationId,
      inputs: { domain: "vpc", tags: { owner: "trading" } },
      outputs,
    });
    await initStack(project, "grid-testnet");
    succeeded(await project.pulumi(["config", "set", "bulkhead:egressAllocationId", allocationId]));
    const up = succeeded(await project.pulumi(["up", "--policy-pack", "policies", "--yes"]));
    expect(up.violations).toEqual([]);
    expect(machine.account.held(eip)).toMatchObject([{ id: allocationId, outputs: { publicIp: "198.51.100.7" } }]);
    const output = succeeded(await project.pulumi(["stack", "output", "egressIp"]));
    expect(output.console.trim()).toBe("198.51.100.7");
    const [association] = machine.account.held("aws:ec2/eipAssociation:EipAssociation");
    expect(association?.outputs).toMatchObject({ allocationId, publicIp: "198.51.100.7" });
  });

  it("stays as it is at a second up, with and without the configuration value", async () => {
    const again = ["up", "--policy-pack", "policies", "--yes", "--skip-preview", "--expect-no-changes"];
    succeeded(await project.pulumi(again));
    succeeded(await project.pulumi(["config", "rm", "bulkhead:egressAllocationId"]));
    succeeded(await project.pulumi(again));
  });
});
