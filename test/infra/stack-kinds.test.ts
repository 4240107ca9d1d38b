import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse, stringify } from "yaml";
import { exchanges } from "../../exchanges/exchanges";
import { parseStackConfig } from "../../infra/config";
import program from "../../infra/index";
import { findStackFile } from "../../infra/stack-file";
import { account, egressIp, register, shippedConfig } from "./register";

/** What is wrong with a shipped stack file after changes, as its owner is told: a key that is undefined goes. */
function errorsOf(stack: string, changes: Readonly<Record<string, unknown>>): readonly string[] {
  const folder = mkdtempSync(join(tmpdir(), "bulkhead-kinds-"));
  try {
    const text = readFileSync(join(__dirname, `../../Pulumi.${stack}.yaml`), "utf8");
    const { config } = parse(text) as { config: Record<string, unknown> };
    const changed = Object.fromEntries(
      Object.entries({ ...config, ...changes }).filter(([, value]) => value !== undefined),
    );
    writeFileSync(join(folder, "Pulumi.yaml"), "name: bulkhead\n");
    writeFileSync(join(folder, `Pulumi.${stack}.yaml`), stringify({ config: changed }));
    const raw = Object.fromEntries(
      Object.entries(changed).map(([key, value]) => [key, typeof value === "string" ? value : JSON.stringify(value)]),
    );
    // As Pulumi hands on what the project declares with a default.
    const defaults = { "bulkhead:instanceType": "t4g.small", "bulkhead:egress": "address", "bulkhead:exchange": "" };
    return parseStackConfig({ ...defaults, ...raw }, { stack, ...findStackFile(stack, folder) }).errors ?? [];
  } finally {
    rmSync(folder, { recursive: true });
  }
}

describe("a kind of stack", () => {
  it.each(["account", "operator", "grid-testnet", "grid-mainnet"])("has a stack file that is right: %s", (stack) => {
    expect(errorsOf(stack, {})).toEqual([]);
  });

  it.each<[string, string, Record<string, unknown>, RegExp]>([
    [
      "a slip",
      "account",
      { "bulkhead:kind": "acount" },
      /^Pulumi\.account\.yaml:3: bulkhead:kind is "acount", expected bot, account or operator\. Did you mean account\?$/u,
    ],
    [
      "a bot's key in the account's stack",
      "account",
      { "bulkhead:exchange": "binance" },
      /^Pulumi\.account\.yaml:\d+: bulkhead:exchange is not read in a stack of the kind account, expected one of kind, .*\. Remove it\.$/u,
    ],
    [
      "the account's key in a bot's stack",
      "grid-testnet",
      { "bulkhead:botRegions": ["eu-west-1"] },
      /bulkhead:botRegions is not read in a stack of the kind bot/u,
    ],
    [
      "an artefact in an operator's stack",
      "operator",
      { "bulkhead:artifact": "s3://a" },
      /bulkhead:artifact is not read in a stack of the kind operator/u,
    ],
  ])("is refused, or its keys are, with the reason: %s", (_, stack, changes, reason) => {
    expect(errorsOf(stack, changes)).toContainEqual(expect.stringMatching(reason));
  });
});

describe("the account's configuration gives one error for a wrong value", () => {
  it.each<[string, Record<string, unknown>, RegExp]>([
    [
      "no region of bots",
      { "bulkhead:botRegions": undefined },
      /: bulkhead:botRegions is missing, expected the regions where bots run: .* Run: pulumi config set --path 'bulkhead:botRegions\[0\]' eu-west-1 --stack account$/u,
    ],
    [
      "a word for a region",
      { "bulkhead:botRegions": ["ireland"] },
      /:\d+: bulkhead:botRegions\[0\] is "ireland", expected the name of an AWS region\./u,
    ],
    [
      "a region twice",
      { "bulkhead:botRegions": ["eu-west-1", "eu-west-1"] },
      /bulkhead:botRegions\[1\] names the same region as bulkhead:botRegions\[0\]\. Remove one of the two\.$/u,
    ],
    [
      "a region that no event reaches",
      { "bulkhead:botRegions": ["us-gov-west-1"] },
      /bulkhead:botRegions\[0\] is "us-gov-west-1", expected a region of the partition aws\./u,
    ],
    [
      "no budget",
      { "bulkhead:monthlyBudgetUsd": undefined },
      /: bulkhead:monthlyBudgetUsd is missing, expected what the account may cost a month/u,
    ],
    [
      "a budget in words",
      { "bulkhead:monthlyBudgetUsd": "much" },
      /bulkhead:monthlyBudgetUsd is "much", expected a whole number of US dollars from 1 to 9999999\./u,
    ],
    [
      "nobody to tell",
      { "bulkhead:alertEmails": [] },
      /bulkhead:alertEmails is empty, expected somebody who hears of a stopped trail\./u,
    ],
    [
      "a short memory",
      { "bulkhead:logRetentionDays": 90 },
      /bulkhead:logRetentionDays is "90", expected at least 365\./u,
    ],
    [
      "a name for an organisational unit",
      { "bulkhead:organizationTarget": "bots" },
      /bulkhead:organizationTarget is "bots", expected the id of a root \(r-…\)/u,
    ],
    ["half a yes", { "bulkhead:guardDuty": "yes" }, /bulkhead:guardDuty is "yes", expected true or false\./u],
  ])("%s", (_, changes, reason) => {
    expect(errorsOf("account", changes)).toEqual([expect.stringMatching(reason)]);
  });

  it("in GovCloud, where it cannot hold", () => {
    expect(errorsOf("account", { "aws:region": "us-gov-west-1" })[0]).toMatch(
      /aws:region is "us-gov-west-1", expected a region of the partition aws\. EventBridge carries no events/u,
    );
  });
});

describe("an operator's stack", () => {
  it.each(["testnet", "mainnet"] as const)("is refused on %s where there is nobody to manage keys with", (network) => {
    const [without] = Object.values(exchanges).filter(({ accountHosts }) => accountHosts[network].length === 0);
    const errors = errorsOf("operator", { "bulkhead:exchange": without?.id, "bulkhead:network": network });
    expect(errors[0]).toMatch(/bulkhead:network is "(?:testnet|mainnet)": /u);
  });

  it("says where its address and secret are and what its role is called, and has no place for a bot's images", async () => {
    const { outputs, registrations } = await register(program, {
      stack: "operator",
      config: shippedConfig("operator"),
    });
    expect(outputs).toMatchObject({
      egressIp,
      secretName: "operator-exchange-1a2b3c4",
      roleArn: `arn:aws:iam::${account}:role/operator-bot-1a2b3c4`,
    });
    expect(Object.keys(outputs)).not.toContain("artifactRepository");
    expect(registrations.filter(({ type }) => type.startsWith("aws:ecr/"))).toEqual([]);
    const [volume] = registrations.filter(({ type }) => type === "aws:ebs/volume:Volume");
    expect(volume?.inputs.size).toBe(1);
    const [secret] = registrations.filter(({ type }) => type === "aws:secretsmanager/secret:Secret");
    expect(secret?.inputs.tags).toMatchObject({ "bulkhead:permissions": "read keys" });
  });
});
