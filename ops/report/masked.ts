import { scan } from "../../policies/detection/engine";
import { walletKeyIn } from "../../policies/wallet-key";
import type { Report, StackReport } from "./report";

/**
 * A report in which no credential can be read that a program wrote into the name or the type of a resource: each stands as
 * `[secret]`, or `[secret 2]` and so on, wherever the report says it. A name that can't be looked through is hidden whole.
 */
export function masked(report: Report): Report {
  const secrets = [...new Set(report.stacks.flatMap(({ resources }) => resources.flatMap(secretsOf)))];
  if (secrets.length === 0) return report;
  const masks = secrets
    .map((secret, index) => [secret, index === 0 ? "[secret]" : `[secret ${index + 1}]`] as const)
    .sort(([one], [other]) => other.length - one.length);
  const hide = (text: string): string => masks.reduce((left, [secret, mask]) => left.replaceAll(secret, mask), text);
  return { ...report, stacks: report.stacks.map((stack) => maskedStack(stack, hide)) };
}

const walletKey = /0x[\da-f]{64}/giu;

function secretsOf({ name, type }: StackReport["resources"][number]): string[] {
  return [name, type].flatMap((text) => {
    const { findings, complete } = scan(text);
    if (!complete) return [text];
    const keys = walletKeyIn(text, undefined) === undefined ? [] : (text.match(walletKey) ?? [text]);
    const found = findings.filter(({ severity }) => severity !== "low");
    return [...found.map(({ start, end }) => text.slice(start, end)), ...keys];
  });
}

function maskedStack(stack: StackReport, hide: (text: string) => string): StackReport {
  const byUrn = <T>(all: ReadonlyMap<string, T>): Map<string, T> =>
    new Map(Array.from(all, ([urn, each]) => [hide(urn), each]));
  return {
    ...stack,
    resources: stack.resources.map((each) => ({
      ...each,
      urn: hide(each.urn),
      type: hide(each.type),
      name: hide(each.name),
      parent: hide(each.parent),
    })),
    verdicts: stack.verdicts.map((each) => ({
      ...each,
      urn: hide(each.urn),
      message: hide(each.message),
      remedy: hide(each.remedy),
      ...(each.path === undefined ? {} : { path: hide(each.path) }),
    })),
    undecided: stack.undecided.map((each) => ({ ...each, urn: hide(each.urn), reason: hide(each.reason) })),
    mended: stack.mended.map((each) => ({ ...each, urn: hide(each.urn), path: hide(each.path) })),
    idle: stack.idle.map((each) => ({ ...each, reason: hide(each.reason) })),
    messages: stack.messages.map((each) => ({ ...each, text: hide(each.text) })),
    judged: byUrn(stack.judged),
    properties: byUrn(stack.properties),
  };
}
