import { cpSync, readFileSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { madeUp } from "../policies/samples";
import { makeAlias } from "./alias";
import { Machine, Project, succeeded } from "./machine";
import { root } from "./parts";

jest.setTimeout(600_000);

const withPack = ["--policy-pack", join(root, "policies")];

interface Place {
  readonly policy: string;
  readonly urn: string;
  readonly path: string | null;
}

function places(verdicts: readonly (Omit<Place, "path"> & { readonly path?: string | null })[]): string[] {
  return verdicts.map(({ policy, urn, path }) => `${policy} ${urn} ${path ?? "-"}`).sort();
}

describe("the examples on the real engine", () => {
  const machine = new Machine();
  afterAll(() => {
    machine.dispose();
  });

  /** An example as it is in the repository, with a stack under a key of MiniStack and a secret of that key. */
  async function example(name: string, file: string, stack: string, secretKey?: string): Promise<Project> {
    const directory = join(machine.directory, name);
    cpSync(join(root, "examples", name), directory, { recursive: true });
    symlinkSync(join(root, "node_modules"), join(directory, "node_modules"));
    const project = new Project(machine, directory);
    // What the example's own stack file holds was encrypted by nobody: the key that opens it does not exist.
    const shipped = project.read(file);
    const provider = /^secretsprovider: (\S+)$/mu.exec(shipped)?.[1] ?? "";
    project.write(file, shipped.replace(/^encryptedkey: .*\n/mu, "").replace(/^ {2}\S+:\n {4}secure: .*\n/mu, ""));
    const { alias = "", region = "" } =
      /^awskms:\/\/(?<alias>[^?]+)\?region=(?<region>[\w-]+)$/u.exec(provider)?.groups ?? {};
    await makeAlias(machine, alias, region);
    succeeded(await project.shell(`pulumi stack init ${stack} --secrets-provider "${provider}"`));
    if (secretKey !== undefined) {
      project.write("sample.txt", madeUp(`engine ${name}`, 24));
      succeeded(await project.shell(`pulumi config set --secret ${secretKey} < sample.txt`));
    }
    return project;
  }

  it("refuse the leaky bot in the places that its expected.json lists, and no others", async () => {
    const project = await example("leaky-bot", "generated/Pulumi.dev.yaml", "dev", "leaky-bot:okxPassphrase");
    const preview = await project.pulumi(["preview", ...withPack]);
    const expected = JSON.parse(readFileSync(join(root, "examples/leaky-bot/expected.json"), "utf8")) as Place[];
    expect(places(preview.violations)).toEqual(places(expected));
    expect(preview.code).not.toBe(0);
  });

  it("pass somebody's own program, in preview and in the update", async () => {
    const project = await example("own-program", "Pulumi.prod.yaml", "prod");
    const up = succeeded(await project.pulumi(["up", "--yes", ...withPack]));
    expect(up.violations).toEqual([]);
  });
});
