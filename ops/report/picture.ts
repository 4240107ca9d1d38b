import type { ReportedResource } from "../embedded/deployment";
import { isObject, kindOf, unknown, type Properties, type Value } from "../embedded/properties";
import type { StackReport } from "./report";

/** What a stack's keys protect from whom, and how its traffic leaves. It shows what the resources say, and judges nothing. */
export interface Picture {
  readonly keys: readonly KeyPicture[];
  readonly ways: readonly Way[];
}

export interface KeyPicture {
  readonly name: string;
  readonly users: readonly KeyUser[];
  /** Names and kinds of what is encrypted under it. */
  readonly encrypts: readonly { readonly name: string; readonly kind: string }[];
}

/** Somebody whom a policy allows something, and the most that it allows. */
export interface KeyUser {
  readonly who: string;
  readonly may: KeyUse;
  /** A service that the use has to go by way of, as `kms:ViaService` says it. */
  readonly via: string | undefined;
  /** Anybody at all. */
  readonly everybody: boolean;
}

/** From the most to the least: `decrypt` reads; `encrypt` only writes; `administer` sets policies and ends the key. */
export type KeyUse = "decrypt" | "grant" | "encrypt" | "administer";

/** How one host reaches the world. */
export interface Way {
  readonly host: string;
  readonly kind: string;
  /** Stations from the host outwards. */
  readonly stations: readonly Station[];
  /** Whether the last station is one fixed address. */
  readonly fixed: boolean;
}

export interface Station {
  readonly title: string;
  readonly detail: string;
}

interface Thing {
  readonly type: string;
  readonly name: string;
  readonly urn: string;
  readonly properties: Properties;
  readonly madeUp: ReadonlySet<string>;
}

/** Reads the picture off a stack's resources. Values that are secret or unknown are passed over. */
export function pictureOf({ resources, properties }: StackReport): Picture {
  const things = resources.map((resource) => thingOf(resource, properties.get(resource.urn) ?? {}));
  return { keys: keysOf(things), ways: waysOf(things) };
}

function thingOf({ urn, type, name, madeUp }: ReportedResource, properties: Properties): Thing {
  return { urn, type, name, properties, madeUp: new Set(madeUp) };
}

/** A text that is known and no secret. */
function text(value: Value | undefined): string | undefined {
  return typeof value === "string" && value !== "" && value !== unknown ? value : undefined;
}

function entry(value: Value | undefined, key: string): Value | undefined {
  return isObject(value) && kindOf(value) === undefined ? value[key] : undefined;
}

function list(value: Value | undefined): readonly Value[] {
  if (Array.isArray(value)) return value as readonly Value[];
  return value === undefined || value === null ? [] : [value];
}

function texts(value: Value | undefined): string[] {
  return list(value).flatMap((each) => text(each) ?? []);
}

// Keys

const keyType = "aws:kms/key:Key";
const aboutKeys = new Set([keyType, "aws:kms/keyPolicy:KeyPolicy", "aws:kms/alias:Alias", "aws:kms/grant:Grant"]);

function keysOf(things: readonly Thing[]): KeyPicture[] {
  const roles = new Map(
    things
      .filter(({ type }) => type === "aws:iam/role:Role" || type === "aws:iam/user:User")
      .flatMap((thing) => texts(thing.properties.arn).map((arn) => [arn, thing] as const)),
  );
  const aliases = things.filter(({ type }) => type === "aws:kms/alias:Alias");
  const policies = things.filter(({ type }) => type === "aws:kms/keyPolicy:KeyPolicy");
  const grants = grantsOf(things);
  const keys = things
    .filter(({ type }) => type === keyType)
    .map((key) => {
      const own = new Set(["arn", "keyId", "id"].flatMap((name) => texts(key.properties[name])));
      return { key, own, names: namesOf(own, aliases) };
    });
  const mentions = mentionsOf(things, new Set(keys.flatMap(({ names }) => [...names])));
  return keys.map(({ key, own, names }): KeyPicture => {
    const attached = policies.find(({ properties }) => own.has(text(properties.keyId) ?? ""));
    const users = new Map<string, KeyUser>();
    const policy = attached?.properties.policy ?? (key.madeUp.has("policy") ? undefined : key.properties.policy);
    for (const user of policy === undefined || policy === null ? [byDefault] : usersOf(policy, roles))
      keep(users, user);
    for (const { user, resources } of grants) {
      if (resources.some((resource) => resource === "*" || own.has(resource))) keep(users, user);
    }
    const mentioning = new Set([...names].flatMap((name) => mentions.get(name) ?? []));
    return {
      name: key.name,
      users: [...users.values()].sort((one, other) => uses.indexOf(one.may) - uses.indexOf(other.may)),
      encrypts: things
        .filter((thing) => mentioning.has(thing))
        .map(({ name, type }) => ({ name, kind: kindOfType(type) })),
    };
  });
}

