import type { Contents } from "./account";
import { isObject, type Properties, type Value } from "./value";

interface Question {
  readonly args: Properties;
  readonly region: string;
  readonly contents: Contents;
}

const text = (value: Value | undefined): string => (typeof value === "string" ? value : "");

function notFound(what: string): never {
  throw new Error(`${what} is not in the account of the double`);
}

/** Every function that the programs of the suite ask the provider for. One that is not here is refused by name. */
export const invokes: Readonly<Record<string, (question: Question) => Properties>> = {
  "aws:index/getCallerIdentity:getCallerIdentity": ({ contents }) => ({
    id: contents.accountId,
    accountId: contents.accountId,
    arn: contents.callerArn,
    userId: "AROAEXAMPLEEXAMPLE:suite",
  }),
  "aws:index/getRegion:getRegion": ({ args, region }) => {
    const name = text(args.region) || region;
    return { id: name, region: name, name, description: `Region ${name}`, endpoint: `ec2.${name}.amazonaws.com` };
  },
  "aws:index/getPartition:getPartition": () => ({
    id: "aws",
    partition: "aws",
    dnsSuffix: "amazonaws.com",
    reverseDnsPrefix: "com.amazonaws",
  }),
  "aws:index/getAvailabilityZones:getAvailabilityZones": ({ args, region }) => ({
    ...args,
    id: region,
    region,
    names: ["a", "b", "c"].map((zone) => region + zone),
    zoneIds: ["1", "2", "3"].map((zone) => `az${zone}`),
    groupNames: [region],
  }),
  "aws:ec2/getInstanceTypeOfferings:getInstanceTypeOfferings": ({ args, region }) => ({
    ...args,
    id: region,
    region,
    instanceTypes: [],
    locations: ["b", "a"].map((zone) => region + zone),
    locationTypes: [],
  }),
  "aws:ssm/getParameter:getParameter": ({ args, region, contents }) => {
    const name = text(args.name);
    const held = contents.held.find(
      ({ type, inputs }) =>
        type === "aws:ssm/parameter:Parameter" &&
        text(inputs.name) === name &&
        (text(inputs.region) || region) === region,
    );
    const written = held === undefined ? undefined : text(held.inputs.insecureValue);
    const value = contents.parameters[name] ?? written ?? notFound(`parameter ${name}`);
    return {
      ...args,
      id: name,
      arn: `arn:aws:ssm:${region}::parameter${name}`,
      insecureValue: value,
      type: "String",
      value: { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270", value },
      version: 1,
      withDecryption: true,
    };
  },
  "aws:ssm/getParametersByPath:getParametersByPath": ({ args, region, contents }) => {
    const path = text(args.path);
    const names = contents.held
      .filter((held) => held.type === "aws:ssm/parameter:Parameter" && (text(held.inputs.region) || region) === region)
      .map((held) => text(held.inputs.name))
      .filter((name) => name.slice(0, name.lastIndexOf("/")) === path);
    return { ...args, id: path, region, arns: [], names, types: names.map(() => "String"), values: [] };
  },
  "aws:ec2/getVpcs:getVpcs": ({ args, region }) => ({
    ...args,
    id: text(args.region) || region,
    region: text(args.region) || region,
    ids: [`vpc-${(text(args.region) || region).replace(/\W/gu, "")}`],
  }),
  "aws:ec2/getAmi:getAmi": ({ args, contents }) => {
    const id = Object.values(contents.parameters)[0] ?? notFound("an image");
    return { ...args, id, imageId: id, architecture: "arm64", rootDeviceName: "/dev/xvda" };
  },
  "aws:iam/getPolicyDocument:getPolicyDocument": ({ args }) => {
    const list = (value: Value | undefined): Value[] => (Array.isArray(value) ? value : []);
    const Statement = list(args.statements)
      .filter((statement) => isObject(statement))
      .map(({ effect, sid, actions, resources, principals, conditions }) => ({
        Effect: effect ?? "Allow",
        ...(sid === undefined ? {} : { Sid: sid }),
        Action: actions ?? [],
        ...(resources === undefined ? {} : { Resource: resources }),
        ...(principals === undefined
          ? {}
          : {
              Principal: Object.fromEntries(
                list(principals)
                  .filter((principal) => isObject(principal))
                  .map(({ type, identifiers }) => [text(type), identifiers ?? []]),
              ),
            }),
        ...(conditions === undefined ? {} : { Condition: conditionsOf(list(conditions)) }),
      }));
    const json = JSON.stringify({ Version: "2012-10-17", Statement });
    return { ...args, id: "document", json, minifiedJson: json };
  },
  "aws:ec2/getElasticIp:getElasticIp": ({ args, contents }) => {
    const id = text(args.id);
    const held = contents.held.find((one) => one.id === id) ?? notFound(`address ${id}`);
    return { ...held.outputs, id };
  },
};

function conditionsOf(list: readonly Value[]): Record<string, Record<string, Value>> {
  const conditions: Record<string, Record<string, Value>> = {};
  for (const { test, variable, values } of list.filter((each) => isObject(each))) {
    (conditions[text(test)] ??= {})[text(variable)] = values ?? [];
  }
  return conditions;
}
