import { exchangeIds } from "../../../exchanges/exchange";
import { exchanges, isExchangeId, refusedRegion, regionsRefusedBy } from "../../../exchanges/exchanges";
import { type Fact, type Saying, placeOf, saidByTags, saidOfStack } from "../../declaration";
import { type Resource, resourcePolicy } from "../../policy";
import { leaveOpen, type Value } from "../../reader";

const stackType = "pulumi:pulumi:Stack";
const provider = "pulumi:providers:aws";
const declareIt = "Set the configuration value bulkhead:exchange to the exchange that the bot trades on.";

/**
 * Some exchanges refuse every address of a country. A bot that is deployed there stands in the market with open positions
 * and cannot trade, and the exchange may close the account. Each place that chooses a region is judged by itself: the
 * configuration with the stack, a provider's inputs with the provider, a resource's own `region` with the resource. Where
 * only tags declare the exchange, each tagged resource is judged in the region that it ends up in.
 */
export const regionServed = resourcePolicy<{ readonly region?: string }>("*", {
  name: "bot-region-served",
  description: "A bot runs in a region whose addresses its exchange serves.",
  severity: "high",
  level: "mandatory",
  remediationSteps: "Choose a region that the exchange serves, with `pulumi config set aws:region REGION`.",
  url: "https://docs.aws.amazon.com/global-infrastructure/latest/regions/aws-regions.html",
  tags: ["region"],
  rationale:
    "Some exchanges refuse all addresses of a country. A bot deployed there stands in the market with open positions and cannot trade, and the exchange may close the account.",
  example: `config:
  aws:region: eu-west-1
  bulkhead:exchange: binance
  bulkhead:network: mainnet`,
  nonWaivable: true,
  judge(resource, violation) {
    const { stack, type } = resource;
    if (type !== stackType && type !== provider && !type.startsWith("aws:")) return;
    const said = (fact: Fact): Saying | undefined => saidOfStack(stack, fact) ?? saidByTags(resource, fact)[0];
    const [exchange, network] = [said("bulkhead:exchange"), said("bulkhead:network")];
    const known = `one of ${exchangeIds.join(", ")}`;
    if (exchange === undefined) {
      if (type === stackType || saidByTags(resource, "bulkhead:bot").length > 0) {
        violation({
          message: `No exchange is declared, expected bulkhead:exchange to be ${known}.`,
          remedy: declareIt,
        });
      }
      return;
    }
    const facts = exchange.text !== undefined && isExchangeId(exchange.text) ? exchanges[exchange.text] : undefined;
    if (exchange.text !== undefined && facts === undefined) {
      // Said once, where the exchange is: with the stack, or with the tagged resource.
      if (type === stackType || exchange.value !== undefined) {
        violation({
          message: `${exchange.path} names no known exchange, expected ${known}.`,
          remedy: declareIt,
          ...placeOf(stack, "bulkhead:exchange"),
        });
      }
      return;
    }
    const chosen = regionOf(resource);
    if (chosen === undefined) return;
    const needed = [exchange.value, network?.value, chosen.value];
    leaveOpen(...needed);
    if (needed.some((value) => value?.unknown === true) || facts === undefined) return;
    if (chosen.text === "") {
      violation({ message: `${chosen.path} is absent, expected a region that the exchange serves.`, at: chosen.path });
      return;
    }
    // A network that nobody declared, or that nobody knows, is taken for live trading.
    const traded = network?.text === "testnet" ? "testnet" : "mainnet";
    if (refusedRegion(facts, traded, chosen.text) === undefined) return;
    violation({
      message: `${chosen.path} is ${chosen.shown}, expected a region outside ${regionsRefusedBy(facts, traded)}: ${facts.title} refuses addresses from there on ${traded}.`,
      at: chosen.path,
      ...(chosen.value === undefined ? placeOf(stack, "aws:region") : {}),
    });
  },
});

interface Chosen {
  readonly path: string;
  readonly shown: string;
  /** Empty where no region is chosen. */
  readonly text: string;
  /** Undefined where the configuration chooses. */
  readonly value?: Value;
}

/** The region that is chosen here; undefined where nothing is, or where it is judged with the stack or the provider. */
function regionOf({
  stack,
  type,
  inputs,
  provider: given,
}: Resource<{ readonly region?: string }>): Chosen | undefined {
  const configured = stack.config.get("aws:region") ?? "";
  const judgedAbove = saidOfStack(stack, "bulkhead:exchange") !== undefined;
  const ofStack: Chosen = {
    path: "aws:region",
    shown: shownRegion(configured),
    text: configured,
  };
  if (type === stackType) return configured === "" ? undefined : ofStack;
  const own = inputs.at("region");
  if (!own.absent) return judgedAbove && own.is(configured) ? undefined : chosenBy(own);
  if (type === provider) return configured === "" ? chosenBy(own) : undefined;
  if (judgedAbove) return undefined;
  const ofProvider = given?.inputs.at("region");
  if (ofProvider === undefined || ofProvider.absent) return configured === "" ? undefined : ofStack;
  return chosenBy(ofProvider);
}

function chosenBy(value: Value): Chosen {
  const text = value.text ?? "";
  return { path: value.path, shown: value.secret ? value.shown : shownRegion(text), text, value };
}

function shownRegion(text: string): string {
  return /^[a-z]{2}(?:-[a-z]+)+-\d{1,2}$/u.test(text) ? `"${text}"` : "a text that is no region";
}
