import { mkdirSync, mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { gzipSync } from "node:zlib";
import { assetFilesClean } from "../../../../policies/rules/secrets/asset-files-clean";
import { zip } from "../../../detection/generate/zip";
import { type Raw, archive, secret, textAsset } from "../../engine-messages";
import { madeUp, wrappedTooDeep } from "../../samples";
import { analyze, configureStack } from "../../served";
import { given, testPolicy } from "../../test-policy";

const key = madeUp("asset files");
const stack = { config: { "bot:key": key }, secretKeys: ["bot:key"] };
const signature = "4dabf18193072939515e22adb298388d";
const handedOver = (kind: "asset" | "archive") => (path: string) => ({
  [signature]: kind === "asset" ? "c44067f5952c0a294b673a41bacd8c17" : "0def7320c3a5731c473e5ecbe6d01bc7",
  hash: "0".repeat(64),
  path,
});
const [file, folder] = [handedOver("asset"), handedOver("archive")];
const lambda = (props: Raw, circumstances: Raw = {}) =>
  given(props, { type: "aws:lambda/function:Function", stack, ...circumstances });
const files = { ".env": `BINANCE_API_SECRET=${key}\n`, "index.js": "exports.handler = () => 1;\n" };
const held = (what: string, path = "code") => ({
  message: `${path} uploads ${what} holds the secret configuration value bot:key.`,
  path,
});

const uploaded = (path: string) => ({ message: `${path} uploads a text that is a secret or holds one.`, path });

testPolicy(assetFilesClean, {
  passes: {
    "no file at all": lambda({ handler: "index.handler" }),
    "a file without a key": lambda({ code: file("index.js") }, { files }),
    "a file with the public half of a key": lambda(
      { code: file("public.env") },
      { files: { "public.env": `BINANCE_API_KEY=${madeUp("public")}\n` } },
    ),
    "a folder without one": lambda({ code: folder("Pulumi.yaml") }, { files }),
    "a text of the program is another policy's matter": lambda({ code: textAsset(key) }),
    "what has to be fetched": lambda({ code: { ...file(""), uri: "https://example.com/a.zip" } }),
  },
  fails: {
    "a file with a secret of the configuration": [
      lambda({ code: file("key.txt") }, { files: { "key.txt": `${key}\n` } }),
      held("what"),
    ],
    "a file within an archive that is put together": [
      lambda({ code: archive({ "index.js": file("key.txt") }) }, { files: { "key.txt": `${key}\n` } }),
      held("what", "code.assets.index.js"),
    ],
    "a file that is not there": [
      lambda({ code: file("gone.js") }, { files }),
      "code uploads what can't be read from here.",
    ],
    "a file that is wrapped too deep, in a stack without secrets": [
      lambda(
        { code: file("deep.txt") },
        { files: { "deep.txt": wrappedTooDeep("exports.handler = () => 1;") }, stack: {} },
      ),
      "code uploads what is wrapped too deep or too large to be taken for clean.",
    ],
    "a gzip": [
      lambda({ code: file("key.gz") }, { files: { "key.gz": gzipSync(`${key}\n`) } }),
      "code uploads what holds the secret configuration value bot:key, inside gzip.",
    ],
  },
  unknown: "what is not known yet is left open by secrets-no-plaintext-anywhere, and known at `up`.",
  absent: { "no properties": lambda({}) },
  secret: {
    "a file that is marked secret goes up all the same": [
      lambda({ code: secret(file("key.txt")) }, { files: { "key.txt": `${key}\n` } }),
      held("what"),
    ],
    "an empty text": lambda({ code: secret(textAsset("")) }),
    "a text": [lambda({ code: secret(textAsset(key)) }), uploaded("code")],
    "a text that is no secret of the configuration": [
      lambda({ code: secret(textAsset("exports.handler = () => 1;")) }),
      uploaded("code"),
    ],
    "a text in an archive": [
      lambda({ code: archive({ "index.js": textAsset("exports.handler = () => 1;"), key: secret(textAsset(key)) }) }),
      uploaded("code.assets.key"),
    ],
    "an archive that holds a text": [
      lambda({ code: secret(archive({ "index.js": textAsset("exports.handler = () => 1;") })) }),
      uploaded("code.assets.index.js"),
    ],
    "an object's text": [
      given({ source: secret(textAsset(key)) }, { type: "aws:s3/bucketObjectv2:BucketObjectv2", stack }),
      uploaded("source"),
    ],
  },
});

describe("a folder that is uploaded", () => {
  let place = "";
  beforeEach(() => {
    place = mkdtempSync(join(tmpdir(), "bulkhead-assets-"));
  });
  afterEach(() => {
    rmSync(place, { recursive: true, force: true });
  });
  const write = (name: string, content: string | Buffer): void => {
    mkdirSync(dirname(join(place, name)), { recursive: true });
    writeFileSync(join(place, name), content);
  };
  const said = async (): Promise<readonly string[]> => {
    configureStack(stack);
    const type = "aws:lambda/function:Function";
    const { violations } = await analyze([assetFilesClean.sdk], { type, props: { code: folder(place) } });
    return violations.map(({ message }) => message);
  };

  test("is read to its last file, but not what packages bring", async () => {
    write("src/index.js", "exports.handler = () => 1;\n");
    write("src/.env", `\nBINANCE_API_SECRET=${madeUp("another")}\n`);
    for (const left of ["node_modules", "site-packages", ".git"]) write(`${left}/a/key.txt`, key);
    expect(await said()).toEqual([
      expect.stringMatching(/^code uploads src\/\.env, which holds .+ \[binance-api-secret\] in line 2\.$/u),
    ]);
  });

  test("names no file that may be a key itself, and opens archives", async () => {
    write(key, key);
    write("layer.zip", zip([{ name: "a", content: gzipSync(key) }]));
    expect(await said()).toEqual([
      "code uploads a file, which holds the secret configuration value bot:key.",
      "code uploads layer.zip, which holds the secret configuration value bot:key, inside zip[0] > gzip.",
    ]);
  });

  test("names no file that has other signs in its name than files have", async () => {
    write("a key.txt", key);
    expect(await said()).toEqual(["code uploads a file, which holds the secret configuration value bot:key."]);
  });

  test("may lead to itself", async () => {
    write("index.js", "exports.handler = () => 1;\n");
    symlinkSync(place, join(place, "again"));
    expect(await said()).toEqual([]);
  });

  test("is not taken for clean where a file is gone, closed or too large", async () => {
    symlinkSync(join(place, "nowhere"), join(place, "a-link"));
    write("b.xz", Buffer.from("fd377a585a0000", "hex"));
    write("c.bin", "");
    truncateSync(join(place, "c.bin"), (64 << 20) + 1);
    expect(await said()).toEqual([
      "code uploads a-link, which can't be read from here.",
      expect.stringMatching(/^code uploads b\.xz, which is an xz archive/u),
      "code uploads what holds more than the 64 MiB that are looked at.",
    ]);
  });
});

test("a path starts where the program runs", async () => {
  const place = mkdtempSync(join(tmpdir(), "bulkhead-assets-"));
  const before = process.env.BULKHEAD_PROJECT_DIR;
  try {
    mkdirSync(join(place, "infra"));
    for (const [name, text] of Object.entries({
      "Pulumi.yaml": "name: bots\nruntime: nodejs\nmain: infra/\n",
      "Pulumi.grid.yaml": "config: {}\n",
      "infra/key.txt": key,
    }))
      writeFileSync(join(place, name), text);
    process.env.BULKHEAD_PROJECT_DIR = place;
    configureStack({});
    const props = { code: file("key.txt") };
    const { violations } = await analyze([assetFilesClean.sdk], { type: "aws:lambda/function:Function", props });
    expect(violations.map(({ message }) => message)).toEqual([]);
  } finally {
    if (before === undefined) delete process.env.BULKHEAD_PROJECT_DIR;
    else process.env.BULKHEAD_PROJECT_DIR = before;
    rmSync(place, { recursive: true, force: true });
  }
});
