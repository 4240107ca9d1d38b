import { exchanges } from "../../exchanges/exchanges";
import { eyeRules } from "../../infra/eyes/rules";
import { Aws } from "../../ops/aws/aws";
import { cellsOf } from "../../ops/fleet/cells";
import { fleetHtml } from "../../ops/fleet/fleet-html";
import { fleetOf, type FileView } from "../../ops/fleet/fleet-report";
import { fleetText } from "../../ops/fleet/fleet-text";
import { quotasOf } from "../../ops/fleet/quotas";
import { inTurns } from "../../ops/fleet/in-turns";
import type { BotView, RegionView } from "../../ops/fleet/region-view";
import { styleFor } from "../../ops/report/style";

const at = new Date("2026-11-28T12:00:00Z");
const daysAgo = (days: number): Date => new Date(at.getTime() - days * 86_400_000);

const good: BotView = {
  bot: "grid",
  network: "testnet",
  addresses: { value: [{ ip: "203.0.113.7", isBound: true }] },
  keys: {
    value: ["custody", "records", "configuration"].map((purpose) => ({
      purpose,
      arn: `arn:aws:kms:eu-west-1:111122223333:key/${purpose}`,
      state: { value: "Enabled" },
      rotates: { value: true },
    })),
  },
  secret: { value: { isEmpty: false, changed: daysAgo(10) } },
  host: { value: { state: "running", since: daysAgo(3) } },
  subscriptions: { value: [{ protocol: "email", isConfirmed: true }] },
};
const nothing: BotView = {
  ...good,
  addresses: { value: [] },
  keys: { value: [] },
  secret: { value: undefined },
  host: { value: undefined },
  subscriptions: { value: [] },
};
const region = (bot: BotView, more: Partial<RegionView> = {}): RegionView => ({
  region: "eu-west-1",
  bots: bot === nothing ? [] : [bot],
  botOf: (name, network) => (name === bot.bot && network === bot.network ? bot : { ...nothing, bot: name, network }),
  unseen: [],
  watched: { value: { yes: true, why: "trail logs all management events" } },
  quotas: [{ name: "VPCs", perBot: 1, used: { value: 2 }, limit: { value: 5 } }],
  ...more,
});
const file: FileView = {
  stack: "grid",
  bot: "grid",
  exchange: "binance",
  network: "testnet",
  region: "eu-west-1",
  verdict: "passed",
  violations: 0,
  open: 0,
};
const notesOf = (bot: BotView, more: Partial<FileView> = {}, place: Partial<RegionView> = {}): string[] => {
  const { rows, regions } = fleetOf("bots", [{ ...file, ...more }], [region(bot, place)], at, 90);
  return [...rows, ...regions].flatMap(({ notes }) => notes.map(({ weight, text }) => `${weight}: ${text}`));
};

it("has nothing to say of a bot that is in order", () => {
  const fleet = fleetOf("bots", [file], [region(good)], at, 90);
  expect(fleet.result).toBe("well");
  expect(fleet.rows).toMatchObject([{ isBuilt: true, notes: [] }]);
  expect(cellsOf(fleet.rows[0] as never, at)).toEqual({
    stack: "grid",
    exchange: "binance, testnet, eu-west-1",
    address: "203.0.113.7",
    keys: "3 enabled, rotating",
    secret: "put 10 d ago",
    host: "running, 3 d",
    alerts: "1 of 1 confirmed",
    verdict: "passed",
  });
});

