import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import fc from "fast-check";
import { binance } from "../../exchanges/binance";
import { exchanges, hostsOf, networkOf } from "../../exchanges/exchanges";
import { forbiddenHosts, sandbox } from "../../ops/sandbox-verify";
import { type SandboxReport, type WayResult, unpacked } from "../../ops/sandbox/report";
import { type HostCommand, outputLimitCharacters, runOnHost, Unanswered } from "../../ops/host/run-on-host";
import { UserError } from "../../ops/user-error";
import { type DoubledHost, SsmDouble } from "../sandbox/ssm-double";

const way = (changes: Partial<WayResult> = {}): WayResult => ({
  way: "tls-name",
  as: "bulkhead-bot",
  target: "api.binance.com at 203.0.113.10:443",
  expected: "refused",
  got: "refused",
  connections: 1,
  ok: true,
  ...changes,
});
const answer = way({ way: "bot-list", target: "testnet.binance.vision:443", expected: "answers", got: "answers" });
const report = (changes: Partial<SandboxReport> = {}): SandboxReport => ({
  at: "2026-11-22T20:00:00Z",
  seconds: 12.5,
  ways: 180,
  connections: 222,
  failed: 0,
  results: [way(), answer],
  ...changes,
});
const packed = (content: unknown): string => `${gzipSync(JSON.stringify(content)).toString("base64")}\n`;

describe("a host's report", () => {
  it("is read as it was packed", () => {
    expect(unpacked(packed(report()))).toEqual(report());
  });

  it("may say that a way went through", () => {
    const through = report({ failed: 1, results: [way({ got: "answers", ok: false }), answer] });
    expect(unpacked(packed(through))).toEqual(through);
  });

  it.each<[string, string, string]>([
    ["nothing", "", "can't be read"],
    ["text", "all is well", "can't be read"],
    ["base64 of something else", Buffer.from("all is well").toString("base64"), "can't be read"],
    ["a report cut short", packed(report()).slice(0, 60), "can't be read"],
    ["a bomb", gzipSync(Buffer.alloc(20_000_000)).toString("base64"), "can't be read"],
    ["a list", packed([]), "has another shape than expected"],
    ["a report with something more", packed({ ...report(), more: 1 }), "has another shape than expected"],
    [
      "a result without a verdict",
      packed(report({ results: [{ ...way(), ok: undefined } as never] })),
      "another shape",
    ],
    ["too few ways", packed(report({ ways: 29 })), "covers 29 ways, expected at least 30"],
    ["fewer connections than ways", packed(report({ connections: 100 })), "covers 180 ways"],
    [
      "a failure that it does not count",
      packed(report({ results: [way({ ok: false }), answer] })),
      "contradicts itself",
    ],
    [
      "a way that went through and counts as refused",
      packed(report({ results: [way({ got: "sent" }), answer] })),
      "contradicts itself",
    ],
    [
      "a way that was not tried and counts as refused",
      packed(report({ results: [way({ got: "could not be tried" }), answer] })),
      "contradicts itself",
    ],
    [
      "a host that did not answer and counts as reached",
      packed(report({ results: [way(), { ...answer, got: "refused" }] })),
      "contradicts itself",
    ],
    ["no host that has to answer", packed(report({ results: [way()] })), "does not say whether a listed host answers"],
  ])("of %s proves nothing", (_, output, message) => {
    expect(() => unpacked(output)).toThrow(UserError);
    expect(() => unpacked(output)).toThrow(message);
  });

  it("of any text is refused in words, never with another error", () => {
    const texts = fc.oneof(
      fc.string(),
      fc.base64String(),
      fc.json().map((text) => gzipSync(text).toString("base64")),
    );
    fc.assert(
      fc.property(texts, (text) => {
        expect(() => unpacked(text)).toThrow(UserError);
      }),
      { numRuns: 300 },
    );
  });
});

describe("what must not be reached", () => {
  it("is every live host of a testnet bot's exchange", () => {
    const names = forbiddenHosts(binance, "testnet").map(({ name }) => name);
    expect(names).toEqual(expect.arrayContaining([...hostsOf(binance, "mainnet"), ...binance.otherLiveHosts]));
    expect(names.filter((name) => hostsOf(binance, "testnet").includes(name))).toEqual([]);
  });

  it("is, for a live bot, its test hosts and a live host of every other exchange", () => {
    const names = forbiddenHosts(binance, "mainnet").map(({ name }) => name);
    expect(names).toEqual(expect.arrayContaining([...hostsOf(binance, "testnet")]));
    expect(names).toContain("api.kraken.com");
    expect(names.filter((name) => hostsOf(binance, "mainnet").includes(name))).toEqual([]);
  });

  it("never includes a host that the bot is let to, and never a test host on a test network", () => {
    for (const exchange of Object.values(exchanges)) {
      for (const network of ["testnet", "mainnet"] as const) {
        const names = forbiddenHosts(exchange, network).map(({ name }) => name);
        expect(names.filter((name) => hostsOf(exchange, network).includes(name))).toEqual([]);
        expect(new Set(names).size).toBe(names.length);
        if (network === "testnet") expect(names.filter((name) => networkOf(name) !== "mainnet")).toEqual([]);
      }
    }
  });
});

