import { spawn } from "node:child_process";
import { once } from "node:events";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { World } from "./world";

/** So many characters of a secret in a row are an echo of it. */
const length = 8;

/**
 * Does something with credentials and answers where any eight characters of their secret halves were seen: in the command lines
 * and environments of all processes while it went on, in the texts that it answers, in files of the world's folder (journals,
 * reports, dumps, Node's diagnostic reports), and in files that hosts keep. Names places, never the value.
 */
export async function echoes(
  world: World,
  secrets: readonly string[],
  act: () => Promise<Readonly<Record<string, string>>>,
): Promise<readonly string[]> {
  const needles = new Set(secrets.flatMap(windowsOf));
  // The needles go by standard input: among its arguments the watcher would find them in itself.
  const watcher = spawn(process.execPath, ["-e", watch], { stdio: ["pipe", "pipe", "inherit"] });
  let seen = "";
  watcher.stdout.on("data", (part: Buffer) => (seen += part.toString()));
  watcher.stdin.write(`${JSON.stringify([...needles])}\n`);
  await once(watcher.stdout, "data");
  const texts = await act();
  watcher.stdin.end();
  await once(watcher, "close");

  const places = seen.split("\n").filter((line) => line !== "" && line !== "watching");
  for (const [name, text] of Object.entries(texts)) if (holds(text, needles)) places.push(name);
  for (const entry of readdirSync(world.folder, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    if (entry.isFile() && holds(readFileSync(path, "latin1"), needles)) places.push(path);
  }
  for (const host of world.hosts) {
    const { out } = await host.run(
      // A host has these for itself; the rest it shares with the machine, where only what its users wrote is its own.
      "find /run /var/log /etc/bulkhead -xdev -type f -size -2048k -exec cat {} + 2>/dev/null;" +
        " find /tmp /var/tmp -xdev -type f '(' -user bulkhead-credential -o -user bulkhead-operator ')' -exec cat {} + 2>/dev/null",
    );
    if (holds(out, needles)) places.push(`files of ${host.instanceId}`);
  }
  return [...new Set(places)];
}

/** Every run of eight characters of a secret; of a PEM block those of the key itself, not of what all keys begin with. */
function windowsOf(secret: string): readonly string[] {
  const isPem = secret.includes("-----BEGIN");
  const text = isPem ? secret.replace(/-----[^-]+-----|\s/gu, "").slice(40, -8) : secret;
  return Array.from({ length: Math.max(0, text.length - length + 1) }, (_, at) => text.slice(at, at + length));
}

function holds(text: string, needles: ReadonlySet<string>): boolean {
  for (let at = 0; at + length <= text.length; at++) if (needles.has(text.slice(at, at + length))) return true;
  return false;
}

/** Looks through /proc again and again until its input ends. */
const watch = `
const { readdirSync, readFileSync } = require("node:fs");
let text = "", needles;
const told = new Map();
const holds = (content) => {
  for (let at = 0; at + ${length} <= content.length; at++) if (needles.has(content.slice(at, at + ${length}))) return true;
  return false;
};
const read = (path) => { try { return readFileSync(path, "latin1"); } catch { return ""; } };
const look = () => {
  for (const pid of readdirSync("/proc")) {
    if (!/^\\d+$/.test(pid)) continue;
    const words = read("/proc/" + pid + "/cmdline");
    // Another program has another command line; the environment that a program started with never changes.
    if (told.get(pid) === words) continue;
    told.set(pid, words);
    if (holds(words)) console.log("the cmdline of a process");
    if (holds(read("/proc/" + pid + "/environ"))) console.log("the environ of a process");
  }
};
process.stdin.on("data", (part) => {
  text += part;
  if (needles || !text.includes("\\n")) return;
  needles = new Set(JSON.parse(text));
  console.log("watching");
  setInterval(look, 1);
}).on("end", () => { look(); process.exit(0); });
`;
