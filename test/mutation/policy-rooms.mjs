// The rooms of the policy pack and their tests: an area of policies/rules, policies/access, or what the areas share. A file that one area
// alone makes use of belongs to it.
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";

export const source = "policies";
export const page = "docs/measurements/mutation-policies.md";
/** What tests load or read, besides packages. */
export const folders = ["policies", "exchanges", "test/policies", "test/detection/generate", "docs/policies"];
export const ignorers = ["prose"];

// Types and texts alone, what starts the pack and what lists it (test/policies/pack-alone.test.ts and pack.test.ts hold them), and the
// data of frameworks and of pages, which docs/policies/ repeats word by word.
const left = /^(?:dist|detection|pages)\/|^(?:index|pack|detect|frameworks|waiver)\.ts$/;

const homes = {
  bot: ["bot-types.ts", "waivers.ts", "waived.ts"],
  compute: ["launches.ts", "customer-managed-key.ts"],
  config: ["plain-settings.ts", "stack-file.ts", "yaml-file.ts"],
  identity: ["named-roles.ts", "ways-around.ts", "identity-documents.ts", "policy-document.ts", "wildcards.ts"],
  kms: ["key-policies.ts", "stack-keys.ts", "principals.ts", "granted.ts"],
  network: ["routes.ts", "egress-rules.ts", "ip-range.ts", "links.ts", "refuse-on.ts"],
  secrets: [
    "aws-inputs.ts",
    "exposed.ts",
    "leaks.ts",
    "network-said.ts",
    "owners.ts",
    "parameter-name.ts",
    "secret-values.ts",
    "wallet-key.ts",
  ],
};
// Beside the tables of their rules.
const further = {
  access: [
    "access/text",
    "access/document",
    "access/condition",
    "access/reach",
    "access/decide",
    "rules/identity/only-the-bot-reads",
  ],
  bot: ["waivers", "bot-types"],
  config: ["stack-file"],
  identity: ["policy-document"],
  network: ["ip-range"],
  secrets: ["owners", "wallet-key", "taint"],
  shared: [
    "reader",
    "by-type",
    "taint",
    "stack-kinds",
    "stack-file",
    "marks",
    "policy",
    "native",
    "passed-over",
    "frameworks",
    "content",
    "files-at",
    "verdict",
    "json-text",
    "remembered",
    "yaml-depth",
  ],
};

/** The rooms below a folder that holds the project. */
export class Rooms {
  /** Of policies, by their paths there. */
  files;
  #root;

  constructor(root) {
    this.#root = root;
    this.files = readdirSync(join(root, source), { recursive: true })
      .map((file) => file.replaceAll("\\", "/"))
      .filter((file) => file.endsWith(".ts") && !left.test(file))
      .sort();
  }

  of(file) {
    const [first, area] = file.split("/");
    if (first === "rules") return area;
    if (first === "access") return first;
    return Object.keys(homes).find((home) => homes[home].includes(file)) ?? "shared";
  }

  /** The files of a room's tests, by their paths in the project. */
  tests(room) {
    const areas = room === "shared" ? readdirSync(join(this.#root, "test/policies/rules")) : [room];
    return [
      ...areas.flatMap((area) => {
        const folder = `test/policies/rules/${area}`;
        if (!existsSync(join(this.#root, folder))) return [];
        return readdirSync(join(this.#root, folder))
          .filter((file) => file.endsWith(".test.ts"))
          .map((file) => `${folder}/${file}`);
      }),
      ...(further[room] ?? [])
        .map((name) => `test/policies/${name}.test.ts`)
        .filter((file) => existsSync(join(this.#root, file))),
    ];
  }
}
