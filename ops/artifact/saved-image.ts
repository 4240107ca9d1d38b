import { createHash } from "node:crypto";
import { createReadStream, existsSync, readFileSync, realpathSync, statSync } from "node:fs";
import { join, sep } from "node:path";
import { pipeline } from "node:stream/promises";
import { UserError } from "../user-error";

/** A manifest, or an index that names one for each platform. */
export interface SavedManifest {
  /** `sha256:` and 64 hexadecimal digits, of `content`. */
  readonly digest: string;
  readonly mediaType: string;
  readonly content: Buffer;
}

/** A container's image as it lies in files. */
export interface SavedImage {
  /** Files of configurations and layers, by digest. */
  readonly blobs: ReadonlyMap<string, string>;
  /** What an index names stands before it: the last one is the image. */
  readonly manifests: readonly SavedManifest[];
}

interface Descriptor {
  readonly digest: string;
  readonly mediaType?: string;
}

const ociManifest = "application/vnd.oci.image.manifest.v1+json";
/** Nobody's manifest is larger; ECR takes 4 MiB: https://docs.aws.amazon.com/AmazonECR/latest/userguide/service-quotas.html */
const mostManifestBytes = 4 * 1024 ** 2;

/**
 * The image that an unpacked archive holds: an OCI layout (https://github.com/opencontainers/image-spec/blob/v1.1.0/image-layout.md)
 * or what `docker image save` and `podman save` write; undefined where the folder holds something else. Throws UserError
 * where it is an image's and something of it is missing, or where it holds several.
 */
export async function savedImage(folder: string): Promise<SavedImage | undefined> {
  if (existsSync(join(folder, "oci-layout"))) return ofLayout(folder);
  const saved = savedList(folder);
  return saved === undefined ? undefined : ofList(folder, saved);
}

function ofLayout(folder: string): SavedImage {
  const blobs = new Map<string, string>();
  const manifests = new Map<string, SavedManifest>();
  const add = ({ digest, mediaType }: Descriptor): void => {
    if (manifests.has(digest)) return;
    const file = fileIn(folder, blobPath(digest));
    const content = readFileSync(file);
    const parsed = jsonOf(content, blobPath(digest));
    for (const each of descriptorsIn(parsed, "manifests")) add(each);
    const { config } = parsed;
    for (const each of [...(isDescriptor(config) ? [config] : []), ...descriptorsIn(parsed, "layers")]) {
      blobs.set(each.digest, fileIn(folder, blobPath(each.digest)));
    }
    const named = typeof parsed.mediaType === "string" ? parsed.mediaType : undefined;
    manifests.set(digest, { digest, mediaType: named ?? mediaType ?? ociManifest, content });
  };
  const index = jsonOf(readFileSync(fileIn(folder, "index.json")), "index.json");
  // One image under several tags is named several times.
  const images = new Map(descriptorsIn(index, "manifests").map((each) => [each.digest, each]));
  onlyOne(images.size);
  for (const each of images.values()) add(each);
  return { blobs, manifests: [...manifests.values()] };
}

interface Saved {
  readonly Config: string;
  readonly Layers: readonly string[];
}

/** `manifest.json` as Docker writes it; a bot may have a file of this name that is something else. */
function savedList(folder: string): readonly Saved[] | undefined {
  const file = join(folder, "manifest.json");
  if (!existsSync(file) || statSync(file).size > mostManifestBytes) return undefined;
  try {
    const parsed: unknown = JSON.parse(readFileSync(file, "utf8"));
    return Array.isArray(parsed) && parsed.length > 0 && parsed.every(isSaved) ? parsed : undefined;
  } catch {
    return undefined;
  }
}

async function ofList(folder: string, saved: readonly Saved[]): Promise<SavedImage> {
  onlyOne(saved.length);
  const blobs = new Map<string, string>();
  const part = async (path: string, mediaType: string): Promise<object> => {
    const file = fileIn(folder, path);
    const hash = createHash("sha256");
    await pipeline(createReadStream(file), hash);
    const digest = `sha256:${hash.digest("hex")}`;
    blobs.set(digest, file);
    return { mediaType, digest, size: statSync(file).size };
  };
  const { Config: config = "", Layers: layers = [] } = saved[0] ?? {};
  const manifest = {
    schemaVersion: 2,
    mediaType: ociManifest,
    config: await part(config, "application/vnd.oci.image.config.v1+json"),
    layers: [] as object[],
  };
  for (const layer of layers) manifest.layers.push(await part(layer, "application/vnd.oci.image.layer.v1.tar"));
  const content = Buffer.from(JSON.stringify(manifest));
  const digest = `sha256:${createHash("sha256").update(content).digest("hex")}`;
  return { blobs, manifests: [{ digest, mediaType: ociManifest, content }] };
}

function onlyOne(images: number): void {
  if (images !== 1) {
    throw new UserError(
      `The archive holds ${images} images, expected one. Save the one that the bot is to run, alone.`,
    );
  }
}

function blobPath(digest: string): string {
  const hex = /^sha256:(?<hex>[0-9a-f]{64})$/u.exec(digest)?.groups?.hex;
  if (hex === undefined) throw new UserError("The image names a part by another digest than SHA-256, expected that.");
  return `blobs/sha256/${hex}`;
}

/** A file of the archive; nothing outside of it, wherever its links lead. */
function fileIn(folder: string, path: string): string {
  const missing = new UserError(
    `The image is not whole: ${path} is missing. An image for several platforms may lack some: save it for one, such as ` +
      "docker image save --platform linux/arm64.",
  );
  try {
    const real = realpathSync(join(folder, path));
    if (real.startsWith(realpathSync(folder) + sep) && statSync(real).isFile()) return real;
  } catch {
    throw missing;
  }
  throw missing;
}

function jsonOf(content: Buffer, path: string): Readonly<Record<string, unknown>> {
  try {
    const parsed: unknown = content.length > mostManifestBytes ? undefined : JSON.parse(content.toString("utf8"));
    if (isRecord(parsed)) return parsed;
  } catch {
    // Told below.
  }
  throw new UserError(`The image cannot be read: ${path} is no JSON object, expected an index or a manifest.`);
}

function descriptorsIn(parsed: Readonly<Record<string, unknown>>, key: "manifests" | "layers"): readonly Descriptor[] {
  const listed = parsed[key] ?? [];
  if (Array.isArray(listed) && listed.every(isDescriptor)) return listed;
  throw new UserError(`The image cannot be read: its ${key} are no list of descriptors, expected a digest in each.`);
}

function isDescriptor(value: unknown): value is Descriptor {
  return (
    isRecord(value) && typeof value.digest === "string" && ["string", "undefined"].includes(typeof value.mediaType)
  );
}

function isSaved(value: unknown): value is Saved {
  return (
    isRecord(value) &&
    typeof value.Config === "string" &&
    Array.isArray(value.Layers) &&
    value.Layers.every((layer) => typeof layer === "string")
  );
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
