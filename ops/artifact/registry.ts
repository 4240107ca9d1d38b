import { createReadStream, statSync } from "node:fs";
import type { OutgoingHttpHeaders } from "node:http";
import { request } from "node:https";
import { UserError } from "../user-error";
import type { SavedImage } from "./saved-image";

/** Where an image goes. */
export interface RegistryArgs {
  /** Name of the registry's host. */
  readonly host: string;
  readonly repository: string;
  /** What `aws ecr get-login-password` printed; the user's name is always AWS. */
  readonly password: string;
}

interface Answer {
  readonly status: number;
  readonly location: string | undefined;
  /** The registry's own word for a refusal, such as `DENIED`. */
  readonly code: string;
}

const silenceMilliseconds = 120_000;
const [ok, created, accepted, notFound] = [200, 201, 202, 404];

/**
 * A repository of images, spoken to as Docker does (https://github.com/opencontainers/distribution-spec/blob/v1.1.0/spec.md),
 * so that nobody has to have Docker, and no login stays in its configuration.
 */
export class Registry {
  readonly #args: RegistryArgs;

  constructor(args: RegistryArgs) {
    this.#args = args;
  }

  /** Brings what the repository does not have yet; answers the image's digest. Throws UserError where it is refused. */
  async push({ blobs, manifests }: SavedImage): Promise<string> {
    for (const [digest, file] of blobs) await this.#pushBlob(digest, file);
    const image = manifests.at(-1);
    if (image === undefined) throw new UserError("The archive names no image.");
    for (const each of manifests) {
      if (await this.#has(`manifests/${each.digest}`)) continue;
      // Tags of the repository never move, so each push has its own; nothing goes by them.
      const tag = `push-${new Date().toISOString().replace(/\D/gu, "")}`;
      const headers = { "Content-Type": each.mediaType, "Content-Length": each.content.length };
      const path = `manifests/${each === image ? tag : each.digest}`;
      const answer = await this.#ask("PUT", this.#url(path), headers, (sent) => sent.end(each.content));
      if (answer.status !== created) throw this.#refusal(each.digest, answer);
    }
    // Whatever a registry says that it took: this is what the host will ask for.
    if (!(await this.#has(`manifests/${image.digest}`)))
      throw this.#refusal(image.digest, { status: notFound, code: "" });
    return image.digest;
  }

  async #pushBlob(digest: string, file: string): Promise<void> {
    if (await this.#has(`blobs/${digest}`)) return;
    const begun = await this.#ask("POST", this.#url("blobs/uploads/"), { "Content-Length": 0 });
    if (begun.status !== accepted || begun.location === undefined) throw this.#refusal(digest, begun);
    const place = new URL(begun.location, this.#url(""));
    // The password is for this registry alone.
    if (place.origin !== this.#url("").origin) throw this.#refusal(digest, { status: begun.status, code: "elsewhere" });
    place.searchParams.set("digest", digest);
    const headers = { "Content-Type": "application/octet-stream", "Content-Length": statSync(file).size };
    const answer = await this.#ask("PUT", place, headers, (sent, failed) => {
      createReadStream(file).on("error", failed).pipe(sent);
    });
    if (answer.status !== created) throw this.#refusal(digest, answer);
  }

  async #has(path: string): Promise<boolean> {
    // Without the types that it may have, a registry denies that it has a manifest of the newer ones.
    const types = ["oci.image.manifest.v1", "oci.image.index.v1", "docker.distribution.manifest.v2"];
    const lists = "application/vnd.docker.distribution.manifest.list.v2+json";
    const accept = [...types.map((type) => `application/vnd.${type}+json`), lists].join(", ");
    const answer = await this.#ask("HEAD", this.#url(path), path.startsWith("manifests/") ? { Accept: accept } : {});
    if (answer.status !== ok && answer.status !== notFound) throw this.#refusal(path, answer);
    return answer.status === ok;
  }

  #url(path: string): URL {
    return new URL(`https://${this.#args.host}/v2/${this.#args.repository}/${path}`);
  }

  #refusal(part: string, { status, code }: Pick<Answer, "status" | "code">): UserError {
    return new UserError(
      `${this.#args.host} did not take ${part} into ${this.#args.repository} (${[status, code].join(" ").trim()}); the stack ` +
        "file is as it was. Check that the repository is the stack's own, and that your AWS credentials may push to it.",
    );
  }

  #ask(
    method: string,
    url: URL,
    headers: OutgoingHttpHeaders,
    send: (sent: ReturnType<typeof request>, failed: (error: Error) => void) => void = (sent) => sent.end(),
  ): Promise<Answer> {
    const authorization = `Basic ${Buffer.from(`AWS:${this.#args.password}`).toString("base64")}`;
    return new Promise((resolve, reject) => {
      const failed = (error: NodeJS.ErrnoException): void => {
        reject(
          new UserError(
            `${this.#args.host} cannot be spoken to (${error.code ?? error.name}); the stack file is as it was.`,
          ),
        );
      };
      const sent = request(url, { method, headers: { ...headers, authorization } }, (response) => {
        let text = "";
        response.setEncoding("utf8").on("data", (part: string) => (text += part));
        response.on("error", failed).on("end", () => {
          const code = /"code"\s*:\s*"(?<code>[A-Z_]{1,64})"/u.exec(text)?.groups?.code ?? "";
          resolve({ status: response.statusCode ?? 0, location: response.headers.location, code });
        });
      });
      sent.on("error", failed).setTimeout(silenceMilliseconds, () => sent.destroy(new Error("silence")));
      send(sent, failed);
    });
  }
}
