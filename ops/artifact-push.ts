import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import {
  createReadStream,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { basename, join, resolve } from "node:path";
import { pipeline } from "node:stream/promises";
import { isMap, isScalar, parseDocument } from "yaml";
import { Registry } from "./artifact/registry";
import { savedImage, type SavedImage } from "./artifact/saved-image";
import { Aws } from "./aws/aws";
import { configurationOf, plainValue } from "./embedded/configuration";
import { readProject, stackFileOf } from "./embedded/project";
import { oneLine } from "../policies/verdict";
import { baselineName, readBaseline, Reckoning } from "./scan/baseline";
import { lookAtFile } from "./scan/look";
import { cannotWrite, UserError } from "./user-error";
import { many, one, type Values } from "./values";

const key = "bulkhead:artifact";
/** Most that S3 takes in one request: https://docs.aws.amazon.com/AmazonS3/latest/userguide/upload-objects.html */
const mostBytes = 5 * 1024 ** 3;

/**
 * `bulkhead artifact push PATH|IMAGE`: uploads what a bot is to run to the bucket or repository of its stack, prints its
 * name with its digest, and writes that to the stack file. The file is touched last, so that it never names what is not
 * there. Throws UserError where something is missing or refused.
 */
export async function artifact(values: Values): Promise<number> {
  const operands = many(values.operands);
  const [form, what] = operands;
  const stack = one(values.stack);
  if (form !== "push" || what === undefined || operands.length !== 2 || stack === undefined) {
    throw new UserError(
      "bulkhead artifact has one form: bulkhead artifact push PATH|IMAGE --stack NAME. See bulkhead artifact --help.",
    );
  }
  const folder = resolve(one(values.program) ?? ".");
  const project = readProject(folder);
  const file = stackFileOf(project, stack);
  const configuration = configurationOf(project, stack, file, new Map());
  const region = plainValue(configuration, file, "aws:region", "bulkhead artifact push");
  if (configuration.values.get("bulkhead:kind") === "operator") {
    throw new UserError(`${file}: an operator's stack runs no bot, and takes no artefact (docs/operator.md).`);
  }
  // A file that cannot be edited is found before anything is uploaded.
  withArtifact(file, readFileSync(file, "utf8"), "");

  const path = resolve(what);
  const kind = kindOf(path);
  const places = {
    bucket: () => one(values.bucket) ?? outputOf(folder, stack, "artifactBucket"),
    repository: () => repositoryOf(one(values.repository) ?? outputOf(folder, stack, "artifactRepository")),
  };
  const temporary = mkdtempSync(join(tmpdir(), "bulkhead-artifact-"));
  let reference: string;
  try {
    const image = kind === undefined ? await dockersImage(what, temporary) : await imageAt(path, kind, temporary);
    reference =
      image === undefined
        ? await pushPath(
            path,
            kind === "folder" ? await archiveOf(path, temporary, folder) : path,
            places.bucket(),
            region,
          )
        : await pushImage(image, places.repository());
  } finally {
    rmSync(temporary, { recursive: true, force: true });
  }
  write(file, withArtifact(file, readFileSync(file, "utf8"), reference));
  process.stdout.write(`${reference}\n`);
  process.stderr.write(
    `Written to ${basename(file)} as ${key}. \`pulumi up\` replaces the host with one that runs it.\n`,
  );
  return 0;
}

function kindOf(path: string): "file" | "folder" | undefined {
  try {
    const found = statSync(path);
    if (found.isDirectory()) return "folder";
    if (found.isFile()) return "file";
  } catch {
    return undefined;
  }
  throw new UserError(`${path} is neither a file nor a folder, expected a tar archive or a folder to make one of.`);
}

/** The stack's output of this name, from Pulumi. */
function outputOf(folder: string, stack: string, name: "artifactBucket" | "artifactRepository"): string {
  const flag = name === "artifactBucket" ? "--bucket NAME" : "--repository ADDRESS";
  const done = spawnSync("pulumi", ["stack", "output", name, "--stack", stack, "--non-interactive"], {
    cwd: folder,
    encoding: "utf8",
  });
  const found = done.status === 0 ? done.stdout.trim() : "";
  if (found !== "") return found;
  const why =
    done.error === undefined
      ? `the stack ${stack} has no output ${name} yet. Run pulumi up once, without an artefact: the host then waits`
      : "the Pulumi CLI cannot be run here. Install it";
  throw new UserError(`Where to push is not known: ${why}, or name the place with ${flag}.`);
}

async function pushPath(path: string, archive: string, bucket: string, region: string): Promise<string> {
  const { size } = statSync(archive);
  if (size === 0 || size > mostBytes) {
    throw new UserError(`${path} makes an archive of ${size} bytes, expected 1 byte to 5 GiB.`);
  }
  const digest = await sha256Of(archive);
  const objectKey = `artifact/${digest.toString("hex")}.tar`;
  await upload({ bucket, region, objectKey, archive, size, digest });
  return `s3://${bucket}/${objectKey}@sha256:${digest.toString("hex")}`;
}

/** The same folder gives the same archive: names in order, no times, no owners. */
async function archiveOf(folder: string, temporary: string, project: string): Promise<string> {
  const { create } = await import("tar");
  const names = readdirSync(folder, { recursive: true, encoding: "utf8" }).sort();
  if (names.length === 0) throw new UserError(`${folder} is empty, expected what the bot is to run.`);
  refuseCredentials(folder, names, project);
  for (const name of names) {
    const found = lstatSync(join(folder, name));
    if (found.isFile() || found.isDirectory() || found.isSymbolicLink()) continue;
    throw new UserError(
      `${join(folder, name)} is a pipe, a socket or a device, expected files and folders alone. Take it out of the folder.`,
    );
  }
  const file = join(temporary, "artifact.tar");
  // tar takes a name that begins with an at sign for an archive to copy from.
  const paths = names.map((name) => `./${name}`);
  await create({ file, cwd: folder, portable: true, mtime: new Date(0), noDirRecurse: true }, paths);
  return file;
}

/** Where installed packages lie, whose tests hold keys of their own. */
const packages = /(?:^|[\\/])(?:node_modules|site-packages)[\\/]/u;

/**
 * Whoever may read the bucket reads what lies in it: a credential belongs into the stack's secret. What a comment
 * or the project's baseline allows stands, as it does for `bulkhead scan`. Installed packages are left out.
 */
function refuseCredentials(folder: string, names: readonly string[], project: string): void {
  const baseline = readBaseline(join(project, baselineName));
  const known = baseline && new Reckoning(baseline, { paths: [folder], heedIgnore: false });
  const found = names
    .filter((name) => !packages.test(name))
    .map((name) => join(folder, name))
    .filter((path) => lstatSync(path).isFile())
    .flatMap((file) => lookAtFile({ file }, baseline?.salt ?? "").found)
    .filter((each) => each.severity !== "low" && each.allowed === undefined && known?.take(each) === undefined);
  if (found.length === 0) return;
  const shown = found.slice(0, 10).map(({ file, line, message }) => `\n  ${oneLine(file)}:${line}: ${message}`);
  const more = found.length > shown.length ? `\n  and ${found.length - shown.length} more` : "";
  throw new UserError(
    `${folder} holds what must not lie in a bucket; nothing was uploaded. Put it into the stack's secret (bulkhead secret put), or allow it where it stands (docs/scan.md).${shown.join("")}${more}`,
  );
}

/** Names of what the archive holds. */
async function namesIn(archive: string): Promise<ReadonlySet<string>> {
  const { list } = await import("tar");
  const names = new Set<string>();
  const readable = await list({
    file: archive,
    strict: true,
    onReadEntry: ({ path }) => names.add(path.replace(/^\.\//u, "")),
  }).then(
    () => true,
    () => false,
  );
  if (readable && names.size > 0) return names;
  throw new UserError(`${archive} is no tar archive that can be read. Name a folder, and an archive is made of it.`);
}

async function sha256Of(file: string): Promise<Buffer> {
  const hash = createHash("sha256");
  await pipeline(createReadStream(file), hash);
  return hash.digest();
}

interface Upload {
  readonly bucket: string;
  readonly region: string;
  readonly objectKey: string;
  readonly archive: string;
  readonly size: number;
  readonly digest: Buffer;
}

async function upload({ bucket, region, objectKey, archive, size, digest }: Upload): Promise<void> {
  const { PutObjectCommand } = await import("@aws-sdk/client-s3");
  // An archive may take its time.
  const aws = new Aws(region, { requestTimeout: 0 });
  const s3 = await aws.client("s3");
  try {
    await s3.send(
      new PutObjectCommand({
        Bucket: bucket,
        Key: objectKey,
        Body: createReadStream(archive),
        ContentLength: size,
        // S3 computes it too, and refuses what arrives changed.
        ChecksumSHA256: digest.toString("base64"),
      }),
    );
  } catch (error) {
    const name = error instanceof Error ? error.name : "unknown error";
    if (name === "NoSuchBucket") {
      throw new UserError(
        `There is no bucket ${bucket} in ${region}; the stack file is as it was. Run pulumi up once, or name another with --bucket.`,
      );
    }
    throw new UserError(
      `S3 did not take the artefact into ${bucket} (${name}); the stack file is as it was. Only deployers of the stack may ` +
        "write there: check that your AWS credentials are of one of the roles in bulkhead:deployers.",
    );
  } finally {
    await aws.close();
  }
}

/** The image that a file or folder holds; undefined where it is what the bot runs itself. */
async function imageAt(path: string, kind: "file" | "folder", temporary: string): Promise<SavedImage | undefined> {
  if (kind === "folder") return savedImage(path);
  const names = await namesIn(path);
  return names.has("oci-layout") || names.has("manifest.json") ? unpackedImage(path, temporary) : undefined;
}

async function unpackedImage(archive: string, temporary: string): Promise<SavedImage | undefined> {
  const { extract } = await import("tar");
  const folder = join(temporary, "image");
  mkdirSync(folder);
  try {
    await extract({ file: archive, cwd: folder, strict: true });
  } catch (error) {
    throw new UserError(`${archive} cannot be unpacked (${(error as NodeJS.ErrnoException).code ?? "unknown error"}).`);
  }
  return savedImage(folder);
}

/** Docker hands the image out; the pushing is done here, so that no login stays in Docker's configuration. */
async function dockersImage(image: string, temporary: string): Promise<SavedImage> {
  const archive = join(temporary, "saved.tar");
  run(
    "docker",
    ["image", "save", "--output", archive, image],
    `${image} is no file or folder, and no image that Docker has`,
  );
  const saved = await unpackedImage(archive, temporary);
  if (saved === undefined)
    throw new UserError(`docker image save ${image} wrote no image; the stack file is as it was.`);
  return saved;
}

interface Repository {
  readonly host: string;
  readonly region: string;
  readonly name: string;
}

/** A password of ECR's goes to ECR alone. */
function repositoryOf(address: string): Repository {
  const found =
    /^(?<host>\d{12}\.dkr\.ecr\.(?<region>[a-z0-9-]+)\.amazonaws\.com)\/(?<name>[a-z0-9][a-z0-9._/-]*)$/u.exec(address);
  const { host, region, name } = found?.groups ?? {};
  if (host !== undefined && region !== undefined && name !== undefined) return { host, region, name };
  throw new UserError(
    `${address} is no repository that a host fetches from, expected ACCOUNT.dkr.ecr.REGION.amazonaws.com/NAME without a tag. ` +
      "The stack's output artifactRepository names the stack's own.",
  );
}

async function pushImage(image: SavedImage, { host, region, name }: Repository): Promise<string> {
  const password = run(
    "aws",
    ["ecr", "get-login-password", "--region", region],
    `ECR gives no login for ${host}`,
  ).trim();
  const digest = await new Registry({ host, repository: name, password }).push(image);
  return `${host}/${name}@${digest}`;
}

/** What a command prints; its messages may hold anything and are not passed on. */
function run(command: string, words: readonly string[], failure: string): string {
  const done = spawnSync(command, words, { encoding: "utf8" });
  if (done.status === 0) return done.stdout;
  const why = done.error === undefined ? `ended with ${done.status ?? "a signal"}` : "cannot be run here";
  throw new UserError(`${failure}: ${command} ${words.slice(0, 2).join(" ")} ${why}; the stack file is as it was.`);
}

/** The stack file with this artefact and everything else as it was: comments, order, quotes, white space. */
export function withArtifact(file: string, content: string, reference: string): string {
  const document = parseDocument(content, { logLevel: "silent" });
  const config: unknown = document.get("config", true);
  if (document.errors.length > 0 || !isMap(config) || config.flow === true) {
    throw new UserError(
      `${file} can't be edited: expected YAML with a block of keys below config:. Set ${key} by hand.`,
    );
  }
  const pair = config.items.find((one) => isScalar(one.key) && one.key.value === key);
  const value = pair?.value;
  if (pair !== undefined) {
    if (!isScalar(value) || !value.range) {
      throw new UserError(`${file}: ${key} is no plain text, expected one. Remove the key, then push again.`);
    }
    const [start, end] = value.range;
    const space = start === end && content[start - 1] === ":" ? " " : "";
    return content.slice(0, start) + space + reference + content.slice(end);
  }
  const first = config.items[0]?.key;
  if (!isScalar(first) || !first.range) throw new UserError(`${file} has no keys below config:. Set ${key} by hand.`);
  const column = first.range[0] - (content.lastIndexOf("\n", first.range[0] - 1) + 1);
  const end = config.range?.[1] ?? content.length;
  const before = content.slice(0, end);
  return `${before}${before.endsWith("\n") ? "" : "\n"}${" ".repeat(column)}${key}: ${reference}\n${content.slice(end)}`;
}

function write(file: string, content: string): void {
  const next = `${file}.${process.pid}.new`;
  try {
    writeFileSync(next, content, { mode: statSync(file).mode });
    renameSync(next, file);
  } catch (error) {
    rmSync(next, { force: true });
    throw cannotWrite(file, error);
  }
}