/** What a key is known by: its own ids, and its aliases. */
function namesOf(own: ReadonlySet<string>, aliases: readonly Thing[]): ReadonlySet<string> {
  const names = new Set(own);
  for (const { properties } of aliases) {
    const target = text(properties.targetKeyId) ?? text(properties.targetKeyArn);
    if (target === undefined || !own.has(target)) continue;
    for (const name of ["name", "arn"]) for (const each of texts(properties[name])) names.add(each);
  }
  return names;
}

const byDefault: KeyUser = {
  who: "the account's IAM",
  may: "decrypt",
  via: undefined,
  everybody: false,
};

const uses: readonly KeyUse[] = ["decrypt", "grant", "encrypt", "administer"];
const actions: Readonly<Record<KeyUse, readonly string[]>> = {
  decrypt: ["kms:decrypt", "kms:reencryptfrom"],
  grant: ["kms:creategrant"],
  encrypt: ["kms:encrypt", "kms:generatedatakey", "kms:generatedatakeywithoutplaintext", "kms:reencryptto"],
  administer: ["kms:putkeypolicy", "kms:schedulekeydeletion", "kms:disablekey"],
};

/** One line for each principal and way: the most that it may. */
function keep(users: Map<string, KeyUser>, user: KeyUser): void {
  const key = JSON.stringify([user.who, user.may === "administer", user.via]);
  const before = users.get(key);
  if (before === undefined || uses.indexOf(user.may) < uses.indexOf(before.may)) users.set(key, user);
}

function usersOf(policy: Value, roles: ReadonlyMap<string, Thing>): KeyUser[] {
  return statementsOf(policy).flatMap((statement) => {
    const via = viaOf(statement);
    return usesOf(statement).flatMap((may) =>
      principalsOf(statement.Principal).map((principal): KeyUser => ({
        who: roles.get(principal)?.name ?? shortened(principal),
        may,
        via,
        everybody: principal === "*" && statement.Condition === undefined,
      })),
    );
  });
}

/** What a role's own policy allows it, and on what. */
interface Grant {
  readonly user: KeyUser;
  readonly resources: readonly string[];
}

/** What the policies of the stack's roles let them do with keys. The key's policy has to agree. */
function grantsOf(things: readonly Thing[]): Grant[] {
  const owners = new Map<string, string>();
  for (const { type, name, properties } of things) {
    if (type !== "aws:iam/role:Role") continue;
    for (const each of ["name", "id", "arn"].flatMap((key) => text(properties[key]) ?? [])) {
      if (!owners.has(each)) owners.set(each, name);
    }
  }
  return things
    .filter(({ type }) => type === "aws:iam/rolePolicy:RolePolicy")
    .flatMap(({ properties }) => {
      const role = text(properties.role);
      if (role === undefined) return [];
      const who = owners.get(role) ?? shortened(role);
      return statementsOf(properties.policy).flatMap((statement) => {
        const resources = texts(statement.Resource);
        const via = viaOf(statement);
        return usesOf(statement).map((may): Grant => ({ user: { who, may, via, everybody: false }, resources }));
      });
    });
}

type Statement = Readonly<Record<string, Value>>;

/** The statements that allow. */
function statementsOf(policy: Value | undefined): Statement[] {
  let document = policy;
  if (typeof policy === "string") {
    try {
      document = JSON.parse(policy) as Value;
    } catch {
      return [];
    }
  }
  return list(entry(document, "Statement")).flatMap((statement) =>
    isObject(statement) && statement.Effect === "Allow" ? [statement] : [],
  );
}

