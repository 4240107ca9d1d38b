import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
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
 * delivers at once and runs one document, AWS-RunShellScript.
 */
export class SsmDouble {
  readonly #commands = new Map<string, readonly Running[]>();
  readonly #server = createServer((request, response) => {
    let body = "";
    request.on("data", (part: Buffer) => (body += part.toString()));
    request.on("end", () => {
      const action = String(request.headers["x-amz-target"]).replace("AmazonSSM.", "");
      const [status, answer] = this.answer(action, JSON.parse(body) as Asked);
      response.writeHead(status, { "content-type": "application/x-amz-json-1.1" }).end(JSON.stringify(answer));
    });
  });

  /** Every command that was sent. */
  readonly sent: string[] = [];
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
      case "SendCommand":
        return [200, { Command: { CommandId: this.#send(asked) } }];
      case "ListCommandInvocations":
        return [200, { CommandInvocations: this.#running(asked).map((one) => described(one)) }];
      case "GetCommandInvocation": {
        const found = this.#running(asked).find(({ host }) => host.instanceId === asked.InstanceId);
        return found === undefined ? [400, { __type: "InvocationDoesNotExist" }] : [200, invoked(found)];
      }
      default:
        return [400, { __type: "UnknownOperationException" }];
    }
  }

  #send(asked: Asked): string {
    const command = (asked.Parameters?.commands ?? []).join("\n");
    if (asked.DocumentName !== "AWS-RunShellScript") throw new Error(`unknown document ${asked.DocumentName ?? ""}`);
    this.sent.push(command);
    const id = `00000000-0000-4000-8000-${String(this.sent.length).padStart(12, "0")}`;
    const meant = this.hosts.filter(
      ({ instanceId, tags }) =>
        (asked.InstanceIds ?? [instanceId]).includes(instanceId) &&
        (asked.Targets ?? []).every(({ Key, Values }) =>
          Values.includes(Key === "InstanceIds" ? instanceId : (tags[Key.replace("tag:", "")] ?? "")),
        ),
    );
    this.#commands.set(
      id,
      meant.map((host) => {
        const running: Running = { host };
        void host.run(command).then((done) => (running.done = done));
        return running;
      }),
    );
    return id;
  }

  #running(asked: Asked): readonly Running[] {
    return this.#commands.get(asked.CommandId ?? "") ?? [];
  }
}

/** What its calls ask. */
export interface Asked {
  readonly CommandId?: string;
  readonly InstanceId?: string;
  readonly InstanceIds?: readonly string[];
  readonly DocumentName?: string;
  readonly Parameters?: { readonly commands?: readonly string[] };
  readonly Targets?: readonly { readonly Key: string; readonly Values: readonly string[] }[];
}

function described({ host, done }: Running): unknown {
  const status = done === undefined ? "InProgress" : done.status === 0 ? "Success" : "Failed";
  return { InstanceId: host.instanceId, Status: status };
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
