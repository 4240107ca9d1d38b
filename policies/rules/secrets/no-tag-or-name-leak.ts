import { isReference } from "../../detection/placeholder";
import { reportLeaks } from "../../leaks";
import { isOwned } from "../../owners";
import { type Resource, resourcePolicy } from "../../policy";
import { callByWhatItIs, isNoSecret, promisesSecret } from "../../promises-secret";
import type { Text, Value } from "../../reader";
import { isShownByAws, isShownPlace } from "../../shown-places";

/**
 * Tags, names and descriptions, the resource's logical name with them, are in the state, on the console, in bills and in
 * every listing. Of AWS's resources marked ones are judged too. A tag that is called a secret has no business there,
 * unless its value says that it is none.
 */
export const noTagOrNameLeak = resourcePolicy("*", {
  name: "secrets-no-tag-or-name-leak",
  description:
    "No tag, name or description holds a credential or a secret of the configuration, not even a marked one.",
  severity: "critical",
  level: "mandatory",
  remediationSteps:
    "Take the value out of the tag, name or description, and revoke the key: whoever may list resources has seen it.",
  url: "https://docs.aws.amazon.com/tag-editor/latest/userguide/best-practices-and-strats.html",
  tags: ["secrets", "tags"],
  rationale:
    "Tags and names are no secrets to AWS: they are shown without a permission on the resource's content, and copied to bills, logs and inventories of other people.",
  example: `tags: { "bulkhead:bot": "grid", "bulkhead:exchange": "binance", "bulkhead:network": "testnet" }`,
  nonWaivable: true,
  judge(resource, violation) {
    const texts = [...shownTexts(resource)];
    const told = new Set(reportLeaks(texts, resource.stack, violation));
    for (const { path, name, text, secret } of texts) {
      if (name === undefined || text === "" || told.has(path)) continue;
      if (/^(?:true|false|\d{1,5})$/iu.test(text) || !promisesSecret(name) || isReference(text)) continue;
      if (!secret && isNoSecret(text, name)) continue;
      told.add(path);
      violation({
        message: `${path} has a value, though its name says that it is a secret.`,
        at: path,
        remedy: `Take a secret out, and revoke it: whoever may list resources has seen it. ${callByWhatItIs}`,
      });
    }
  },
});

function* shownTexts({ type, name, inputs }: Resource): Generator<Text> {
  yield { path: "logical name", text: name, secret: false, kind: "value" };
  for (const value of shownValues(type, inputs)) {
    yield* value.strings((_, secret) => !secret || isShownByAws(type));
  }
}

/** The outermost values at such places. Only what lies there is asked for: other unknowns are other policies' matter. */
function* shownValues(type: string, inputs: Value): Generator<Value> {
  const open = [inputs];
  for (let value = open.pop(); value !== undefined; value = open.pop()) {
    if (isOwned(type, value.path)) continue;
    if (isShownPlace(value.path)) yield value;
    else if (!value.unknown) open.push(...[...value.children()].reverse());
  }
}
