import fc from "fast-check";
import { exchangeIds, type Exchange, type ExchangeId, type Network } from "../../exchanges/exchange";
import {
  accountHostsOf,
  exchanges,
  gapsOf,
  hostsOf,
  isExchangeId,
  liveHosts,
  networkOf,
  portsOf,
  refusal,
  refusedRegion,
  testHosts,
} from "../../exchanges/exchanges";
import { detectors } from "../../policies/detection/detectors";

const all = Object.values(exchanges);

/** RFC 1123 names in lower case, with a top-level domain; no wildcard, port, scheme or trailing dot. */
const hostName = /^(?=.{1,253}$)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$/u;

function names(exchange: Exchange): string[] {
  const own = [...exchange.hosts.mainnet, ...exchange.hosts.testnet];
  return [...own.map(({ name }) => name), ...exchange.otherLiveHosts, ...exchange.otherTestHosts];
}

describe("the table of exchanges", () => {
  test("holds every id that was ever given, each under its own name", () => {
    const ids = (
      "alpaca apex aster backpack binance binance-coinm binance-options binance-portfolio binance-us binance-usdm bingx " +
      "bitfinex bitget bithumb bitmex bitstamp bitvavo bybit bybit-eu coinbase coinbase-exchange coinbase-international " +
      "coinex cryptocom deribit derive dydx gate gemini htx hyperliquid kraken kraken-futures kucoin lighter mexc okx " +
      "okx-eea okx-us orderly paradex phemex poloniex polymarket robinhood upbit whitebit woo"
    ).split(" ");
    expect(all.map((exchange) => exchange.id).sort()).toEqual(ids);
    expect([...exchangeIds].sort()).toEqual(all.map((exchange) => exchange.id).sort());
    for (const id of exchangeIds) expect(exchanges[id].id).toBe(id);
  });

  test("ids are recognised, and names of object properties are not ids", () => {
    expect(isExchangeId("binance-usdm")).toBe(true);
    for (const text of ["", "Binance", "binance ", "constructor", "__proto__", "toString", "ftx"]) {
      expect([text, isExchangeId(text)]).toEqual([text, false]);
    }
  });
});

describe.each(all.map((exchange) => [exchange.id, exchange] as const))("the hosts of %s", (_id, exchange) => {
  test("each is an exact, lower-case name", () => {
    expect(names(exchange).filter((name) => !hostName.test(name))).toEqual([]);
  });

  test("no host is listed twice, and none is both live and test", () => {
    expect(names(exchange).sort()).toEqual([...new Set(names(exchange))].sort());
  });

  test("every host has a port and a role, and ports are TCP ports", () => {
    for (const host of [...exchange.hosts.mainnet, ...exchange.hosts.testnet]) {
      expect([host.name, host.ports.length > 0, host.roles.length > 0]).toEqual([host.name, true, true]);
      for (const port of host.ports) expect(Number.isInteger(port) && port > 0 && port < 65_536).toBe(true);
      expect(host.ports).not.toContain(53);
    }
  });

  test("there is a live one for requests", () => {
    expect(exchange.hosts.mainnet.some((host) => host.roles.includes("rest"))).toBe(true);
  });

  test("a testnet that is separate by host has a test host for requests", () => {
    const served = exchange.hosts.testnet.some((host) => host.roles.includes("rest"));
    expect(served).toBe(["host", "chain"].includes(exchange.separation.kind));
  });

  test("keys are looked at on hosts of the network itself, over HTTPS", () => {
    const https = (name: string, network: Network): boolean =>
      exchange.hosts[network].every((host) => host.name !== name || host.ports.includes(443));
    for (const network of ["mainnet", "testnet"] as const) {
      const hosts = accountHostsOf(exchange, network);
      expect(hosts).toEqual([...new Set(hosts)]);
      expect(hosts.filter((name) => networkOf(name) !== network || !https(name, network))).toEqual([]);
    }
  });

  test("a network without test hosts has no host for keys either", () => {
    if (!["host", "chain"].includes(exchange.separation.kind)) expect(accountHostsOf(exchange, "testnet")).toEqual([]);
  });

  test("what a stack does without is said in whole sentences", () => {
    for (const network of ["mainnet", "testnet"] as const) {
      expect(gapsOf(exchange, network).filter((what) => !/^[A-Za-z].*\.$/u.test(what))).toEqual([]);
    }
  });
});

