import * as fc from "fast-check";
import { sarifReport } from "../../ops/report/scan-sarif";
import type { Found, ScanReport } from "../../ops/scan/found";
import { detectors } from "../../policies/detection/detectors";
import { sarifErrors } from "./sarif-errors";

const finding: Found = {
  file: "deploy/b c.env",
  line: 3,
  column: 20,
  endLine: 4,
  endColumn: 1,
  detector: "binance-api-secret",
  severity: "high",
  confidence: "proven",
  via: ["userData", "gzip", "write_files[0]"],
  message: "holds a Binance API secret",
};
const empty: ScanReport = { findings: [], allowed: [], notFullyScanned: [], stale: 0, files: 0, bytes: 0, seconds: 0 };

describe("a SARIF report obeys the schema of SARIF 2.1.0", () => {
  test.each<[string, ScanReport]>([
    ["without findings", empty],
    [
      "with findings of each severity and confidence, in a file, in standard input and behind an absolute path",
      {
        ...empty,
        findings: [
          finding,
          { ...finding, file: "-", severity: "medium", confidence: "shaped", via: [] },
          { ...finding, file: "/tmp/ä%20#?.env", severity: "low", confidence: "named" },
        ],
      },
    ],
    [
      "with what a comment and the baseline allow",
      {
        ...empty,
        allowed: [
          { finding, reason: "made for a test", by: "comment" },
          { finding, reason: "key of a test network", by: "baseline" },
        ],
      },
    ],
    [
      "with files that could not be scanned fully",
      { ...empty, notFullyScanned: [{ file: "a.zip", reason: "nested too deep" }] },
    ],
  ])("%s", (_title, report) => {
    expect(sarifErrors(sarifReport(report))).toEqual([]);
  });

  test("whatever a file is called", () => {
    const names = fc.array(fc.string({ unit: "grapheme", minLength: 1, maxLength: 60 }), {
      minLength: 1,
      maxLength: 100,
    });
    fc.assert(
      fc.property(names, (files) => {
        const findings = files.map((file) => ({ ...finding, file }));
        const notFullyScanned = files.map((file) => ({ file, reason: "unreadable" }));
        expect(sarifErrors(sarifReport({ ...empty, findings, notFullyScanned }))).toEqual([]);
      }),
      { numRuns: 5 },
    );
  });

  test("and the schema refuses a report with a line 0, an unknown level or a property of nobody's", () => {
    const broken = [
      sarifReport({ ...empty, findings: [{ ...finding, line: 0 }] }),
      sarifReport({ ...empty, findings: [finding] }).replaceAll('"error"', '"fatal"'),
      sarifReport(empty).replace('"results"', '"outcome"'),
    ];
    for (const text of broken) expect(sarifErrors(text)).not.toEqual([]);
  });

  test("every detector is a rule of the report, under its own index", () => {
    const findings = detectors.map(({ id }) => ({ ...finding, detector: id }));
    const [run] = (JSON.parse(sarifReport({ ...empty, findings })) as Log).runs;
    expect(run?.results.map(({ ruleIndex }) => run.tool.driver.rules[ruleIndex]?.id)).toEqual(
      detectors.map(({ id }) => id),
    );
  });
});

interface Log {
  readonly runs: readonly {
    readonly tool: { readonly driver: { readonly rules: readonly { readonly id: string }[] } };
    readonly results: readonly { readonly ruleIndex: number }[];
  }[];
}
