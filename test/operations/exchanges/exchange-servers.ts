import { readFileSync } from "node:fs";
import type { IncomingMessage, ServerResponse } from "node:http";
import { createServer } from "node:https";
import { createSecureContext } from "node:tls";
import { setTimeout as pause } from "node:timers/promises";
import type { Certificate } from "../certificates";
import type { OnCall } from "../on-call";
import type { Answer, Call, ExchangeDouble, Reason } from "./exchange-double";

/** What goes wrong with a call. */
export type Fault =
  /** The exchange refuses, in its own words; with `effect`, after it has done what was asked. */
  | { readonly kind: "refuse"; readonly reason: Reason; readonly seconds?: number; readonly effect?: boolean }
  /** An answer of the test's own. */
  | { readonly kind: "answer"; readonly answer: Answer }
  /** The right answer, so much later. */
  | { readonly kind: "slow"; readonly milliseconds: number }
  /** The connection ends: before anything was done, after it, or in the middle of the answer. */
  | { readonly kind: "cut"; readonly when: "before" | "after" | "middle" }
  /** A page in the place of JSON. */
  | { readonly kind: "html" }
  /** The answer that was right when the fault was ordered. */
  | { readonly kind: "stale" }
  /** The right answer, and nothing was done. */
  | { readonly kind: "no-effect" };

/** Which calls go wrong. */
export interface Misbehaviour {
  /** Id of the exchange. */
  readonly exchange: string;
  /**
   * As `ExchangeDouble.routeOf` names it, such as `DELETE /api/v3/openOrders`.
   * @default - every call
   */
  readonly route?: string;
  /**
   * The first of the matching calls that goes wrong, counted from now.
   * @default 1
   */
  readonly nth?: number;
  /**
   * How many in a row go wrong.
   * @default 1
   */
  readonly times?: number;
  readonly fault: Fault;
}

/** A call that was made. */
export interface Seen {
  readonly exchange: string;
  readonly route: string;
  readonly from: string;
  /** HTTP status of the answer; 0: none was given. */
  status: number;
}

interface Ordered extends Misbehaviour {
  seen: number;
  readonly state: ExchangeDouble["state"];
}

/** All exchanges behind one TLS server on port 443, told apart by the name that the client asks for. */
export class ExchangeServers {
  /** Every call, in order. */
  readonly calls: Seen[] = [];
  /** Hosts that show a certificate of somebody else. */
  readonly impostors = new Set<string>();
  /** Told of every call before it is looked at and after it has been done; where it throws, the connection ends. */
  onCall: OnCall = () => undefined;
  /** Answers for hosts that are no exchange's; false: it knows the host no more than we do. */
  other: (request: IncomingMessage, response: ServerResponse, host: string) => boolean = () => false;

  readonly #doubles: readonly ExchangeDouble[];
  #ordered: Ordered[] = [];
  readonly #server;

