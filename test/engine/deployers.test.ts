import { initStack } from "./first-stack";
import { Machine } from "./machine";

jest.setTimeout(600_000);

describe("who may run up", () => {
  const machine = new Machine({ callerArn: "arn:aws:sts::111122223333:assumed-role/somebody-else/session" });
  afterAll(() => {
    machine.dispose();
  });

  it("stops anybody who is not listed in bulkhead:deployers, before anything is made", async () => {
    const project = machine.clone();
    await initStack(project, "grid-testnet");
    const up = await project.pulumi(["up", "--yes", "--skip-preview"]);
    expect(up.code).not.toBe(0);
    expect(up.console).toContain(
      "The caller arn:aws:sts::111122223333:assumed-role/somebody-else/session is not a deployer of this stack",
    );
    expect(up.console).toContain("arn:aws:iam::111122223333:role/bulkhead-deployer");
    expect(up.console).not.toMatch(/^ +at /mu);
    expect(machine.account.changes()).toEqual([]);
  });
});
