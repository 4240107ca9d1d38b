import { join } from "node:path";
import { madeUp } from "../policies/samples";
import { Machine, succeeded } from "./machine";
import { root } from "./parts";
import { projectOf } from "./project-of";

jest.setTimeout(600_000);

describe("the pack as a default", () => {
  const machine = new Machine();
  afterAll(() => {
    machine.dispose();
  });
  const asDefault = { PULUMI_OPTION_POLICY_PACK: join(root, "policies") };

  it("is PULUMI_OPTION_POLICY_PACK; whoever leaves it out, or switches every policy off, is not stopped", async () => {
    const project = await projectOf(machine, "tag", "config", madeUp("engine default pack"));

    const preview = await project.pulumi(["preview"], asDefault);
    expect(preview.code).not.toBe(0);
    expect(preview.violations).toMatchObject([{ policy: "secrets-no-tag-or-name-leak", path: "tags.login" }]);
    const up = await project.pulumi(["up", "--yes", "--skip-preview"], asDefault);
    expect(up.code).not.toBe(0);
    expect(machine.account.held("aws:iam/role:Role")).toEqual([]);

    project.write("off.json", '{ "all": "disabled" }');
    const off = succeeded(await project.pulumi(["preview", "--policy-pack-config", "off.json"], asDefault));
    expect(off.violations).toEqual([]);
    expect(off.console).toContain("✅ bulkhead@v0.1.0");

    succeeded(await project.pulumi(["up", "--yes", "--skip-preview"]));
    expect(machine.account.held("aws:iam/role:Role")).toHaveLength(1);
  });
});
