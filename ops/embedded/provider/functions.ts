import { plain, textIn, type Properties, type Value } from "../properties";
import { digits, type Owner } from "./names";
import { policyDocument } from "./policy-document";

type Answer = (args: Properties, owner: Owner) => Properties;

const image = (owner: Owner): string => `ami-${digits(owner, "image", 17)}`;

// Kinds of image are told apart by nothing but their id, and an id's shape is certain.
const ami: Answer = (args, owner) => {
  const text = JSON.stringify(args);
  return {
    id: image(owner),
    imageId: image(owner),
    architecture: /arm64|aarch64/u.test(text) ? "arm64" : "x86_64",
    arn: `arn:${owner.identity.partition}:ec2:${owner.identity.region}::image/${image(owner)}`,
    ownerId: "137112412989",
    state: "available",
    imageType: "machine",
    rootDeviceType: "ebs",
    rootDeviceName: "/dev/xvda",
    virtualizationType: "hvm",
    creationDate: "2026-01-01T00:00:00.000Z",
  };
};

const zones = (owner: Owner): readonly string[] => ["a", "b", "c"].map((letter) => `${owner.identity.region}${letter}`);

const documents: Answer = (args, owner) => ({ ...policyDocument(opened(args)), id: digits(owner, "document", 10) });

/** A shared VPC is there for who asks: whether it is, and for bots of which exchange, `up` finds out. */
const sharedVpc: Answer = (args, owner) => {
  const made = (prefix: string): string => `${prefix}-${digits(owner, prefix, 17)}`;
  const value = JSON.stringify({
    vpcId: made("vpc"),
    availabilityZone: zones(owner)[0],
    natGatewayId: made("nat"),
    allocationId: made("eipalloc"),
    ip: "192.0.2.1",
    ...(textIn(args.name).endsWith("/testnet") ? { ruleGroupId: made("rslvr-frg") } : {}),
  });
  return { value, insecureValue: value, type: "String", version: 1 };
};

const parameter: Answer = (args, owner) => {
  const name = plain(args.name);
  if (typeof name === "string" && name.startsWith("/bulkhead/vpc/")) return sharedVpc(args, owner);
  // The public parameters of AWS that hold an image id; any other parameter is the outside world.
  return typeof name === "string" && /\/ami[-/]|image_id|al20\d\d-ami|ami-id/u.test(name)
    ? {
        value: image(owner),
        type: "String",
        insecureValue: image(owner),
        name,
        arn: `arn:${owner.identity.partition}:ssm:${owner.identity.region}::parameter${name}`,
        id: name,
        version: 1,
      }
    : {};
};

/** Answers whose content or shape is certain without asking anybody. What a function leaves out is made up. */
export const functions: Readonly<Record<string, Answer>> = {
  "aws:index/getCallerIdentity:getCallerIdentity": (_, { identity }) => ({
    accountId: identity.account,
    arn: identity.callerArn,
    id: identity.account,
    userId: "AROABULKHEADCHECK:bulkhead-check",
  }),
  "aws:iam/getSessionContext:getSessionContext": (args, { identity }) => {
    const arn = textIn(args.arn);
    const [, account, role, session] = /^arn:[\w-]+:sts::(\d+):assumed-role\/([^/]+)\/(.+)$/u.exec(arn) ?? [];
    const issuer =
      role === undefined
        ? arn
        : identity.callerArn === arn && identity.roleArn !== undefined
          ? identity.roleArn
          : `arn:${identity.partition}:iam::${account ?? identity.account}:role/${role}`;
    return {
      arn,
      id: arn,
      issuerArn: issuer,
      issuerId: "AROABULKHEADCHECK",
      issuerName: role ?? "",
      sessionName: session ?? "",
    };
  },
  "aws:index/getRegion:getRegion": (args, { identity }) => {
    const region = textIn(args.region ?? args.name) || identity.region;
    return { region, name: region, id: region, endpoint: `ec2.${region}.amazonaws.com`, description: region };
  },
  "aws:index/getPartition:getPartition": (_, { identity: { partition } }) => ({
    id: partition,
    partition,
    dnsSuffix: partition === "aws-cn" ? "amazonaws.com.cn" : "amazonaws.com",
    reverseDnsPrefix: partition === "aws-cn" ? "cn.com.amazonaws" : "com.amazonaws",
  }),
  "aws:index/getAvailabilityZones:getAvailabilityZones": (_, owner) => ({
    names: zones(owner),
    zoneIds: ["1", "2", "3"].map((number) => `${owner.identity.region}-az${number}`),
    groupNames: [owner.identity.region],
    id: owner.identity.region,
  }),
  "aws:index/getAvailabilityZone:getAvailabilityZone": (args, owner) => {
    const name = textIn(args.name) || `${owner.identity.region}a`;
    return {
      name,
      id: name,
      nameSuffix: name.slice(-1),
      region: owner.identity.region,
      state: "available",
      zoneId: `${owner.identity.region}-az1`,
    };
  },
  "aws:ec2/getInstanceTypeOfferings:getInstanceTypeOfferings": (args, owner) => ({
    locations: textIn(args.locationType) === "availability-zone" ? zones(owner) : [owner.identity.region],
  }),
  "aws:ec2/getAmi:getAmi": ami,
  "aws:ec2/getAmiIds:getAmiIds": (_, owner) => ({ ids: [image(owner)], id: digits(owner, "ids", 10) }),
  // Every region of a new account has one.
  "aws:ec2/getVpcs:getVpcs": (_, owner) => ({
    ids: [`vpc-${digits(owner, "ids", 17)}`],
    id: owner.identity.region,
  }),
  "aws:ssm/getParameter:getParameter": parameter,
  "aws:iam/getPolicyDocument:getPolicyDocument": documents,
};

function opened(value: Properties): Properties {
  const open = (each: Value): Value => {
    const inner = plain(each) ?? null;
    if (Array.isArray(inner)) return (inner as readonly Value[]).map(open);
    return typeof inner === "object" && inner !== null ? opened(inner as Properties) : inner;
  };
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, open(each)]));
}