it.each<[string, BotView, string]>([
  [
    "an address bound to nothing",
    { ...good, addresses: { value: [{ ip: "203.0.113.7", isBound: false }] } },
    "bad: its address is bound to nothing",
  ],
  ["no address", { ...good, addresses: { value: [] } }, "bad: no address stands"],
  [
    "a disabled key",
    {
      ...good,
      keys: { value: [{ purpose: "custody", arn: "arn", state: { value: "Disabled" }, rotates: { value: true } }] },
    },
    "bad: its custody key is Disabled",
  ],
  [
    "a key that does not rotate",
    {
      ...good,
      keys: { value: [{ purpose: "custody", arn: "arn", state: { value: "Enabled" }, rotates: { value: false } }] },
    },
    "bad: its custody key does not rotate",
  ],
  [
    "a key that can't be looked at",
    {
      ...good,
      keys: {
        value: [
          {
            purpose: "custody",
            arn: "arn",
            state: { unseen: "AWS refuses kms:DescribeKey." },
            rotates: { value: true },
          },
        ],
      },
    },
    "open: its custody key: AWS refuses kms:DescribeKey.",
  ],
  ["no custody key", { ...good, keys: { value: [] } }, "bad: no custody key stands"],
  [
    "an empty secret",
    { ...good, secret: { value: { isEmpty: true } } },
    "open: its secret is empty: the bot waits for its key",
  ],
  [
    "an old secret",
    { ...good, secret: { value: { isEmpty: false, changed: daysAgo(91) } } },
    "bad: its key was put 91 days ago, more than 90",
  ],
  ["a stopped host", { ...good, host: { value: { state: "stopped" } } }, "bad: its host is stopped"],
  [
    "a subscription that nobody confirmed",
    { ...good, subscriptions: { value: [{ protocol: "email", isConfirmed: false }] } },
    "bad: 1 of its alert subscriptions is not confirmed",
  ],
  ["alerts that nobody gets", { ...good, subscriptions: { value: [] } }, "open: nobody gets its alerts"],
])("tells of %s", (_, bot, note) => {
  expect(notesOf(bot)).toEqual([note]);
});

it("counts by the exchange's own limit where it states one, and tells of it two weeks before", () => {
  const limited = Object.values(exchanges).find(({ keys }) => typeof keys.lifeDays === "number");
  if (limited === undefined) throw new Error("no exchange states a limit");
  const life = Number(limited.keys.lifeDays);
  const put = (days: number): BotView => ({ ...good, secret: { value: { isEmpty: false, changed: daysAgo(days) } } });
  expect(notesOf(put(life - 13), { exchange: limited.id })).toEqual([
    `bad: its key was put ${life - 13} days ago, and the exchange ends keys after ${life}`,
  ]);
  expect(notesOf(put(life - 13))).toEqual(life - 13 > 90 ? [expect.any(String)] : []);
});

it("does not take what it could not see for good, nor for missing", () => {
  const blind = "AWS refuses ec2:DescribeAddresses (UnauthorizedOperation): the role in use here does not have it.";
  const unseen: BotView = { ...good, addresses: { unseen: blind } };
  const fleet = fleetOf("bots", [file], [region(unseen, { unseen: [blind] })], at, 90);
  expect(fleet.result).toBe("unseen");
  expect(cellsOf(fleet.rows[0] as never, at).address).toBe("not seen");
  expect(fleet.regions[0]?.notes).toEqual([{ weight: "open", text: blind }]);
});

it("tells a stack that is not built from one whose parts are missing", () => {
  expect(notesOf(nothing)).toEqual([]);
  const keyAlone: BotView = {
    ...nothing,
    keys: { value: [{ purpose: "configuration", arn: "arn", state: { value: "Enabled" }, rotates: { value: true } }] },
  };
  expect(notesOf(keyAlone)).toEqual([]);
  const fleet = fleetOf("bots", [file], [region(nothing)], at, 90);
  expect(cellsOf(fleet.rows[0] as never, at).address).toBe("not built");
});

it("calls a bot unwatched where no trail logs, with the reason", () => {
  const watched = { value: { yes: false, why: "all is stopped" } };
  expect(notesOf(good, {}, { watched })).toEqual([
    "bad: it is not watched: all is stopped",
    "bad: not watched: all is stopped",
  ]);
  expect(notesOf(nothing, {}, { watched })).toEqual([]);
});

it("tells of a quota with no room for another bot, and of one that can't be seen", () => {
  const full = [{ name: "VPCs", perBot: 1, used: { value: 5 }, limit: { value: 5 } }];
  expect(notesOf(good, {}, { quotas: full })).toEqual(["bad: no room for another bot: 5 of 5 VPCs are taken"]);
  const dark = [{ name: "VPCs", perBot: 1, used: { value: 5 }, limit: { unseen: "no answer" } }];
  expect(notesOf(good, {}, { quotas: dark })).toEqual(["open: no answer"]);
});

