import { Machine, succeeded } from "./machine";

jest.setTimeout(600_000);

const program = `
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
const caller = aws.getCallerIdentityOutput();
const key = new aws.kms.Key("custody", { tags: { by: caller.arn } });
const policy = new aws.kms.KeyPolicy("custody", { keyId: key.keyId, policy: { Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: "kms:*", Resource: "*", Principal: { AWS: key.arn } }] } });
const role = new aws.iam.Role("bot", { assumeRolePolicy: { Version: "2012-10-17", Statement: [] } });
export const secret = pulumi.secret("hidden");
export const roleName = role.name;
export const document = policy.policy;
`;

const pack = {
  "PulumiPolicy.yaml": "runtime: nodejs\nmain: index.js\n",
  "package.json": '{ "name": "trial", "version": "0.0.1", "main": "index.js" }\n',
  "index.js": `
const { PolicyPack } = require("@pulumi/policy");
new PolicyPack("trial", {
  policies: [{
    name: "no-forbidden-name",
    description: "No role is called forbidden.",
    enforcementLevel: "mandatory",
    validateResource: (args, report) => { if (args.type === "aws:iam/role:Role" && args.name === "forbidden") report("called forbidden"); },
  }],
});
`,
};

describe("the suite's own parts", () => {
  const machine = new Machine();
  afterAll(() => {
    machine.dispose();
  });
  const project = machine.project("trial", { "index.ts": program, "Pulumi.yaml": "name: trial\nruntime: nodejs\n" });
  const trial = machine.project("pack", pack);

  it("make a stack under a KMS key of MiniStack, deploy it, find nothing to change, and destroy it", async () => {
    succeeded(
      await project.shell(`
        key=$(aws kms create-key --query KeyMetadata.KeyId --output text)
        aws kms create-alias --alias-name alias/trial --target-key-id "$key"
        pulumi stack init dev --secrets-provider "awskms://alias/trial?region=eu-west-1"
        pulumi config set aws:region eu-west-1`),
    );
    const withPack = ["--yes", "--policy-pack", trial.directory];
    succeeded(await project.pulumi(["up", ...withPack]));
    expect(machine.account.changes().map(({ action, type }) => `${action} ${type}`)).toEqual([
      "create aws:iam/role:Role",
      "create aws:kms/key:Key",
      "create aws:kms/keyPolicy:KeyPolicy",
    ]);
    succeeded(await project.pulumi(["up", "--expect-no-changes", ...withPack]));
    succeeded(await project.pulumi(["destroy", "--yes"]));
    expect(machine.account.read().held).toEqual([]);
  });
});
