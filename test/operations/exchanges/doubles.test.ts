import { World } from "../world";
import { CcxtClient, type CcxtAnswer } from "./ccxt-client";
import type { Key, KeyWishes, Permissions, Reason } from "./exchange-double";

jest.setTimeout(60_000);

const hour = 3600_000;
const home = "127.0.0.2";
const elsewhere = "127.0.0.3";

/** How an exchange's calls are named by ccxt, and what its answers look like. */
interface Trial {
  readonly id: string;
  readonly ccxt?: string;
  readonly wishes?: KeyWishes;
  /** A call that any key in force may make. */
  readonly ask: readonly [method: string, parameters?: object];
  /** A call that takes the permission to trade. */
  readonly trade: readonly [method: string, parameters?: object];
  /** The words, codes or statuses by which refusals are told apart. */
  readonly refusals: Partial<Readonly<Record<Reason, string>>>;
}

const trials: readonly Trial[] = [
  {
    id: "binance",
    ask: ["sapiGetAccountApiRestrictions"],
    trade: ["privateDeleteOpenOrders", { symbol: "BTCUSDT" }],
    refusals: {
      "unknown-key": "-2008",
      address: "-2015",
      permission: "-2015",
      signature: "-1022",
      clock: "-1021",
      "disabled-key": "-2015",
    },
  },
  {
    id: "bybit",
    ask: ["privateGetV5UserQueryApi"],
    trade: ["privatePostV5OrderCancelAll", { category: "spot" }],
    refusals: {
      "unknown-key": "10003",
      address: "10010",
      permission: "10005",
      signature: "10004",
      clock: "10002",
      "disabled-key": "10003",
      "expired-key": "33004",
    },
  },
  {
    id: "okx",
    ask: ["privateGetAccountConfig"],
    trade: ["privatePostTradeCancelAllAfter", { timeOut: "0" }],
    refusals: {
      "unknown-key": "50119",
      address: "50110",
      permission: "50120",
      signature: "50113",
      clock: "50102",
      passphrase: "50105",
    },
  },
  {
    id: "kraken",
    ask: ["privatePostBalance"],
    trade: ["privatePostCancelAll"],
    refusals: {
      "unknown-key": "EAPI:Invalid key",
      address: "EAPI:Invalid key",
      permission: "EGeneral:Permission denied",
      signature: "EAPI:Invalid signature",
    },
  },
  {
    id: "deribit",
    ask: ["privateGetListApiKeys"],
    trade: ["privateGetCancelAll"],
    refusals: { "unknown-key": "13004", address: "13004", permission: "13021", signature: "13009" },
  },
  {
    id: "coinbase",
    ask: ["v3PrivateGetBrokerageKeyPermissions"],
    trade: ["v3PrivatePostBrokerageOrdersBatchCancel", { order_ids: ["1"] }],
    refusals: {
      "unknown-key": "Unauthorized",
      address: "Unauthorized",
      permission: "PERMISSION_DENIED",
      signature: "Unauthorized",
      clock: "Unauthorized",
    },
  },
  {
    id: "kucoin",
    ask: ["privateGetUserApiKey"],
    trade: ["privateDeleteHfOrdersCancelAll"],
    refusals: {
      "unknown-key": "400003",
      address: "400006",
      permission: "400007",
      signature: "400005",
      clock: "400002",
      passphrase: "400004",
      "disabled-key": "411100",
    },
  },
  {
    id: "bitget",
    ask: ["privateSpotGetV2SpotAccountInfo"],
    trade: ["privateSpotPostV2SpotTradeCancelSymbolOrder", { symbol: "BTCUSDT" }],
    refusals: {
      "unknown-key": "40037",
      address: "40018",
      permission: "40014",
      signature: "40009",
      clock: "40008",
      passphrase: "40012",
    },
  },
  {
    id: "gate",
    ask: ["privateAccountGetDetail"],
    trade: ["privateSpotDeleteOrders", { currency_pair: "BTC_USDT" }],
    refusals: {
      "unknown-key": "INVALID_KEY",
      address: "IP_FORBIDDEN",
      permission: "READ_ONLY",
      signature: "INVALID_SIGNATURE",
      clock: "REQUEST_EXPIRED",
    },
  },
  {
    id: "htx",
    ask: ["spotPrivateGetV1AccountAccounts"],
    trade: ["spotPrivatePostV1OrderOrdersBatchCancelOpenOrders", { symbol: "btcusdt" }],
    refusals: {
      "unknown-key": "Incorrect Access key",
      address: "Incorrect Access key",
      permission: "no permission",
      signature: "Verification failure",
      clock: "Invalid submission time",
      "expired-key": "expired",
    },
  },
  {
    id: "bingx",
    ask: ["accountV1PrivateGetAccountApiPermissions"],
    trade: ["swapV2PrivateDeleteTradeAllOpenOrders", { symbol: "BTC-USDT" }],
    refusals: {
      "unknown-key": "100413",
      address: "100419",
      permission: "100004",
      signature: "100001",
      clock: "100421",
    },
  },
  {
    id: "hyperliquid",
    ask: ["exchange", { action: { type: "scheduleCancel" } }],
    trade: ["exchange", { action: { type: "scheduleCancel" } }],
    refusals: { "unknown-key": "does not exist", signature: "does not exist", "expired-key": "does not exist" },
  },
];