it("tells of a verdict that is none, and of a file that can't be read", () => {
  expect(notesOf(good, { verdict: "refused", violations: 2 })).toEqual(["bad: the pack refuses it: 2 violations"]);
  expect(notesOf(good, { verdict: "undecided", open: 3 })).toEqual(["open: 3 judgements are undecided offline"]);
  expect(notesOf(good, { error: "Pulumi.grid.yaml:1: a map is expected." })).toEqual([
    "bad: Pulumi.grid.yaml:1: a map is expected.",
  ]);
});

it("shows what stands in AWS without a stack file", () => {
  const { rows } = fleetOf("bots", [], [region(good)], at, 90);
  expect(rows).toMatchObject([{ stack: "grid", hasFile: false, notes: [{ weight: "open" }] }]);
  expect(cellsOf(rows[0] as never, at).verdict).toBe("no stack file");
});

it("lets no name out of its place, on the console or in the page", () => {
  const name = '<script>alert("x")</script>\u001b[2J';
  const fleet = fleetOf(name, [{ ...file, stack: name, bot: name, error: name }], [region(nothing)], at, 90);
  const page = fleetHtml(fleet);
  expect(page).not.toContain("<script");
  expect(page).not.toContain("\u001b");
  expect(fleetText(fleet, styleFor({}))).not.toContain("\u001b");
});

it("does things in turns, and answers in order", async () => {
  let [now, most] = [0, 0];
  const doubled = await inTurns([1, 2, 3, 4, 5, 6, 7], 3, async (number) => {
    most = Math.max(most, ++now);
    await new Promise((done) => setTimeout(done, 7 - number));
    now--;
    return number * 2;
  });
  expect(doubled).toEqual([2, 4, 6, 8, 10, 12, 14]);
  expect(most).toBe(3);
});

describe("bots that share an address", () => {
  const joiner: FileView = { ...file, stack: "arb", bot: "arb", sharesWith: { joined: "grid" } };
  const standing: BotView = { ...good, bot: "arb", addresses: { value: [] } };

  it("are told of in a sentence, and nothing is wrong with them", () => {
    const fleet = fleetOf("bots", [{ ...file, sharesWith: {} }, joiner], [twoBots(standing)], at, 90);
    expect(fleet.result).toBe("well");
    expect(fleet.rows.map(({ stack, notes }) => [stack, notes])).toEqual([
      ["arb", [{ weight: "told", text: "leaves by the address of grid: at the exchange it does not tell them apart" }]],
      [
        "grid",
        [{ weight: "told", text: "other bots may leave by its address: at the exchange it does not tell them apart" }],
      ],
    ]);
    expect(fleet.rows.map((row) => cellsOf(row, at).address)).toEqual(["that of grid", "203.0.113.7"]);
    const shown = [fleetText(fleet, styleFor({ isTTY: false })), fleetHtml(fleet)];
    for (const text of shown) expect(text).toContain("leaves by the address of grid");
  });

  it("stay to attend to where something else is wrong", () => {
    const stopped = { ...standing, host: { value: { state: "stopped" } } };
    expect(fleetOf("bots", [joiner], [twoBots(stopped)], at, 90).result).toBe("attend");
  });

  function twoBots(second: BotView): RegionView {
    return region(good, { bots: [good, second], botOf: (name) => (name === "grid" ? good : second) });
  }
});

describe("quotas that a new bot takes", () => {
  const taken = async (use?: "own" | "shared" | "joined"): Promise<Record<string, number>> => {
    const aws = new Aws("eu-west-1");
    jest.spyOn(aws, "client").mockRejectedValue(new Error("no network"));
    return Object.fromEntries((await quotasOf(aws, use)).map(({ name, perBot }) => [name, perBot]));
  };
  const everybody = { "KMS keys": 3, "EventBridge rules (those with tags)": eyeRules.length };
  const ownVpc = { "Elastic IP addresses": 1, VPCs: 1, "internet gateways": 1 };

  it("are an address, a VPC and its gateway, keys, and a rule for each of the eyes", async () => {
    expect(await taken("own")).toEqual({ ...ownVpc, ...everybody });
    expect(await taken("shared")).toEqual({ ...ownVpc, "NAT gateways (of a zone)": 1, ...everybody });
    expect(await taken("joined")).toEqual(everybody);
    expect(await taken()).toEqual({ ...ownVpc, "NAT gateways (of a zone)": 0, ...everybody });
  });
});
