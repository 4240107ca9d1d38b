import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Header } from "tar";
import type { Exchange, Network } from "../exchanges/exchange";
import { accountHostsOf } from "../exchanges/exchanges";
import { ownFolder } from "./own-folder";

/** What the archive that goes to the host is made of. */
export interface HostFilesArgs {
  readonly exchange: Exchange;
  readonly network: Network;
  readonly platformHosts: readonly string[];
  /**
   * On an operator's host no bot runs: the list of its user, which must not be empty, holds what the operators' scripts need.
   * @default "bot"
   */
  readonly kind?: "bot" | "operator";
}

/** Everything of Bulkhead that lies on the host, in one archive. */
export interface HostFiles {
  /** Key of the archive in the bucket; names its digest, so that no archive ever takes another's place. */
  readonly key: string;
  /** SHA-256 of the archive, 64 hexadecimal digits. */
  readonly sha256: string;
  /**
   * A tar archive in base64. It is not compressed, since what a compressor makes of the same input depends on its release and
   * on the processor: then a deployer on another machine would replace every host.
   */
  readonly archive: string;
}

/** Port of HTTPS, on which AWS and the exchanges' account hosts listen. */
const https = 443;
/** Size of a tar archive's blocks in bytes; an archive ends with two empty ones. */
const block = 512;

/**
 * The files of `infra/host` as they are, and beside them the lists `hosts/bot`, `hosts/platform` and `hosts/operator`: one
 * host a line, `NAME PORT[,PORT]`, sorted. The same input gives the same bytes: no times, no owners, no order of a directory.
 */
export function hostFiles({ exchange, network, platformHosts, kind = "bot" }: HostFilesArgs): HostFiles {
  const bot = exchange.hosts[network].map(({ name, ports }) => [name, ports] as const);
  const account = accountHostsOf(exchange, network).map((name) => [name, [https]] as const);
  const platform = platformHosts.map((name) => [name, [https]] as const);
  const files = new Map(
    filesBelow(ownFolder("host")).map(({ path, content }): [path: string, content: Buffer] => [path, content]),
  );
  files.set("hosts/bot", hostList(kind === "bot" ? bot : account));
  files.set("hosts/operator", hostList([...bot, ...account]));
  files.set("hosts/platform", hostList(platform));
  const archive = tarOf(files);
  const sha256 = createHash("sha256").update(archive).digest("hex");
  return { key: `host/${sha256}.tar`, sha256, archive: archive.toString("base64") };
}

function filesBelow(folder: string, above = ""): { readonly path: string; readonly content: Buffer }[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = `${above}${entry.name}`;
    // What Python leaves behind where somebody ran a module in place.
    if (entry.name === "__pycache__") return [];
    const here = join(folder, entry.name);
    return entry.isDirectory() ? filesBelow(here, `${path}/`) : [{ path, content: readFileSync(here) }];
  });
}

function hostList(hosts: readonly (readonly [name: string, ports: readonly number[]])[]): Buffer {
  const portsByName = new Map<string, Set<number>>();
  for (const [name, ports] of hosts) {
    portsByName.set(name, new Set([...(portsByName.get(name) ?? []), ...ports]));
  }
  const lines = [...portsByName].map(([name, ports]) => `${name} ${[...ports].sort((a, b) => a - b).join()}\n`);
  return Buffer.from(lines.sort().join(""));
}

function tarOf(files: ReadonlyMap<string, Buffer>): Buffer {
  const parts = [...files.keys()].sort().flatMap((path) => {
    const content = files.get(path) ?? Buffer.alloc(0);
    const header = Buffer.alloc(block);
    // Programs are told by their first line: what a checkout makes of the mode depends on the machine.
    const mode = content.subarray(0, 2).toString() === "#!" ? 0o755 : 0o644;
    const isLonger = new Header({
      path,
      mode,
      type: "File",
      size: content.length,
      mtime: new Date(0),
      uid: 0,
      gid: 0,
    }).encode(header);
    if (isLonger) throw new Error(`the name of infra/host/${path} is too long for a tar archive. Shorten it.`);
    return [header, content, Buffer.alloc(-content.length & (block - 1))];
  });
  return Buffer.concat([...parts, Buffer.alloc(2 * block)]);
}
