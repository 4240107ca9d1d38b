import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { UserError } from "../user-error";
import { Child } from "./child";
import type { Configuration } from "./configuration";
import type { Project } from "./project";

/** Where a program's own SDK keeps the command that runs it. */
export interface ProgramCommand {
  readonly path: string;
  /** Whether this SDK says when the program is done; without it an early exit can't be told from the end. */
  readonly signals: boolean;
}

/** Finds the SDK that the program uses. Throws UserError. */
export function findCommand(project: Project): ProgramCommand {
  try {
    const path = createRequire(join(project.programFolder, "package.json")).resolve("@pulumi/pulumi/cmd/run");
    return { path, signals: readFileSync(path, "utf8").includes("signalAndWaitForShutdown") };
  } catch {
    throw new UserError(`@pulumi/pulumi is not installed for ${project.programFolder}. Run npm install.`);
  }
}

/** Our own environment without what belongs to another run or opens anything: passphrase and access token are never needed here. */
export function childEnvironment(): NodeJS.ProcessEnv {
  return Object.fromEntries(
    Object.entries(process.env).filter(
      ([key]) =>
        !/^PULUMI_(?:NODEJS_|CONFIG|ACCESS_TOKEN|POLICY|BACKEND_URL|STACK$|PROJECT$|ORGANIZATION$|DRY_RUN$|TEST_MODE)/u.test(
          key,
        ) &&
        key !== "BULKHEAD_STACK_FILE" &&
        key !== "NODE_CHANNEL_FD",
    ),
  );
}

/** What the SDK reads from its environment for one stack. */
export function stackEnvironment(project: Project, configuration: Configuration): Record<string, string> {
  return {
    PULUMI_CONFIG: JSON.stringify(Object.fromEntries(configuration.values)),
    PULUMI_CONFIG_SECRET_KEYS: JSON.stringify([...configuration.secretKeys]),
    PULUMI_NODEJS_TYPESCRIPT: String(project.typescript),
    PULUMI_NODEJS_TRANSPILE_ONLY: "true",
    PULUMI_NODEJS_DRY_RUN: "false",
    ...(project.tsconfig === undefined ? {} : { PULUMI_NODEJS_TSCONFIG_PATH: project.tsconfig }),
  };
}

/** The same as arguments of cmd/run, as its variables. */
export function runVariables(project: Project, stack: string, address: string): Record<string, string> {
  return {
    PULUMI_NODEJS_ORGANIZATION: "organization",
    PULUMI_NODEJS_PROJECT: project.name,
    PULUMI_NODEJS_ROOT_DIRECTORY: project.folder,
    PULUMI_NODEJS_STACK: stack,
    PULUMI_NODEJS_PARALLEL: "16",
    PULUMI_NODEJS_MONITOR: address,
    PULUMI_NODEJS_ENGINE: address,
  };
}

/** Arguments of cmd/run, as the engine's language host gives them. */
export function runArguments(project: Project, stack: string, address: string): string[] {
  return [
    ...["--monitor", address, "--engine", address],
    ...["--project", project.name, "--stack", stack, "--organization", "organization"],
    ...["--root-directory", project.folder, "--pwd", project.programFolder, "--parallel", "16"],
    project.entry,
  ];
}

/** Starts a program, unmodified, by the SDK's own cmd/run. Its answers come as in `up`: known values keep their secret marks. */
export function startProgram(
  command: ProgramCommand,
  project: Project,
  stack: string,
  configuration: Configuration,
  address: string,
  onOutput: () => void,
): Child {
  return new Child(
    [
      ...project.nodeArguments,
      "--require",
      join(__dirname, "preload", "start.js"),
      command.path,
      ...runArguments(project, stack, address),
    ],
    {
      cwd: project.programFolder,
      env: { ...childEnvironment(), PWD: project.programFolder, ...stackEnvironment(project, configuration) },
      onOutput,
    },
  );
}