describe.each(all.map((exchange) => [exchange.id, exchange] as const))("%s", (_id, exchange) => {
  test("every kind of credential has a secret half, and kinds do not repeat", () => {
    for (const credential of exchange.credentials) {
      expect(credential.fields.some((field) => field.half === "secret")).toBe(true);
      for (const field of credential.fields) expect(field.shape).not.toBe("");
    }
    const kinds = exchange.credentials.map((credential) => credential.kind);
    expect(kinds.length).toBeGreaterThan(0);
    expect(new Set(kinds).size).toBe(kinds.length);
  });

  test("every known name lies under one of its domains", () => {
    const under = (name: string): boolean =>
      exchange.domains.some((domain) => name === domain || name.endsWith(`.${domain}`));
    expect(names(exchange).filter((name) => !under(name))).toEqual([]);
    expect(exchange.domains.length).toBeGreaterThan(0);
    expect(exchange.domains.filter((domain) => !hostName.test(domain))).toEqual([]);
  });

  test("it names where its facts come from, and what is unverified", () => {
    expect(exchange.sources.length).toBeGreaterThan(0);
    for (const source of exchange.sources) expect(source.from).not.toBe("");
    const open = JSON.stringify([exchange.allowList, exchange.keys]).includes('"unstated"');
    expect(exchange.sources.some((source) => source.evidence === "unverified") || !open).toBe(true);
  });

  test("its numbers about keys are whole and positive, and say how a key is deleted", () => {
    const { lifeDays, unboundLifeDays, idleLifeDays, perAccount, deletion } = exchange.keys;
    for (const number of [lifeDays, unboundLifeDays, idleLifeDays, perAccount]) {
      expect(typeof number === "string" || (Number.isInteger(number) && number > 0)).toBe(true);
    }
    expect(deletion).toMatch(/\.$/u);
    if (exchange.allowList.supported === false) expect(exchange.allowList.addressesPerKey).toBe(0);
  });
});

describe("live and test hosts", () => {
  test("are apart across all exchanges", () => {
    expect([...testHosts()].filter((name) => liveHosts().has(name))).toEqual([]);
  });

  test("no exchange lists as test what another lists as live", () => {
    for (const exchange of all) {
      for (const name of [...hostsOf(exchange, "testnet"), ...exchange.otherTestHosts]) {
        expect([name, networkOf(name)]).toEqual([name, "testnet"]);
      }
      for (const name of [...hostsOf(exchange, "mainnet"), ...exchange.otherLiveHosts]) {
        expect([name, networkOf(name)]).toEqual([name, "mainnet"]);
      }
    }
  });

  test("the sets hold the hosts a bot does not use, too", () => {
    expect(liveHosts().has("papi.binance.com")).toBe(true);
    expect(liveHosts().has("api.bybit.nl")).toBe(true);
    expect(testHosts().has("demo-api.binance.com")).toBe(true);
    expect(testHosts().has("wspap.okx.com")).toBe(true);
  });
});

describe("the network of a name", () => {
  test.each<[string, Network | undefined]>([
    ["testnet.binance.vision", "testnet"],
    ["TESTNET.binance.vision.", "testnet"],
    ["demo-futures.kraken.com", "testnet"],
    ["api.binance.com", "mainnet"],
    ["api5.binance.com", "mainnet"],
    ["x.testnet.binance.vision", "mainnet"],
    ["binance.com", "mainnet"],
    ["notbinance.com", undefined],
    ["binance.com.example.org", undefined],
    ["secretsmanager.eu-west-1.amazonaws.com", undefined],
    ["", undefined],
  ])("%s is %s", (name, network) => {
    expect(networkOf(name)).toBe(network);
  });

  test("a name under a live exchange's domain that nobody listed never counts as test", () => {
    fc.assert(
      fc.property(
        fc.stringMatching(/^[a-z0-9]{1,20}$/u),
        fc.constantFrom("binance.com", "bybit.com"),
        (label, domain) => {
          const name = `${label}.${domain}`;
          expect(networkOf(name)).toBe(testHosts().has(name) ? "testnet" : "mainnet");
        },
      ),
    );
  });
});

describe("ports", () => {
  test.each<[ExchangeId, Network, number[]]>([
    ["binance", "testnet", [443, 9000, 9443]],
    ["binance", "mainnet", [443, 9000, 9001, 9002, 9443]],
    ["binance-usdm", "testnet", [443]],
    ["okx", "mainnet", [443, 8443]],
    ["kraken", "mainnet", [443]],
    ["hyperliquid", "testnet", [443]],
    ["okx-eea", "mainnet", [443, 8443]],
    ["binance-us", "mainnet", [443, 9443]],
    ["coinbase-exchange", "testnet", [443, 6121, 6122]],
  ])("of %s on %s are %j", (id, network, ports) => {
    expect(portsOf(exchanges[id], network)).toEqual(ports);
  });
});

