import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { must } from "./host";

/** What a layer holds, in this order, by path: a file's text, a link's target, or nothing for a folder. */
export type Layer = readonly {
  readonly path: string;
  readonly text?: string | Buffer;
  readonly link?: string;
  readonly hardLink?: string;
  readonly mode?: number;
}[];

/** How an image says that it is started. */
export interface ImageSettings {
  readonly Entrypoint?: readonly string[];
  readonly Cmd?: readonly string[];
  readonly Env?: readonly string[];
  readonly WorkingDir?: string;
}

/** Python's tarfile writes members as they are told, ones that no honest archive has among them. */
const write = `
import io, json, sys, tarfile, base64
with tarfile.open(fileobj=sys.stdout.buffer, mode="w|") as archive:
    for one in json.load(sys.stdin):
        member = tarfile.TarInfo(one["path"])
        member.mode = one.get("mode", 0o644)
        text = base64.b64decode(one.get("text", ""))
        if "link" in one: member.type, member.linkname = tarfile.SYMTYPE, one["link"]
        elif "hardLink" in one: member.type, member.linkname = tarfile.LNKTYPE, one["hardLink"]
        elif "text" in one: member.size = len(text)
        else: member.type = tarfile.DIRTYPE
        archive.addfile(member, io.BytesIO(text))
`;

/** The bytes of a tar archive. */
export function layerOf(layer: Layer): Buffer {
  const told = layer.map(({ text, ...one }) =>
    text === undefined ? one : { ...one, text: Buffer.from(text).toString("base64") },
  );
  return execFileSync("/usr/bin/python3", ["-c", write], { input: JSON.stringify(told), maxBuffer: 1 << 28 });
}

const sha256 = (content: Buffer): string => createHash("sha256").update(content).digest("hex");

/** An image made by hand, in a folder as an OCI layout has it. */
export class Image {
  readonly folder: string;
  /** Of its manifest, or of an index that also names one for another processor. */
  readonly digest: string;
  readonly blobs: readonly string[];

  constructor(parent: string, layers: readonly Layer[], settings: ImageSettings, { index = false } = {}) {
    this.folder = mkdtempSync(join(parent, "image-"));
    mkdirSync(join(this.folder, "blobs/sha256"), { recursive: true });
    const blobs: string[] = [];
    const add = (content: Buffer, mediaType: string): { mediaType: string; digest: string; size: number } => {
      writeFileSync(join(this.folder, "blobs/sha256", sha256(content)), content);
      blobs.push(`sha256:${sha256(content)}`);
      return { mediaType, digest: `sha256:${sha256(content)}`, size: content.length };
    };
    const type = (kind: string): string => `application/vnd.oci.image.${kind}.v1`;
    const json = (value: object): Buffer => Buffer.from(JSON.stringify(value));
    const manifest = (architecture: string, content: readonly Layer[]): object => ({
      ...add(
        json({
          schemaVersion: 2,
          mediaType: `${type("manifest")}+json`,
          config: add(json({ architecture, os: "linux", config: settings }), `${type("config")}+json`),
          layers: content.map((layer) => add(gzipSync(layerOf(layer)), `${type("layer")}.tar+gzip`)),
        }),
        `${type("manifest")}+json`,
      ),
      platform: { architecture, os: "linux" },
    });
    const ours = { x64: "amd64", arm64: "arm64" }[process.arch as string] ?? process.arch;
    const listed = [manifest(ours, layers)];
    if (index) {
      listed.unshift(manifest("s390x", [[{ path: "other", text: "another processor's" }]]));
      const all = { schemaVersion: 2, mediaType: `${type("index")}+json`, manifests: [...listed] };
      listed.splice(0, listed.length, add(json(all), `${type("index")}+json`));
    }
    this.digest = (listed[0] as { digest: string }).digest;
    this.blobs = blobs;
    writeFileSync(join(this.folder, "index.json"), json({ schemaVersion: 2, manifests: listed }));
    writeFileSync(join(this.folder, "oci-layout"), json({ imageLayoutVersion: "1.0.0" }));
  }

  /** The layout as one archive. */
  archive(): string {
    must("tar", ["--create", "--file", `${this.folder}.tar`, "--directory", this.folder, "."]);
    return `${this.folder}.tar`;
  }
}
