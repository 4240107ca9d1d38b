import { spawnSync } from "node:child_process";
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { operatorActions, operatorDocument, operatorDocumentName } from "../../infra/documents/operator-document";
import { changes } from "../../ops/host/exchange-call";
import { hostActions, operatorDocument as nameOf } from "../../ops/host/run-on-host";

const act = join(__dirname, "../../infra/host/operator/act");

interface Document {
  readonly parameters: Readonly<Record<string, { readonly allowedPattern?: string; readonly allowedValues?: unknown }>>;
  readonly mainSteps: readonly { readonly inputs: { readonly runCommand: readonly string[] } }[];
}
const document = operatorDocument("act") as Document;
const takes = (parameter: string, value: string): boolean =>
  new RegExp(document.parameters[parameter]?.allowedPattern ?? "^$", "u").test(value);

describe("the document by which operators ask a host", () => {
  it.each(["look", "act"] as const)("allows the actions that commands ask for to %s", (purpose) => {
    const allowed = (operatorDocument(purpose) as Document).parameters.action?.allowedValues;
    const asked = Object.entries(hostActions).flatMap(([action, its]) => (its === purpose ? [action] : []));
    expect(allowed).toEqual(asked);
  });

  it("allows what the script knows and nothing else", () => {
    const known = [...readFileSync(act, "utf8").matchAll(/^ {2}([a-z-]+)\)$/gmu)].map(([, action]) => action ?? "");
    expect(known.sort()).toEqual(Object.keys(hostActions).sort());
  });

  it("is called by infra and by commands alike", () => {
    for (const purpose of ["look", "act"] as const) {
      expect(nameOf("grid", "testnet", purpose)).toBe(`bulkhead-grid-testnet-${purpose}`);
      expect(operatorDocumentName("grid", "testnet", purpose)).toBe(`bulkhead-grid-testnet-${purpose}`);
    }
  });

  it("for looking is not asked for a call that the host's script knows to change something", () => {
    const script = readFileSync(join(act, "../core/arguments.py"), "utf8");
    const known = /^CHANGES = \{([^}]*)\}$/mu.exec(script)?.[1] ?? "";
    expect(known.match(/[a-z-]+/gu)?.sort()).toEqual([...changes].sort());
  });

  it.each([
    ["nothing", ""],
    ["base64 with its end", "eyJjYWxsIjoicGluZyJ9Cg=="],
    ["base64 with signs", "+/8="],
  ])("takes %s as input", (_, value) => {
    expect(takes("input", value)).toBe(true);
  });

  it.each(["'", "a'; id; '", "$(id)", "`id`", "a b", "a\n", "{{ action }}", "a===", "=a"])(
    "takes no %j, which a shell or the document would read",
    (value) => {
      expect(takes("input", value)).toBe(false);
    },
  );

  it("takes nothing but letters and hyphens as an action, wherever the value is from", () => {
    const all = [...operatorActions.look, ...operatorActions.act];
    expect(all.filter((action) => !takes("action", action))).toEqual([]);
    for (const value of ["'; id; '", "{{ssm:/a/parameter}}", "{{ input }}", "stop-bot\n", ""]) {
      expect([value, takes("action", value)]).toEqual([value, false]);
    }
  });

  it.each(["0", "", "1234567", "60; id", "-1"])("takes no %j for seconds", (value) => {
    expect(takes("seconds", value)).toBe(false);
  });

  it("hands every parameter over in quotes", () => {
    const [line = ""] = document.mainSteps.flatMap(({ inputs }) => inputs.runCommand);
    expect(line.match(/.\{\{ \w+ \}\}./gu)).toEqual(["'{{ input }}'", "'{{ action }}'"]);
  });
});

describe("the script that the document runs", () => {
  const folder = mkdtempSync(join(tmpdir(), "bulkhead-act-"));
  const stand = (path: string, script: string): void => {
    mkdirSync(join(folder, path, ".."), { recursive: true });
    writeFileSync(join(folder, path), `#!/bin/bash\n${script}\n`, { mode: 0o755 });
  };
  const acted = (action: string, input: string): { readonly status: number | null; readonly stdout: string } => {
    const { status, stdout } = spawnSync("bash", [join(folder, "operator/act"), action], { encoding: "utf8", input });
    return { status, stdout };
  };
  beforeAll(() => {
    mkdirSync(join(folder, "operator"));
    copyFileSync(act, join(folder, "operator/act"));
    stand("operator/exchange-call", 'read -r request; [[ $request == bad ]] && exit 2; echo "answer to $request$*"');
    stand("gate/sandbox-verify", 'echo "$*"; cat; [[ -n $3 ]] || exit 2');
  });
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  it.each([
    ["each line", "one\ntwo\n", { status: 0, stdout: "answer to one\nanswer to two\n" }],
    ["a last line that does not end", "one\ntwo", { status: 0, stdout: "answer to one\nanswer to two\n" }],
    ["those before one that can't be read", "one\nbad\ntwo\n", { status: 2, stdout: "answer to one\n" }],
  ])("makes the exchange call of %s", (_, input, expected) => {
    expect(acted("exchange-call", input)).toEqual(expected);
  });

  it("tells the exchange call that it is to look alone", () => {
    expect(acted("exchange-look", "one\ntwo\n")).toEqual({
      status: 0,
      stdout: "answer to one--look\nanswer to two--look\n",
    });
  });

  it("hands the number and the list of hosts on, and what comes of them back", () => {
    const hosts = "a.example 443\nb.example 443\n";
    expect(acted("verify-sandbox", `7\n${hosts}`)).toEqual({ status: 0, stdout: `--packed --connections 7\n${hosts}` });
    expect(acted("verify-sandbox", "")).toEqual({ status: 2, stdout: "--packed --connections \n" });
  });

  it.each(["", "sh", "exchange-call;id", "-c", "evidence x", "x".repeat(100_000)])(
    "does nothing for %.20j",
    (action) => {
      const { status, stdout, stderr } = spawnSync("bash", [act, action], { encoding: "utf8", input: "" });
      expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
      expect(stderr).toMatch(/^act: .{1,60} is none of its actions\.\n$/u);
    },
  );
});
