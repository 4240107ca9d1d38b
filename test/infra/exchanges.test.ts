import * as pulumi from "@pulumi/pulumi";
import { exchangeIds, type ExchangeId, type Network } from "../../exchanges/exchange";
import { exchanges } from "../../exchanges/exchanges";
import { Compartment } from "../../infra/components";
import { parseStackConfig, type CompartmentConfig } from "../../infra/config";
import { refusedOnTestnet } from "../exchanges/refused-stacks";
import { account, register } from "./register";

const deployer = `arn:aws:iam::${account}:role/bulkhead-deployer`;
const role = (name: string): string => JSON.stringify([`arn:aws:iam::${account}:role/bulkhead-${name}`]);

function read(
  id: ExchangeId,
  network: Network,
  region: string,
): { config?: CompartmentConfig; errors?: readonly string[] } {
  const config = {
    "aws:region": region,
    "bulkhead:exchange": id,
    "bulkhead:network": network,
    "bulkhead:admins": role("admin"),
    "bulkhead:operators": role("operator"),
    "bulkhead:responders": role("responder"),
    "bulkhead:deployers": role("deployer"),
  };
  const parsed = parseStackConfig(config, { stack: "grid" });
  if (parsed.config === undefined) return { errors: parsed.errors };
  if (parsed.config.kind === "account") throw new Error("an account's stack");
  return { config: parsed.config };
}

describe.each(exchangeIds)("the configuration of a stack of %s", (id) => {
  test("is read on mainnet", () => {
    const { config, errors } = read(id, "mainnet", "eu-west-1");
    expect({ errors, exchange: config?.exchange, network: config?.network }).toEqual({
      errors: undefined,
      exchange: exchanges[id],
      network: "mainnet",
    });
  });

  const reason = refusedOnTestnet[id];
  test(`is ${reason === undefined ? "read" : "refused, with the reason,"} on testnet`, () => {
    const { config, errors = [] } = read(id, "testnet", "eu-west-1");
    if (reason === undefined) {
      expect([errors, config?.exchange.id, config?.network]).toEqual([[], id, "testnet"]);
    } else {
      expect(errors).toEqual([expect.stringContaining(`bulkhead:network is "testnet": ${exchanges[id].title} has no`)]);
      expect(errors[0]).toContain(reason);
    }
  });
});

test.each<[string, ExchangeId[]]>([
  [
    "us-east-1",
    ["binance", "binance-usdm", "bybit", "polymarket", "binance-coinm", "binance-options", "binance-portfolio"],
  ],
  ["ap-southeast-1", ["polymarket"]],
  ["eu-west-2", ["polymarket"]],
  ["eu-west-1", []],
  ["ap-northeast-1", []],
])("in %s these do not serve live trading: %j", (region, refused) => {
  const errors = exchangeIds.map((id) => [id, read(id, "mainnet", region).errors ?? []] as const);
  expect(errors.filter(([, said]) => said.length > 0).map(([id]) => id)).toEqual(refused);
  for (const [, said] of errors) {
    expect(said.filter((text) => !text.startsWith(`aws:region is "${region}": `))).toEqual([]);
  }
});

describe("what a stack does without", () => {
  const warnings = async (id: ExchangeId, network: Network): Promise<unknown[]> => {
    const warn = jest.spyOn(pulumi.log, "warn");
    const people = { admins: [], operators: [], responders: [], deployers: [deployer] };
    const args = { exchange: exchanges[id], network, region: "eu-west-1", ...people };
    await register(() => new Compartment("grid", args));
    const said = warn.mock.calls.map(([text]) => text);
    warn.mockRestore();
    return said;
  };

  test("is said when it is built", async () => {
    expect(await warnings("kucoin", "mainnet")).toEqual([
      expect.stringMatching(/^KuCoin: Streams that are opened with a token .* hosts that KuCoin names at run time\./u),
    ]);
  });

  test("is nothing where the exchange's hosts are all fixed", async () => {
    expect(await warnings("binance", "testnet")).toEqual([]);
  });
});