function usesOf(statement: Statement): KeyUse[] {
  const named = texts(statement.Action).map((action) => action.toLowerCase());
  return uses.filter((use) => actions[use].some((action) => named.some((pattern) => fits(pattern, action))));
}

/** Whether a pattern of IAM, in which `*` stands for anything, names an action. */
function fits(pattern: string, action: string): boolean {
  const star = pattern.indexOf("*");
  return star === -1 ? pattern === action : action.startsWith(pattern.slice(0, star));
}

function principalsOf(principal: Value | undefined): string[] {
  if (principal === "*") return ["*"];
  return ["AWS", "Service", "Federated"].flatMap((kind) => texts(entry(principal, kind)));
}

function viaOf({ Condition: condition }: Statement): string | undefined {
  if (!isObject(condition)) return undefined;
  const services = Object.values(condition).flatMap((test) => texts(entry(test, "kms:ViaService")));
  const [service] = services;
  return service === undefined || services.length > 1 ? undefined : service.split(".")[0];
}

function shortened(principal: string): string {
  if (principal === "*") return "anybody";
  const [, account, path] = /^arn:[\w-]+:(?:iam|sts)::(\d{12}):(.+)$/u.exec(principal) ?? [];
  if (path === "root") return `account ${account ?? ""}`;
  if (path !== undefined) return path.split("/").at(-1) ?? path;
  const service = /^([\w-]+)\.(?:[\w.-]+\.)?amazonaws\.com$/u.exec(principal)?.[1];
  return service === undefined ? principal : `AWS ${service}`;
}

/** What has one of these names as a property, by name. Components only hand a key on to what uses it. */
function mentionsOf(things: readonly Thing[], names: ReadonlySet<string>): ReadonlyMap<string, readonly Thing[]> {
  const mentions = new Map<string, Thing[]>();
  const look = (value: Value | undefined, thing: Thing, depth: number): void => {
    if (typeof value === "string") {
      if (!names.has(value)) return;
      const known = mentions.get(value);
      if (known === undefined) mentions.set(value, [thing]);
      else known.push(thing);
    } else if (depth <= 6 && typeof value === "object" && value !== null) {
      for (const each of Object.values<Value>(value)) look(each, thing, depth + 1);
    }
  };
  for (const thing of things) {
    if (thing.type.includes("/") && !aboutKeys.has(thing.type)) look(thing.properties, thing, 0);
  }
  return mentions;
}

/** The last word of a type token: `Secret` of `aws:secretsmanager/secret:Secret`. */
function kindOfType(type: string): string {
  return type.split(":").at(-1) ?? type;
}

// Ways out

function waysOf(things: readonly Thing[]): Way[] {
  const ofType = (type: string): Thing[] => things.filter((thing) => thing.type === type);
  const network = new Network(things);
  return [
    ...ofType("aws:ec2/instance:Instance").map((host) => network.wayOfInstance(host)),
    ...ofType("aws:lambda/function:Function").map((host) => network.wayOfFunction(host)),
  ];
}

class Network {
  constructor(readonly things: readonly Thing[]) {}

