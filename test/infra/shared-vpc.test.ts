import { exchanges } from "../../exchanges/exchanges";
import { Compartment, type CompartmentArgs } from "../../infra/components";
import { parseStackConfig } from "../../infra/config";
import { sharedVpcParameter, type SharedVpc } from "../../infra/shared-vpc";
import { botProgram } from "../../infra/programs/bot-program";
import { account, register, type Registration } from "./register";

const role = (name: string): string => `arn:aws:iam::${account}:role/bulkhead-${name}`;
const people = {
  admins: [role("admin")],
  operators: [role("operator")],
  responders: [role("responder")],
  deployers: [role("deployer")],
};
const good: Readonly<Record<string, string>> = {
  "aws:region": "eu-west-1",
  "bulkhead:exchange": "binance",
  "bulkhead:network": "testnet",
  ...Object.fromEntries(Object.entries(people).map(([list, arns]) => [`bulkhead:${list}`, JSON.stringify(arns)])),
};
const shared: SharedVpc = {
  vpcId: "vpc-0123456789abcdef0",
  availabilityZone: "eu-west-1b",
  natGatewayId: "nat-0123456789abcdef0",
  allocationId: "eipalloc-0123456789abcdef0",
  ip: "203.0.113.7",
  ruleGroupId: "rslvr-frg-0123456789abcdef",
};

const shortType = (type: string): string => type.slice(type.lastIndexOf(":") + 1);
const inputsOf = (all: readonly Registration[], type: string): readonly Registration["inputs"][] =>
  all.flatMap((one) => (one.custom && shortType(one.type) === type ? [one.inputs] : []));
async function built(args: Partial<CompartmentArgs>): Promise<readonly Registration[]> {
  const all = { exchange: exchanges.binance, network: "testnet", region: "eu-west-1", ...people, ...args } as const;
  return (await register(() => new Compartment("grid", all))).registrations;
}

describe("bulkhead:vpc", () => {
  const errors = (
    changes: Readonly<Record<string, string>>,
    neighbour?: Readonly<Record<string, string>>,
  ): readonly string[] =>
    parseStackConfig(
      { ...good, ...changes },
      {
        stack: "grid",
        ...(neighbour && {
          neighbour: (stack) =>
            stack === "owner" ? { file: "Pulumi.owner.yaml", text: (key) => neighbour[key] } : undefined,
        }),
      },
    ).errors ?? [];
  const ownersFile = { ...good, "bulkhead:vpc": "shared" };

  it.each([
    [{}, "own"],
    [{ "bulkhead:vpc": "own" }, "own"],
    [{ "bulkhead:vpc": "shared", "bulkhead:egress": "nat-gateway" }, "shared"],
    [{ "bulkhead:vpc": "shared:owner/14" }, { owner: "owner", slot: 14 }],
    [
      { "bulkhead:vpc": "shared:owner/1", "bulkhead:egress": "address" },
      { owner: "owner", slot: 1 },
    ],
  ])("reads %j", (changes, vpc) => {
    expect(parseStackConfig({ ...good, ...changes }, { stack: "grid" }).config).toMatchObject({ vpc });
  });

  it.each(["peered", "shared:owner", "shared:owner/0", "shared:owner/15", "shared:Owner/1", "shared:owner/1/2"])(
    "refuses %s",
    (text) => {
      expect(errors({ "bulkhead:vpc": text })).toEqual([
        `bulkhead:vpc is "${text}", expected own, shared, or shared:STACK/SLOT with a slot from 1 to 14. Name the stack that shares its VPC and a slot that no other bot has.`,
      ]);
    },
  );

  it.each(["address", "nat-instance"])("shares nothing behind the egress %s", (egress) => {
    expect(errors({ "bulkhead:vpc": "shared", "bulkhead:egress": egress })[0]).toContain(
      `is "shared" while bulkhead:egress is "${egress}", expected nat-gateway`,
    );
  });

  it.each([
    ["egress", "nat-gateway"],
    ["egressNext", "true"],
    ["egressAllocationId", "eipalloc-0123456789abcdef0"],
  ])("takes no %s beside another stack's VPC", (key, value) => {
    expect(errors({ "bulkhead:vpc": "shared:owner/1", [`bulkhead:${key}`]: value })).toEqual([
      `bulkhead:${key} is set while bulkhead:vpc joins the VPC of owner, whose address it is. Remove it.`,
    ]);
  });

  it("is no matter of a stack that runs no bot", () => {
    const raw = { ...good, "bulkhead:kind": "operator", "bulkhead:exchange": "bybit", "bulkhead:vpc": "shared" };
    const line = (key: string): number | undefined => (key === "bulkhead:vpc" ? 9 : undefined);
    expect(parseStackConfig(raw, { stack: "grid", file: "Pulumi.grid.yaml", line }).errors?.[0]).toContain(
      "Pulumi.grid.yaml:9: bulkhead:vpc",
    );
  });

  it("joins where the owner's file says the same, and where the project has no such file", () => {
    expect(errors({ "bulkhead:vpc": "shared:owner/1" }, ownersFile)).toEqual([]);
    expect(errors({ "bulkhead:vpc": "shared:elsewhere/1" }, ownersFile)).toEqual([]);
  });

  it.each([
    ["bulkhead:exchange", "bybit", "binance"],
    ["bulkhead:network", "mainnet", "testnet"],
    ["aws:region", "eu-central-1", "eu-west-1"],
    ["bulkhead:vpc", "own", "shared"],
    ["bulkhead:vpc", undefined, "shared"],
  ])("refuses an owner whose %s is %s, in one sentence", (key, found, wanted) => {
    const rest = Object.fromEntries(Object.entries(ownersFile).filter(([name]) => name !== key));
    const file = found === undefined ? rest : { ...rest, [key]: found };
    expect(errors({ "bulkhead:vpc": "shared:owner/1" }, file)).toEqual([
      `bulkhead:vpc joins the VPC of owner, whose ${key} in Pulumi.owner.yaml is not ${wanted}: a VPC is shared by bots of one exchange, network and region, and only where its owner's bulkhead:vpc is shared. Join another stack's, or remove the key.`,
    ]);
  });

  it("joins no stack to itself", () => {
    expect(errors({ "bulkhead:vpc": "shared:grid/1" })).toEqual([
      "bulkhead:vpc joins the stack's own VPC. Write shared, or name another stack.",
    ]);
  });
});

