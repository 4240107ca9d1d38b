import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";
import { UserError } from "../user-error";
import { Child } from "./child";
import type { Configuration } from "./configuration";
import type { PolicyConfig } from "./policy-config";
import { isMap, readJson, type Project } from "./project";
import { readYaml } from "./yaml-file";

/** A policy pack on disk. */
export interface PackFolder {
  readonly folder: string;
  /** Whether one process may judge stack after stack: our own pack takes all it knows of a stack from ConfigureStack. */
  readonly reusable: boolean;
  /** Levels and options in files, the last one's weigh most. */
  readonly configs: readonly ReadonlyMap<string, PolicyConfig>[];
}

const ownName = "bulkhead-policies";

/** Finds a pack and sees that it can start. Throws UserError. */
export function findPack(folder: string, configs: PackFolder["configs"] = []): PackFolder {
  const manifest = join(folder, "PulumiPolicy.yaml");
  if (!existsSync(manifest)) {
    throw new UserError(`${folder} holds no PulumiPolicy.yaml. Name the folder of a policy pack with --pack DIR.`);
  }
  const content: unknown = readYaml(manifest).document.toJS();
  const { main, runtime } = isMap(content) ? content : {};
  const name = isMap(runtime) ? runtime.name : runtime;
  if (name !== "nodejs")
    throw new UserError(
      `${manifest}: runtime is ${JSON.stringify(String(name))}; bulkhead check runs nodejs packs only.`,
    );
  const start = resolve(folder, typeof main === "string" ? main : ".");
  const { main: entry, name: own } = readJson(join(start, "package.json")) ?? {};
  const file = resolve(start, typeof entry === "string" ? entry : ".");
  const candidates = [file, `${file}.js`, `${file}.ts`, join(file, "index.js"), join(file, "index.ts")];
  if (typeof entry === "string" ? !candidates.some((path) => path !== start && existsSync(path)) : !existsSync(start)) {
    throw new UserError(`The policy pack in ${folder} is not built: ${file} does not exist. Run npm run build.`);
  }
  return { folder, reusable: own === ownName, configs };
}

/** Starts the pack as the engine does: by the SDK's own cmd/run-policy-pack, in the pack's folder. */
export function startPack(
  pack: PackFolder,
  project: Pick<Project, "folder" | "name">,
  stack: string,
  configuration: Configuration,
  environment: NodeJS.ProcessEnv,
): Child {
  let command: string;
  try {
    command = createRequire(join(pack.folder, "package.json")).resolve("@pulumi/pulumi/cmd/run-policy-pack");
  } catch {
    throw new UserError(`The policy pack in ${pack.folder} can't find @pulumi/pulumi. Run npm install.`);
  }
  return new Child(["--require", join(__dirname, "preload", "start.js"), command, "127.0.0.1:1", pack.folder], {
    cwd: pack.folder,
    env: {
      ...environment,
      PWD: project.folder,
      BULKHEAD_PROJECT_DIR: project.folder,
      PULUMI_CONFIG: JSON.stringify(Object.fromEntries(configuration.values)),
      PULUMI_NODEJS_ORGANIZATION: "organization",
      PULUMI_NODEJS_PROJECT: project.name,
      PULUMI_NODEJS_STACK: stack,
      PULUMI_NODEJS_DRY_RUN: "true",
      PULUMI_ORGANIZATION: "organization",
      PULUMI_PROJECT: project.name,
      PULUMI_STACK: stack,
      PULUMI_DRY_RUN: "true",
    },
  });
}
