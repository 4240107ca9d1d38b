// The rooms of detection and their tests. A room is a folder of policies/detection, a file that stands there by itself, or the detectors
// that one file of tests names; what has no tests of its own belongs to the engine.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

export const source = "policies/detection";
export const page = "docs/measurements/mutation-detection.md";
export const ignorers = [];
const tests = "test/detection";
/** What tests load, besides packages. */
export const folders = [source, tests, "test/fuzz"];
/** Files that the tests of another room are about. */
const heldBy = {
  forms: "assignments",
  keyed: "assignments",
  listed: "assignments",
  named: "assignments",
  quoted: "assignments",
  records: "assignments",
  said: "assignments",
  sticky: "assignments",
  values: "assignments",
};
const holdsTypesAlone = ["finding.ts", "detector.ts", "wrappings/edits.ts"];

const list = (folder) => readdirSync(folder).filter((file) => file.endsWith(".test.ts"));

/** The rooms below a folder that holds the project. */
export class Rooms {
  /** Of policies/detection, by their paths there. */
  files;
  #root;
  #named;

  constructor(root) {
    this.#root = root;
    this.files = readdirSync(join(root, source), { recursive: true })
      .map((file) => file.replaceAll("\\", "/"))
      .filter((file) => file.endsWith(".ts") && !holdsTypesAlone.includes(file))
      .sort();
    this.#named = list(join(root, tests, "detectors")).map((file) => ({
      room: `detectors/${file.replace(/\.test\.ts$/, "")}`,
      text: readFileSync(join(root, tests, "detectors", file), "utf8"),
    }));
  }

  of(file) {
    const folder = file.split("/")[0];
    if (folder === "detectors") {
      const id = file.replace(/^detectors\/|\.ts$/g, "");
      return this.#named.find(({ text }) => text.includes(`"${id}"`))?.room ?? "engine";
    }
    const room = folder.replace(/\.ts$/, "");
    if (Object.hasOwn(heldBy, room)) return heldBy[room];
    const holds = (path) => existsSync(join(this.#root, path));
    // A folder of tests belongs to the folder of its name, or to the file where there is none.
    const isFolder = file.includes("/") || !holds(`${source}/${room}`);
    return (isFolder && holds(`${tests}/${room}`)) || (!file.includes("/") && holds(`${tests}/${room}.test.ts`))
      ? room
      : "engine";
  }

  /** The files of a room's tests, by their paths in the project. What the engine does shows by what detectors find. */
  tests(room) {
    if (room === "engine") return [`${tests}/engine.test.ts`, ...this.#in("engine"), ...this.#in("detectors")];
    return existsSync(join(this.#root, tests, room)) ? this.#in(room) : [`${tests}/${room}.test.ts`];
  }

  #in(folder) {
    return list(join(this.#root, tests, folder)).map((file) => `${tests}/${folder}/${file}`);
  }
}