describe("a stack that shares its VPC", () => {
  it("writes down once how to join, for bots of its exchange and network, when the way out stands", async () => {
    const all = await built({ egress: "nat-gateway", vpc: "shared" });
    const [parameter, ...more] = inputsOf(all, "Parameter");
    expect(more).toEqual([]);
    expect(parameter).toMatchObject({
      name: "/bulkhead/vpc/grid/binance/testnet",
      type: "String",
      tags: { "bulkhead:bot": "grid", "bulkhead:exchange": "binance", "bulkhead:network": "testnet" },
    });
    expect(JSON.parse(String(parameter?.insecureValue))).toEqual({
      vpcId: "grid-network-id",
      availabilityZone: "eu-west-1b",
      natGatewayId: "grid-network-nat-id",
      allocationId: "grid-egress-id",
      ip: "198.51.100.7",
      ruleGroupId: "grid-dns-id",
    });
    const written = all.find(({ type }) => shortType(type) === "Parameter");
    const route = all.find((one) => one.custom && shortType(one.type) === "Route" && one.name === "grid-network");
    expect(written?.dependencies).toContain(route?.urn);
  });

  it("says nothing of a DNS firewall on mainnet, which has none", async () => {
    const [parameter] = inputsOf(
      await built({ egress: "nat-gateway", vpc: "shared", network: "mainnet" }),
      "Parameter",
    );
    expect(parameter?.name).toBe("/bulkhead/vpc/grid/binance/mainnet");
    expect(JSON.parse(String(parameter?.insecureValue))).not.toHaveProperty("ruleGroupId");
  });

  it("writes nothing where it shares nothing", async () => {
    expect(inputsOf(await built({ egress: "nat-gateway" }), "Parameter")).toEqual([]);
  });

  it.each(["address", "nat-instance", undefined] as const)("is refused as a component behind %s", async (egress) => {
    await expect(built({ vpc: "shared", ...(egress && { egress }) })).rejects.toThrow('takes egress: "nat-gateway"');
  });
});

