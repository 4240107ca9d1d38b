import type { CloudTrailClient } from "@aws-sdk/client-cloudtrail";
import type { CloudWatchClient } from "@aws-sdk/client-cloudwatch";
import type { CloudWatchLogsClient } from "@aws-sdk/client-cloudwatch-logs";
import type { EC2Client } from "@aws-sdk/client-ec2";
import type { IAMClient } from "@aws-sdk/client-iam";
import type { KMSClient } from "@aws-sdk/client-kms";
import type { ResourceGroupsTaggingAPIClient } from "@aws-sdk/client-resource-groups-tagging-api";
import type { S3Client } from "@aws-sdk/client-s3";
import type { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import type { ServiceQuotasClient } from "@aws-sdk/client-service-quotas";
import type { SNSClient } from "@aws-sdk/client-sns";
import type { SSMClient } from "@aws-sdk/client-ssm";
import type { STSClient } from "@aws-sdk/client-sts";

interface Clients {
  cloudtrail: CloudTrailClient;
  cloudwatch: CloudWatchClient;
  ec2: EC2Client;
  iam: IAMClient;
  kms: KMSClient;
  logs: CloudWatchLogsClient;
  quotas: ServiceQuotasClient;
  s3: S3Client;
  secrets: SecretsManagerClient;
  sns: SNSClient;
  ssm: SSMClient;
  /** For what must not be done twice: the SDK tries nothing again. */
  ssmOnce: SSMClient;
  sts: STSClient;
  tagging: ResourceGroupsTaggingAPIClient;
}

interface Settings {
  readonly region: string;
  readonly maxAttempts: number;
  readonly retryMode: "standard";
  readonly requestHandler: {
    readonly connectionTimeout: number;
    readonly requestTimeout: number;
    /** Without it, a request that takes too long is only warned of. */
    readonly throwOnRequestTimeout: true;
  };
  readonly logger: typeof silent;
}

const nothing = (): void => undefined;
/** What a client has to say beside its answers would stand in the middle of our output. */
const silent = { debug: nothing, info: nothing, warn: nothing, error: nothing };

// A module is loaded with the first call to its service: EC2's alone takes longer to load than most commands take to run.
const made: { readonly [Service in keyof Clients]: (settings: Settings) => Promise<Clients[Service]> } = {
  cloudtrail: async (settings) => new (await import("@aws-sdk/client-cloudtrail")).CloudTrailClient(settings),
  cloudwatch: async (settings) => new (await import("@aws-sdk/client-cloudwatch")).CloudWatchClient(settings),
  ec2: async (settings) => new (await import("@aws-sdk/client-ec2")).EC2Client(settings),
  iam: async (settings) => new (await import("@aws-sdk/client-iam")).IAMClient(settings),
  kms: async (settings) => new (await import("@aws-sdk/client-kms")).KMSClient(settings),
  logs: async (settings) => new (await import("@aws-sdk/client-cloudwatch-logs")).CloudWatchLogsClient(settings),
  quotas: async (settings) => new (await import("@aws-sdk/client-service-quotas")).ServiceQuotasClient(settings),
  s3: async (settings) =>
    new (await import("@aws-sdk/client-s3")).S3Client({ ...settings, forcePathStyle: isElsewhere() }),
  secrets: async (settings) => new (await import("@aws-sdk/client-secrets-manager")).SecretsManagerClient(settings),
  sns: async (settings) => new (await import("@aws-sdk/client-sns")).SNSClient(settings),
  ssm: async (settings) => new (await import("@aws-sdk/client-ssm")).SSMClient(settings),
  ssmOnce: async (settings) => new (await import("@aws-sdk/client-ssm")).SSMClient({ ...settings, maxAttempts: 1 }),
  sts: async (settings) => new (await import("@aws-sdk/client-sts")).STSClient(settings),
  tagging: async (settings) =>
    new (await import("@aws-sdk/client-resource-groups-tagging-api")).ResourceGroupsTaggingAPIClient(settings),
};

/** Whether calls go to another place than AWS, where buckets have no host names. */
function isElsewhere(): boolean {
  return (process.env.AWS_ENDPOINT_URL ?? process.env.AWS_ENDPOINT_URL_S3 ?? "") !== "";
}

/**
 * AWS's services in one region, each client made when it is first asked for. Credentials are those of the SDK's own chain.
 * Calls that fail are tried again by the SDK; none waits longer than its time.
 */
export class Aws {
  readonly #clients = new Map<keyof Clients, Promise<Clients[keyof Clients]>>();
  readonly #settings: Settings;

  /** `region`: region code, such as `eu-west-1`. `requestTimeout` in milliseconds; 0 for none. */
  constructor(
    readonly region: string,
    { maxAttempts = 3, requestTimeout = 10_000 } = {},
  ) {
    // The clients would print a notice about Node's future into the middle of our output.
    process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= "true";
    this.#settings = {
      region,
      maxAttempts,
      retryMode: "standard",
      requestHandler: {
        connectionTimeout: Math.min(3000, requestTimeout),
        requestTimeout,
        throwOnRequestTimeout: true,
      },
      logger: silent,
    };
  }

  /** The client of a service. */
  async client<Service extends keyof Clients>(service: Service): Promise<Clients[Service]> {
    const known = this.#clients.get(service) ?? made[service](this.#settings);
    this.#clients.set(service, known);
    return (await known) as Clients[Service];
  }

  /** Closes what is open, so that the process can end. */
  async close(): Promise<void> {
    for (const client of await Promise.allSettled(this.#clients.values())) {
      if (client.status === "fulfilled") client.value.destroy();
    }
  }
}
