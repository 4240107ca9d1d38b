import { resolve } from "node:path";
import { exchangeIds, type Exchange, type Network } from "../../exchanges/exchange";
import { exchanges, isExchangeId } from "../../exchanges/exchanges";
import { isRegion } from "../aws/region";
import { configurationOf, plainValue } from "../embedded/configuration";
import { readProject, stackFileOf } from "../embedded/project";
import { nearest } from "../nearest";
import { quoted, UserError } from "../user-error";
import { one, type Values } from "../values";

/** What a stack file says of whose stack it is and where. */
export interface BotStack {
  readonly stack: string;
  /** Path of the stack file. */
  readonly file: string;
  /** Folder of the project. */
  readonly folder: string;
  /** `operator`: the same compartment without a bot, for a key that manages others. */
  readonly kind: "bot" | "operator";
  /** The bot's name, as its tags give it. */
  readonly bot: string;
  readonly exchange: Exchange;
  readonly network: Network;
  /** Region code, such as `eu-west-1`. */
  readonly region: string;
  /** ARNs of the people's roles, as far as the file lists them. */
  readonly roles: Readonly<Record<RoleList, readonly string[]>>;
}

const roleLists = ["admins", "operators", "responders", "deployers"] as const;
type RoleList = (typeof roleLists)[number];

/** A stack for people: "grid-testnet, Bybit testnet, eu-west-1". */
export function subjectOf({ stack, exchange, network, region }: BotStack): string {
  return `${stack}, ${exchange.title} ${network}, ${region}`;
}

/** The stack that `--stack` names. `command` is what needs it, such as `bulkhead audit`. Throws UserError. */
export function botStack(values: Values, command: string): BotStack {
  const stack = one(values.stack);
  if (stack === undefined) throw new UserError(`${command} needs --stack NAME: the bot's stack.`);
  return readBotStack(stack, resolve(one(values.program) ?? "."), command);
}

/** Reads one stack file of a project's folder. Throws UserError. */
export function readBotStack(stack: string, folder: string, command: string): BotStack {
  const project = readProject(folder, { runs: false });
  const file = stackFileOf(project, stack);
  // What only `up` needs must not keep anybody from a bot that stands.
  const declarations = new Map([...project.declarations].filter(([, { fallback }]) => fallback !== undefined));
  const configuration = configurationOf({ ...project, declarations }, stack, file, new Map());
  const plain = (key: string): string => plainValue(configuration, file, key, command);
  const kind = (configuration.values.get("bulkhead:kind") ?? "") === "" ? "bot" : plain("bulkhead:kind");
  if (kind !== "bot" && kind !== "operator") {
    throw new UserError(
      `${file}: bulkhead:kind says that this stack holds no exchange key; ${command} needs one that does.`,
    );
  }
  const [id, network] = [plain("bulkhead:exchange"), plain("bulkhead:network")];
  if (!isExchangeId(id)) {
    const close = nearest(id, exchangeIds);
    throw new UserError(
      `${file}: bulkhead:exchange is ${quoted(id)}, no exchange that Bulkhead knows${close === undefined ? "" : ` (did you mean ${close}?)`}; docs/exchanges.md lists them.`,
    );
  }
  if (network !== "testnet" && network !== "mainnet") {
    throw new UserError(`${file}: bulkhead:network is ${quoted(network)}, expected testnet or mainnet.`);
  }
  const isNamed = (configuration.values.get("bulkhead:bot") ?? "") !== "";
  const bot = isNamed ? plain("bulkhead:bot") : stack;
  if (!/^[\w.:/=+@-]{1,128}$/u.test(bot)) throw new UserError(`${file}: bulkhead:bot is no name that a tag can have.`);
  const region = plain("aws:region");
  if (!isRegion(region)) throw new UserError(`${file}: aws:region is ${quoted(region)}, no region of AWS.`);
  const roles = Object.fromEntries(
    roleLists.map((list) => [list, listed(configuration.values.get(`bulkhead:${list}`))]),
  ) as BotStack["roles"];
  return { stack, file, folder, kind, bot, exchange: exchanges[id], network, region, roles };
}

/** A list as the engine hands it over: JSON text. What is none is read as empty; `up` is where it is refused. */
function listed(text: string | undefined): readonly string[] {
  try {
    const content: unknown = JSON.parse(text ?? "[]");
    return Array.isArray(content) ? content.filter((one) => typeof one === "string") : [];
  } catch {
    return [];
  }
}
