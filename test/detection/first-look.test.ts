import { createHash } from "node:crypto";
import { gzipSync } from "node:zlib";
import { scan, scanFields } from "../../policies/detection/engine";

const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

function letters(seed: string, length: number): string {
  const bytes = Array.from({ length: 2 }, (_, block) => createHash("sha512").update(`${seed} ${block}`).digest());
  return Array.from(Buffer.concat(bytes).subarray(0, length), (byte) => alphabet[byte % alphabet.length]).join("");
}

const secret = letters("binance", 64);

test("a Binance secret in an environment file is found at its own range", () => {
  const text = `BINANCE_API_SECRET=${secret}\n`;
  expect(scan(text)).toMatchObject({
    complete: true,
    findings: [{ detector: "binance-api-secret", severity: "high", start: 19, end: 83, via: ["BINANCE_API_SECRET"] }],
  });
});

test("a Binance secret inside gzip inside base64 is found, and the finding says the way", () => {
  const text = gzipSync(`BINANCE_API_SECRET=${secret}\n`).toString("base64");
  expect(scan(text).findings).toMatchObject([
    { detector: "binance-api-secret", start: 0, end: text.length, via: ["base64", "gzip", "BINANCE_API_SECRET"] },
  ]);
});

test("the name of a field tells what its text is", () => {
  const findings = scanFields([{ path: "environment.BINANCE_API_SECRET", name: "BINANCE_API_SECRET", text: secret }]);
  expect(findings.findings).toMatchObject([{ detector: "binance-api-secret", path: "environment.BINANCE_API_SECRET" }]);
});
