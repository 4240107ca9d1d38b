import { readFileSync } from "node:fs";
import { join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { MockMonitor } from "@pulumi/pulumi/runtime/mocks";
import type { RegisterResourceRequest } from "@pulumi/pulumi/proto/resource_pb";
import { parse } from "yaml";

/** What a program asked the engine for: the request itself, so that dependencies and options are seen too. */
export interface Registration {
  readonly type: string;
  readonly name: string;
  readonly urn: string;
  readonly parent: string;
  readonly custom: boolean;
  readonly inputs: Readonly<Record<string, unknown>>;
  /** URNs, explicit and by property together. */
  readonly dependencies: readonly string[];
  readonly protect: boolean;
  readonly retainOnDelete: boolean;
  readonly deleteBeforeReplace: boolean;
  readonly ignoreChanges: readonly string[];
  readonly replaceOnChanges: readonly string[];
  readonly importId: string;
}

export interface Registered {
  readonly outputs: Readonly<Record<string, unknown>>;
  readonly registrations: readonly Registration[];
}

export const account = "111122223333";
export const egressIp = "198.51.100.7";
const newestImage = "ami-0123456789abcdef0";

export interface Circumstances {
  readonly stack?: string;
  /** Full keys; lists as JSON. */
  readonly config?: Readonly<Record<string, string>>;
  /** Name of the role whose session runs the program. */
  readonly caller?: string;
  /** Names of the SSM parameters below /bulkhead. */
  readonly parameters?: readonly string[];
  /** Further SSM parameters that stand, by name. */
  readonly values?: Readonly<Record<string, string>>;
}

/** Registers everything a program makes, against made-up answers in AWS's shapes. */
export async function register(
  program: () => unknown,
  {
    stack = "grid",
    config = {},
    caller = "bulkhead-deployer",
    parameters = ["/bulkhead/account"],
    values = {},
  }: Circumstances = {},
): Promise<Registered> {
  const region = config["aws:region"] ?? "eu-west-1";
  const monitor = new MockMonitor({
    newResource: ({ type, name, inputs }) => ({
      id: `${name}-id`,
      state: { ...(inputs as object), ...made(type, name, region, inputs as Inputs) },
    }),
    call: ({ token, inputs }) => {
      switch (token) {
        case "aws:index/getCallerIdentity:getCallerIdentity":
          return { arn: `arn:aws:sts::${account}:assumed-role/${caller}/someone`, accountId: account };
        case "aws:ssm/getParameter:getParameter": {
          const { name } = inputs as { readonly name: string };
          if (name.startsWith("/bulkhead/") && values[name] === undefined) throw new Error(`no parameter ${name}`);
          return { insecureValue: values[name] ?? newestImage };
        }
        case "aws:ec2/getInstanceTypeOfferings:getInstanceTypeOfferings":
          return { locations: [`${region}c`, `${region}b`] };
        case "aws:ssm/getParametersByPath:getParametersByPath":
          return { names: parameters };
        case "aws:ec2/getVpcs:getVpcs":
          return { ids: [`vpc-default-${(inputs as { readonly region?: string }).region ?? region}`] };
        default:
          throw new Error(`the program invoked ${token}`);
      }
    },
  });
  const registrations: Registration[] = [];
  const registerResource = monitor.registerResource.bind(monitor);
  monitor.registerResource = async (request: RegisterResourceRequest, callback) => {
    await registerResource(request, (error: unknown, response: { getUrn(): string } | undefined) => {
      if (response !== undefined) registrations.push(registration(request, response.getUrn()));
      callback(error, response);
    });
  };
  await pulumi.runtime.setMocks({ newResource: () => ({ id: "", state: {} }), call: () => ({}) }, "bulkhead", stack);
  pulumi.runtime.setMockOptions(monitor, "bulkhead", stack, false, "");
  pulumi.runtime.setAllConfig({ ...config });
  // The SDK takes a stack trace of every promise, which Jest looks up in source maps: most of a test's time otherwise.
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = 0;
  let outputs: unknown;
  try {
    outputs = await program();
    await pulumi.runtime.disconnect();
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
  }
  return { outputs: await plain(typeof outputs === "object" && outputs !== null ? outputs : {}), registrations };
}

/** The configuration of a shipped stack file as the engine hands it to the program: lists as JSON. */
export function shippedConfig(stack: string): Readonly<Record<string, string>> {
  const file = readFileSync(join(__dirname, `../../Pulumi.${stack}.yaml`), "utf8");
  const { config } = parse(file) as { config: Record<string, unknown> };
  return Object.fromEntries(
    Object.entries(config).map(([key, value]) => [key, typeof value === "string" ? value : JSON.stringify(value)]),
  );
}

function registration(request: RegisterResourceRequest, urn: string): Registration {
  return {
    type: request.getType(),
    name: request.getName(),
    urn,
    parent: request.getParent(),
    custom: request.getCustom(),
    inputs: request.getObject()?.toJavaScript() ?? {},
    dependencies: request.getDependenciesList(),
    protect: request.getProtect() ?? false,
    retainOnDelete: request.getRetainondelete() ?? false,
    deleteBeforeReplace: request.getDeletebeforereplace(),
    ignoreChanges: request.getIgnorechangesList(),
    replaceOnChanges: request.getReplaceonchangesList(),
    importId: request.getImportid(),
  };
}

interface Inputs {
  readonly name?: string;
  readonly rootBlockDevice?: object;
}

/** The outputs that AWS would add, in its shapes. */
function made(type: string, name: string, region: string, inputs: Inputs): Record<string, unknown> {
  const own = `${name}-1a2b3c4`;
  switch (type) {
    case "aws:kms/key:Key":
      return { keyId: own, arn: `arn:aws:kms:${region}:${account}:key/${own}` };
    case "aws:secretsmanager/secret:Secret":
      return { name: own, arn: `arn:aws:secretsmanager:${region}:${account}:secret:${own}-AbCdEf` };
    case "aws:iam/role:Role":
      return { name: own, arn: `arn:aws:iam::${account}:role/${own}` };
    case "aws:iam/instanceProfile:InstanceProfile":
      return { name: own, arn: `arn:aws:iam::${account}:instance-profile/${own}` };
    case "aws:cloudwatch/logGroup:LogGroup":
      return { arn: `arn:aws:logs:${region}:${account}:log-group:${inputs.name ?? own}` };
    case "aws:sns/topic:Topic":
      return { name: own, arn: `arn:aws:sns:${region}:${account}:${own}` };
    case "aws:cloudtrail/trail:Trail":
      return { arn: `arn:aws:cloudtrail:${region}:${account}:trail/${inputs.name ?? own}` };
    case "aws:iam/policy:Policy":
      return { arn: `arn:aws:iam::${account}:policy/${inputs.name ?? own}` };
    case "aws:s3/bucket:Bucket":
      return { bucket: own, arn: `arn:aws:s3:::${own}` };
    case "aws:ebs/volume:Volume":
      return { arn: `arn:aws:ec2:${region}:${account}:volume/${name}-id` };
    case "aws:ecr/repository:Repository":
      return { name: own, repositoryUrl: `${account}.dkr.ecr.${region}.amazonaws.com/${own}` };
    case "aws:ec2/instance:Instance":
      return { rootBlockDevice: { ...inputs.rootBlockDevice, volumeId: `${name}-root-id` } };
    case "aws:cloudwatch/eventRule:EventRule":
      return { name: inputs.name ?? own, arn: `arn:aws:events:${region}:${account}:rule/${inputs.name ?? own}` };
    case "aws:cloudwatch/metricAlarm:MetricAlarm":
      return { name: own, arn: `arn:aws:cloudwatch:${region}:${account}:alarm:${own}` };
    case "aws:ec2/eip:Eip":
      return { publicIp: egressIp };
    default:
      return {};
  }
}

function plain(value: object): Promise<Record<string, unknown>> {
  return new Promise((resolve) => {
    pulumi.output<object>(value).apply((known) => {
      resolve(known as Record<string, unknown>);
    });
  });
}
