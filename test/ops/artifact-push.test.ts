import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { artifact, withArtifact } from "../../ops/artifact-push";

const reference = `s3://grid-artifacts/artifact/bot.tar@sha256:${"0".repeat(64)}`;

it("adds the artefact below the other keys and leaves every byte before it as it was", () => {
  const file =
    "# top\nsecretsprovider: awskms://alias/x\nconfig:\n  aws:region:   eu-west-1 # there\n  bulkhead:bot: 'grid'\n";
  expect(withArtifact("f", file, reference)).toBe(`${file}  bulkhead:artifact: ${reference}\n`);
});

it("adds it to a file whose last line does not end", () => {
  const file = "config:\n    bulkhead:bot: grid";
  expect(withArtifact("f", file, reference)).toBe(`${file}\n    bulkhead:artifact: ${reference}\n`);
});

it("replaces the one that is there in its place, with the comment behind it", () => {
  const file = (value: string): string =>
    `config:\n  bulkhead:artifact: ${value} # by hand\n  # the list\n  bulkhead:admins:\n    - role\n`;
  expect(withArtifact("f", file('"s3://old/x@sha256:1"'), reference)).toBe(file(reference));
});

it("puts it before what follows the configuration", () => {
  const file = "config:\n  bulkhead:admins:\n    - role\nencryptedkey: none\n";
  expect(withArtifact("f", file, reference)).toBe(
    `config:\n  bulkhead:admins:\n    - role\n  bulkhead:artifact: ${reference}\nencryptedkey: none\n`,
  );
});

it.each([
  ["no configuration", "name: x\n"],
  ["configuration in braces", "config: { bulkhead:bot: grid }\n"],
  ["broken YAML", "config:\n  a: [\n"],
  ["an encrypted artefact", "config:\n  bulkhead:artifact:\n    secure: abc\n"],
])("says so where there is %s", (_, file) => {
  expect(() => withArtifact("Pulumi.grid.yaml", file, reference)).toThrow(/^Pulumi\.grid\.yaml/u);
});

describe("bulkhead artifact", () => {
  const folder = mkdtempSync(join(tmpdir(), "bulkhead-artifact-"));
  writeFileSync(join(folder, "Pulumi.yaml"), "name: bots\nruntime: nodejs\n");
  writeFileSync(join(folder, "package.json"), "{}");
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  it("makes no archive of a folder with a pipe in it", async () => {
    writeFileSync(join(folder, "Pulumi.grid.yaml"), "config:\n  aws:region: eu-west-1\n");
    const bot = join(folder, "bot");
    mkdirSync(bot);
    for (const name of ["a", "b"]) writeFileSync(join(bot, name), name);
    spawnSync("mkfifo", [join(bot, "z")]);
    await expect(artifact({ operands: ["push", bot], program: folder, stack: "grid", bucket: "x" })).rejects.toThrow(
      `${join(bot, "z")} is a pipe, a socket or a device, expected files and folders alone.`,
    );
  });

  it.each([
    ["names no region", "config:\n  bulkhead:bot: grid\n"],
    ["names an empty region", "config:\n  aws:region: ''\n"],
    ["keeps the region secret", "config:\n  aws:region:\n    secure: AAAA\n"],
  ])("pushes nothing for a stack whose file %s", async (_, file) => {
    writeFileSync(join(folder, "Pulumi.grid.yaml"), file);
    await expect(artifact({ operands: ["push", "bot.tar"], program: folder, stack: "grid" })).rejects.toThrow(
      "has no plain aws:region; bulkhead artifact push needs it.",
    );
  });
});
