import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { request } from "node:https";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { gunzipSync } from "node:zlib";
import { MiniStack } from "../engine/ministack";
import { root } from "../engine/parts";
import { CompiledCommand, type Outcome } from "../ops/compiled-command";
import { must } from "./host";
import { Image, layerOf } from "./image";

jest.setTimeout(120_000);

const ecr = "111122223333.dkr.ecr.eu-west-1.amazonaws.com";
const repository = `${ecr}/grid-images-1a2b3c4`;
/** The registry has an address of this machine to itself, so that it can have HTTPS's own port. */
const address = "127.0.53.2";
/** What MiniStack's ECR gives out; the registry takes this and nothing else. */
const password = "ministack-auth-token";
const stackFile = "# the bot\nconfig:\n  aws:region: eu-west-1 # there\n  bulkhead:bot: grid\n";

const folder = mkdtempSync(join(tmpdir(), "bulkhead-push-"));
const stack = join(folder, "Pulumi.grid.yaml");
let command: CompiledCommand;
let cloud: MiniStack;
let registry: ChildProcess;

beforeAll(async () => {
  command = new CompiledCommand();
  writeFileSync(join(folder, "Pulumi.yaml"), "name: bots\nruntime: nodejs\n");
  writeFileSync(join(folder, "package.json"), "{}");
  cloud = await MiniStack.start();
  aws("s3", "mb", "s3://grid-artifacts");
  registry = await startRegistry();
});
afterAll(async () => {
  registry.kill();
  command.remove();
  await cloud.stop();
  rmSync(folder, { recursive: true });
});
beforeEach(() => {
  writeFileSync(stack, stackFile);
});

const environment = (): Record<string, string> => ({
  AWS_ENDPOINT_URL: cloud.endpoint,
  AWS_ACCESS_KEY_ID: "test",
  AWS_SECRET_ACCESS_KEY: "test",
  NODE_EXTRA_CA_CERTS: join(folder, "registry.crt"),
  PATH: `${join(folder, "bin")}:${join(root, ".cache/engine/venv/bin")}:${process.env.PATH ?? ""}`,
});

function aws(...words: readonly string[]): string {
  const env = { ...process.env, ...environment(), AWS_DEFAULT_REGION: "eu-west-1" };
  return execFileSync(join(root, ".cache/engine/venv/bin/aws"), words, { env, encoding: "utf8" });
}

/** Debian's docker-registry, which is the reference implementation, with TLS and a login as ECR has them. */
async function startRegistry(): Promise<ChildProcess> {
  const at = (name: string): string => join(folder, name);
  must("openssl", [
    ...[
      "req",
      "-x509",
      "-newkey",
      "ec",
      "-pkeyopt",
      "ec_paramgen_curve:P-256",
      "-nodes",
      "-days",
      "2",
      "-subj",
      "/CN=ecr",
    ],
    ...["-addext", `subjectAltName=DNS:${ecr}`, "-keyout", at("registry.key"), "-out", at("registry.crt")],
  ]);
  const bcrypt = "import crypt, sys; print(crypt.crypt(sys.argv[1], crypt.mksalt(crypt.METHOD_BLOWFISH, rounds=16)))";
  writeFileSync(at("htpasswd"), `AWS:${must("/usr/bin/python3", ["-W", "ignore", "-c", bcrypt, password])}`);
  const settings = {
    version: 0.1,
    log: { level: "error", accesslog: { disabled: true } },
    storage: { filesystem: { rootdirectory: at("registry") } },
    http: { addr: `${address}:443`, tls: { certificate: at("registry.crt"), key: at("registry.key") } },
    auth: { htpasswd: { realm: "ecr", path: at("htpasswd") } },
  };
  writeFileSync(at("registry.json"), JSON.stringify(settings));
  writeFileSync(at("hosts"), `127.0.0.1 localhost\n${address} ${ecr}\n`);
  const child = spawn("docker-registry", ["serve", at("registry.json")], { stdio: "ignore" });
  for (let attempt = 0; attempt < 100; attempt++) {
    if ((await ask("GET", "", "").catch(() => undefined)) !== undefined) return child;
    await sleep(100);
  }
  throw new Error("docker-registry did not answer.");
}

/** The command where the registry's name leads to it. */
function push(what: string, flags: readonly string[], more: Record<string, string> = {}): Promise<Outcome> {
  const hosts = `mount --bind ${join(folder, "hosts")} /etc/hosts && exec "$@"`;
  const within = ["unshare", "--mount", "sh", "-c", hosts, "sh"];
  return command.run(
    folder,
    ["artifact", "push", what, "--stack", "grid", ...flags],
    "",
    { ...environment(), ...more },
    within,
  );
}

const toRegistry = ["--repository", repository];