  constructor(doubles: readonly ExchangeDouble[], certificate: Certificate, impostor: Certificate) {
    this.#doubles = doubles;
    const contextOf = ({ certificateFile, keyFile }: Certificate): ReturnType<typeof createSecureContext> =>
      createSecureContext({ cert: readFileSync(certificateFile), key: readFileSync(keyFile) });
    const ours = contextOf(certificate);
    const theirs = contextOf(impostor);
    this.#server = createServer(
      {
        cert: readFileSync(certificate.certificateFile),
        key: readFileSync(certificate.keyFile),
        SNICallback: (name, done) => {
          done(null, this.impostors.has(name) ? theirs : ours);
        },
      },
      (request, response) => {
        this.#serve(request, response).catch(() => request.socket.destroy());
      },
    );
  }

  async start(): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      this.#server.once("error", reject).listen(443, "0.0.0.0", resolve);
    });
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  /** Makes calls go wrong from now on. Of several orders for a call, the latest counts. */
  misbehave(order: Misbehaviour): void {
    const double = this.double(order.exchange);
    this.#ordered.unshift({ ...order, seen: 0, state: structuredClone(double.state) });
  }

  /** Everything goes right again, of one exchange or of all. */
  behave(exchange?: string): void {
    this.#ordered = this.#ordered.filter((order) => exchange !== undefined && order.exchange !== exchange);
    for (const double of this.#doubles.filter(({ id }) => exchange === undefined || id === exchange)) {
      double.clockAhead = 0;
      for (const host of Object.keys(double.hosts)) this.impostors.delete(host);
    }
  }

  double(id: string): ExchangeDouble {
    const found = this.#doubles.find((double) => double.id === id);
    if (found === undefined) throw new Error(`there is no double of ${id}`);
    return found;
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const host = (request.headers.host ?? "").replace(/:\d+$/u, "");
    const double = this.#doubles.find(({ hosts }) => Object.hasOwn(hosts, host));
    if (double === undefined) {
      if (!this.other(request, response, host))
        response.writeHead(404, { "content-type": "text/html" }).end("<html>nothing here</html>");
      return;
    }
    const body = await bodyOf(request);
    const [path = "/", query = ""] = (request.url ?? "/").split(/\?(.*)/su);
    const call: Call = {
      host,
      network: double.hosts[host] ?? "mainnet",
      method: request.method ?? "GET",
      path,
      query,
      headers: Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)])),
      body,
      from: (request.socket.remoteAddress ?? "").replace("::ffff:", ""),
      now: Date.now() + double.clockAhead,
    };
    const route = double.routeOf(call);
    const seen: Seen = { exchange: double.id, route, from: call.from, status: 0 };
    this.calls.push(seen);
    await this.onCall(`${double.id} ${route}`, "before", call.from);

    const ordered = this.#due(double.id, route);
    const fault = ordered?.fault;
    const send = async (answer: Answer): Promise<void> => {
      await this.onCall(`${double.id} ${route}`, "after", call.from);
      seen.status = answer.status;
      write(response, answer);
    };
    switch (fault?.kind) {
      case undefined:
        return send(double.answer(call));
      case "refuse":
        if (fault.effect === true) double.answer(call);
        return send(double.refusal(fault.reason, fault.seconds));
      case "answer":
        return send(fault.answer);
      case "slow": {
        const answer = double.answer(call);
        await pause(fault.milliseconds);
        return send(answer);
      }
      case "html":
        return send({
          status: 200,
          headers: { "content-type": "text/html" },
          body: "<!doctype html><title>Please wait</title>",
        });
      case "stale":
        return send(double.answer(call, structuredClone(ordered?.state)));
      case "no-effect":
        return send(double.answer(call, structuredClone(double.state)));
      case "cut": {
        if (fault.when === "before") {
          request.socket.destroy();
          return;
        }
        const answer = double.answer(call);
        await this.onCall(`${double.id} ${route}`, "after", call.from);
        if (fault.when === "middle") {
          const text = bytesOf(answer);
          response.writeHead(answer.status, { "content-type": "application/json", "content-length": text.length });
          response.write(text.subarray(0, Math.floor(text.length / 2)));
          // What was written leaves before the connection does.
          await pause(20);
        }
        request.socket.destroy();
      }
    }
  }

  #due(exchange: string, route: string): Ordered | undefined {
    let due: Ordered | undefined;
    for (const order of this.#ordered) {
      if (order.exchange !== exchange || (order.route !== undefined && order.route !== route)) continue;
      order.seen += 1;
      const first = order.nth ?? 1;
      if (order.seen >= first && order.seen < first + (order.times ?? 1)) due ??= order;
    }
    return due;
  }
}

function bytesOf({ body }: Answer): Buffer {
  return Buffer.from(typeof body === "string" ? body : JSON.stringify(body));
}

function write(response: ServerResponse, answer: Answer): void {
  response
    .writeHead(answer.status, { "content-type": "application/json;charset=UTF-8", ...answer.headers })
    .end(bytesOf(answer));
}

/** The whole body of a request, as text. */
export async function bodyOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts).toString();
}
