import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import {
  operatorActions,
  type OperatorPurpose,
  operatorDocument,
  operatorDocumentName,
} from "../../infra/documents/operator-document";
import { outputLimitCharacters } from "../../ops/host/run-on-host";

/** A host that the double knows. */
export interface DoubledHost {
  readonly instanceId: string;
  readonly tags: Readonly<Record<string, string>>;
  /** Runs a shell command as root, as the agent does. */
  readonly run: (command: string) => Promise<{ readonly status: number; readonly out: string; readonly err: string }>;
}

interface Running {
  readonly host: DoubledHost;
  done?: { readonly status: number; readonly out: string; readonly err: string };
}

/**
 * Run Command of Systems Manager, as far as our commands use it: SendCommand by tags or ids, ListCommandInvocations
 * and GetCommandInvocation, with AWS's limits on output. Unlike AWS it asks for no permission, checks no signature,
 * delivers at once and runs the documents of its hosts alone, as infra writes them.
 */
export class SsmDouble {
  readonly #commands = new Map<string, { readonly comment: string; readonly running: readonly Running[] }>();
  readonly #server = createServer((request, response) => {
    let body = "";
    request.on("data", (part: Buffer) => (body += part.toString()));
    request.on("end", () => {
      const action = String(request.headers["x-amz-target"]).replace("AmazonSSM.", "");
      const fault = action === "SendCommand" ? this.faults.shift() : undefined;
      if (fault === "cut before") return void request.socket.destroy();
      const [status, answer] =
        fault === "throttled"
          ? ([400, { __type: "ThrottlingException" }] as const)
          : this.answer(action, JSON.parse(body) as Asked);
      if (fault === "cut after") return void request.socket.destroy();
      response.writeHead(status, { "content-type": "application/x-amz-json-1.1" }).end(JSON.stringify(answer));
    });
  });

  /** The parameters of every command that was sent. */
  readonly sent: Readonly<Record<string, readonly string[]>>[] = [];
  /** What becomes of the next commands that are sent: cut off before or after they were taken, or one too many. */
  readonly faults: ("cut before" | "cut after" | "throttled")[] = [];
  /** What AWS would refuse with, for the next call. */
  refusal: string | undefined;

  constructor(public hosts: readonly DoubledHost[]) {}

  async start(): Promise<string> {
    await new Promise<void>((resolve) => this.#server.listen(0, "127.0.0.1", resolve));
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  /** Status and body for one of its calls. */
  answer(action: string, asked: Asked): readonly [number, unknown] {
    if (this.refusal !== undefined) return [400, { __type: this.refusal, message: "said by the double" }];
    switch (action) {
      case "SendCommand": {
        const given = asked.Parameters ?? {};
        const meant = this.#meant(asked);
        // A bot's document stands whether or not its host does.
        const name = asked.DocumentName ?? "";
        const purpose = purposes.find((one) => name.startsWith("bulkhead-") && name.endsWith(`-${one}`));
        if (purpose === undefined || meant.some(({ tags }) => name !== documentOf(tags, purpose)))
          return [400, { __type: "InvalidDocument" }];
        const refused = refusedParameter(purpose, given);
        if (refused !== undefined) return [400, { __type: "InvalidParameters", message: refused }];
        return [200, { Command: { CommandId: this.#send(meant, purpose, asked) } }];
      }
      case "ListCommandInvocations":
        return [200, { CommandInvocations: this.#described(asked.CommandId) }];
      case "GetCommandInvocation": {
        const found = this.#running(asked).find(({ host }) => host.instanceId === asked.InstanceId);
        return found === undefined ? [400, { __type: "InvocationDoesNotExist" }] : [200, invoked(found)];
      }
      default:
        return [400, { __type: "UnknownOperationException" }];
    }
  }

  #meant(asked: Asked): readonly DoubledHost[] {
    return this.hosts.filter(
      ({ instanceId, tags }) =>
        (asked.InstanceIds ?? [instanceId]).includes(instanceId) &&
        (asked.Targets ?? []).every(({ Key, Values }) =>
          Values.includes(Key === "InstanceIds" ? instanceId : (tags[Key.replace("tag:", "")] ?? "")),
        ),
    );
  }

  #send(meant: readonly DoubledHost[], purpose: OperatorPurpose, asked: Asked): string {
    const given = asked.Parameters ?? {};
    const command = scriptOf(purpose, given);
    this.sent.push(given);
    const id = `00000000-0000-4000-8000-${String(this.sent.length).padStart(12, "0")}`;
    const running = meant.map((host) => {
      const one: Running = { host };
      void host.run(command).then((done) => (one.done = done));
      return one;
    });
    this.#commands.set(id, { comment: asked.Comment ?? "", running });
    return id;
  }

  #described(wanted: string | undefined): readonly unknown[] {
    return [...this.#commands].flatMap(([id, { comment, running }]) =>
      wanted === undefined || wanted === id ? running.map((one) => described(id, comment, one)) : [],
    );
  }

  #running(asked: Asked): readonly Running[] {
    return this.#commands.get(asked.CommandId ?? "")?.running ?? [];
  }
}

type Given = Readonly<Record<string, readonly string[]>>;

interface Parameter {
  readonly default?: string;
  readonly allowedPattern?: string;
  readonly allowedValues?: readonly string[];
}

interface Document {
  readonly parameters: Readonly<Record<string, Parameter>>;
  readonly mainSteps: readonly { readonly inputs: { readonly runCommand: readonly string[] } }[];
}

const purposes = Object.keys(operatorActions) as OperatorPurpose[];
const documents = { look: operatorDocument("look") as Document, act: operatorDocument("act") as Document };

const documentOf = (tags: DoubledHost["tags"], purpose: OperatorPurpose): string =>
  operatorDocumentName(tags["bulkhead:bot"] ?? "", tags["bulkhead:network"] ?? "", purpose);

/** The name of a parameter that AWS would refuse: one that the document does not have, or a value that it does not allow. */
function refusedParameter(purpose: OperatorPurpose, given: Given): string | undefined {
  return Object.entries(given).find(([name, values]) => {
    const known = documents[purpose].parameters[name];
    const [value] = values;
    return (
      known === undefined ||
      values.length !== 1 ||
      value === undefined ||
      known.allowedValues?.includes(value) === false ||
      (known.allowedPattern !== undefined && !new RegExp(known.allowedPattern, "u").test(value))
    );
  })?.[0];
}

/** What the agent runs: the document's lines with the values in their places. */
function scriptOf(purpose: OperatorPurpose, given: Given): string {
  const { parameters, mainSteps } = documents[purpose];
  const lines = mainSteps.flatMap(({ inputs }) => inputs.runCommand).join("\n");
  return lines.replace(/\{\{ (\w+) \}\}/gu, (_, name: string) => given[name]?.[0] ?? parameters[name]?.default ?? "");
}

/** What its calls ask. */
export interface Asked {
  readonly CommandId?: string;
  readonly InstanceId?: string;
  readonly InstanceIds?: readonly string[];
  readonly DocumentName?: string;
  readonly Comment?: string;
  readonly Parameters?: Given;
  readonly Targets?: readonly { readonly Key: string; readonly Values: readonly string[] }[];
}

function described(CommandId: string, Comment: string, { host, done }: Running): unknown {
  const status = done === undefined ? "InProgress" : done.status === 0 ? "Success" : "Failed";
  return { CommandId, Comment, InstanceId: host.instanceId, Status: status };
}

function invoked({ host, done }: Running): unknown {
  if (done === undefined) return { InstanceId: host.instanceId, Status: "InProgress" };
  const ended = done.status === 0 ? "Success" : "Failed";
  return {
    InstanceId: host.instanceId,
    Status: ended,
    StatusDetails: ended,
    ResponseCode: done.status,
    StandardOutputContent: done.out.slice(0, outputLimitCharacters),
    StandardErrorContent: done.err.slice(0, 8000),
  };
}