describe("a command on a host", () => {
  const tags = { "bulkhead:bot": "grid-testnet", "bulkhead:network": "testnet" };
  const host = (changes: Partial<DoubledHost> = {}): DoubledHost => ({
    instanceId: "i-0123456789abcdef0",
    tags,
    run: () => Promise.resolve({ status: 0, out: "done", err: "" }),
    ...changes,
  });
  const command: HostCommand = {
    ...{ region: "eu-west-1", tags, action: "bot-state", comment: "test", timeoutSeconds: 30, deliverySeconds: 1 },
    accepted: [0, 1],
  };
  const double = new SsmDouble([]);
  const before = { ...process.env };

  beforeAll(async () => {
    const AWS_ENDPOINT_URL_SSM = await double.start();
    Object.assign(process.env, { AWS_ENDPOINT_URL_SSM, AWS_ACCESS_KEY_ID: "test", AWS_SECRET_ACCESS_KEY: "test" });
  });
  afterAll(async () => {
    process.env = before;
    await double.stop();
  });
  beforeEach(() => {
    double.refusal = undefined;
    double.hosts = [host()];
  });

  it("goes to the host that has all the tags and comes back with its output", async () => {
    double.hosts = [host({ tags: { ...tags, "bulkhead:network": "mainnet" }, instanceId: "i-other" }), host()];
    await expect(runOnHost(command)).resolves.toEqual({ instanceId: "i-0123456789abcdef0", output: "done" });
  });

  it("may end with any accepted exit code", async () => {
    double.hosts = [host({ run: () => Promise.resolve({ status: 1, out: "a finding", err: "" }) })];
    await expect(runOnHost(command)).resolves.toMatchObject({ output: "a finding" });
  });

  it.each<[string, readonly DoubledHost[], string]>([
    [
      "no host has the tags",
      [],
      "No host with the tags bulkhead:bot=grid-testnet, bulkhead:network=testnet takes commands",
    ],
    ["two hosts have them", [host(), host({ instanceId: "i-other" })], "2 hosts carry the tags"],
    [
      "it ends with another exit code",
      [host({ run: () => Promise.resolve({ status: 127, out: "", err: "first\nsh: sandbox-verify: not found\n" }) })],
      "i-0123456789abcdef0 could not run the command: Failed, exit code 127: sh: sandbox-verify: not found. Its files may be of an older release, which a deployer's pulumi up replaces.",
    ],
    [
      "its output is longer than Systems Manager returns",
      [host({ run: () => Promise.resolve({ status: 0, out: "x".repeat(outputLimitCharacters + 1), err: "" }) })],
      "answered more than the 24000 characters",
    ],
  ])("is an error when %s", async (_, hosts, message) => {
    double.hosts = hosts;
    await expect(runOnHost(command)).rejects.toThrow(message);
    await expect(runOnHost(command)).rejects.toThrow(UserError);
  });

  const onlyOnce: HostCommand = { ...command, action: "exchange-call", once: true };

  it("that must not be done twice is sent once, and found again where the answer was lost", async () => {
    const before = double.sent.length;
    double.faults.push("cut after");
    await expect(runOnHost(onlyOnce)).resolves.toMatchObject({ output: "done" });
    expect(double.sent.length - before).toBe(1);
  });

  it("that must not be done twice and is not found may have been done", async () => {
    const before = double.sent.length;
    double.faults.push("cut before");
    await expect(runOnHost(onlyOnce)).rejects.toThrow(Unanswered);
    double.faults.push("cut before");
    await expect(runOnHost(onlyOnce)).rejects.toThrow("the command is not found: it may have been done.");
    expect(double.sent.length - before).toBe(0);
  }, 20_000);

  it("that must not be done twice is sent again where AWS had too much to do, and no more than three times", async () => {
    const before = double.sent.length;
    double.faults.push("throttled", "throttled");
    await expect(runOnHost(onlyOnce)).resolves.toMatchObject({ output: "done" });
    expect(double.sent.length - before).toBe(1);
    double.faults.push("throttled", "throttled", "throttled");
    await expect(runOnHost(onlyOnce)).rejects.toThrow("(ThrottlingException)");
    expect([double.faults, double.sent.length - before]).toEqual([[], 1]);
  }, 20_000);

  it("is otherwise sent again where the answer was lost", async () => {
    double.faults.push("cut after", "cut before");
    await expect(runOnHost(command)).resolves.toMatchObject({ output: "done" });
    expect(double.faults).toEqual([]);
  });

  it("is an error when it does not end in time", async () => {
    double.hosts = [host({ run: () => new Promise(() => undefined) })];
    await expect(runOnHost({ ...command, timeoutSeconds: 1 })).rejects.toThrow("did not finish within 1 s");
  });

  it.each([
    [
      "AccessDeniedException",
      "AWS refuses ssm:SendCommand with bulkhead-grid-testnet-testnet-look, ssm:ListCommandInvocations or ssm:GetCommandInvocation (AccessDeniedException)",
    ],
    ["ExpiredTokenException", "AWS takes no credentials from here (ExpiredTokenException)"],
    [
      "InvalidDocument",
      "Systems Manager in eu-west-1 has no document bulkhead-grid-testnet-testnet-look, by which the host is asked. A deployer makes it with pulumi up --refresh.",
    ],
    ["InternalServerError", "AWS in eu-west-1 gives no good answer to ssm:SendCommand"],
  ])("is an error in our words when AWS answers %s", async (refusal, message) => {
    double.refusal = refusal;
    const error: unknown = await runOnHost(command).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(UserError);
    expect((error as Error).message).toContain(message);
    expect((error as Error).message).not.toContain("said by the double");
  });
});

