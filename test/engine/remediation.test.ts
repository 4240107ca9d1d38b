import { join } from "node:path";
import { madeUp } from "../policies/samples";
import { Machine, succeeded } from "./machine";
import { root } from "./parts";
import { projectOf } from "./project-of";
import { traces } from "./traces";

jest.setTimeout(600_000);

describe("a remediation", () => {
  const machine = new Machine();
  afterAll(() => {
    machine.dispose();
  });
  const sample = madeUp("engine remediated");

  it("mends the resource, and neither prints a secret of it nor drops its mark", async () => {
    const project = await projectOf(machine, "remediated", "config", sample);
    const withPack = ["--policy-pack", join(root, "policies")];
    const preview = succeeded(await project.pulumi(["preview", "--diff", ...withPack]));
    const up = succeeded(await project.pulumi(["up", "--yes", "--skip-preview", "--diff", ...withPack]));
    expect(up.events.map(({ policyRemediationEvent }) => policyRemediationEvent?.policyName)).toContain("kms-rotation");
    expect(machine.account.held("aws:kms/key:Key")).toMatchObject([
      { outputs: { enableKeyRotation: true, policy: expect.stringContaining(sample) as unknown } },
    ]);
    expect(traces(preview.console + up.console + project.stateText("dev"), sample)).toEqual([]);
  });
});
