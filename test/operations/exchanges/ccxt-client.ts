import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { root } from "../../engine/parts";
import type { World } from "../world";
import type { Key } from "./exchange-double";

/** A call by a client that others wrote. */
export interface CcxtCall {
  /** ccxt's class. */
  readonly exchange: string;
  readonly key?: Pick<Key, "credential" | "network">;
  /** ccxt's name of the call, such as `sapiGetAccountApiRestrictions`. */
  readonly method: string;
  readonly parameters?: unknown;
  /** The client's address. */
  readonly from?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Whether a key of the test network is used on its hosts. */
  readonly sandbox?: boolean;
  readonly settings?: Readonly<Record<string, unknown>>;
}

/** What came of it: the answer, or ccxt's error and the text that the exchange answered. */
export interface CcxtAnswer {
  readonly answer?: unknown;
  readonly error?: string;
  readonly message?: string;
  readonly body?: string;
}

/** Signs with ccxt, so that what the doubles take for a right signature is what others send to the exchanges. */
export class CcxtClient {
  readonly #child: ChildProcessWithoutNullStreams;
  readonly #waiting: ((line: string) => void)[] = [];

  constructor(world: World) {
    this.#child = spawn(
      process.execPath,
      [join(root, "test/exchanges/ccxt/client.mjs"), world.authority.certificateFile],
      {
        env: world.environment,
      },
    );
    this.#child.stderr.pipe(process.stderr);
    createInterface({ input: this.#child.stdout }).on("line", (line) => this.#waiting.shift()?.(line));
  }

  async call({
    key,
    from = "127.0.0.1",
    parameters = {},
    sandbox = key?.network === "testnet",
    ...rest
  }: CcxtCall): Promise<CcxtAnswer> {
    const settings = { ...key?.credential, ...rest.settings };
    const answered = new Promise<string>((resolve) => this.#waiting.push(resolve));
    this.#child.stdin.write(`${JSON.stringify({ ...rest, settings, from, parameters, sandbox })}\n`);
    return JSON.parse(await answered) as CcxtAnswer;
  }

  stop(): void {
    this.#child.kill();
  }
}
