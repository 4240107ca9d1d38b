import { exchanges } from "../../exchanges/exchanges";
import { Compartment, type CompartmentArgs } from "../../infra/components";
import { natUserData } from "../../infra/nat-user-data";
import { userDataLimitBytes } from "../../infra/cloud-config";
import { account, register, type Registration } from "./register";

const role = (name: string): string => `arn:aws:iam::${account}:role/bulkhead-${name}`;
const people = {
  admins: [role("admin")],
  operators: [role("operator")],
  responders: [role("responder")],
  deployers: [role("deployer")],
};
const [known, other] = ["eipalloc-0123456789abcdef0", "eipalloc-0fedcba9876543210"];

async function built(args: Partial<CompartmentArgs>): Promise<readonly Registration[]> {
  const all = { exchange: exchanges.binance, network: "testnet", region: "eu-west-1", ...people, ...args } as const;
  return (await register(() => new Compartment("grid", all))).registrations;
}

const shortType = (type: string): string => type.slice(type.lastIndexOf(":") + 1);
const named = (all: readonly Registration[], type: string, name: string): Registration => {
  const found = all.find((one) => one.custom && shortType(one.type) === type && one.name === name);
  if (found === undefined) throw new Error(`no ${type} ${name}`);
  return found;
};
const names = (all: readonly Registration[], type: string): readonly string[] =>
  all.flatMap((one) => (one.custom && shortType(one.type) === type ? [one.name] : [])).sort();
/** Table, target and route of a subnet. */
const wayOf = (all: readonly Registration[], name: string): Registration["inputs"] => {
  expect(named(all, "RouteTableAssociation", name).inputs).toEqual({
    subnetId: `${name}-id`,
    routeTableId: `${name}-id`,
  });
  expect(named(all, "Route", name).inputs.routeTableId).toBe(`${name}-id`);
  const way = Object.entries(named(all, "Route", name).inputs).filter(([property]) => property !== "routeTableId");
  return Object.fromEntries(way);
};
const everywhere = { destinationCidrBlock: "0.0.0.0/0" };
const toInternet = { ...everywhere, gatewayId: "grid-network-id" };

describe("egress by an address of its own", () => {
  it("has one subnet, which leads to the internet gateway, and the address on the host's interface", async () => {
    const all = await built({ egress: "address" });
    expect(names(all, "Subnet")).toEqual(["grid-network"]);
    expect(names(all, "Route")).toEqual(["grid-network"]);
    expect(wayOf(all, "grid-network")).toEqual(toInternet);
    expect(named(all, "EipAssociation", "grid-network")).toMatchObject({
      inputs: { allocationId: "grid-egress-id", networkInterfaceId: "grid-network-id" },
      deleteBeforeReplace: true,
    });
    expect(names(all, "NatGateway")).toEqual([]);
  });
});

describe("egress by a NAT gateway", () => {
  let all: readonly Registration[];
  beforeAll(async () => {
    all = await built({ egress: "nat-gateway" });
  });

  it("leads the bot's subnet to the gateway and nowhere else, and the gateway's subnet to the internet", () => {
    expect(names(all, "Route")).toEqual(["grid-network", "grid-network-outside"]);
    expect(wayOf(all, "grid-network")).toEqual({ ...everywhere, natGatewayId: "grid-network-nat-id" });
    expect(wayOf(all, "grid-network-outside")).toEqual(toInternet);
    expect(named(all, "NetworkInterface", "grid-network").inputs.subnetId).toBe("grid-network-id");
  });

  it("is zonal and has the one fixed address, which is bound to nothing else", () => {
    expect(named(all, "NatGateway", "grid-network-nat").inputs).toMatchObject({
      subnetId: "grid-network-outside-id",
      allocationId: "grid-egress-id",
      connectivityType: "public",
    });
    expect(Object.keys(named(all, "NatGateway", "grid-network-nat").inputs).sort()).toEqual([
      "allocationId",
      "connectivityType",
      "subnetId",
      "tags",
    ]);
    expect(names(all, "EipAssociation")).toEqual([]);
  });

  it("gives no address by itself in either subnet, and lies in one zone", () => {
    for (const name of ["grid-network", "grid-network-outside"]) {
      expect(named(all, "Subnet", name).inputs).toMatchObject({ mapPublicIpOnLaunch: false });
    }
    const zones = names(all, "Subnet").map((name) => named(all, "Subnet", name).inputs.availabilityZone);
    expect(new Set(zones).size).toBe(1);
  });
});