  wayOfInstance(host: Thing): Way {
    const { networkInterfaces, primaryNetworkInterface, subnetId, vpcSecurityGroupIds } = host.properties;
    const attached = [...list(networkInterfaces), ...list(primaryNetworkInterface)].flatMap(
      (each) => text(entry(each, "networkInterfaceId")) ?? [],
    );
    const interfaces = attached.flatMap((id) => this.#byId("aws:ec2/networkInterface:NetworkInterface", id) ?? []);
    const groups = [
      ...texts(host.madeUp.has("vpcSecurityGroupIds") ? undefined : vpcSecurityGroupIds),
      ...interfaces.flatMap(({ properties }) => texts(properties.securityGroups)),
    ];
    const subnet =
      interfaces.map(({ properties }) => text(properties.subnetId)).find((id) => id !== undefined) ??
      (host.madeUp.has("subnetId") ? undefined : text(subnetId));
    const own = [host, ...interfaces].flatMap((each) => texts(each.properties.id));
    return this.#way(host, { kind: "host", groups, subnet, address: this.#addressOf(own) });
  }

  wayOfFunction(host: Thing): Way {
    const settings = host.madeUp.has("vpcConfig") ? undefined : host.properties.vpcConfig;
    const [subnet] = texts(entry(settings, "subnetIds"));
    if (subnet === undefined) {
      const stations = [{ title: "AWS's own network", detail: "outside of every VPC" }, anyAddress];
      return { host: host.name, kind: "function", stations, fixed: false };
    }
    const groups = texts(entry(settings, "securityGroupIds"));
    return this.#way(host, { kind: "function", groups, subnet, address: undefined });
  }

  #way(
    host: Thing,
    from: { kind: string; groups: readonly string[]; subnet: string | undefined; address: Thing | undefined },
  ): Way {
    const stations: Station[] = [this.#ports(from.groups)];
    const end = (last: Station, fixed: boolean): Way => ({
      host: host.name,
      kind: from.kind,
      stations: [...stations, last],
      fixed,
    });
    if (from.subnet === undefined) {
      stations.push({ title: "default subnet", detail: "no subnet is named" });
      return end(from.address === undefined ? anyAddress : addressStation(from.address), from.address !== undefined);
    }
    const subnet = this.#byId("aws:ec2/subnet:Subnet", from.subnet);
    const range = text(subnet?.properties.cidrBlock);
    stations.push({ title: `subnet ${subnet?.name ?? "outside of the stack"}`, detail: range ?? "" });
    const firewall = this.#firewallOf(text(subnet?.properties.vpcId));
    if (firewall !== undefined) stations.push(firewall);
    const route = this.#routeOf(from.subnet);
    if (route === undefined) {
      return end({ title: "no route out", detail: "that the stack's resources would tell" }, false);
    }
    const { gateway, nat, face } = route;
    if (nat !== undefined) {
      const found = this.#byId("aws:ec2/natGateway:NatGateway", nat);
      if (found === undefined) {
        stations.push({ title: "NAT gateway of another stack", detail: "for everything" });
        return end({ title: "address of another stack", detail: "does not tell its bots apart" }, false);
      }
      stations.push({ title: `NAT gateway ${found.name}`, detail: "for everything" });
      const address = this.#byId("aws:ec2/eip:Eip", text(found.properties.allocationId), "allocationId");
      return end(address === undefined ? anyAddress : addressStation(address), address !== undefined);
    }
    if (face !== undefined) {
      const forwarder = this.things.find(
        ({ type, properties }) =>
          type === "aws:ec2/instance:Instance" &&
          text(entry(properties.primaryNetworkInterface, "networkInterfaceId")) === face,
      );
      stations.push({ title: `NAT instance ${forwarder?.name ?? ""}`, detail: "for everything" });
      const address = this.#addressOf([face, ...texts(forwarder?.properties.id)]);
      return end(address === undefined ? anyAddress : addressStation(address), address !== undefined);
    }
    const internet = this.#byId("aws:ec2/internetGateway:InternetGateway", gateway);
    stations.push({ title: "internet gateway", detail: internet?.name ?? "outside of the stack" });
    if (from.address !== undefined) return end(addressStation(from.address), true);
    return end(anyAddress, false);
  }

  #byId(type: string, id: string | undefined, ...more: readonly string[]): Thing | undefined {
    if (id === undefined) return undefined;
    return this.things.find(
      (thing) => thing.type === type && ["id", ...more].some((name) => text(thing.properties[name]) === id),
    );
  }