let world: World;
let ccxt: CcxtClient;

beforeAll(async () => {
  world = await World.start();
  ccxt = new CcxtClient(world);
});

afterAll(async () => {
  ccxt.stop();
  await world.stop();
});

afterEach(() => {
  world.exchanges.behave();
});

describe.each(trials.map((trial) => [trial.id, trial] as const))("the double of %s", (id, trial) => {
  const call = (
    key: Pick<Key, "credential" | "network">,
    [method, parameters]: Trial["ask"],
    from = home,
  ): Promise<CcxtAnswer> => ccxt.call({ exchange: trial.ccxt ?? id, key, method, parameters, from });
  const issue = (wishes: KeyWishes = {}): Key =>
    world.exchanges.double(id).issue({ ...trial.wishes, addresses: [home], ...wishes });
  /** How the answer says no. */
  const said = ({ answer, body = "", message = "" }: CcxtAnswer): string =>
    answer === undefined ? body + message : `an answer: ${JSON.stringify(answer)}`;

  test("takes what others sign", async () => {
    expect(await call(issue(), trial.ask)).toHaveProperty("answer");
    expect(await call(issue(), trial.trade)).not.toHaveProperty("error", "AuthenticationError");
  });

  const refused: readonly (readonly [Reason, () => Promise<CcxtAnswer>])[] = [
    ["unknown-key", () => call(changed(issue(), { state: "deleted" }), trial.ask)],
    ["disabled-key", () => call(changed(issue(), { state: "disabled" }), trial.ask)],
    ["expired-key", () => call(issue({ expires: Date.now() - hour }), trial.ask)],
    ["address", () => call(issue(), trial.ask, elsewhere)],
    ["permission", () => call(issue({ can: none }), trial.trade)],
    ["signature", () => call(forged(id, issue()), trial.ask)],
    ["passphrase", () => call(mistaken(issue()), trial.ask)],
    [
      "clock",
      () => {
        world.exchanges.double(id).clockAhead = hour;
        return call(issue(), trial.ask);
      },
    ],
  ];
  test.each(refused.filter(([reason]) => trial.refusals[reason] !== undefined))("refuses: %s", async (reason, act) => {
    expect(said(await act())).toContain(trial.refusals[reason]);
  });
});

const none: Partial<Permissions> = { trade: false, futures: false };

function changed(key: Key, change: Partial<Key>): Key {
  return Object.assign(key, change);
}

/** The credential with the secret half of another key. */
function forged(id: string, key: Key): Key {
  const { secret = "", privateKey = "" } = world.exchanges.double(id).issue({ kind: key.kind }).credential;
  const half =
    id === "hyperliquid"
      ? { privateKey: `${privateKey.slice(0, -1)}${privateKey.endsWith("1") ? "2" : "1"}` }
      : { secret };
  return { ...key, credential: { ...key.credential, ...half } };
}

function mistaken(key: Key): Key {
  return { ...key, credential: { ...key.credential, password: `${key.credential.password ?? ""}x` } };
}
