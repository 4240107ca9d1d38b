import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { Random } from "../detection/generate/random";
import { echoes } from "./echoes";
import { World } from "./world";

jest.setTimeout(120_000);

let world: World;

beforeAll(async () => {
  world = await World.start();
});

afterAll(() => world.stop());

describe("what repeats a part of a secret is found", () => {
  const secret = new Random("marked").alnum(64);
  const part = secret.slice(20, 28);
  const nothing = (): Promise<Record<string, string>> =>
    Promise.resolve({ output: `holds ${secret.slice(0, 7)} alone` });

  test("nothing, where nothing does", async () => {
    expect(await echoes(world, [secret], nothing)).toEqual([]);
  });

  test.each([
    ["output", () => Promise.resolve({ output: `a ${part} b` }), "output"],
    [
      "a command line",
      async () => {
        await world.run("sh", ["-c", "sleep 4; :", part]);
        return {};
      },
      "the cmdline of a process",
    ],
    [
      "an environment",
      async () => {
        await world.run("sh", ["-c", "sleep 4; :"], { environment: { SAID: `x${part}` } });
        return {};
      },
      "the environ of a process",
    ],
    [
      "a file",
      () => {
        writeFileSync(join(world.project, "report.json"), JSON.stringify({ said: part }));
        return Promise.resolve({});
      },
      "report.json",
    ],
  ] as readonly (readonly [string, () => Promise<Record<string, string>>, string])[])(
    "in %s",
    async (_, act, place) => {
      const found = await echoes(world, [secret], act);
      expect(found.join()).toContain(place);
      expect(found.join()).not.toContain(part);
    },
  );
});
