import { isAbsolute, resolve } from "node:path";
import { detection } from "../../detect";
import { contentsOf } from "../../files/content";
import { type FileAt, filesAt } from "../../files/files-at";
import type { Stack } from "../../marks";
import { resourcePolicy } from "../../policy";
import { couldBeKey } from "../../reader";
import { projectOf } from "../../stack-file";
import { searchTaint } from "../../taint";

/**
 * What a program hands over by its path: a function's code, a layer, an object in a bucket. Zip, tar and gzip are opened;
 * folders of package managers and Git are left out, and so is what has to be fetched from elsewhere. A text that Pulumi
 * marks as a secret goes up in the clear, as the code of a function does that holds on to a secret of the program around
 * it; other texts of the program are judged by secrets-no-plaintext-anywhere.
 */
export const assetFilesClean = resourcePolicy("*", {
  name: "secrets-asset-files-clean",
  description: "No file, folder or marked text that a program uploads holds a credential.",
  severity: "critical",
  level: "mandatory",
  remediationSteps:
    "Take the file or the text out of what is uploaded, read the key from Secrets Manager at run time, and revoke the key that stood there.",
  url: "https://docs.aws.amazon.com/lambda/latest/dg/with-secrets-manager.html",
  tags: ["secrets", "lambda", "s3"],
  rationale:
    "A .env beside a function's code goes along into its archive, and from there to whoever may read the function or the bucket, in every version that was ever published. So does a secret that a callback uses: its value stands in the code that is made of it, and a mark covers Pulumi's state alone.",
  example: `code: new pulumi.asset.AssetArchive({ "index.js": new pulumi.asset.FileAsset("dist/signer.js") }), // and no folder with a .env in it`,
  judge({ inputs, stack }, violation) {
    for (const { path, ...given } of inputs.handedOver()) {
      if ("text" in given) {
        if (given.secret) violation({ message: `${path} uploads a text that is a secret or holds one.`, at: path });
        continue;
      }
      for (const one of filesAt(located(given.file, stack))) {
        for (const what of flawsOf(one, stack)) {
          const name = one.name === "" ? "what" : `${shown(one.name)}, which`;
          violation({ message: `${path} uploads ${name} ${what}.`, at: path });
        }
      }
    }
  },
});

/** A path that says all by itself needs no project. */
function located(file: string, stack: Stack): string {
  return isAbsolute(file) ? file : resolve(projectOf(stack).programFolder, file);
}

/** What is wrong with a file: the first credential in it, secrets of the configuration, and what could not be looked at. */
function* flawsOf({ bytes, missing }: FileAt, stack: Stack): Generator<string> {
  if (missing !== undefined) yield missing;
  if (bytes === undefined) return;
  for (const content of contentsOf(bytes)) {
    const { text, via } = content;
    const inside = via.length === 0 ? "" : `, inside ${via.join(" > ")}`;
    const { findings, complete } = detection().scan(text);
    const [finding] = findings.filter(({ severity }) => severity !== "low");
    if (finding !== undefined) {
      const { title, detector, start } = finding;
      yield `holds ${title} [${detector}] in line ${content.place(start).line}${inside}`;
    }
    const tainted = searchTaint([{ path: "", text }], stack);
    for (const { key } of tainted.taints) yield `holds the secret configuration value ${key}${inside}`;
    if (content.missing !== undefined) yield `${content.missing}${inside}`;
    if (!complete || !tainted.complete) yield `is wrapped too deep or too large to be taken for clean${inside}`;
  }
}

/** A name of a file may itself be a leaked value. */
function shown(name: string): string {
  return /^[\w./@+-]{1,200}$/u.test(name) && !couldBeKey(name) ? name : "a file";
}
