import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { KMSClient } from "@aws-sdk/client-kms";
import { DescribeSecretCommand, GetSecretValueCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { SSMClient } from "@aws-sdk/client-ssm";
import type { Key, KeyWishes } from "./exchanges/exchange-double";
import { type Bot, type BotWishes, makeBot } from "./make-bot";
import { standInForSystemd } from "./systemd";
import { type Done, World } from "./world";

interface ClientSettings {
  readonly region: string;
  readonly endpoint: string;
  readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
}

/** Bots with keys in a world, and what must not be found of these keys. */
export class Trial {
  readonly #made: Key[] = [];
  #count = 0;
  /** Of clients that reach AWS past the commands: what they do is not counted, and never fails. */
  readonly settings: ClientSettings;
  readonly kms: KMSClient;
  readonly ssm: SSMClient;
  readonly #secrets: SecretsManagerClient;

  constructor(readonly world: World) {
    this.settings = {
      region: World.region,
      endpoint: world.ministack.endpoint,
      credentials: { accessKeyId: "test", secretAccessKey: "test" },
    };
    this.kms = new KMSClient({ ...this.settings });
    this.ssm = new SSMClient({ ...this.settings });
    this.#secrets = new SecretsManagerClient({ ...this.settings });
  }

  /** A bot with a key of its exchange that is bound to its address, put by the command. */
  async botWithKey(
    exchange: "bybit" | "deribit" | "binance",
    network: "mainnet" | "testnet" = "mainnet",
  ): Promise<{ bot: Bot; key: Key }> {
    const bot = await makeBot(this.world, { exchange, network });
    const key = this.issued(bot);
    if (bot.host !== undefined) await standInForSystemd(bot.host);
    const put = await this.world.bulkhead(["secret", "put", "--stack", bot.stack, "--fd", "0", "--yes"], {
      input: JSON.stringify(key.credential),
    });
    expect([put.status, put.err]).toEqual([0, expect.stringContaining("✓ Verify on the host")]);
    return { bot, key };
  }

  /** A bot with such a key, put past the commands: what they do is not waited for. */
  async botHolding(
    exchange: "bybit" | "deribit" | "binance",
    wishes: Omit<BotWishes, "exchange" | "credential"> = {},
    keyWishes: KeyWishes = {},
  ): Promise<{ bot: Bot; key: Key }> {
    const { network = "mainnet", stack = `held${++this.#count}` } = wishes;
    const key = this.world.exchanges.double(exchange).issue({ network, account: stack, ...keyWishes });
    this.#made.push(key);
    const bot = await makeBot(this.world, { ...wishes, exchange, network, stack, credential: key.credential });
    key.addresses.push(bot.address);
    if (bot.host !== undefined) await standInForSystemd(bot.host);
    return { bot, key };
  }

  /** The credential in a bot's secret under a label; undefined where no version has it. */
  async value(bot: Bot, label: "AWSCURRENT" | "AWSPENDING" | "AWSPREVIOUS"): Promise<Key["credential"] | undefined> {
    try {
      const asked = new GetSecretValueCommand({ SecretId: bot.secretArn, VersionStage: label });
      const { SecretString: text = "" } = await this.#secrets.send(asked);
      return JSON.parse(text) as Key["credential"];
    } catch (error) {
      if ((error as Error).name === "ResourceNotFoundException") return undefined;
      throw error;
    }
  }

  /** A key that would do for a bot. */
  issued(bot: Bot): Key {
    const { exchange, network, address, stack } = bot;
    const key = this.world.exchanges.double(exchange).issue({ network, addresses: [address], account: stack });
    this.#made.push(key);
    return key;
  }

  /** Searches for a key made elsewhere, too. */
  also(...keys: readonly Key[]): void {
    this.#made.push(...keys);
  }

  /** The versions of a bot's secret with their labels. */
  async versions(bot: Bot): Promise<Readonly<Record<string, readonly string[]>>> {
    return (await this.#secrets.send(new DescribeSecretCommand({ SecretId: bot.secretArn }))).VersionIdsToStages ?? {};
  }

  /** The version in use. */
  async current(bot: Bot): Promise<string | undefined> {
    return Object.entries(await this.versions(bot)).find(([, labels]) => labels.includes("AWSCURRENT"))?.[0];
  }

  /** MiniStack reads a secret whose key is disabled; AWS does not. */
  readNothingUnderADisabledKey(): void {
    const { aws } = this.world;
    aws.onCall = (name, phase) => {
      if (phase === "after" && name === "aws kms DisableKey") {
        aws.misbehave({ call: "secretsmanager GetSecretValue", times: 10_000, fault: "denied" });
      }
      if (phase === "after" && name === "aws kms EnableKey") aws.behave();
    };
  }

  /** Nothing that a command wrote or printed repeats eight characters of a secret half. */
  expectNoEcho(...done: readonly Done[]): void {
    const halves = this.#made.flatMap(({ credential }) =>
      Object.entries(credential).flatMap(([name, value]) => (name === "apiKey" ? [] : value)),
    );
    const folder = join(this.world.project, ".bulkhead");
    const files = existsSync(folder)
      ? readdirSync(folder, { recursive: true, withFileTypes: true })
          .filter((entry) => entry.isFile())
          .map((entry) => readFileSync(join(entry.parentPath, entry.name), "utf8"))
      : [];
    const text = [...done.flatMap(({ out, err }) => [out, err]), ...files].join("\n");
    for (const half of halves) {
      for (let at = 0; at + 8 <= half.length; at++) {
        const part = half.slice(at, at + 8);
        if (!part.startsWith("-----")) expect(text.includes(part)).toBe(false);
      }
    }
  }
}
