import { createServer, request as connect, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { SsmDouble, type Asked } from "../sandbox/ssm-double";
import { type Ec2Answer, InterfaceGroups } from "./interface-groups";
import type { OnCall } from "./on-call";

/** What goes wrong with a call of AWS. */
export type AwsFault =
  /** Refused for its rate, for its permissions, or by a fault of AWS's own. */
  | "throttled"
  | "denied"
  | "server-error"
  /** The connection ends before anything was done, or after it. */
  | "cut-before"
  | "cut-after";

/** Which calls go wrong. */
export interface AwsMisbehaviour {
  /**
   * Service and operation, such as `kms DisableKey`.
   * @default - every call
   */
  readonly call?: string;
  /** @default 1 */
  readonly nth?: number;
  /** @default 1 */
  readonly times?: number;
  readonly fault: AwsFault;
}

/** A call that was made. */
export interface AwsSeen {
  /** Service and operation. */
  readonly call: string;
  readonly from: string;
}

/**
 * AWS as the commands and the hosts reach it: MiniStack, but for Run Command of Systems Manager, which runs on our hosts, and
 * for the groups of interfaces. Counts calls and makes them fail.
 */
export class AwsFront {
  readonly calls: AwsSeen[] = [];
  readonly ssm = new SsmDouble([]);
  readonly interfaces = new InterfaceGroups((parameters) => this.#ec2(parameters));
  /** Public address of each NAT gateway, by its id. */
  readonly gatewayAddresses = new Map<string, string>();
  /** Told of every call before it is passed on and after it has been done; where it throws, the connection ends. */
  onCall: OnCall = () => undefined;

  readonly #behind: URL;
  #ordered: (AwsMisbehaviour & { seen: number })[] = [];
  readonly #server = createServer((request, response) => {
    this.serve(request, response);
  });

  /** `behind`: MiniStack's endpoint. */
  constructor(behind: string) {
    this.#behind = new URL(behind);
  }

  /** Listens without TLS, for what is given an endpoint: answers it. Port 0: any that is free. */
  async start(address: string, port: number): Promise<string> {
    await new Promise<void>((resolve, reject) => {
      this.#server.once("error", reject).listen(port, address, resolve);
    });
    return `http://${address}:${(this.#server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  misbehave(order: AwsMisbehaviour): void {
    this.#ordered.unshift({ ...order, seen: 0 });
  }

  behave(): void {
    this.#ordered = [];
  }

  /** Answers one request. */
  serve(request: IncomingMessage, response: ServerResponse): void {
    this.#serve(request, response).catch(() => request.socket.destroy());
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part as Buffer);
    const body = Buffer.concat(parts);
    const call = callOf(request, body);
    const from = (request.socket.remoteAddress ?? "").replace("::ffff:", "");
    this.calls.push({ call, from });
    await this.onCall(`aws ${call}`, "before", from);
    const fault = this.#due(call);
    if (fault === "cut-before") {
      request.socket.destroy();
      return;
    }
    if (fault === "throttled" || fault === "denied" || fault === "server-error") {
      refuse(request, response, call, fault);
      return;
    }
    const answer = await this.#asAws(call, body, await this.#answer(request, call, body));
    await this.onCall(`aws ${call}`, "after", from);
    if (fault === "cut-after") {
      request.socket.destroy();
      return;
    }
    response.writeHead(answer.status, answer.headers).end(answer.body);
  }

  async #answer(request: IncomingMessage, call: string, body: Buffer): Promise<Answered> {
    const [service, operation = ""] = call.split(" ");
    if (service === "ssm" && runCommand.has(operation)) {
      const [status, answer] = this.ssm.answer(operation, JSON.parse(body.toString()) as Asked);
      return {
        status,
        headers: { "content-type": "application/x-amz-json-1.1" },
        body: Buffer.from(JSON.stringify(answer)),
      };
    }
    if (service === "secretsmanager" && (operation === "PutSecretValue" || operation === "GetSecretValue")) {
      const as = await this.#asSecretsManager(operation, JSON.parse(body.toString()) as SecretAsked);
      if (as !== undefined) return as;
    }
    // MiniStack has no such call; AWS answers this.
    if (call === "ec2 ModifyInstanceAttribute") {
      return xml(200, "<ModifyInstanceAttributeResponse><return>true</return></ModifyInstanceAttributeResponse>");
    }
    const asked = new URLSearchParams(body.toString());
    if (call === "ec2 ModifyNetworkInterfaceAttribute") {
      const { status, body: text } = await this.interfaces.modify(asked);
      return xml(status, text);
    }
    if (call === "ec2 DescribeNetworkInterfaces") {
      const answer = await this.#pass(request, body);
      return xml(answer.status, this.interfaces.described(asked, answer.body.toString()));
    }
    // MiniStack names no address of a gateway
    // (https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_NatGatewayAddress.html).
    if (call === "ec2 DescribeNatGateways") {
      const answer = await this.#pass(request, body);
      const text = answer.body
        .toString()
        .replace(
          /(<natGatewayId>([^<]*)<\/natGatewayId>.*?)<natGatewayAddressSet\/>/gsu,
          (_, before: string, id: string) =>
            `${before}<natGatewayAddressSet><item><publicIp>${this.gatewayAddresses.get(id) ?? ""}</publicIp></item></natGatewayAddressSet>`,
        );
      return xml(answer.status, text);
    }
    if (call === "ssm DescribeInstanceInformation") {
      const list = this.ssm.hosts.map(({ instanceId }) => ({
        InstanceId: instanceId,
        PingStatus: "Online",
        PlatformType: "Linux",
        PlatformName: "Amazon Linux",
        ResourceType: "EC2Instance",
        LastPingDateTime: Date.now() / 1000,
      }));
      return {
        status: 200,
        headers: { "content-type": "application/x-amz-json-1.1" },
        body: Buffer.from(JSON.stringify({ InstanceInformationList: list })),
      };
    }
    return this.#pass(request, body);
  }

  /** MiniStack's answer to a request, or to one of our own. */
  #pass({ headers: given, method, url }: Passed, body: Buffer): Promise<Answered> {
    return new Promise((resolve, reject) => {
      const headers = { ...withoutHops(given), "content-length": String(body.length) };
      const passed = connect(
        { host: this.#behind.hostname, port: this.#behind.port, method, path: url, headers },
        (answer) => {
          const parts: Buffer[] = [];
          answer.on("data", (part: Buffer) => parts.push(part));
          answer.on("error", reject);
          answer.on("end", () => {
            resolve({
              status: answer.statusCode ?? 500,
              headers: withoutHops(answer.headers),
              body: Buffer.concat(parts),
            });
          });
        },
      );
      passed.on("error", reject).end(body);
    });
  }

  /**
   * The answer that AWS would give where MiniStack differs: a secret that never had a value has no version to read, and none is
   * read whose key is disabled (https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_GetSecretValue.html).
   */
  async #asAws(call: string, body: Buffer, answer: Answered): Promise<Answered> {
    if (call !== "secretsmanager GetSecretValue" || answer.status !== 200) return answer;
    const no = (type: string, message: string): Answered => ({
      ...answer,
      status: 400,
      body: Buffer.from(JSON.stringify({ __type: type, message })),
    });
    const value = JSON.parse(answer.body.toString()) as { SecretString?: string | null; SecretBinary?: string | null };
    if (typeof value.SecretString !== "string" && typeof value.SecretBinary !== "string") {
      return no(
        "ResourceNotFoundException",
        "Secrets Manager can't find the specified secret value for staging label: AWSCURRENT",
      );
    }
    const { SecretId } = JSON.parse(body.toString()) as { SecretId: string };
    const { KmsKeyId } = (await this.#json("secretsmanager", "DescribeSecret", { SecretId })) as { KmsKeyId?: string };
    if (KmsKeyId === undefined) return answer;
    const { KeyMetadata: key } = (await this.#json("kms", "DescribeKey", { KeyId: KmsKeyId })) as {
      KeyMetadata?: { KeyState?: string };
    };
    return key?.KeyState === "Enabled" ? answer : no("DecryptionFailure", "said by the front");
  }

  async #json(service: "kms" | "secretsmanager", operation: string, parameters: object): Promise<unknown> {
    const headers = {
      "content-type": "application/x-amz-json-1.1",
      "x-amz-target": `${service === "kms" ? "TrentService" : service}.${operation}`,
      authorization: authorizationOf(service),
    };
    const body = Buffer.from(JSON.stringify(parameters));
    const answer = await this.#pass({ headers, method: "POST", url: "/" }, body);
    return JSON.parse(answer.body.toString());
  }

  async #ec2(parameters: Readonly<Record<string, string>>): Promise<Ec2Answer> {
    const headers = {
      "content-type": "application/x-www-form-urlencoded",
      authorization: authorizationOf("ec2"),
    };
    const body = Buffer.from(new URLSearchParams({ ...parameters, Version: "2016-11-15" }).toString());
    const answer = await this.#pass({ headers, method: "POST", url: "/" }, body);
    return { status: answer.status, body: answer.body.toString() };
  }

  /**
   * Where MiniStack differs from AWS about secrets. A version's name that is taken: the same value is answered without an effect,
   * another is refused (https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_PutSecretValue.html). A value whose key
   * is disabled is not read (https://docs.aws.amazon.com/kms/latest/developerguide/key-state.html).
   */
  async #asSecretsManager(
    operation: string,
    { SecretId, ClientRequestToken, SecretString }: SecretAsked,
  ): Promise<Answered | undefined> {
    if (operation === "PutSecretValue") {
      if (ClientRequestToken === undefined) return undefined;
      const known = await this.#ask("secretsmanager", "GetSecretValue", { SecretId, VersionId: ClientRequestToken });
      if (known.VersionId === undefined) return undefined;
      if (known.SecretString !== SecretString)
        return json(400, { __type: "ResourceExistsException", message: "said by the front" });
      return json(200, {
        ARN: known.ARN,
        Name: known.Name,
        VersionId: ClientRequestToken,
        VersionStages: known.VersionStages,
      });
    }
    const { KmsKeyId: KeyId } = await this.#ask("secretsmanager", "DescribeSecret", { SecretId });
    const { KeyMetadata: key } = await this.#ask("TrentService", "DescribeKey", { KeyId });
    if ((key as { Enabled?: boolean } | undefined)?.Enabled !== false) return undefined;
    return json(400, { __type: "AccessDeniedException", message: "Access to KMS is not allowed" });
  }

  /** A call of the front's own to MiniStack. */
  async #ask(target: string, operation: string, body: object): Promise<Readonly<Record<string, unknown>>> {
    const scope = target === "TrentService" ? "kms" : target;
    const headers = {
      "content-type": "application/x-amz-json-1.1",
      "x-amz-target": `${target}.${operation}`,
      authorization: `AWS4-HMAC-SHA256 Credential=test/20260101/eu-west-1/${scope}/aws4_request, SignedHeaders=host, Signature=0`,
    };
    const answer = await this.#pass({ headers, method: "POST", url: "/" }, Buffer.from(JSON.stringify(body)));
    return JSON.parse(answer.body.toString()) as Readonly<Record<string, unknown>>;
  }

  #due(call: string): AwsFault | undefined {
    let due: AwsFault | undefined;
    for (const order of this.#ordered) {
      if (order.call !== undefined && order.call !== call) continue;
      order.seen += 1;
      const first = order.nth ?? 1;
      if (order.seen >= first && order.seen < first + (order.times ?? 1)) due ??= order.fault;
    }
    return due;
  }
}

type Passed = Pick<IncomingMessage, "headers" | "method" | "url">;

interface Answered {
  readonly status: number;
  readonly headers: Record<string, string | string[] | undefined>;
  readonly body: Buffer;
}

interface SecretAsked {
  readonly SecretId?: string;
  readonly ClientRequestToken?: string;
  readonly SecretString?: string;
}

function json(status: number, body: unknown): Answered {
  return {
    status,
    headers: { "content-type": "application/x-amz-json-1.1" },
    body: Buffer.from(JSON.stringify(body)),
  };
}

const hopHeaders: ReadonlySet<string> = new Set(["transfer-encoding", "connection", "content-length"]);

function withoutHops(headers: Answered["headers"]): Answered["headers"] {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !hopHeaders.has(name)));
}

function xml(status: number, body: string): Answered {
  return { status, headers: { "content-type": "text/xml" }, body: Buffer.from(body) };
}

const runCommand: ReadonlySet<string> = new Set(["SendCommand", "ListCommandInvocations", "GetCommandInvocation"]);

/** Service and operation, from the signature's scope and whichever way the protocol names the operation. */
function callOf({ headers, method, url = "/" }: IncomingMessage, body: Buffer): string {
  const scope = /Credential=[^/]*\/\d+\/[^/]+\/([^/]+)\//u.exec(headers.authorization ?? "")?.[1] ?? "unsigned";
  const target =
    String(headers["x-amz-target"] ?? "")
      .split(".")
      .at(-1) ?? "";
  if (target !== "") return `${scope} ${target}`;
  const rpc = /\/operation\/(\w+)/u.exec(url)?.[1];
  if (rpc !== undefined) return `${scope} ${rpc}`;
  const action =
    new URLSearchParams(body.toString("latin1")).get("Action") ?? new URL(url, "http://aws").searchParams.get("Action");
  return `${scope} ${action ?? `${method ?? ""} ${url.split("?")[0] ?? ""}`}`;
}

/** What MiniStack tells account and service by. */
function authorizationOf(service: string): string {
  return `AWS4-HMAC-SHA256 Credential=test/20260101/eu-west-1/${service}/aws4_request, SignedHeaders=host, Signature=0`;
}

const codes = {
  throttled: ["ThrottlingException", "Throttling", 400],
  denied: ["AccessDeniedException", "AccessDenied", 403],
  "server-error": ["InternalServiceError", "InternalFailure", 500],
} as const;

/** A refusal in the protocol of the request. */
function refuse({ headers }: IncomingMessage, response: ServerResponse, call: string, fault: keyof typeof codes): void {
  const [json, xml, status] = codes[fault];
  const type = headers["content-type"] ?? "";
  if (type.includes("json")) {
    const jsonStatus = status === 403 ? 400 : status;
    response
      .writeHead(jsonStatus, { "content-type": type, "x-amzn-errortype": json })
      .end(JSON.stringify({ __type: json, message: "said by the front" }));
  } else if (type.includes("cbor")) {
    // {"__type": code}, as the protocol of CloudWatch wants it.
    const name = Buffer.from(json);
    const map = Buffer.concat([
      Buffer.from([0xa1, 0x66]),
      Buffer.from("__type"),
      Buffer.from([0x78, name.length]),
      name,
    ]);
    response.writeHead(status, { "content-type": "application/cbor", "smithy-protocol": "rpc-v2-cbor" }).end(map);
  } else {
    const error = `<Error><Code>${xml}</Code><Message>said by the front</Message></Error>`;
    const wrapped = call.startsWith("ec2 ")
      ? `<Response><Errors>${error}</Errors><RequestID>1</RequestID></Response>`
      : call.startsWith("s3 ")
        ? error
        : `<ErrorResponse>${error}<RequestId>1</RequestId></ErrorResponse>`;
    response.writeHead(status, { "content-type": "text/xml" }).end(wrapped);
  }
}
