import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { scan } from "../../policies/detection/engine";

const root = resolve(__dirname, "../..");
const script = join(root, "scripts/leaky-bot.mjs");
const samples = ["Pulumi.dev.yaml", "bot-host.sh", "hedger.json", "signer.json", "spare-host.yaml"];

interface Registration {
  readonly type: string;
  readonly name: string;
  readonly inputs: Readonly<Record<string, unknown>>;
}

/** Loads an example's program under mocks and waits for everything it registers. */
async function registrations(
  project: string,
  config: Readonly<Record<string, string>>,
  load: () => unknown,
): Promise<readonly Registration[]> {
  const found: Registration[] = [];
  await pulumi.runtime.setMocks(
    {
      newResource: ({ type, name, inputs }) => {
        found.push({ type, name, inputs: inputs as Record<string, unknown> });
        return {
          id: `${name}-id`,
          state: { ...(inputs as object), arn: `arn:aws:made:eu-west-1:111122223333:${name}` },
        };
      },
      call: () => ({ id: "ami-0123456789abcdef0", json: "{}", accountId: "111122223333" }),
    },
    project,
    "dev",
  );
  pulumi.runtime.setAllConfig({ ...config });
  load();
  await pulumi.runtime.disconnect();
  return found;
}

interface Text {
  /** As verdicts write it. */
  readonly path: string;
  readonly text: string;
  /** What it is assigned to. */
  readonly name: string;
}

/** Every text in a value; JSON documents and assets are looked into. */
function texts(value: unknown, path = "", name = ""): readonly Text[] {
  if (typeof value === "string") {
    try {
      const inner: unknown = JSON.parse(value);
      if (typeof inner === "object") return texts(inner, path, name);
    } catch {
      // No JSON: a text like any other.
    }
    return [{ path, text: value, name }];
  }
  if (Array.isArray(value)) return value.flatMap((item, index) => texts(item, `${path}[${index}]`, name));
  if (typeof value !== "object" || value === null) return [];
  const pair = value as Readonly<Record<string, unknown>>;
  return Object.entries(pair).flatMap(([key, item]) =>
    texts(
      item,
      path === "" ? key : `${path}.${key}`,
      key === "value" && typeof pair.name === "string" ? pair.name : key,
    ),
  );
}

function holdsSecret(text: string, name: string): boolean {
  return scan(text, { name }).findings.some(({ severity }) => severity === "high");
}

describe("the leaky example's credentials", () => {
  let one: string;
  let two: string;
  beforeAll(() => {
    [one, two] = [mkdtempSync(join(tmpdir(), "bulkhead-leaky-")), mkdtempSync(join(tmpdir(), "bulkhead-leaky-"))];
    for (const folder of [one, two]) execFileSync(process.execPath, [script, folder]);
    execFileSync(process.execPath, [script]);
  });
  afterAll(() => {
    for (const folder of [one, two]) rmSync(folder, { recursive: true });
  });

  test("are the same in every clone", () => {
    expect(readdirSync(one).sort()).toEqual(samples);
    for (const name of samples) {
      expect(readFileSync(join(one, name)).equals(readFileSync(join(two, name)))).toBe(true);
    }
  });

  test("are credentials that the detectors know, one in each file", () => {
    for (const name of samples) {
      const { findings } = scan(readFileSync(join(one, name), "utf8"));
      expect([name, findings.filter(({ severity }) => severity === "high").length]).toEqual([name, 1]);
    }
  });

  test("stand in no committed file of the examples, nor in the script that makes them", () => {
    const committed = readdirSync(join(root, "examples"), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && !/generated|node_modules/u.test(entry.parentPath))
      .map((entry) => join(entry.parentPath, entry.name));
    expect(committed.length).toBeGreaterThan(8);
    for (const path of [...committed, script]) {
      expect([path, scan(readFileSync(path, "utf8")).findings.length]).toEqual([path, 0]);
    }
    expect(readFileSync(join(root, ".gitignore"), "utf8").split("\n")).toContain("examples/leaky-bot/generated/");
  });

  test("reach the program's inputs at exactly the places that are expected to be refused", async () => {
    // Turned round, so that a scan of this file finds none.
    const passphrase = ["correct", "horse", "7", "battery", "staple"].reverse().join("-");
    const found = await registrations(
      "leaky-bot",
      { "aws:region": "eu-west-1", "leaky-bot:okxPassphrase": passphrase },
      () => jest.requireActual(join(root, "examples/leaky-bot/index.ts")),
    );
    const leaks = found.flatMap((resource) =>
      texts(resource.inputs)
        .filter(({ text, name }) => text.includes(passphrase) || holdsSecret(text, name))
        .map(({ path }) => `${resource.type}::${resource.name} ${path}`),
    );
    const expected = JSON.parse(readFileSync(join(root, "examples/leaky-bot/expected.json"), "utf8")) as {
      urn: string;
      path: string;
      file: string;
    }[];
    const inInputs = expected.filter(({ file }) => file === "index.ts");
    expect(expected.length - inInputs.length).toBe(1);
    expect(leaks.sort()).toEqual(
      inInputs.map(({ urn, path }) => `${urn.split("::").slice(2).join("::")} ${path}`).sort(),
    );
  });
});

test("somebody's own program puts no credential anywhere, and tags what it builds as one bot's", async () => {
  const found = await registrations(
    "portfolio-report",
    {
      "aws:region": "eu-central-1",
      "bulkhead:bot": "portfolio-report",
      "bulkhead:exchange": "kraken",
      "bulkhead:network": "mainnet",
    },
    () => jest.requireActual(join(root, "examples/own-program/index.js")),
  );
  expect(found.length).toBeGreaterThan(8);
  for (const { inputs } of found) {
    for (const { text, name } of texts(inputs)) expect(holdsSecret(text, name)).toBe(false);
  }
  const bots = found.map(({ inputs }) => (inputs.tags as Record<string, string> | undefined)?.["bulkhead:bot"]);
  expect(new Set(bots.filter((bot) => bot !== undefined))).toEqual(new Set(["portfolio-report"]));
});

test("the check of the examples says that the own program passes and the leaky one gets exactly its verdicts", () => {
  const { status, stdout, stderr } = spawnSync(process.execPath, ["examples/check.mjs"], {
    cwd: root,
    encoding: "utf8",
  });
  expect(stderr).toBe("");
  expect(stdout).toContain("Both examples got exactly the verdicts they should get");
  expect(status).toBe(0);
}, 60_000);
