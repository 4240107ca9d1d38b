import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { adapters } from "../../infra/adapters";
import { ownFolder } from "../../infra/own-folder";
import { userData } from "../../infra/user-data";
import { root } from "../engine/parts";

const host = ownFolder("host");
const paths = readdirSync(host, { recursive: true, encoding: "utf8" }).filter((path) =>
  statSync(join(host, path)).isFile(),
);
const folder = mkdtempSync(join(tmpdir(), "bulkhead-host-files-"));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

function run(command: string, ...words: readonly string[]): { readonly code: number | null; readonly text: string } {
  const done = spawnSync(command, words, { encoding: "utf8" });
  if (done.error !== undefined) throw done.error;
  return { code: done.status, text: done.stdout + done.stderr };
}

it("user data satisfies cloud-init's schema", () => {
  const file = join(folder, "user-data");
  writeFileSync(
    file,
    userData({
      bot: "grid",
      exchange: "binance",
      network: "testnet",
      region: "eu-west-1",
      account: "111122223333",
      secretName: "grid-exchange-1a2b3c4",
      logGroupName: "/bulkhead/grid",
      bucket: "grid-artifacts-1a2b3c4",
      hostFiles: { key: "host/0.tar", sha256: "0".repeat(64) },
      artifact: "",
      adapter: "executable",
      dataVolumeId: "vol-0123456789abcdef0",
    }),
  );
  expect(run("cloud-init", "schema", "--config-file", file)).toMatchObject({ code: 0 });
});

const scripts = paths.filter((path) => /^#!\/bin\/(?:ba)?sh/u.test(readFileSync(join(host, path), "utf8")));

it.each(scripts)("shellcheck finds nothing in %s", (path) => {
  expect(run("shellcheck", join(host, path))).toEqual({ code: 0, text: "" });
});

it.each(paths.filter((path) => path.endsWith(".nft")))("nft takes %s, with the gate's lists", (path) => {
  const rules = readFileSync(join(host, path), "utf8");
  // The lists and uids that gate/render puts in front; addresses and doors are the file's own.
  const names = new Set(rules.match(/(?<=\$)\w+/gu)?.filter((name) => !rules.includes(`define ${name} =`)));
  const lists = [...names].map((name) => `define ${name} = ${/(?:uids|ports)$/u.test(name) ? "{ 1 }" : "1"}\n`);
  const file = join(folder, path.replaceAll("/", "-"));
  writeFileSync(file, lists.join("") + rules);
  expect(run("unshare", "--net", "nft", "--check", "--file", file)).toEqual({ code: 0, text: "" });
});

describe("systemd", () => {
  const units = join(folder, "units");
  beforeAll(() => {
    mkdirSync(units);
    for (const room of ["gate", "bot"]) {
      for (const name of readdirSync(join(host, room)).filter((one) => /\.(?:service|timer)$/u.test(one))) {
        cpSync(join(host, room, name), join(units, name));
      }
    }
  });
  const named = ["gate", "bot"].flatMap((room) =>
    readdirSync(join(host, room)).filter((name) => /\.(?:service|timer)$/u.test(name)),
  );

  it.each(named)("understands every line of %s", (unit) => {
    const { text } = run("systemd-analyze", "verify", "--man=no", "--recursive-errors=no", join(units, unit));
    // Programs of the host are not on this machine.
    const lines = text.split("\n").filter((line) => line !== "" && !/is not executable|Unit \S+ not found/u.test(line));
    expect(lines).toEqual([]);
  });

  const exposure = (...drops: readonly string[]): number => {
    const at = mkdtempSync(join(folder, "exposure-"));
    const unit = join(at, "etc/systemd/system");
    mkdirSync(join(unit, "bulkhead-bot.service.d"), { recursive: true });
    cpSync(join(host, "bot/bulkhead-bot.service"), join(unit, "bulkhead-bot.service"));
    drops.forEach((drop, index) => {
      cpSync(join(host, "bot", drop), join(unit, `bulkhead-bot.service.d/${String(index)}.conf`));
    });
    const { text } = run(
      "systemd-analyze",
      "security",
      "--offline=yes",
      "--no-pager",
      `--root=${at}`,
      "bulkhead-bot.service",
    );
    const found = /Overall exposure level for \S+: (?<level>[\d.]+)/u.exec(text)?.groups?.level;
    if (found === undefined) throw new Error(text);
    return Number(found);
  };

  it("finds an exposure of 2.0 or lower for the bot's unit", () => {
    expect(exposure()).toBeLessThanOrEqual(2);
  });

  it("finds no more than half a point more for any adapter and for images; prints each", () => {
    const named = adapters.filter((adapter) => adapter !== "executable");
    const drops = [
      ["executable"],
      ...named.map((adapter) => [adapter, `adapters/${adapter}/bulkhead-bot.conf`]),
      ...named.map((adapter) => [`${adapter}, as an image`, "image.conf", `adapters/${adapter}/bulkhead-bot.conf`]),
    ] as const;
    const lines = drops.map(([name = "", ...files]) => [name, exposure(...files)] as const);
    process.stdout.write(lines.map(([name, level]) => `exposure ${level.toFixed(1)} ${name}\n`).join(""));
    expect(lines.filter(([, level]) => level > exposure() + 0.5)).toEqual([]);
  });
});

it("every adapter that configuration can name has its files, and nothing else is beside them", () => {
  const folders = readdirSync(join(host, "bot/adapters")).filter((name) => name !== "usage-log");
  expect(folders.sort()).toEqual(adapters.filter((name) => name !== "executable").sort());
});

it("the hook for Node.js logs host, path class, status and weight, and no body", () => {
  const server = `const s=require("http").createServer((q,r)=>{r.setHeader("X-MBX-USED-WEIGHT-1M","7");r.end("body-of-answer")}).listen(0,"127.0.0.1",async()=>{
    await fetch("http://127.0.0.1:"+s.address().port+"/api/v3/order/123456789?signature=of-request");
    require("http").get("http://127.0.0.1:"+s.address().port+"/api/v3/depth?x=1",(r)=>{r.resume();r.on("end",()=>s.close())})})`;
  const done = spawnSync(
    process.execPath,
    ["--require", join(host, "bot/adapters/usage-log/usage-log.cjs"), "-e", server],
    { encoding: "utf8", cwd: root },
  );
  const usage = (path: string): object => ({ event: "exchange-call", host: "127.0.0.1", path, status: 200, weight: 7 });
  const lines = done.stderr.split("\n").filter((line) => line !== "");
  expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual([usage("/api/v3/order/*"), usage("/api/v3/depth")]);
});