describe("refusal", () => {
  test.each<[ExchangeId, string]>([
    ["okx", "x-simulated-trading"],
    ["kraken", "no test network"],
    ["coinbase", "fixed replies"],
    ["bitget", "paptrading"],
    ["okx-us", "x-simulated-trading"],
    ["binance-us", "no test network"],
    ["binance-options", "no test host of options"],
    ["htx", "no test network"],
  ])("a testnet stack of %s is refused, with the reason", (id, reason) => {
    const text = refusal(exchanges[id], "testnet", "eu-west-1");
    expect(text).toContain(reason);
    expect(text).toContain(exchanges[id].title);
    expect(text).toContain(
      "Exchanges with a testnet: binance, binance-usdm, bybit, kraken-futures, hyperliquid, gate, deribit, bitmex,",
    );
  });

  test("a missing testnet is refused before the region is known", () => {
    expect(refusal(exchanges.okx, "testnet")).toContain("x-simulated-trading");
    expect(refusal(exchanges.binance, "mainnet")).toBeUndefined();
  });

  test.each<[ExchangeId, string, string]>([
    ["binance", "us-east-1", "HTTP 451"],
    ["binance", "us-gov-west-1", "HTTP 451"],
    ["binance-usdm", "us-west-2", "HTTP 451"],
    ["bybit", "us-east-2", "HTTP 403"],
    ["bybit", "cn-north-1", "HTTP 403"],
    ["binance-portfolio", "us-east-1", "HTTP 451"],
    ["polymarket", "eu-west-2", "rejects new orders"],
  ])("a mainnet stack of %s in %s is refused, with the exchange's answer", (id, region, answer) => {
    const text = refusal(exchanges[id], "mainnet", region);
    expect(text).toContain(answer);
    expect(text).toContain(region);
  });

  test.each<[ExchangeId, Network, string]>([
    ["binance", "mainnet", "eu-west-1"],
    ["binance", "testnet", "eu-west-1"],
    ["binance", "mainnet", "ap-northeast-1"],
    ["bybit", "mainnet", "ap-southeast-1"],
    ["kraken", "mainnet", "us-east-1"],
    ["coinbase", "mainnet", "us-east-1"],
    ["okx", "mainnet", "ap-east-1"],
    ["kraken-futures", "testnet", "eu-west-1"],
    ["hyperliquid", "testnet", "ap-northeast-1"],
    ["binance-us", "mainnet", "us-east-1"],
    ["polymarket", "mainnet", "eu-west-1"],
    ["polymarket", "mainnet", "eu-central-2"],
  ])("a stack of %s on %s in %s is not refused", (id, network, region) => {
    expect(refusal(exchanges[id], network, region)).toBeUndefined();
  });

  test("all regions that are refused are named, in a list as people write it", () => {
    expect(refusal(exchanges.bybit, "mainnet", "us-east-2")).toContain("a region outside us-* and cn-*.");
    expect(refusal(exchanges.polymarket, "mainnet", "us-east-1")).toMatch(
      /outside us-\*, eu-west-2\*, .* ap-southeast-7\* and ap-east-2\*\.$/u,
    );
    expect(refusedRegion(exchanges.bybit, "testnet", "us-east-2")).toBeUndefined();
    expect(refusedRegion(exchanges.bybit, "mainnet", "US-EAST-2")?.prefix).toBe("us-");
  });
});

describe("what cannot be had", () => {
  test.each<[ExchangeId, Network, string]>([
    ["kucoin", "mainnet", "hosts that KuCoin names at run time"],
    ["bybit", "mainnet", "assigns to a single institution"],
    ["alpaca", "testnet", "which paper trading shares with live trading"],
    ["gemini", "testnet", "exchange.gemini.com"],
    ["dydx", "testnet", "Any node of the chain takes orders"],
  ])("a stack of %s on %s is told: %s", (id, network, words) => {
    expect(gapsOf(exchanges[id], network).join(" ")).toContain(words);
  });

  test("hosts that KuCoin's tokens have named are live hosts, and a bot reaches none of them", () => {
    const named = ["ws-api-spot.kucoin.com", "ws-api-futures.kucoin.com", "push-private.kucoin.com"];
    for (const name of named) expect(liveHosts().has(name)).toBe(true);
    expect(hostsOf(exchanges.kucoin, "mainnet").filter((name) => named.includes(name))).toEqual([]);
  });

  test("what concerns one network is not said on the other", () => {
    expect(gapsOf(exchanges.alpaca, "mainnet")).toEqual([]);
    expect(gapsOf(exchanges.kucoin, "testnet")).toEqual([]);
    expect(gapsOf(exchanges.binance, "mainnet")).toEqual([]);
  });
});

