import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { exchangeIds, type ExchangeId, type Network } from "../../exchanges/exchange";
import { accountHostsOf, exchanges } from "../../exchanges/exchanges";
import { ownFolder } from "../../infra/own-folder";

const folder = join(ownFolder("host"), "operator");
const hosts = JSON.parse(readFileSync(join(folder, "hosts.json"), "utf8")) as Record<
  string,
  Partial<Record<Network, Record<string, string>>>
>;
const calls = Object.entries(hosts).flatMap(([id, networks]) =>
  Object.entries(networks).map(([network, roles]) => [id as ExchangeId, network as Network, roles] as const),
);

it.each(calls)(
  "the operators' script reaches no hosts of %s on %s but those the gate lets it reach",
  (id, network, roles) => {
    expect(exchangeIds).toContain(id);
    const listed = exchanges[id].hosts[network].filter(({ ports }) => ports.includes(443)).map(({ name }) => name);
    expect([...listed, ...accountHostsOf(exchanges[id], network)]).toEqual(
      expect.arrayContaining(Object.values(roles)),
    );
  },
);

it("knows every exchange that its modules serve, and no other", () => {
  const modules = readFileSync(join(folder, "exchanges/__init__.py"), "utf8");
  const served = [...modules.matchAll(/^ {4}"([a-z-]+)": \("([a-z_]+)", "[A-Za-z]+"\),$/gmu)];
  expect(served.map(([, id]) => id).sort()).toEqual(Object.keys(hosts).sort());
  const files = readdirSync(join(folder, "exchanges")).filter((name) => /^[a-z].*\.py$/u.test(name));
  expect([...new Set(served.map(([, , module]) => `${module}.py`))].sort()).toEqual(files.sort());
});

it("has no host in its modules: all of them are in one list", () => {
  const names = new Set(exchangeIds.flatMap((id) => exchanges[id].domains));
  for (const file of readdirSync(join(folder, "exchanges"), { encoding: "utf8" }).filter((name) =>
    name.endsWith(".py"),
  )) {
    const text = readFileSync(join(folder, "exchanges", file), "utf8").replace(/"""[\s\S]*?"""|#.*/gu, "");
    expect([...names].filter((name) => text.includes(name))).toEqual([]);
  }
});