  #addressOf(own: readonly string[]): Thing | undefined {
    const is = (value: Value | undefined): boolean => own.includes(text(value) ?? "");
    const bound = this.things.find(
      ({ type, properties }) =>
        type === "aws:ec2/eipAssociation:EipAssociation" &&
        (is(properties.networkInterfaceId) || is(properties.instanceId)),
    );
    return (
      this.#byId("aws:ec2/eip:Eip", text(bound?.properties.allocationId), "allocationId") ??
      this.things.find(
        ({ type, properties, madeUp }) =>
          type === "aws:ec2/eip:Eip" &&
          ((is(properties.instance) && !madeUp.has("instance")) ||
            (is(properties.networkInterface) && !madeUp.has("networkInterface"))),
      )
    );
  }

  /** Where a subnet's default route leads. */
  #routeOf(
    subnet: string,
  ): { gateway: string | undefined; nat: string | undefined; face: string | undefined } | undefined {
    const association = this.things.find(
      ({ type, properties }) =>
        type === "aws:ec2/routeTableAssociation:RouteTableAssociation" && text(properties.subnetId) === subnet,
    );
    const table = text(association?.properties.routeTableId);
    if (table === undefined) return undefined;
    const inline = list(this.#byId("aws:ec2/routeTable:RouteTable", table)?.properties.routes).map((route) => ({
      to: text(entry(route, "cidrBlock")),
      gateway: text(entry(route, "gatewayId")),
      nat: text(entry(route, "natGatewayId")),
      face: text(entry(route, "networkInterfaceId")),
    }));
    const apart = this.things
      .filter(({ type, properties }) => type === "aws:ec2/route:Route" && text(properties.routeTableId) === table)
      .map(({ properties, madeUp }) => ({
        to: text(properties.destinationCidrBlock),
        gateway: madeUp.has("gatewayId") ? undefined : text(properties.gatewayId),
        nat: madeUp.has("natGatewayId") ? undefined : text(properties.natGatewayId),
        face: madeUp.has("networkInterfaceId") ? undefined : text(properties.networkInterfaceId),
      }));
    return [...inline, ...apart].find(({ to }) => to === "0.0.0.0/0");
  }

  #ports(groups: readonly string[]): Station {
    const ours = this.things.filter(
      ({ type, properties }) =>
        type === "aws:ec2/securityGroup:SecurityGroup" && groups.includes(text(properties.id) ?? ""),
    );
    const inline = ours.flatMap(({ properties, madeUp }) => (madeUp.has("egress") ? [] : list(properties.egress)));
    const apart = this.things
      .filter(
        ({ type, properties }) =>
          (type === "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule" ||
            (type === "aws:ec2/securityGroupRule:SecurityGroupRule" && properties.type === "egress")) &&
          groups.includes(text(properties.securityGroupId) ?? ""),
      )
      .map(({ properties }) => properties);
    const ports = new Map<string, Set<string>>();
    for (const rule of [...inline, ...apart]) {
      const protocol = text(entry(rule, "ipProtocol")) ?? text(entry(rule, "protocol")) ?? "?";
      const [from, to] = [shownPort(entry(rule, "fromPort")), shownPort(entry(rule, "toPort"))];
      const range = protocol === "-1" ? "" : from === to ? from : `${from}–${to}`;
      const name = protocol === "-1" ? "everything" : protocol;
      ports.set(name, (ports.get(name) ?? new Set()).add(range));
    }
    const told = [...ports].map(([name, ranges]) => `${name} ${[...ranges].sort().join(", ")}`.trim()).sort();
    const title = "security group";
    if (ours.length === 0) return { title, detail: groups.length === 0 ? "the VPC's default" : "outside of the stack" };
    return { title, detail: told.length === 0 ? "nothing leaves" : told.join("; ") };
  }

  #firewallOf(vpc: string | undefined): Station | undefined {
    if (vpc === undefined) return undefined;
    const bound = this.things.filter(
      ({ type, properties }) =>
        type === "aws:route53/resolverFirewallRuleGroupAssociation:ResolverFirewallRuleGroupAssociation" &&
        text(properties.vpcId) === vpc,
    );
    if (bound.length === 0) return undefined;
    const groups = new Set(bound.flatMap(({ properties }) => texts(properties.firewallRuleGroupId)));
    const rules = this.things.filter(
      ({ type, properties }) =>
        type === "aws:route53/resolverFirewallRule:ResolverFirewallRule" &&
        groups.has(text(properties.firewallRuleGroupId) ?? ""),
    );
    const count = (action: string): number => rules.filter(({ properties }) => properties.action === action).length;
    return { title: "DNS firewall", detail: `${count("ALLOW")} lists allowed, ${count("BLOCK")} blocked` };
  }
}

function shownPort(port: Value | undefined): string {
  return typeof port === "number" || typeof port === "string" ? String(port) : "?";
}

const anyAddress: Station = { title: "whatever address AWS gives", detail: "no fixed address" };

function addressStation({ name, properties, madeUp }: Thing): Station {
  const address = madeUp.has("publicIp") ? undefined : text(properties.publicIp);
  return { title: `Elastic IP ${name}`, detail: address ?? "one fixed address" };
}
