import { createHash } from "node:crypto";
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { extract, list, type ReadEntry } from "tar";
import { exchanges } from "../../exchanges/exchanges";
import { hostFiles } from "../../infra/host-files";
import { ownFolder } from "../../infra/own-folder";
import { platformHosts } from "../../infra/platform-hosts";

const args = {
  exchange: exchanges.binance,
  network: "mainnet",
  platformHosts: platformHosts({ region: "eu-west-1", bucket: "grid-artifacts-1a2b3c4" }),
} as const;
const { archive, key, sha256 } = hostFiles(args);
const bytes = Buffer.from(archive, "base64");

let folder: string;
const entries = new Map<string, ReadEntry>();
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "host-files-"));
  const file = join(folder, "host.tar");
  writeFileSync(file, bytes);
  list({ file, sync: true, onReadEntry: (entry) => entries.set(entry.path, entry) });
  extract({ file, cwd: folder, sync: true });
  rmSync(file);
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

const unpacked = (path: string): string => readFileSync(join(folder, path), "utf8");
const below = (at: string): string[] =>
  readdirSync(at, { recursive: true, encoding: "utf8" }).filter((name) => statSync(join(at, name)).isFile());

it("is the same archive for the same input, and another one when a list or the network changes", () => {
  expect(hostFiles(args)).toEqual({ archive, key, sha256 });
  expect(createHash("sha256").update(bytes).digest("hex")).toBe(sha256);
  expect(key).toBe(`host/${sha256}.tar`);
  expect(hostFiles({ ...args, network: "testnet" }).sha256).not.toBe(sha256);
  expect(hostFiles({ ...args, platformHosts: args.platformHosts.slice(1) }).sha256).not.toBe(sha256);
});

it("lists what the operators' scripts need, and for a bot's user no host of trading, on an operator's host", () => {
  const operators = { ...args, exchange: exchanges.bybit, network: "testnet", kind: "operator" } as const;
  const text = Buffer.from(hostFiles(operators).archive, "base64").toString("latin1");
  const listOf = (name: string): string[] => {
    const begin = text.indexOf(`\0hosts/${name}\0`) + 1 + 512;
    return text.slice(begin, text.indexOf("\0", begin)).trim().split("\n");
  };
  expect(listOf("bot")).toEqual(["api-testnet.bybit.com 443"]);
  expect(listOf("operator")).toEqual(expect.arrayContaining(["api-testnet.bybit.com 443"]));
  expect(listOf("operator").length).toBeGreaterThan(1);
});

it("does not depend on the modes that a checkout gave the files", () => {
  const file = join(ownFolder("host"), "install");
  const { mode } = statSync(file);
  try {
    chmodSync(file, 0o600);
    expect(hostFiles(args).sha256).toBe(sha256);
  } finally {
    chmodSync(file, mode);
  }
});

it("holds every file of infra/host as it is, the lists, and nothing else", () => {
  const ours = below(ownFolder("host"));
  for (const path of ours) expect(unpacked(path)).toBe(readFileSync(join(ownFolder("host"), path), "utf8"));
  expect(below(folder).sort()).toEqual([...ours, "hosts/bot", "hosts/operator", "hosts/platform"].sort());
});

it("is sorted, without times or owners, and with programs executable", () => {
  expect([...entries.keys()]).toEqual([...entries.keys()].sort());
  for (const [path, { uid, gid, mtime, mode }] of entries) {
    expect({ path, uid, gid, time: mtime?.getTime() }).toEqual({ path, uid: 0, gid: 0, time: 0 });
    expect({ path, mode }).toEqual({ path, mode: unpacked(path).startsWith("#!") ? 0o755 : 0o644 });
  }
});

it("lists hosts by exact name and port, sorted, each of them once", () => {
  for (const list of ["bot", "operator", "platform"]) {
    const lines = unpacked(`hosts/${list}`).split("\n").slice(0, -1);
    expect(lines.filter((line) => !/^[a-z0-9-]+(?:\.[a-z0-9-]+)+ \d+(?:,\d+)*$/u.test(line))).toEqual([]);
    expect(lines).toEqual([...lines].sort());
    expect(new Set(lines.map((line) => line.split(" ")[0])).size).toBe(lines.length);
  }
});

it("gives the bot the exchange's hosts, the operators their account hosts too, and the platform AWS's", () => {
  const names = (list: string): string[] =>
    unpacked(`hosts/${list}`)
      .split("\n")
      .slice(0, -1)
      .map((line) => line.split(" ")[0] ?? "");
  expect(names("bot")).toEqual(exchanges.binance.hosts.mainnet.map(({ name }) => name).sort());
  expect(names("operator")).toEqual(expect.arrayContaining(names("bot")));
  expect(names("platform")).toEqual([...args.platformHosts].sort());
  expect(unpacked("hosts/platform")).toMatch(/^(?:\S+ 443\n)+$/u);
});
