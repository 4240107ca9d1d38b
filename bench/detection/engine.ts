import { writeSync } from "node:fs";
import { scan } from "../../policies/detection/engine";
import { adversaries } from "./adversaries";

/**
 * What the engine alone does on one thread, a line of JSON each: megabytes a second without candidates, then seconds for one and two MiB of
 * each adversarial text whose name holds the argument. Time of the processor, not the clock's: others may use the machine.
 */
const million = 1 << 20;
/** The best of so many; others may disturb what the processor keeps at hand as well. */
const runs = 4;
/** A text that is so far from the limit and grows as it should needs no second measurement. */
const quick = 0.5;
const [part = ""] = process.argv.slice(2);

function seconds(text: string): number {
  const before = process.cpuUsage();
  scan(text);
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e6;
}

const line = "the bot reads the order book and waits until the spread is wide enough before it places an order\n";
const prose = line.repeat(Math.ceil(million / line.length));
for (let warm = 0; warm < 5; warm++) scan(prose);
const times = 50;
let sum = 0;
for (let time = 0; time < times; time++) sum += seconds(prose);
const print = (result: object): void => {
  writeSync(1, `${JSON.stringify(result)}\n`);
};
print({ quiet: (times * prose.length) / 1e6 / sum });

for (const { name, text } of adversaries()) {
  if (!name.includes(part)) continue;
  const [short, long] = [text(million), text(2 * million)];
  // The first text of a sort pays for compiling what it calls.
  scan(short.slice(0, million >> 3));
  let [one, two] = [Infinity, Infinity];
  for (let run = 0; run < runs && !(one < quick && two < 2.2 * one); run++) {
    one = Math.min(one, seconds(short));
    two = Math.min(two, seconds(long));
  }
  print({ name, one, two });
}
