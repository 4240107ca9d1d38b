import * as fc from "fast-check";
import { coverageOf } from "../../ops/report/coverage";
import { toConsole } from "../../ops/report/console";
import { toGithub } from "../../ops/report/github";
import { toHtml } from "../../ops/report/html";
import { toJson } from "../../ops/report/json";
import { toJunit } from "../../ops/report/junit";
import { toMarkdown } from "../../ops/report/markdown";
import { exitCodeOf, reportOf, type Report } from "../../ops/report/report";
import { packFrameworks } from "../../ops/report/pack-frameworks";
import { toSarif } from "../../ops/report/sarif";
import { styleFor } from "../../ops/report/style";
import { deep, frameworks, hostile, hostileName, many, plain } from "./reports";
import { sarifErrors } from "./sarif-errors";

const style = styleFor({ isTTY: false });
const forms: readonly (readonly [string, (report: Report) => string])[] = [
  ["console", (report) => toConsole(report, style)],
  ["json", toJson],
  ["sarif", toSarif],
  ["junit", toJunit],
  ["markdown", toMarkdown],
  ["github", toGithub],
  ["html", (report) => toHtml(report, frameworks)],
];

interface Sarif {
  readonly runs: readonly [
    {
      readonly tool: { readonly driver: { readonly rules: readonly { id: string; helpUri?: string }[] } };
      readonly invocations: readonly [
        { executionSuccessful: boolean; toolExecutionNotifications: { message: { text: string } }[] },
      ];
      readonly results: readonly {
        ruleId: string;
        ruleIndex: number;
        kind?: string;
        level: string;
        locations: {
          physicalLocation?: { artifactLocation: { uri: string }; region?: { startLine: number } };
          logicalLocations: { fullyQualifiedName?: string }[];
        }[];
      }[];
    },
  ];
}

describe("what a check comes to", () => {
  it("is 2 where a stack could not be judged, whatever the others came to", () => {
    expect(hostile.summary).toMatchObject({ refused: 2, undecided: 2, unjudged: 1, result: "refused" });
    expect(exitCodeOf(hostile.summary)).toBe(2);
    expect(exitCodeOf({ ...hostile.summary, unjudged: 0 })).toBe(1);
    expect(exitCodeOf({ ...plain.summary, refused: 0, result: "passed" })).toBe(0);
    const alone = reportOf([{ stack: "a", program: ".", folder: "/", state: undefined, limits: [], outcome: "why" }]);
    expect(alone.summary.result).toBe("undecided");
  });
});

describe.each(forms)("as %s", (_, write) => {
  it("no value of a property is in a report, but what the picture draws", () => {
    const secretive = "a-value-of-an-input-0123";
    const report = reportOf([
      {
        stack: "dev",
        program: ".",
        folder: "/",
        state: undefined,
        limits: [],
        outcome: {
          stack: "dev",
          file: "Pulumi.dev.yaml",
          resources: [
            {
              urn: "urn:pulumi:dev::t::aws:kms/key:Key::k",
              type: "aws:kms/key:Key",
              name: "k",
              parent: "",
              file: undefined,
              line: undefined,
              madeUp: [],
            },
          ],
          properties: new Map([
            ["urn:pulumi:dev::t::aws:kms/key:Key::k", { description: secretive, tags: { a: secretive } }],
          ]),
          verdicts: [],
          undecided: [],
          mended: [],
          judged: new Map(),
          idle: [],
          policies: [],
          messages: [],
        },
      },
    ]);
    expect(write(report)).not.toContain(secretive);
  });

  it("a stack that could not be judged is named, with the reason", () => {
    const report = reportOf([
      {
        stack: "broken",
        program: ".",
        folder: "/",
        state: undefined,
        limits: [],
        outcome: "Pulumi.broken.yaml:3: it is not valid YAML.",
      },
    ]);
    const text = write(report);
    expect(text).toContain("broken");
    expect(text.replaceAll("\\", "")).toContain("Pulumi.broken.yaml:3: it is not valid YAML.");
  });

  it("two runs over the same give the same text", () => {
    expect(write(many)).toBe(write(many));
  });
});

describe("the console", () => {
  it("counts what lies deep and has no verdict, and shows the way to what has one", () => {
    const lines = toConsole(deep, style).split("\n");
    expect(lines.slice(1, lines.indexOf(""))).toEqual([
      "└─ dev t",
      "   └─ bot t",
      "      ├─ ward t · 2 other resources",
      "      │  └─ gate t",
      "      │     └─ lock t ✗",
      "      └─ yard t · 2 resources",
    ]);
  });
});