/** What the registry answers to a login. */
function ask(method: string, path: string, login = password): Promise<{ status: number; body: Buffer }> {
  return new Promise((resolve, reject) => {
    const options = {
      method,
      host: address,
      servername: ecr,
      path: `/v2/${path}`,
      ca: readFileSync(join(folder, "registry.crt")),
      headers: {
        Accept: "application/vnd.oci.image.manifest.v1+json, application/vnd.oci.image.index.v1+json",
        Authorization: `Basic ${Buffer.from(`AWS:${login}`).toString("base64")}`,
      },
    };
    request(options, (response) => {
      const parts: Buffer[] = [];
      response.on("data", (part: Buffer) => parts.push(part));
      response.on("end", () => {
        resolve({ status: response.statusCode ?? 0, body: Buffer.concat(parts) });
      });
    })
      .on("error", reject)
      .end();
  });
}

const sha256 = (content: Buffer): string => createHash("sha256").update(content).digest("hex");
const image = (options?: { index: boolean }): Image =>
  new Image(
    folder,
    [[{ path: "bot", text: "#!/bin/sh\n" }], [{ path: "bot2", text: "more" }]],
    { Cmd: ["/bot"] },
    options,
  );

async function holds(digest: string, kind: "manifests" | "blobs"): Promise<boolean> {
  const { status, body } = await ask("GET", `grid-images-1a2b3c4/${kind}/${digest}`);
  return status === 200 && `sha256:${sha256(body)}` === digest;
}

describe("a bot's own files, pushed to S3", () => {
  const bot = (): string => {
    const at = mkdtempSync(join(folder, "bot-"));
    mkdirSync(join(at, "@strategies"));
    writeFileSync(join(at, "start"), "#!/bin/sh\nexec sleep infinity\n", { mode: 0o755 });
    writeFileSync(join(at, "@strategies/grid"), "up and down\n");
    return at;
  };

  it("go there as one archive that has the digest in its name, which the stack file names in the end", async () => {
    const { code, stdout, stderr } = await push(bot(), ["--bucket", "grid-artifacts"]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: expect.stringContaining("Pulumi.grid.yaml") as string });
    const [, key = "", digest = ""] =
      /^s3:\/\/grid-artifacts\/(artifact\/[0-9a-f]{64}\.tar)@sha256:([0-9a-f]{64})\n$/u.exec(stdout) ?? [];
    aws("s3api", "get-object", "--bucket", "grid-artifacts", "--key", key, join(folder, "got.tar"));
    expect(sha256(readFileSync(join(folder, "got.tar")))).toBe(digest);
    const names = must("tar", ["--list", "--file", join(folder, "got.tar")]);
    expect(names.split("\n").map((name) => name.replace(/^\.\//u, ""))).toEqual([
      "@strategies/",
      "@strategies/grid",
      "start",
      "",
    ]);
    expect(readFileSync(stack, "utf8")).toBe(`${stackFile}  bulkhead:artifact: ${stdout}`);
  });

  it("have the same digest from another folder, and as an archive of one's own the archive's", async () => {
    const [first, second] = [
      await push(bot(), ["--bucket", "grid-artifacts"]),
      await push(bot(), ["--bucket", "grid-artifacts"]),
    ];
    expect(second.stdout).toBe(first.stdout);
    const archive = join(folder, "own.tar");
    writeFileSync(archive, layerOf([{ path: "manifest.json", text: '{"name": "a web application"}' }]));
    const { stdout } = await push(archive, ["--bucket", "grid-artifacts"]);
    expect(stdout).toContain(`@sha256:${sha256(readFileSync(archive))}`);
  });

  it("leave the stack file as it was where S3 refuses them", async () => {
    const { code, stderr } = await push(bot(), ["--bucket", "no-such-bucket-1a2b3c4"]);
    expect({ code, stderr }).toEqual({
      code: 2,
      stderr:
        "error: There is no bucket no-such-bucket-1a2b3c4 in eu-west-1; the stack file is as it was. " +
        "Run pulumi up once, or name another with --bucket.\n",
    });
    expect(readFileSync(stack, "utf8")).toBe(stackFile);
  });
});

