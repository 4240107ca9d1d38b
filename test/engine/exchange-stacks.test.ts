import { createHash } from "node:crypto";
import { exchangeIds, type ExchangeId, type Network } from "../../exchanges/exchange";
import { refusedOnTestnet } from "../exchanges/refused-stacks";
import { initStack } from "./first-stack";
import { Machine, succeeded } from "./machine";

jest.setTimeout(3_600_000);

/** Every stack is previewed by `npm run stacks:engine`; each run of the suite takes some of them, by this seed. */
const isWhole = process.env.BULKHEAD_STACKS === "whole";
const seed = "1";
const taken = 4;

const machine = new Machine();
const project = machine.clone();
afterAll(() => {
  machine.dispose();
});

function someOf(ids: readonly ExchangeId[], network: Network): readonly ExchangeId[] {
  const place = (id: ExchangeId): string => createHash("sha256").update(`${seed} ${network} ${id}`).digest("hex");
  return isWhole ? ids : [...ids].sort((a, b) => (place(a) < place(b) ? -1 : 1)).slice(0, taken);
}

const isRefused = (id: ExchangeId): boolean => refusedOnTestnet[id] !== undefined;
const some: Readonly<Record<Network, readonly ExchangeId[]>> = {
  testnet: [
    ...someOf(
      exchangeIds.filter((id) => !isRefused(id)),
      "testnet",
    ),
    ...someOf(exchangeIds.filter(isRefused), "testnet"),
  ],
  mainnet: someOf(exchangeIds, "mainnet"),
};

describe.each(["testnet", "mainnet"] as const)("a stack of the %s in the real engine", (network) => {
  const stack = `grid-${network}`;
  const preview = async (id: ExchangeId): ReturnType<typeof project.pulumi> => {
    succeeded(await project.pulumi(["config", "set", "bulkhead:exchange", id, "--stack", stack]));
    return project.pulumi(["preview", "--policy-pack", "policies", "--stack", stack]);
  };

  beforeAll(() => initStack(project, stack));

  it.each(some[network].filter((id) => network === "mainnet" || !isRefused(id)))(
    "passes every policy for %s",
    async (id) => {
      const { violations, events } = succeeded(await preview(id));
      expect(violations).toEqual([]);
      const created = events.filter(({ resourcePreEvent }) => resourcePreEvent?.metadata.op === "create");
      expect(created.length).toBeGreaterThan(40);
    },
  );

  const refused = network === "testnet" ? some.testnet.filter(isRefused) : [];
  if (refused.length > 0) {
    it.each(refused)("is refused for %s, with the reason", async (id) => {
      const { code, console: said, events } = await preview(id);
      expect(code).not.toBe(0);
      // The engine breaks lines of its own where it likes.
      expect(said.replace(/\s+/gu, " ")).toContain(refusedOnTestnet[id]);
      const made = events.filter(({ resourcePreEvent }) => (resourcePreEvent?.metadata.type ?? "").startsWith("aws:"));
      expect(made).toEqual([]);
    });
  }
});
