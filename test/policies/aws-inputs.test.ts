import { readFileSync, readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { harmlessInputs, harmlessPlaces, secretInputs, secretMaps } from "../../policies/aws-inputs";
import { owners, purposes } from "../../policies/owners";
import { inputMustBeSecret } from "../../policies/rules/secrets/input-must-be-secret";
import { harmlessNames } from "./harmless-names";
import { analyze, configureStack } from "./served";

const root = dirname(require.resolve("@pulumi/aws/package.json"));
// Wider than what the pack reads in names, on purpose: the two have to meet.
const sounds =
  /secret|passw|passphrase|token|credential|private_?key|api_?key|access_?key|encryption_?key|auth(?!or)|authorization$|authkey|pin$|seed$|mnemonic/iu;
/** Texts, numbers, lists of texts and maps of them. What is made of other inputs has these listed for themselves. */
const isText = /^pulumi\.Input<(?:(?:pulumi\.Input<)?(?:string|number)\b|\{)/u;

interface Input {
  readonly name: string;
  readonly text: boolean;
  /** Type tokens of resources, or names of nested types. */
  readonly places: string[];
}

/** Every input of every resource, by name: from the lines of the typings, which a parser would take a minute for. */
function inputs(): ReadonlyMap<string, Input> {
  const found = new Map<string, Input>();
  const add = (name: string, type: string, place: string): void => {
    const known = found.get(name);
    if (known === undefined) found.set(name, { name, text: isText.test(type), places: [place] });
    else {
      known.places.push(place);
      if (isText.test(type)) found.set(name, { ...known, text: true });
    }
  };
  const property = /^\s+(\w+)\??: (pulumi\.Input<.*)$/u;
  for (const module of readdirSync(root, { withFileTypes: true })) {
    if (!module.isDirectory() || module.name === "types" || module.name === "node_modules") continue;
    for (const file of readdirSync(join(root, module.name))) {
      if (!file.endsWith(".d.ts") || file.startsWith("get")) continue;
      const text = readFileSync(join(root, module.name, file), "utf8");
      const args = text.slice(Math.max(0, text.lastIndexOf("export interface ")));
      const name = /^export interface (\w+)Args \{/u.exec(args)?.[1];
      if (name === undefined) continue;
      for (const line of args.split("\n")) {
        const [, input, type] = property.exec(line) ?? [];
        if (input !== undefined && type !== undefined) {
          add(input, type, `aws:${module.name}/${file.slice(0, -".d.ts".length)}:${name}`);
        }
      }
    }
  }
  let nested = "";
  for (const line of readFileSync(join(root, "types/input.d.ts"), "utf8").split("\n")) {
    nested = /^\s*(?:export )?interface (\w+)/u.exec(line)?.[1] ?? nested;
    const [, input, type] = property.exec(line) ?? [];
    if (input !== undefined && type !== undefined && !nested.startsWith("Get")) add(input, type, nested);
  }
  return found;
}

const all = inputs();
const sounding = [...all.values()].filter(({ name, text }) => text && sounds.test(name));

test("the typings are read: thousands of inputs, hundreds of which sound like a secret", () => {
  expect(all.size).toBeGreaterThan(8_000);
  expect(sounding.length).toBeGreaterThan(200);
  for (const name of ["password", "secretString", "apiKey", "privateKey"]) expect(all.has(name)).toBe(true);
});

test.each(sounding.map((input) => [input.name, input] as const))(
  "%s is judged, or has a reason not to be",
  async (name, { places }) => {
    const owned = places.every(
      (type) =>
        (purposes[type] ?? []).includes(name) ||
        Object.hasOwn(owners[type] ?? {}, name) ||
        // The provider's own types: config-no-static-aws-credentials judges its inputs.
        type.startsWith("Provider"),
    );
    const reason = harmlessInputs[name] ?? harmlessNames.find(([shape]) => shape.test(name))?.[1] ?? secretMaps[name];
    configureStack({});
    const { violations } = await analyze([inputMustBeSecret.sdk], {
      type: "aws:example/thing:Thing",
      props: { nested: { [name]: "tulip" } },
    });
    const isJudged = violations.length === 1;
    expect({ name, places: places.slice(0, 3), judgedOrNot: isJudged || owned || reason !== undefined }).toEqual({
      name,
      places: places.slice(0, 3),
      judgedOrNot: true,
    });
    // One of the two: what is judged needs no excuse, and what is excused is not judged.
    if (isJudged) expect(harmlessInputs[name]).toBeUndefined();
  },
);

test("every name in the lists is an input of the installed @pulumi/aws", () => {
  for (const list of [harmlessInputs, harmlessPlaces, secretInputs, secretMaps]) {
    expect(Object.keys(list).filter((name) => !all.has(name))).toEqual([]);
  }
});

test("every shape of a harmless name is that of an input, and of none that is known to be a secret", () => {
  for (const [shape] of harmlessNames) {
    expect(sounding.some(({ name }) => shape.test(name))).toBe(true);
    expect(Object.keys({ ...secretInputs, ...secretMaps }).filter((name) => shape.test(name))).toEqual(
      // A map of credentials ends in Map, and no shape may excuse one.
      [],
    );
  }
});