describe("egress by a NAT instance", () => {
  let all: readonly Registration[];
  beforeAll(async () => {
    all = await built({ egress: "nat-instance", network: "mainnet" });
  });

  it("leads the bot's subnet to the instance's interface, which has the address and forwards", () => {
    expect(names(all, "Route")).toEqual(["grid-network", "grid-network-outside"]);
    expect(wayOf(all, "grid-network")).toEqual({ ...everywhere, networkInterfaceId: "grid-network-nat-id" });
    expect(wayOf(all, "grid-network-outside")).toEqual(toInternet);
    expect(named(all, "NetworkInterface", "grid-network-nat").inputs).toMatchObject({
      subnetId: "grid-network-outside-id",
      sourceDestCheck: false,
      securityGroups: ["grid-network-nat-id"],
    });
    expect(names(all, "EipAssociation")).toEqual(["grid-network-nat"]);
    expect(named(all, "EipAssociation", "grid-network-nat").inputs).toEqual({
      allocationId: "grid-egress-id",
      networkInterfaceId: "grid-network-nat-id",
    });
  });

  it("is a small arm64 host without role, key pair or public address of its own, under the records key", () => {
    const { inputs } = named(all, "Instance", "grid-network-nat");
    expect(inputs).toMatchObject({
      instanceType: "t4g.nano",
      sourceDestCheck: false,
      primaryNetworkInterface: { networkInterfaceId: "grid-network-nat-id" },
      metadataOptions: { httpEndpoint: "enabled", httpTokens: "required", httpPutResponseHopLimit: 1 },
      rootBlockDevice: {
        encrypted: true,
        kmsKeyId: `arn:aws:kms:eu-west-1:${account}:key/grid-records-1a2b3c4`,
      },
      disableApiStop: true,
      disableApiTermination: true,
    });
    for (const absent of ["iamInstanceProfile", "keyName", "associatePublicIpAddress"]) {
      expect(inputs).not.toHaveProperty(absent);
    }
  });

  it("takes packets from the bot's subnet alone, on the ports that it lets out", () => {
    const rules = (type: string): unknown[] =>
      all.flatMap((one) =>
        shortType(one.type) === type && one.inputs.securityGroupId === "grid-network-nat-id"
          ? [[one.inputs.ipProtocol, one.inputs.fromPort, one.inputs.toPort, one.inputs.cidrIpv4]]
          : [],
      );
    const ports = [443, 9000, 9001, 9002, 9443];
    const byPort = (range: string): unknown[] => ports.map((port) => ["tcp", port, port, range]);
    expect(rules("SecurityGroupIngressRule").sort()).toEqual(byPort("10.0.0.0/28"));
    expect(rules("SecurityGroupEgressRule").sort()).toEqual(byPort("0.0.0.0/0"));
    expect(names(all, "SecurityGroupIngressRule")).toHaveLength(ports.length);
    expect(named(all, "Subnet", "grid-network").inputs.cidrBlock).toBe("10.0.0.0/28");
  });

  it("is there before the bot's host, and tells of its failure", () => {
    const nat = named(all, "Instance", "grid-network-nat");
    expect(named(all, "Instance", "grid-host").dependencies).toContain(nat.urn);
    expect(named(all, "MetricAlarm", "grid-alerts-nat").inputs).toMatchObject({
      dimensions: { InstanceId: "grid-network-nat-id" },
      treatMissingData: "breaching",
    });
  });

  it("is told whom to forward for, and switches forwarding on after its rules are loaded", () => {
    const text = natUserData({ botRange: "10.0.0.0/28", ports: [9443, 443] });
    expect(named(all, "Instance", "grid-network-nat").inputs.userData).toBe(
      natUserData({ botRange: "10.0.0.0/28", ports: [443, 9000, 9001, 9002, 9443] }),
    );
    const { write_files: files, runcmd } = JSON.parse(text.slice(text.indexOf("\n"))) as {
      write_files: { path: string; content: string }[];
      runcmd: string[][];
    };
    const content = (path: string): string => files.find((file) => file.path.endsWith(path))?.content ?? "";
    expect(content("bot.nft")).toBe("define bot_range = 10.0.0.0/28\ndefine bot_ports = { 443, 9443 }\n");
    const service = content("bulkhead-nat.service");
    expect(service.indexOf("nat.nft")).toBeGreaterThan(0);
    expect(service.indexOf("nat.nft")).toBeLessThan(service.indexOf("net.ipv4.ip_forward=1"));
    expect(content("nat.nft").match(/policy drop/gu)).toHaveLength(2);
    expect(runcmd.flat()).toContain("bulkhead-nat.service");
    expect(text.startsWith("#cloud-config\n")).toBe(true);
    expect(Buffer.byteLength(text)).toBeLessThan(userDataLimitBytes);
  });
});

describe("a change of the address", () => {
  const held = (all: readonly Registration[]): readonly unknown[] =>
    all.flatMap(({ type, name, importId, protect, retainOnDelete }) =>
      shortType(type) === "Eip" ? [[name, importId, protect && retainOnDelete]] : [],
    );
  const inUse = (all: readonly Registration[]): readonly unknown[] =>
    all.flatMap(({ custom, type, inputs }) =>
      custom && ["EipAssociation", "NatGateway"].includes(shortType(type)) ? [inputs.allocationId] : [],
    );

  it("holds a new second address, protected, and leaves by the first", async () => {
    const all = await built({ egressNext: true });
    expect(held(all)).toEqual([
      ["grid-egress", "", true],
      ["grid-egress-next", "", true],
    ]);
    expect(inUse(all)).toEqual(["grid-egress-id"]);
  });

  it("holds a second address that it adopts, beside one that it adopted", async () => {
    const all = await built({ egressAllocationId: known, egressNext: other });
    expect(held(all)).toEqual([
      ["grid-egress", known, true],
      ["grid-egress-next", other, true],
    ]);
    expect(inUse(all)).toEqual(["grid-egress-id"]);
  });

  it.each([
    { egress: "address", egressNext: true },
    { egress: "nat-gateway", egressNext: true },
    { egress: "nat-instance", egressNext: other },
  ] as const)("leaves by the second once it is the one to use, and keeps the first: $egress", async (args) => {
    const all = await built({ ...args, egressAllocationId: other });
    expect(held(all)).toEqual([
      ["grid-egress", "", true],
      ["grid-egress-next", other, true],
    ]);
    expect(inUse(all)).toEqual(["grid-egress-next-id"]);
  });
});
