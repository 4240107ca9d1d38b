import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { policies } from "../../policies/pack";

const folder = join(__dirname, "../../policies/presets");

/** What each preset changes, in the format of `--policy-pack-config`. */
const presets = {
  // The pack's own levels.
  bots: {},
  // Nothing is only advice, and every stack says what it is there for.
  strict: Object.fromEntries(
    policies.filter(({ level }) => level === "advisory" || level === "disabled").map(({ name }) => [name, "mandatory"]),
  ),
  // Everything speaks and nothing stops, but for what must never pass.
  "advisory-rollout": {
    all: "advisory",
    ...Object.fromEntries(
      policies.flatMap(({ name, level, nonWaivable }) =>
        level === "disabled" || (nonWaivable === true && level !== "advisory") ? [[name, level]] : [],
      ),
    ),
  },
};

it.each(Object.entries(presets))(
  "policies/presets/%s.json is what the list of policies says; WRITE_PAGES=1 writes it",
  (name, preset) => {
    const file = join(folder, `${name}.json`);
    const text = `${JSON.stringify(preset, undefined, 2)}\n`;
    if (process.env.WRITE_PAGES === "1") writeFileSync(file, text);
    expect(readFileSync(file, "utf8")).toBe(text);
  },
);

it("strict leaves no policy advisory or switched off, and the roll-out lets no plaintext key pass", () => {
  const strict = JSON.parse(readFileSync(join(folder, "strict.json"), "utf8")) as Record<string, string>;
  expect(strict["config-kind-declared"]).toBe("mandatory");
  expect(strict["bot-waiver-used"]).toBe("mandatory");
  const rollout = JSON.parse(readFileSync(join(folder, "advisory-rollout.json"), "utf8")) as Record<string, string>;
  expect(rollout).toMatchObject({
    all: "advisory",
    "config-no-plaintext-secret": "mandatory",
    "secrets-no-plaintext-anywhere": "mandatory",
    "bot-marks-read": "mandatory",
    "config-kind-declared": "disabled",
  });
});