describe("SARIF", () => {
  it.each([
    ["hostile", hostile],
    ["plain", plain],
    ["of many stacks", many],
  ])("obeys the schema: %s", (_, report) => {
    expect(sarifErrors(toSarif(report))).toEqual([]);
  });

  it("points to the line to mend, else to the stack file, and always to the URN", () => {
    const [run] = (JSON.parse(toSarif(hostile)) as Sarif).runs;
    const found = run.results.map(({ ruleId, kind, level, locations: [location] }) => ({
      rule: ruleId,
      kind,
      level,
      uri: location?.physicalLocation?.artifactLocation.uri,
      line: location?.physicalLocation?.region?.startLine,
    }));
    expect(found).toContainEqual({
      rule: "trial-refuses",
      kind: undefined,
      level: "error",
      uri: "sub/trial/index.ts",
      line: 12,
    });
    expect(found).toContainEqual({
      rule: "trial-refuses",
      kind: "review",
      level: "none",
      uri: "sub/trial/index.ts",
      line: 12,
    });
    expect(found).toContainEqual({
      rule: "trial-refuses",
      kind: undefined,
      level: "error",
      uri: "sub/trial/Pulumi.dev.yaml",
      line: undefined,
    });
    expect(found).toContainEqual({
      rule: "trial-open",
      kind: "open",
      level: "none",
      uri: "sub/trial/Pulumi.dev.yaml",
      line: undefined,
    });
    expect(found).toContainEqual({
      rule: "trial-advises",
      kind: undefined,
      level: "warning",
      uri: "sub/trial/index.ts",
      line: 12,
    });
    for (const { locations, ruleId, ruleIndex } of run.results) {
      expect(locations[0]?.logicalLocations[0]?.fullyQualifiedName).toMatch(/^urn:pulumi:dev::trial::/u);
      expect(run.tool.driver.rules[ruleIndex]?.id).toBe(ruleId);
    }
  });

  it("says that a stack was not judged, and names no address that is no web page", () => {
    const [run] = (JSON.parse(toSarif(hostile)) as Sarif).runs;
    expect(run.invocations[0].executionSuccessful).toBe(false);
    expect(run.invocations[0].toolExecutionNotifications).toHaveLength(1);
    expect(run.tool.driver.rules.find(({ id }) => id === "trial-passes")?.helpUri).toBeUndefined();
    expect((JSON.parse(toSarif(plain)) as Sarif).runs[0].invocations[0].executionSuccessful).toBe(true);
  });

  it("of a state has no physical location, since no folder is known", () => {
    const state = {
      ...plain,
      stacks: plain.stacks.slice(2).map((stack) => ({ ...stack, verdicts: hostile.stacks[0]?.verdicts ?? [] })),
    };
    const [run] = (JSON.parse(toSarif(state)) as Sarif).runs;
    expect(run.results.length).toBeGreaterThan(0);
    for (const { locations } of run.results) expect(locations[0]?.physicalLocation).toBeUndefined();
  });
});

describe("JUnit", () => {
  const counts = (text: string): Record<string, number> => {
    const count = (pattern: RegExp): number => [...text.matchAll(pattern)].length;
    return { cases: count(/<testcase /gu), failures: count(/<failure /gu), errors: count(/<error /gu) };
  };

  it("has a case for each policy and resource that had business with each other, and counts them right", () => {
    const text = toJunit(hostile);
    // Five were judged; two more stand for advice and a waiver on the key, one for the stack that could not be judged.
    expect(counts(text)).toEqual({ cases: 8, failures: 2, errors: 2 });
    expect(text).toContain('<testsuites name="bulkhead check" tests="8" failures="2" errors="2">');
    expect(text).toContain('<testsuite name="dev" tests="7" failures="2" errors="1" skipped="0">');
  });

  it("passes advice, and gives it as the case's output", () => {
    const [, advised = ""] = /<testcase name="trial-advises[^>]*>(.*?)<\/testcase>/su.exec(toJunit(hostile)) ?? [];
    expect(advised).toContain("<system-out>");
    expect(advised).not.toMatch(/<failure|<error|<skipped/u);
  });
});

describe("GitHub's annotations", () => {
  it("stand on the line of the file from the repository's root", () => {
    expect(toGithub(plain)).toContain(
      "::error file=sub/trial/index.ts,line=12,title=trial-refuses (critical) in refused::",
    );
  });

  it("can't be forged by a name: each begins with a command of ours, and the last line tells the result", () => {
    const lines = toGithub(hostile).trimEnd().split("\n");
    // One for the stack, five verdicts, one undecided, one mended, and the closing line.
    expect(lines).toHaveLength(9);
    for (const line of lines.slice(0, -1)) expect(line).toMatch(/^::(?:error|warning|notice) (?:file=|title=)/u);
    expect(lines.at(-1)).toMatch(/^bulkhead: refused: 2 stacks, /u);
  });
});

