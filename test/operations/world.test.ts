import { type Bot, makeBot } from "./make-bot";
import { World } from "./world";

jest.setTimeout(120_000);

let world: World;
let one: Bot;
let other: Bot;

beforeAll(async () => {
  world = await World.start();
  const credential = world.exchanges.double("binance").issue().credential;
  one = await makeBot(world, { exchange: "binance", credential });
  other = await makeBot(world, { exchange: "bybit", network: "testnet" });
});

afterAll(() => world.stop());

afterEach(() => {
  world.exchanges.behave();
  world.aws.behave();
});

const on = async (bot: Bot, command: string): Promise<string> => {
  const { status, out, err } = (await bot.host?.run(command)) ?? { status: 1, out: "", err: "no host" };
  if (status !== 0) throw new Error(`${command}: ${String(status)}\n${out}${err}`);
  return out.trim();
};

test("each host has an address of its own, and exchanges see it", async () => {
  world.exchanges.calls.length = 0;
  await on(one, "curl --silent --show-error --fail https://api.binance.com/api/v3/time");
  await on(other, "curl --silent --show-error --fail https://api-testnet.bybit.com/v5/market/time");
  expect(world.exchanges.calls.map(({ exchange, from }) => [exchange, from])).toEqual([
    ["binance", one.address],
    ["bybit", other.address],
  ]);
  expect(one.address).not.toBe(other.address);
});

test("Python's own client trusts the test authority, under the users of the host's files", async () => {
  const program =
    "import urllib.request; print(urllib.request.urlopen('https://www.deribit.com/api/v2/public/get_time').status)";
  expect(await on(one, `setpriv --reuid=bulkhead-operator --clear-groups /usr/bin/python3 -c "${program}"`)).toBe(
    "200",
  );
});

test("the host's AWS command line reads the bot's secret under the role that the metadata service hands out", async () => {
  const read = `setpriv --reuid=bulkhead-credential --clear-groups aws secretsmanager get-secret-value --region eu-west-1 --secret-id ${one.secretName} --query SecretString --output text`;
  expect(Object.keys(JSON.parse(await on(one, read)) as object)).toEqual(["apiKey", "secret"]);
  expect(
    world.aws.calls.some(({ call, from }) => call === "secretsmanager GetSecretValue" && from === one.address),
  ).toBe(true);
  await expect(on(other, read.replace(one.secretName, other.secretName))).rejects.toThrow("ResourceNotFoundException");
});

test("a host knows its own settings and nobody else's", async () => {
  expect(await on(one, ". /etc/bulkhead/host.env && echo $BULKHEAD_BOT $BULKHEAD_EXCHANGE $BULKHEAD_NETWORK")).toBe(
    `${one.stack} binance mainnet`,
  );
  expect(await on(other, ". /etc/bulkhead/host.env && echo $BULKHEAD_BOT $BULKHEAD_EXCHANGE $BULKHEAD_NETWORK")).toBe(
    `${other.stack} bybit testnet`,
  );
});

test("Run Command runs the host's own document on the host that has the tags", async () => {
  await on(other, "echo 'echo this one' >/usr/local/bin/systemctl && chmod +x /usr/local/bin/systemctl");
  const { out, err } = await world.awsCli(
    ...[
      "ssm",
      "send-command",
      "--document-name",
      `bulkhead-${other.stack}-testnet-look`,
      "--targets",
      `Key=tag:bulkhead:bot,Values=${other.stack}`,
    ],
    ...["--parameters", "action=bot-state", "--query", "Command.CommandId", "--output", "text"],
  );
  expect(err).toBe("");
  const invocation = ["ssm", "get-command-invocation", "--command-id", out.trim(), "--instance-id", other.instanceId];
  for (let attempt = 0; attempt < 50; attempt++) {
    const answer = await world.awsCli(...invocation, "--query", "[Status,StandardOutputContent]", "--output", "text");
    if (!answer.out.startsWith("InProgress")) {
      expect(answer.out).toBe("Success\tthis one\n\n");
      return;
    }
  }
  throw new Error("the command did not end");
});

test("AWS fails where it is told to, before or after the effect", async () => {
  world.aws.misbehave({ call: "kms DisableKey", fault: "denied" });
  const denied = await world.awsCli("kms", "disable-key", "--key-id", one.recordsKeyId);
  expect(denied.err).toContain("AccessDeniedException");
  const state = [
    "kms",
    "describe-key",
    "--key-id",
    one.recordsKeyId,
    "--query",
    "KeyMetadata.KeyState",
    "--output",
    "text",
  ];
  expect((await world.awsCli(...state)).out.trim()).toBe("Enabled");
  world.aws.misbehave({ call: "kms DisableKey", times: 9, fault: "cut-after" });
  expect((await world.awsCli("kms", "disable-key", "--key-id", one.recordsKeyId)).status).not.toBe(0);
  expect((await world.awsCli(...state)).out.trim()).toBe("Disabled");
});