describe("bulkhead sandbox", () => {
  const folder = mkdtempSync(join(tmpdir(), "bulkhead-sandbox-"));
  writeFileSync(join(folder, "Pulumi.yaml"), "name: bots\nruntime: nodejs\n");
  writeFileSync(join(folder, "package.json"), "{}");
  const config = (lines: string): string => `config:\n  aws:region: eu-west-1\n${lines}`;
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  it.each([
    ["no form", {}, "bulkhead sandbox has one form"],
    ["an unknown form", { operands: ["break"] }, "bulkhead sandbox has one form"],
    ["no stack", { operands: ["verify"] }, "needs --stack NAME"],
    [
      "no connection at all",
      { operands: ["verify"], stack: "a", connections: "0" },
      "--connections takes a whole number from 1 to 10000",
    ],
    [
      "a part of a second",
      { operands: ["verify"], stack: "a", timeout: "1.5" },
      "--timeout takes a whole number from 30 to 172800",
    ],
    ["a stack without a file", { operands: ["verify"], stack: "a" }, 'Stack "a" has no file'],
  ])("takes no call with %s", async (_, values, message) => {
    await expect(sandbox({ program: folder, ...values })).rejects.toThrow(message);
  });

  it.each([
    ["names no exchange", "  bulkhead:network: testnet\n", "has no plain bulkhead:exchange"],
    [
      "names an unknown exchange",
      "  bulkhead:exchange: mtgox\n  bulkhead:network: testnet\n",
      "no exchange that Bulkhead knows",
    ],
    [
      "names an unknown network",
      "  bulkhead:exchange: binance\n  bulkhead:network: beta\n",
      'is "beta", expected testnet or mainnet',
    ],
    [
      "keeps the network secret",
      "  bulkhead:exchange: binance\n  bulkhead:network:\n    secure: AAAA\n",
      "has no plain bulkhead:network",
    ],
    [
      "keeps the bot's name secret",
      "  bulkhead:exchange: binance\n  bulkhead:network: testnet\n  bulkhead:bot:\n    secure: AAAA\n",
      "has no plain bulkhead:bot",
    ],
    [
      "names a bot that no tag can have",
      "  bulkhead:exchange: binance\n  bulkhead:network: testnet\n  bulkhead:bot: 'a\n    b'\n",
      "bulkhead:bot is no name that a tag can have",
    ],
  ])("takes no stack whose file %s", async (_, lines, message) => {
    writeFileSync(join(folder, "Pulumi.grid.yaml"), config(lines));
    await expect(sandbox({ operands: ["verify"], program: folder, stack: "grid" })).rejects.toThrow(message);
  });

  it("takes an empty bulkhead:bot for none, and asks for what comes next", async () => {
    const file = "config:\n  bulkhead:exchange: binance\n  bulkhead:network: testnet\n  bulkhead:bot: ''\n";
    writeFileSync(join(folder, "Pulumi.grid.yaml"), file);
    await expect(sandbox({ operands: ["verify"], program: folder, stack: "grid" })).rejects.toThrow(
      "has no plain aws:region",
    );
  });
});
