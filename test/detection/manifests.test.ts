import { Manifests } from "../../policies/detection/manifests";
import { Random } from "./generate/random";
import { base64, foundIn } from "./scanned";

/** What the manifests of a text are found to hold. */
function held(text: string): readonly string[] {
  const manifests = new Manifests(text);
  return Array.from(text.matchAll(/\w*[Ss]ecret\w*/gu)).flatMap(({ 0: word, index }) =>
    [...manifests.of(index, index + word.length)].map(({ start, end }) => text.slice(start, end)),
  );
}

const random = new Random("manifests");
const [one, two] = [`${random.alnum(38)}7a`, `${random.alnum(38)}7b`] as const;
const [kept, other] = [base64(one), base64(two)] as const;
const secret = "apiVersion: v1\nkind: Secret\nmetadata:\n  name: bot\n";

describe("a manifest of a Secret holds", () => {
  test.each<[string, string, readonly string[]]>([
    ["data in base64", `${secret}data:\n  live: ${kept}\n  main: ${other}\n`, [kept, other]],
    ["data at the end of a file", `${secret}data:\n  live: ${kept}`, [kept]],
    ["data before a document's end", `${secret}data:\n  live: ${kept}\n---\n`, [kept]],
    ["texts", `${secret}stringData:\n  live: ${one}\n  main: "${two}"\n`, [one, two]],
    ["both", `${secret}data:\n  live: ${kept}\nstringData:\n  main: ${two}\n`, [kept, two]],
    ["data before its kind", `data:\n  live: ${kept}\nkind: Secret\nmetadata:\n  name: bot\n`, [kept]],
    ["data behind short ones", `${secret}data:\n  user: Ym90\n  live: ${kept}\n`, [kept]],
    ["data behind a file", `${secret}data:\n  bot.json: |\n    e30=\n  live: ${kept}\n`, [kept]],
    ["data of a list", `items:\n- data:\n    live: ${kept}\n  kind: Secret\n`, [kept]],
    ["data in JSON", JSON.stringify({ kind: "Secret", data: { live: kept, main: other } }), [kept, other]],
    [
      "data in JSON with blanks",
      `{ "kind": "Secret", "data": { "live": "${kept}", "main": "${other}" } }`,
      [kept, other],
    ],
    ["data in JSON on lines", JSON.stringify({ data: { live: kept }, kind: "Secret" }, null, 2), [kept]],
    ["data in JSON in JSON", JSON.stringify(JSON.stringify({ kind: "Secret", data: { live: kept } })), [kept]],
    ["data on lines that end with a return", `${secret}data:\n  live: ${kept}\n`.replaceAll("\n", "\r\n"), [kept]],
    ["a text of sixteen characters", `${secret}stringData:\n  live: ${one.slice(-16)}\n`, [one.slice(-16)]],
    ["what ends with a line", `${secret}data:\n  live: ${base64(`${one}\n`)}\n`, [base64(`${one}\n`)]],
    ["nothing of fifteen characters", `${secret}stringData:\n  live: ${one.slice(-15)}\n`, []],
    ["nothing where a key has a name of its own", `${secret}data:\n  api-secret: ${kept}\n`, []],
    ["nothing where data are words", `${secret}data:\n  live: ${base64("level-debug-and-more-of-it")}\n`, []],
    ["nothing where data are settings", `${secret}data:\n  live: ${base64(`id: ${one}`)}\n`, []],
    ["nothing where data are no base64", `${secret}data:\n  live: ${one}\n`, []],
    ["nothing outside of its data", `${secret}  hash: ${one}\ntype: Opaque\n`, []],
    ["nothing behind its data", `kind: Secret\nstringData:\n  live: short\nmetadata:\n  uid: ${one}\n`, []],
    ["nothing behind its data in JSON", `{"kind":"Secret","stringData":{"a":"b"},"uid":"${one}"}`, []],
    ["nothing of the next document", `${secret}---\nkind: ConfigMap\ndata:\n  live: ${kept}\n`, []],
    ["nothing of the one before", `kind: ConfigMap\ndata:\n  live: ${kept}\n---\n${secret}`, []],
    ["nothing of another kind", `${secret.replace("Secret", "SealedSecret")}data:\n  live: ${kept}\n`, []],
    ["nothing where Secret is a part of its kind", `kind: My Secret\ndata:\n  live: ${kept}\n`, []],
    ["nothing of data in a comment", `${secret}# data:\n  live: ${kept}\n`, []],
    ["what a command gives", `kubectl create secret generic bot --from-literal=live=${one}\n`, [one]],
    ["what a command gives between quotes", `create secret generic bot --from-literal 'live=${one}'`, [one]],
    [
      "what a command gives on several lines",
      `create secret generic bot \\\n --from-literal=live="${one}" \\\r\n --from-literal=main=${two}`,
      [one, two],
    ],
    ["nothing that a command gives a name of its own", `create secret generic a --from-literal=token=${one}`, []],
    ["nothing of a word that a command gives", "create secret generic a --from-literal=a=level-debug-and-more", []],
    ["nothing of the next command", `create secret generic a\nrun --from-literal=live=${one}`, []],
    ["nothing of another command", `create configmap secret --from-literal=live=${one}`, []],
    ["nothing where Secret is no kind", `name: Secret\ndata:\n  live: ${kept}\n`, []],
  ])("%s", (_, text, values) => {
    expect(held(text)).toEqual(values);
  });

  test("what two in one document hold, once", () => {
    const items = `items:\n- kind: Secret\n  data:\n    live: ${kept}\n- kind: Secret\n  data:\n    live: ${other}\n`;
    expect(held(items)).toEqual([kept, other]);
  });

  test("nothing further than 8,192 characters from its kind", () => {
    const far = (length: number): string => `kind: Secret\n#${"-".repeat(length)}\nstringData:\n  live: ${one}\n `;
    const around = far(0).length - "kind: Secret".length;
    expect(held(far(8_193 - around))).toEqual([one]);
    expect(held(far(8_194 - around))).toEqual([]);
  });
});

test("what a Secret of Kubernetes holds under a neutral key is found, whatever it is", () => {
  expect(foundIn(`${secret}data:\n  live: ${kept}\n`)).toEqual([kept]);
  expect(foundIn(`${secret.replace("Secret", "ConfigMap")}data:\n  live: ${kept}\n`)).toEqual([]);
});
