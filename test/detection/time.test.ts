import { scan } from "../../policies/detection/engine";
import { letters, Random } from "./generate/random";

describe("the time grows with the text, not faster", () => {
  const unit = new Random("adversary");
  const repeated: Readonly<Record<string, string>> = {
    "one letter": "a",
    "names without values": "secret=",
    "open quotes": 'password="',
    "nested names": "key:{secret:[token:",
    "PEM headers": "-----BEGIN PRIVATE KEY-----",
    "PEM headers with bodies": `-----BEGIN PRIVATE KEY-----\n${unit.alnum(60)}\n`,
    backslashes: '\\\\\\"',
    "percent signs": "%41%2",
    entities: "&#x41;&amp;",
    "URLs without an end": "postgres://a:b",
    "hashes of 64 digits": `0x${unit.hex(64)} `,
    "values of 64 bytes": `${unit.bytes(64).toString("base64")} `,
    "text in base64": `${Buffer.from("key=value and more of it").toString("base64")} `,
    "list words": "abandon ability able about above absent ",
    numbers: "12, 200, ",
    "joined literals": '"a" + ',
    "pieces between dots": "eyJhbGciOiJ.eyJhbGciOiJ.",
    UUIDs: `"${unit.uuid()}",`,
    "capitals and digits": unit.text(letters, 18) + " " + unit.text(letters, 36) + " ",
    "white space": "secret     \n     ",
    "tokens on one line": "token =\\u0041=>",
    "folded lines": `${unit.hex(64)}\n`,
  };

  test.each(Object.entries(repeated))("%s", (_, piece) => {
    const time = (size: number): number => {
      const text = piece.repeat(Math.ceil(size / piece.length));
      let least = Infinity;
      for (let run = 0; run < 3; run++) {
        const before = process.cpuUsage();
        scan(text);
        const { user, system } = process.cpuUsage(before);
        least = Math.min(least, (user + system) / 1000);
      }
      return least;
    };
    time(5_000);
    const small = time(40_000);
    const large = time(200_000);
    // Five times the text; quadratic work would take 25 times as long. The milliseconds are for what a clock and a compiler add.
    expect(large).toBeLessThan(small * 10 + 25);
  });
});

test.each([
  ["more than 10,000 findings are not told", "BINANCE_API_SECRET", 10_001, 10_000, false],
  ["9,900 findings are told", "BINANCE_API_SECRET", 9_900, 9_900, true],
  ["findings that are low do not count", "BINANCE_API_KEY", 10_001, 10_001, true],
])("of one text, %s", (_, name, lines, told, complete) => {
  const random = new Random("many");
  const text = Array.from({ length: lines }, () => `${name}=${random.alnum(64)}\n`).join("");
  const scanned = scan(text);
  expect({ told: scanned.findings.length, complete: scanned.complete }).toEqual({ told, complete });
});