describe("Markdown", () => {
  it("says the verdict first, under the mark that finds the comment again", () => {
    expect(toMarkdown(plain).split("\n").slice(0, 4)).toEqual([
      "<!-- bulkhead check -->",
      "## ❌ Refused",
      "",
      "Bulkhead: 3 stacks, 9 resources, 1 violation.",
    ]);
  });

  it("fits into a comment, and says what it leaves out", () => {
    const long = { ...many, stacks: Array.from({ length: 30 }, () => many.stacks).flat() };
    const text = toMarkdown(long);
    expect(text.length).toBeLessThan(65_536);
    expect(text).toMatch(/\d+ more sections not shown/u);
  });

  it("has no HTML, link, mention or heading that a name made", () => {
    // What is left outside of code spans and fences is markup.
    const bare = toMarkdown(hostile)
      .replace(/(`{3,})text\n.*?\n\1/gsu, "")
      .replace(/(?<!`)(`+)(?!`).*?[^`]\1(?!`)/gsu, "");
    const tags = new Set(Array.from(bare.matchAll(/(?<!\\)<(?!!--)[^>\n]*/gu), ([tag]) => tag));
    expect([...tags].sort()).toEqual(["</details", "</summary", "<details", "<summary"]);
    expect(bare).not.toMatch(/@(?!<!-- -->)/u);
    expect(bare).not.toMatch(/:\/\/(?!<!-- -->)/u);
    expect(bare).not.toMatch(/(?<!\\)\]\(/u);
  });
});

describe("HTML", () => {
  const page = toHtml(hostile, frameworks);

  it("admits its own style and nothing else", () => {
    const [, policy] = /<meta http-equiv="Content-Security-Policy" content="([^"]*)">/u.exec(page) ?? [];
    expect(policy).toMatch(
      /^default-src 'none'; style-src 'sha256-[\w+/]{43}='; img-src data:; base-uri 'none'; form-action 'none'$/u,
    );
  });

  it("whatever a thing is called, has the same elements", () => {
    const elements = (text: string): string[] =>
      Array.from(text.matchAll(/<\/?([a-z][\w-]*)/gu), ([, name]) => name ?? "");
    expect(new Set(elements(page))).not.toContain("script");
    expect(new Set(elements(page))).not.toContain("img");
    const named = (name: string): string =>
      toHtml(
        reportOf([
          {
            stack: name,
            program: name,
            folder: "/",
            state: undefined,
            limits: [{ subject: name, reason: name }],
            outcome: name,
          },
        ]),
      );
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: "binary" }), fc.constant(hostileName)), (name) => {
        expect(elements(named(name))).toEqual(elements(named("x")));
      }),
      { numRuns: 200 },
    );
  });

  it("shows the remedy, what was not judged and why, and waivers apart from advice", () => {
    expect(page).toContain("To mend it:");
    expect(page).toContain("Not judged, and why");
    expect(page).toMatch(/<summary>Waivers <span class="count">1<\/span>/u);
    expect(page).toMatch(/<summary>Advice <span class="count">1<\/span>/u);
    expect(page).toMatch(/<summary>Mended by the pack <span class="count">1<\/span>/u);
  });

  it("links to web pages only", () => {
    expect(Array.from(page.matchAll(/href="([^"]*)"/gu), ([, href]) => href?.split(":")[0])).toEqual(
      expect.arrayContaining(["https"]),
    );
    expect(page).not.toMatch(/href="javascript/u);
  });
});

describe("coverage of a framework", () => {
  const standings = (report: Report): string[] =>
    coverageOf(report, frameworks).flatMap(({ controls }) => controls.map(({ standing }) => standing));

  it("tells what is violated, met, open and without anything to judge", () => {
    const judged = { ...hostile, summary: { ...hostile.summary, unjudged: 0 } };
    expect(standings(judged)).toEqual(["violated", "met", "open", "idle"]);
  });

  it("tells what advisory policies alone do not find met from what is violated", () => {
    const judged = { ...hostile, summary: { ...hostile.summary, unjudged: 0 } };
    const stacks = judged.stacks.map((stack) => ({
      ...stack,
      undecided: [],
      verdicts: stack.verdicts.map((verdict) => ({ ...verdict, level: "advisory" as const, assumed: false })),
    }));
    expect(standings({ ...judged, stacks }).slice(0, 2)).toEqual(["advised", "met"]);
  });

  it("of our own pack lists the policies that are in it, under the controls they serve, and no others", () => {
    expect(packFrameworks(new Set(["trial-refuses"]))).toEqual([]);
    const nist = packFrameworks(new Set(["config-no-plaintext-secret"])).find(({ title }) => title.startsWith("NIST"));
    expect(nist?.controls).toEqual([{ id: "IA-5(7)", title: "", policies: ["config-no-plaintext-secret"] }]);
  });

  it("takes nothing for met where a stack could not be judged", () => {
    expect(standings(hostile)).toEqual(["violated", "open", "open", "open"]);
  });
});
