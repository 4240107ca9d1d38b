import { createServer, type IncomingMessage, type ServerResponse } from "node:http";

/** What an instance is told about itself. */
export interface Instance {
  readonly instanceId: string;
  readonly address: string;
  readonly privateAddress: string;
  readonly region: string;
  readonly account: string;
  readonly roleName: string;
  /** Credentials of its role, as the service answers them. */
  readonly credentials: () => Promise<object> | object;
}

/** The instance metadata service, version 2 alone: an instance is known by the address that it asks from. */
export class InstanceMetadata {
  readonly instances = new Map<string, Instance>();
  readonly #server = createServer((request, response) => {
    this.#answer(request, response).catch(() => request.socket.destroy());
  });

  async start(): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      this.#server.once("error", reject).listen(80, "169.254.169.254", resolve);
    });
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const end = (status: number, text = ""): void =>
      void response.writeHead(status, { "content-type": "text/plain" }).end(text);
    const instance = this.instances.get((request.socket.remoteAddress ?? "").replace("::ffff:", ""));
    if (instance === undefined) {
      end(404);
      return;
    }
    const token = `token-of-${instance.instanceId}`;
    if (request.method === "PUT" && request.url === "/latest/api/token") {
      response.writeHead(200, { "x-aws-ec2-metadata-token-ttl-seconds": "21600" }).end(token);
      return;
    }
    if (request.headers["x-aws-ec2-metadata-token"] !== token) {
      end(401);
      return;
    }
    const role = "/latest/meta-data/iam/security-credentials";
    const mac = "02:00:00:00:00:01";
    const interfaces = "/latest/meta-data/network/interfaces/macs";
    const texts: Readonly<Record<string, string>> = {
      "/latest/meta-data/instance-id": instance.instanceId,
      "/latest/meta-data/public-ipv4": instance.address,
      "/latest/meta-data/local-ipv4": instance.privateAddress,
      "/latest/meta-data/mac": mac,
      [interfaces]: `${mac}/`,
      [`${interfaces}/${mac}/public-ipv4s`]: instance.address,
      [`${interfaces}/${mac}/ipv4-associations/${instance.address}`]: instance.privateAddress,
      "/latest/meta-data/placement/region": instance.region,
      "/latest/meta-data/placement/availability-zone": `${instance.region}a`,
      [role]: instance.roleName,
      "/latest/dynamic/instance-identity/document": JSON.stringify({
        accountId: instance.account,
        instanceId: instance.instanceId,
        privateIp: instance.privateAddress,
        region: instance.region,
      }),
    };
    const path = (request.url ?? "").replace(/\/$/u, "");
    if (path === `${role}/${instance.roleName}`) {
      end(200, JSON.stringify(await instance.credentials()));
      return;
    }
    const text = texts[path];
    if (text === undefined) end(404);
    else end(200, text);
  }
}