describe("an image, pushed to a registry", () => {
  it.each(["folder", "archive"])(
    "goes there whole from an OCI layout in a %s, and the second time at once",
    async (form) => {
      const made = image();
      const path = form === "folder" ? made.folder : made.archive();
      for (let time = 0; time < 2; time++) {
        const { code, stdout, stderr } = await push(path, toRegistry);
        expect({ code, stdout, stderr }).toMatchObject({ code: 0, stdout: `${repository}@${made.digest}\n` });
      }
      expect(await holds(made.digest, "manifests")).toBe(true);
      for (const blob of made.blobs.slice(0, -1)) expect(await holds(blob, "blobs")).toBe(true);
      expect(readFileSync(stack, "utf8")).toBe(`${stackFile}  bulkhead:artifact: ${repository}@${made.digest}\n`);
      const { body } = await ask("GET", "grid-images-1a2b3c4/tags/list");
      const { tags } = JSON.parse(body.toString()) as { tags: string[] };
      expect(new Set(tags).size).toBe(tags.length);
    },
  );

  it("goes there with every platform's manifest under an index", async () => {
    const made = image({ index: true });
    const { stdout } = await push(made.archive(), toRegistry);
    expect(stdout).toBe(`${repository}@${made.digest}\n`);
    const index = await ask("GET", `grid-images-1a2b3c4/manifests/${made.digest}`);
    const { manifests } = JSON.parse(index.body.toString()) as { manifests: { digest: string }[] };
    expect(manifests).toHaveLength(2);
    for (const { digest } of manifests) expect(await holds(digest, "manifests")).toBe(true);
  });

  // This machine has Docker's client without its engine: `docker` is a script that hands out what its older releases write.
  it("goes there by the name that Docker has for it", async () => {
    const at = mkdtempSync(join(folder, "saved-"));
    const layer = layerOf([{ path: "bot", text: "#!/bin/sh\n" }]);
    const config = Buffer.from(JSON.stringify({ architecture: "arm64", os: "linux", config: { Cmd: ["/bot"] } }));
    mkdirSync(join(at, "0"));
    writeFileSync(join(at, "0/layer.tar"), layer);
    writeFileSync(join(at, "config.json"), config);
    writeFileSync(
      join(at, "manifest.json"),
      JSON.stringify([{ Config: "config.json", RepoTags: ["my-bot:build"], Layers: ["0/layer.tar"] }]),
    );
    must("tar", ["--create", "--file", `${at}.tar`, "--directory", at, "."]);
    mkdirSync(join(folder, "bin"));
    const docker = join(folder, "bin/docker");
    writeFileSync(
      docker,
      `#!/bin/sh\n[ "$*" = "image save --output $4 my-bot:build" ] && exec cp ${at}.tar "$4"\nexit 1\n`,
    );
    chmodSync(docker, 0o755);
    const { code, stdout } = await push("my-bot:build", toRegistry);
    const digest = stdout.trim().split("@")[1] ?? "";
    expect({ code, whole: await holds(digest, "manifests") }).toEqual({ code: 0, whole: true });
    for (const part of [layer, config]) expect(await holds(`sha256:${sha256(part)}`, "blobs")).toBe(true);
    expect((await push("other:build", toRegistry)).stderr).toContain(
      "no image that Docker has: docker image save ended with 1",
    );
    rmSync(join(folder, "bin"), { recursive: true });
  });

  it.each<readonly [string, string, (made: Image) => string, readonly string[], Record<string, string>]>([
    ["has several images", "holds 2 images, expected one", two, toRegistry, {}],
    ["lacks a layer", "is missing", (made) => without(made, 0), toRegistry, {}],
    ["holds a layer that its digest is not of", "(400 DIGEST_INVALID)", spoilt, toRegistry, {}],
    [
      "goes to a registry that is not ECR",
      "no repository that a host fetches from",
      (made) => made.archive(),
      ["--repository", "registry.example.com/grid"],
      {},
    ],
    [
      "goes to a registry whose certificate nobody vouches for",
      "cannot be spoken to (",
      (made) => made.archive(),
      toRegistry,
      { NODE_EXTRA_CA_CERTS: "" },
    ],
    [
      "cannot be logged in for",
      "ECR gives no login for",
      (made) => made.archive(),
      toRegistry,
      { AWS_ENDPOINT_URL: "http://127.0.0.1:1", AWS_MAX_ATTEMPTS: "1" },
    ],
  ])("is refused where it %s, and the stack file stays", async (_, message, spoil, flags, more) => {
    const made = new Image(folder, [[{ path: "bot", text: `${Math.random()}` }]], {});
    const { code, stdout, stderr } = await push(spoil(made), flags, more);
    expect({ code, stdout, stderr }).toEqual({
      code: 2,
      stdout: "",
      stderr: expect.stringContaining(message) as string,
    });
    expect(stderr).not.toContain(password);
    expect(readFileSync(stack, "utf8")).toBe(stackFile);
  });

  it("is refused where the registry refuses the login", async () => {
    const htpasswd = readFileSync(join(folder, "htpasswd"));
    // docker-registry reads it again when it changes.
    writeFileSync(join(folder, "htpasswd"), htpasswd.toString().replace("AWS:", "other:"));
    try {
      const { code, stderr } = await push(image().archive(), toRegistry);
      expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringContaining("(401") as string });
      expect(stderr).not.toContain(password);
    } finally {
      writeFileSync(join(folder, "htpasswd"), htpasswd);
    }
  });
});

function two(made: Image): string {
  const other = new Image(folder, [[{ path: "other", text: "x" }]], {});
  const index = (of: Image): { manifests: object[] } =>
    JSON.parse(readFileSync(join(of.folder, "index.json"), "utf8")) as { manifests: object[] };
  const both = { schemaVersion: 2, manifests: [...index(made).manifests, ...index(other).manifests] };
  writeFileSync(join(made.folder, "index.json"), JSON.stringify(both));
  return made.archive();
}

const blobOf = (made: Image, index: number): string =>
  join(made.folder, "blobs/sha256", made.blobs[index]?.replace("sha256:", "") ?? "");

function without(made: Image, index: number): string {
  rmSync(blobOf(made, index));
  return made.archive();
}

function spoilt(made: Image): string {
  // The first blob is the configuration, the second the layer.
  writeFileSync(blobOf(made, 1), gunzipSync(readFileSync(blobOf(made, 1))));
  return made.archive();
}
