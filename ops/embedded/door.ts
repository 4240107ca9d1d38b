import { createServer, type Server, type Socket } from "node:net";

/**
 * The address that children call before anybody can answer: they start while the libraries that answer are loaded, and
 * whoever calls meanwhile waits at the door.
 */
export class Door {
  readonly #server: Server;
  readonly #waiting: Socket[] = [];
  #admit: ((socket: Socket) => void) | undefined;

  constructor() {
    this.#server = createServer((socket) => {
      if (this.#admit === undefined) this.#waiting.push(socket);
      else this.#admit(socket);
    });
  }

  /** Answers the address. */
  listen(): Promise<string> {
    return new Promise((resolve, reject) => {
      this.#server.once("error", reject);
      this.#server.listen(0, "127.0.0.1", () => {
        const address = this.#server.address();
        resolve(typeof address === "object" && address !== null ? `127.0.0.1:${address.port}` : "");
      });
    });
  }

  open(admit: (socket: Socket) => void): void {
    this.#admit = admit;
    for (const socket of this.#waiting.splice(0)) admit(socket);
  }

  close(): void {
    for (const socket of this.#waiting) socket.destroy();
    this.#server.close();
  }
}
