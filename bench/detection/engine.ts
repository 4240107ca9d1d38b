import { scan } from "../../policies/detection/engine";

/** What the engine alone does on one thread: megabytes a second without candidates, and the growth of adversarial texts. */
const million = 1 << 20;
const filled = (piece: string, length: number): string =>
  piece.repeat(Math.ceil(length / piece.length)).slice(0, length);

const prose = filled(
  "the bot reads the order book and waits until the spread is wide enough before it places an order\n",
  million,
);
for (let warm = 0; warm < 5; warm++) scan(prose);
const times = 50;
const began = performance.now();
for (let time = 0; time < times; time++) scan(prose);
const quiet = (times * prose.length) / 1e6 / ((performance.now() - began) / 1_000);

const adversaries: Readonly<Record<string, string>> = {
  quotes: '"', backslashes: "\\", "escaped quotes": '\\"', equals: "=", "names without values": "secret=", "names with values": "api_secret=x9;",
  colons: "key: ", braces: "{", brackets: "[1,", zeros: "0", "one letter": "A", hex: "0123456789abcdef", base64: "QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVo",
  "short base64 runs": "QUJDREVGR0hJSktM ", percent: "%41", unicode: "\\u0041", entities: "&#65;", words: "abandon ability able about above absent ",
  numbers: "1, 2, 3, 250, ", urls: "https://a:b@h/", "PEM heads": "-----BEGIN PRIVATE KEY-----\n", "folded lines": "x: |\n  ", "cloud-init": "#cloud-config\nwrite_files:\n",
  heredocs: "cat <<EOF\n", "random runs": "k9Xq2Lm4Pz7Rt1Vb ", concatenation: '"ab" + ', spaces: " ", "line ends": "\n", "gzip heads": "H4sIAAAAAAAA", uuids: "123e4567-e89b-42d3-a456-426614174000 ",
}; // prettier-ignore
const growth = Object.entries(adversaries).map(([name, piece]) => {
  const best = (length: number): number => {
    const text = filled(piece, length);
    let least = Infinity;
    for (let time = 0; time < 3; time++) {
      const start = performance.now();
      scan(text);
      least = Math.min(least, performance.now() - start);
    }
    return least;
  };
  const one = best(million);
  return { name, one, two: best(2 * million) };
});
console.log(JSON.stringify({ quiet, growth }));
