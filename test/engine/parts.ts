import { join } from "node:path";

/** The repository. */
export const root = join(__dirname, "..", "..");

const folder = join(root, ".cache", "engine");

/** What prepare.sh put into .cache/engine. */
export const parts = {
  pulumi: join(folder, "bin", "pulumi"),
  /** Folder of the CLI and the language host. */
  bin: join(folder, "bin"),
  provider: join(folder, "provider", "pulumi-resource-aws"),
  ministack: join(folder, "venv", "bin", "ministack"),
  aws: join(folder, "venv", "bin", "aws"),
} as const;