describe("hosts for keys", () => {
  test.each<[ExchangeId, Network, string[]]>([
    ["binance", "mainnet", ["api.binance.com"]],
    ["binance", "testnet", []],
    ["bybit", "testnet", ["api-testnet.bybit.com"]],
    ["okx", "mainnet", ["www.okx.com"]],
    ["okx", "testnet", []],
    ["deribit", "testnet", ["test.deribit.com"]],
  ])("of %s on %s are %j", (id, network, hosts) => {
    expect(accountHostsOf(exchanges[id], network)).toEqual(hosts);
  });
});

describe("credentials and their detectors", () => {
  // Each detector of a run of characters, and the field whose shape it looks for.
  const fields: readonly [detector: string, exchange: ExchangeId, field: string][] = [
    ["alpaca-api-key", "alpaca", "API key"],
    ["alpaca-secret-key", "alpaca", "secret key"],
    ["binance-api-key", "binance", "API key"],
    ["binance-api-key", "binance-usdm", "API key"],
    ["binance-api-secret", "binance", "secret key"],
    ["binance-api-secret", "binance-usdm", "secret key"],
    ["bitfinex-api-key", "bitfinex", "API key"],
    ["bitfinex-api-secret", "bitfinex", "API secret"],
    ["bitget-api-secret", "bitget", "secret key"],
    ["bithumb-secret-key", "bithumb", "secret key"],
    ["bitmex-api-key", "bitmex", "API key"],
    ["bitmex-api-secret", "bitmex", "API secret"],
    ["bitstamp-api-key", "bitstamp", "API key"],
    ["bitstamp-api-secret", "bitstamp", "API secret"],
    ["bybit-api-key", "bybit", "API key"],
    ["bybit-api-secret", "bybit", "API secret"],
    ["cryptocom-api-key", "cryptocom", "API key"],
    ["deribit-api-secret", "deribit", "client secret"],
    ["dydx-api-secret", "dydx", "API secret"],
    ["gate-api-key", "gate", "API key"],
    ["gate-api-secret", "gate", "API secret"],
    ["gemini-api-key", "gemini", "API key"],
    ["gemini-api-secret", "gemini", "API secret"],
    ["kraken-api-key", "kraken", "API key"],
    ["kraken-api-key", "kraken-futures", "API key"],
    ["kraken-api-secret", "kraken", "private key"],
    ["kucoin-api-key", "kucoin", "API key"],
    ["kucoin-api-secret", "kucoin", "API secret"],
    ["mexc-api-key", "mexc", "access key"],
    ["mexc-api-secret", "mexc", "secret key"],
    ["okx-api-secret", "okx", "secret key"],
    ["poloniex-api-key", "poloniex", "API key"],
    ["poloniex-api-secret", "poloniex", "API secret"],
    ["robinhood-api-key", "robinhood", "API key"],
    ["upbit-access-key", "upbit", "access key"],
    ["upbit-secret-key", "upbit", "secret key"],
  ];

  test.each(fields)("%s looks for lengths that the shape of %s's %s states", (id, exchange, name) => {
    const detector = detectors.find((one) => one.id === id);
    const proposal = detector?.proposal;
    const shapes = exchanges[exchange].credentials
      .flatMap((credential) => credential.fields)
      .filter((field) => field.name === name)
      .map(({ shape }) => shape);
    const lengths = proposal?.by === "run" ? proposal.lengths : [];
    expect(lengths).not.toEqual([]);
    expect(lengths.filter((length) => !new RegExp(`\\b${length}\\b`, "u").test(shapes.join(" ")))).toEqual([]);
  });

  test("a public half is of low severity to its detector, a secret half of high", () => {
    for (const [id, exchange, name] of fields) {
      const halves = exchanges[exchange].credentials
        .flatMap((credential) => credential.fields)
        .filter((field) => field.name === name)
        .map(({ half }) => (half === "secret" ? "high" : "low"));
      expect([id, ...new Set(halves)]).toEqual([id, detectors.find((one) => one.id === id)?.severity]);
    }
  });
});
