import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { kinds } from "../../test/detection/generate/credentials";
import { innocents } from "../../test/detection/generate/innocents";
import { Random } from "../../test/detection/generate/random";
import { wrappings } from "../../test/detection/generate/wrappings";
import { writings } from "../../test/detection/generate/writings";

const [folder = "", seed = "", megabytes = ""] = process.argv.slice(2);
const random = new Random(`bench ${seed}`);

function put(room: string, name: string, text: string, encoding?: "latin1"): void {
  mkdirSync(join(folder, room), { recursive: true });
  writeFileSync(join(folder, room, name), text, encoding);
}

// Leaks: each kind under a telling name in plain writings, under a neutral one if it can be proven, and once in every wrapping.
const everyWriting = writings.filter(({ anyValue }) => anyValue);
let leaks = 0;
for (const kind of kinds) {
  // The public half of a pair alone is no leak.
  if (kind.severity === "low") continue;
  const fitting = everyWriting.filter(({ writing }) => kind.within?.includes(writing) ?? true);
  const leak = (sort: string, text: string, encoding?: "latin1"): void => {
    const name = `${sort}-${String(leaks++).padStart(5, "0")}-${kind.kind.replace(/[^a-z0-9]+/giu, "-")}.txt`;
    put("leaks", name, text, encoding);
  };
  const written = (name: string): string => random.pick(fitting).write(name, kind.make(random));
  for (let sample = 0; sample < 6; sample++) leak("named", written(random.pick(kind.names)));
  if (kind.proven)
    for (let sample = 0; sample < 2; sample++) leak("proven", written(random.pick(["item", "value", "data", "entry"])));
  for (const { wrapping, wrap } of wrappings)
    leak("wrapped", wrap(written(random.pick(kind.names))), wrapping === "UTF-16 read as bytes" ? "latin1" : undefined);
}

let harmless = 0;
for (const { innocent, make } of innocents) {
  // A keystore is no plain secret, but it is one: neither found nor left alone counts here.
  if (innocent === "keystore") continue;
  for (let sample = 0; sample < 20; sample++) {
    put(
      "innocents",
      `${String(harmless++).padStart(5, "0")}-${innocent.replace(/[^a-z0-9]+/giu, "-")}.txt`,
      make(random),
    );
  }
}

const words =
  "the bot reads order book and places limit orders when spread is wide then waits for fills before it moves on".split(
    " ",
  );
const line = (): string => Array.from({ length: 6 + random.below(8) }, () => random.pick(words)).join(" ");
const code = (): string =>
  `  const ${random.pick(words)}${random.below(99)} = await ${random.pick(words)}.${random.pick(words)}(${random.below(999)}); // ${line()}`;
const log = (): string =>
  `2026-0${1 + random.below(9)}-1${random.below(9)}T10:${10 + random.below(49)}:00Z INFO ${random.uuid()} ${line()} price=${random.below(99999)}`;
const pieces = Array.from({ length: 6_000 }, (_, index) => {
  if (index % 300 === 0)
    return random.pick(everyWriting).write(random.pick(random.pick(kinds).names), random.alnum(40));
  if (index % 12 === 0) return random.pick(innocents).make(random).slice(0, 2_000);
  return random.pick([line, code, log])();
});
for (let megabyte = 0; megabyte < Number(megabytes); megabyte++) {
  const lines: string[] = [];
  for (let length = 0; length < 1e6;) {
    const piece = pieces[random.below(pieces.length)] ?? "";
    lines.push(piece);
    length += Buffer.byteLength(piece) + 1;
  }
  put("mixed", `${String(megabyte).padStart(3, "0")}.txt`, lines.join("\n"));
}
console.log(JSON.stringify({ leaks, innocents: harmless }));
