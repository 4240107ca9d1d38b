import { BlockList, isIP } from "node:net";
import type { Test } from "./document";
import { type Ternary, every, not, or, some } from "./ternary";
import { type Text, arnLike, equals, like } from "./text";

/**
 * What is known of the keys that a request carries, by key in lower case. Null: the request surely carries none. A key that
 * is not here may be carried with any value, or not at all.
 */
export type Facts = ReadonlyMap<string, Text | readonly Text[] | null>;

/** What could not be decided: operators and keys, as they are written in the documents. */
export type Open = Set<string>;

interface Operator {
  readonly holds: (text: Text, value: string) => Ternary;
  readonly negated?: true;
}

const accountKeys = /^(?:aws:principalaccount|aws:sourceaccount|kms:calleraccount)$/u;
const variable = "${";

const ignoringCase = (text: Text, value: string): Ternary =>
  typeof text === "string" ? text.toLowerCase() === value.toLowerCase() : false;

const operators: Readonly<Record<string, Operator>> = {
  stringequals: { holds: equals },
  stringnotequals: { holds: equals, negated: true },
  stringequalsignorecase: { holds: ignoringCase },
  stringnotequalsignorecase: { holds: ignoringCase, negated: true },
  stringlike: { holds: like },
  stringnotlike: { holds: like, negated: true },
  // ArnEquals and ArnLike are the same: both take wildcards.
  arnequals: { holds: arnLike },
  arnlike: { holds: arnLike },
  arnnotequals: { holds: arnLike, negated: true },
  arnnotlike: { holds: arnLike, negated: true },
  bool: { holds: isBool },
  ipaddress: { holds: inRange },
  notipaddress: { holds: inRange, negated: true },
};

/** Whether all tests of a statement hold. */
export function holds(tests: readonly Test[], facts: Facts, open: Open): Ternary {
  return every(tests, (test) => {
    const result = holdsOne(test, facts);
    if (result === undefined) open.add(`${test.operator} ${test.key}`);
    return result;
  });
}

function holdsOne({ operator: written, key, values }: Test, facts: Facts): Ternary {
  const parts = /^(?:(?<set>ForAnyValue|ForAllValues):)?(?<name>\w+?)(?<ifExists>IfExists)?$/iu.exec(written)?.groups;
  const name = parts?.name?.toLowerCase() ?? "";
  const fact = facts.get(key);
  if (fact === undefined || values.some((value) => value.includes(variable))) return undefined;
  if (name === "null") {
    if (parts?.set !== undefined || parts?.ifExists !== undefined) return undefined;
    return some(values, (value) =>
      /^(?:true|false)$/iu.test(value) ? (value.toLowerCase() === "true") === (fact === null) : undefined,
    );
  }
  const operator = Object.hasOwn(operators, name) ? operators[name] : undefined;
  if (operator === undefined) return undefined;
  // A part of an account's number stands for accounts that nobody has written down.
  if (accountKeys.test(key) && values.some((value) => /[*?]/u.test(value) && value !== "*")) return undefined;
  const one = (text: Text): Ternary => {
    const matched = some(values, (value) => operator.holds(text, value));
    return operator.negated === true ? not(matched) : matched;
  };
  const set = parts?.set?.toLowerCase();
  if (fact === null) {
    if (set === "foranyvalue") return parts?.ifExists === undefined ? false : undefined;
    return set === "forallvalues" || parts?.ifExists !== undefined || operator.negated === true;
  }
  const isOne = typeof fact === "string" || "beginning" in fact;
  // How AWS compares a list without a set operator is not laid down.
  if (set === undefined) return isOne ? one(fact) : undefined;
  const texts = isOne ? [fact] : fact;
  return set === "foranyvalue" ? some(texts, one) : every(texts, one);
}

function isBool(text: Text, value: string): Ternary {
  if (typeof text !== "string" || !/^(?:true|false)$/iu.test(value)) return undefined;
  return text.toLowerCase() === value.toLowerCase();
}

function inRange(text: Text, value: string): Ternary {
  const [network = "", bits, ...more] = value.split("/");
  const version = isIP(network);
  const most = version === 4 ? 32 : 128;
  const width = bits === undefined ? most : /^\d{1,3}$/u.test(bits) ? Number(bits) : Infinity;
  if (typeof text !== "string" || version === 0 || width > most || more.length > 0 || isIP(text) === 0)
    return undefined;
  if (isIP(text) !== version) return false;
  const family = version === 4 ? "ipv4" : "ipv6";
  const range = new BlockList();
  range.addSubnet(network, width, family);
  return or(range.check(text, family));
}
