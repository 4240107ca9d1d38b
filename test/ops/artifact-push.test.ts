import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { artifact, withArtifact } from "../../ops/artifact-push";
import { baselineName, newBaseline, writeBaseline } from "../../ops/scan/baseline";
import { lookAtFile } from "../../ops/scan/look";
import { Dice } from "../fuzz/dice";

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
  const environment = { ...process.env };
  afterAll(() => {
    process.env = environment;
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

  it("uploads no folder that holds a credential, and says where without repeating it", async () => {
    writeFileSync(join(folder, "Pulumi.grid.yaml"), "config:\n  aws:region: eu-west-1\n");
    const bot = join(folder, "leaky");
    const inside = join(bot, "node_modules", "some-package");
    mkdirSync(inside, { recursive: true });
    const dice = new Dice(5);
    const secret = Array.from(
      { length: 64 },
      () => "ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnpqrstuvwxyz23456789"[dice.below(56)],
    );
    const leak = `{ "exchange": "binance",\n  "secret": "${secret.join("")}" }\n`;
    // An installed package's own tests are not what is judged.
    writeFileSync(join(inside, "test.json"), leak);
    writeFileSync(join(bot, "config.json"), leak);
    const failure = await artifact({ operands: ["push", bot], program: folder, stack: "grid", bucket: "x" }).catch(
      (error: unknown) => String(error),
    );
    expect(failure).toContain("holds what must not lie in a bucket; nothing was uploaded");
    expect(failure).toContain(`${join(bot, "config.json")}:2: `);
    expect(failure).not.toContain("node_modules");
    expect(failure).not.toContain(secret.join("").slice(0, 8));
    // What the project's baseline knows is no reason to refuse it: then Docker or S3 is asked.
    const baseline = newBaseline(join(folder, baselineName));
    const { found } = lookAtFile({ file: join(bot, "config.json") }, baseline.salt);
    writeBaseline(baseline, { paths: [bot], heedIgnore: false }, found, "a key of nobody's");
    const nowhere = { AWS_ENDPOINT_URL: "http://127.0.0.1:9", AWS_ACCESS_KEY_ID: "x", AWS_SECRET_ACCESS_KEY: "x" };
    Object.assign(process.env, nowhere);
    jest.spyOn(console, "warn").mockImplementation();
    await expect(artifact({ operands: ["push", bot], program: folder, stack: "grid", bucket: "x" })).rejects.toThrow(
      "S3 did not take the artefact",
    );
  });

  it("pushes nothing to an operator's stack, which runs no bot", async () => {
    writeFileSync(join(folder, "Pulumi.grid.yaml"), "config:\n  aws:region: eu-west-1\n  bulkhead:kind: operator\n");
    await expect(artifact({ operands: ["push", "bot.tar"], program: folder, stack: "grid" })).rejects.toThrow(
      "an operator's stack runs no bot, and takes no artefact",
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