describe("a stack that joins", () => {
  const joined = { ...shared, owner: "owner", slot: 3 };

  it("has a subnet of its own in that VPC, in its slot and zone, and leaves by its NAT gateway alone", async () => {
    const all = await built({ vpc: joined });
    expect(inputsOf(all, "Subnet")).toMatchObject([
      { vpcId: shared.vpcId, cidrBlock: "10.0.0.64/28", availabilityZone: "eu-west-1b", mapPublicIpOnLaunch: false },
    ]);
    expect(inputsOf(all, "Route")).toEqual([
      { routeTableId: "grid-network-id", destinationCidrBlock: "0.0.0.0/0", natGatewayId: shared.natGatewayId },
    ]);
    expect(inputsOf(all, "SecurityGroup")).toMatchObject([{ vpcId: shared.vpcId }]);
    expect(inputsOf(all, "SecurityGroupIngressRule")).toEqual([]);
    const none = ["Vpc", "InternetGateway", "DefaultSecurityGroup", "Eip", "EipAssociation", "NatGateway", "Parameter"];
    for (const type of none) expect([type, inputsOf(all, type)]).toEqual([type, []]);
    expect(inputsOf(all, "FlowLog")).toMatchObject([{ subnetId: "grid-network-id" }]);
    expect(inputsOf(all, "FlowLog")[0]).not.toHaveProperty("vpcId");
  });

  it("shares neither keys, secret nor role, and reads its secret from the shared address", async () => {
    const all = await built({ vpc: joined });
    expect(inputsOf(all, "Key")).toHaveLength(2);
    expect(inputsOf(all, "Secret")).toHaveLength(1);
    const [policy] = inputsOf(all, "SecretPolicy");
    expect(String(policy?.policy)).toContain(`"aws:SourceIp":["${shared.ip}/32"]`);
    expect(String(policy?.policy)).toContain("role/grid-bot-1a2b3c4");
  });

  it("adds its own hosts to the owner's firewall, before the rule that blocks the rest", async () => {
    const all = await built({ vpc: joined });
    expect(inputsOf(all, "ResolverFirewallRule")).toEqual([
      {
        firewallRuleGroupId: shared.ruleGroupId,
        firewallDomainListId: "grid-dns-platform-hosts-id",
        priority: 203,
        action: "ALLOW",
        firewallDomainRedirectionAction: "TRUST_REDIRECTION_DOMAIN",
      },
    ]);
    const [list] = inputsOf(all, "ResolverFirewallDomainList");
    expect(list?.domains).toContain("grid-artifacts-1a2b3c4.s3.eu-west-1.amazonaws.com");
    for (const type of [
      "ResolverFirewallConfig",
      "ResolverFirewallRuleGroup",
      "ResolverFirewallRuleGroupAssociation",
    ]) {
      expect([type, inputsOf(all, type)]).toEqual([type, []]);
    }
  });

  it.each([...Array(14).keys()].map((index) => index + 1))("slot %d is a /28 that nobody else has", async (slot) => {
    const [subnet] = inputsOf(await built({ vpc: { ...joined, slot }, network: "mainnet" }), "Subnet");
    expect(subnet?.cidrBlock).toBe(`10.0.0.${String(slot * 16 + 16)}/28`);
  });
});

describe("the program of a bot's stack", () => {
  const config = { ...good, "bulkhead:vpc": "shared:owner/2" };
  const program = (): Promise<unknown> => {
    const { config: parsed } = parseStackConfig(config, { stack: "grid" });
    if (parsed?.kind !== "bot") throw new Error("no bot");
    return botProgram(parsed);
  };
  const name = sharedVpcParameter("owner", "binance", "testnet");

  it("joins the VPC that its owner wrote down, and says whose address it has", async () => {
    const { outputs, registrations } = await register(program, {
      config,
      values: { [name]: JSON.stringify(shared) },
    });
    expect(outputs).toMatchObject({ egressIp: shared.ip, egressSharedWith: "owner" });
    expect(inputsOf(registrations, "Subnet")).toMatchObject([{ cidrBlock: "10.0.0.48/28" }]);
  });

  it.each([
    ["no JSON", "vpc-1"],
    ["null", "null"],
    ["a list", "[]"],
    ["without an address", JSON.stringify({ ...shared, ip: undefined })],
    ["with an empty gateway", JSON.stringify({ ...shared, natGatewayId: "" })],
    ["of a testnet without its DNS Firewall", JSON.stringify({ ...shared, ruleGroupId: undefined })],
  ])("stops before anything is made where what stands there is %s", async (_, text) => {
    await expect(register(program, { config, values: { [name]: text } })).rejects.toThrow(
      `bulkhead:vpc: the parameter ${name} is not what \`up\` of owner writes there.`,
    );
  });

  it("stops before anything is made where nobody shares one with its exchange and network", async () => {
    const other = sharedVpcParameter("owner", "binance", "mainnet");
    await expect(register(program, { config, values: { [other]: JSON.stringify(shared) } })).rejects.toThrow(
      `the stack owner shares no VPC with testnet bots of Binance spot in eu-west-1: the parameter ${name} cannot be read.`,
    );
  });
});
