import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";

const script = join(__dirname, "../../infra/host/bot/fetch-credential");
const value = '{"note": "made for this test, %s \\\\ $HOME"}';

let folder: string;
let running: ChildProcess | undefined;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "fetch-credential-"));
});

afterEach(() => {
  running?.kill();
  rmSync(folder, { recursive: true });
});

/** Makes the command line answer with a text or an error, in AWS's words; may be called again while the script runs. */
function answer({ text, error }: { text?: string; error?: string }): void {
  writeFileSync(join(folder, "answer"), text ?? "");
  writeFileSync(join(folder, "error"), error ?? "");
  const lines = [
    "#!/bin/bash",
    `printf '%s\\n' "$*" >>'${folder}/calls'`,
    `if [[ -s '${folder}/error' ]]; then cat '${folder}/error' >&2; exit 254; fi`,
    `cat '${folder}/answer'; printf '\\n'`,
  ];
  writeFileSync(join(folder, "aws"), `${lines.join("\n")}\n`, { mode: 0o755 });
}

function start(): { ended: Promise<number | null>; printed: () => string } {
  const child = spawn("bash", [script], {
    env: {
      PATH: `${folder}:${process.env.PATH ?? ""}`,
      BULKHEAD_SECRET_NAME: "grid-exchange-1a2b3c4",
      AWS_REGION: "eu-west-1",
      RUNTIME_DIRECTORY: folder,
      BULKHEAD_PAUSE_SECONDS: "0.05",
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  running = child;
  let printed = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk) => (printed += String(chunk)));
  return { ended: once(child, "close").then(([code]) => code as number | null), printed: () => printed };
}

const calls = (): number =>
  existsSync(join(folder, "calls")) ? readFileSync(join(folder, "calls"), "utf8").split("\n").length - 1 : 0;

async function untilCalled(times: number): Promise<void> {
  while (calls() < times) await pause(10);
}

const credential = (): string => readFileSync(join(folder, "exchange"), "utf8");
const empty =
  "\nAn error occurred (ResourceNotFoundException) when calling the GetSecretValue operation: Secrets Manager can't find the specified secret value for staging label: AWSCURRENT\n";

it("stores the value byte by byte, readable by its owner only, and prints its name alone", async () => {
  answer({ text: value });
  const { ended, printed } = start();
  expect(await ended).toBe(0);
  expect(credential()).toBe(value);
  expect(statSync(join(folder, "exchange")).mode & 0o777).toBe(0o400);
  expect(printed()).toBe("grid-exchange-1a2b3c4 was read\n");
  expect(readdirSync(folder).filter((name) => name.startsWith("exchange"))).toEqual(["exchange"]);
});

it("asks for the secret by name, in its region, without the value in any argument", async () => {
  answer({ text: value });
  await start().ended;
  expect(readFileSync(join(folder, "calls"), "utf8")).toBe(
    "secretsmanager get-secret-value --region eu-west-1 --secret-id grid-exchange-1a2b3c4 --query SecretString --output text\n",
  );
});

it("waits while the secret is empty, says so once, and goes on when a value is there", async () => {
  answer({ error: empty });
  const { ended, printed } = start();
  await untilCalled(4);
  expect(existsSync(join(folder, "exchange"))).toBe(false);
  expect(printed()).toBe("grid-exchange-1a2b3c4 has no value yet: waiting for an operator to put one\n");
  answer({ text: value });
  expect(await ended).toBe(0);
  expect(credential()).toBe(value);
});

it("waits while it may not read, and prints the error's code without its text", async () => {
  answer({
    error:
      "\nAn error occurred (AccessDeniedException) when calling the GetSecretValue operation: not authorized, marker\n",
  });
  const { printed } = start();
  await untilCalled(4);
  expect(printed()).toMatch(
    /^grid-exchange-1a2b3c4 cannot be read \(AccessDeniedException\): trying again every .*\n$/u,
  );
});

it("waits while nobody answers", async () => {
  answer({ error: "Could not connect to the endpoint URL\n" });
  const { printed } = start();
  await untilCalled(4);
  expect(printed()).toMatch(/^grid-exchange-1a2b3c4 cannot be read \(no answer from Secrets Manager\): .*\n$/u);
});

it("does not take the command line's word for an absent text as the value", async () => {
  answer({ text: "None" });
  const { printed } = start();
  await untilCalled(4);
  expect(existsSync(join(folder, "exchange"))).toBe(false);
  expect(printed()).toBe("grid-exchange-1a2b3c4 holds a binary value: waiting for an operator to put a text\n");
});
