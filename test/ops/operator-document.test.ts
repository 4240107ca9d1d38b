import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { operatorActions, operatorDocument, operatorDocumentName } from "../../infra/documents/operator-document";
import { type HostAction, operatorDocument as nameOf } from "../../ops/host/run-on-host";

const act = join(__dirname, "../../infra/host/operator/act");

/** Every action that commands ask for: the compiler refuses one too few or too many. */
const asked: Readonly<Record<HostAction, true>> = {
  "exchange-call": true,
  "last-call": true,
  "verify-sandbox": true,
  "stop-bot": true,
  "end-bot": true,
  "start-bot": true,
  "restart-bot": true,
  "bot-state": true,
  evidence: true,
};

interface Document {
  readonly parameters: Readonly<Record<string, { readonly allowedPattern?: string; readonly allowedValues?: unknown }>>;
  readonly mainSteps: readonly { readonly inputs: { readonly runCommand: readonly string[] } }[];
}
const document = operatorDocument() as Document;
const takes = (parameter: string, value: string): boolean =>
  new RegExp(document.parameters[parameter]?.allowedPattern ?? "^$", "u").test(value);

describe("the document by which operators ask a host", () => {
  it("allows the actions that commands ask for, and the script knows each of them and no other", () => {
    expect([...operatorActions].sort()).toEqual(Object.keys(asked).sort());
    expect(document.parameters.action?.allowedValues).toEqual(operatorActions);
    const known = [...readFileSync(act, "utf8").matchAll(/^ {2}([a-z-]+)\)$/gmu)].map(([, action]) => action ?? "");
    expect(known.sort()).toEqual([...operatorActions].sort());
  });

  it("is called by infra and by commands alike", () => {
    expect(nameOf("grid", "testnet")).toBe("bulkhead-grid-testnet");
    expect(operatorDocumentName("grid", "testnet")).toBe("bulkhead-grid-testnet");
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

  it.each(["0", "", "1234567", "60; id", "-1"])("takes no %j for seconds", (value) => {
    expect(takes("seconds", value)).toBe(false);
  });

  it("hands every parameter over in quotes", () => {
    const [line = ""] = document.mainSteps.flatMap(({ inputs }) => inputs.runCommand);
    expect(line.match(/.\{\{ \w+ \}\}./gu)).toEqual(["'{{ input }}'", "'{{ action }}'"]);
  });
});

describe("the script that the document runs", () => {
  it.each(["", "sh", "exchange-call;id", "-c", "evidence x", "x".repeat(100_000)])(
    "does nothing for %.20j",
    (action) => {
      const { status, stdout, stderr } = spawnSync("bash", [act, action], { encoding: "utf8", input: "" });
      expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
      expect(stderr).toMatch(/^act: .{1,60} is none of its actions\.\n$/u);
    },
  );
});
