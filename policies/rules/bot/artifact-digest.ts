import { templateTypes } from "../../launches";
import { type Observation, type Resource, type Violation, resourcePolicy } from "../../policy";
import { isOpen, type Value } from "../../reader";
import { textsIn } from "../../user-data";

const tasks = ["aws:ecs/taskDefinition:TaskDefinition", "aws:ecs/daemonTaskDefinition:DaemonTaskDefinition"] as const;
const gateway = "aws:ecs/expressGatewayService:ExpressGatewayService";
const lambda = "aws:lambda/function:Function";
const hosts = [
  "aws:ec2/instance:Instance",
  "aws:ec2/spotInstanceRequest:SpotInstanceRequest",
  ...templateTypes,
] as const;
const objects = [
  "aws:s3/bucketObjectv2:BucketObjectv2",
  "aws:s3/bucketObject:BucketObject",
  "aws:s3/objectCopy:ObjectCopy",
] as const;

/**
 * A tag, a key of a bucket or a URL names whatever somebody puts there; a digest names one content for good. User data is
 * read inside base64 and gzip too. It may fetch what it has a digest for: one SHA-256 (or Git commit) for each place in S3
 * or on the web that it stores or runs, and images by digest. That the digest is compared is not seen. Packages of the
 * system's own repositories, which these sign, are left out.
 */
export const artifactDigest = resourcePolicy([...hosts, ...tasks, gateway, lambda, ...objects], {
  name: "bot-artifact-digest",
  description: "Whatever runs beside a bot's key is named by its digest.",
  severity: "high",
  level: "mandatory",
  remediationSteps:
    "Name images, archives and downloads by their SHA-256: IMAGE@sha256:DIGEST, or a key that holds it.",
  url: "https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-tag-mutability.html",
  tags: ["ecr", "s3", "ec2", "ecs", "lambda"],
  rationale:
    "Whoever can write to a repository, a bucket or a web page that the host fetches from decides what runs beside the exchange key, at the next start and without a trace in the stack.",
  example: `image: \`\${repository.repositoryUrl}@sha256:\${digest}\`,`,
  judge(resource, violation) {
    const { type, inputs } = resource;
    if (isOneOf(hosts, type)) {
      for (const property of ["userData", "userDataBase64"]) judgeUserData(inputs.at(property), violation);
    } else if (isOneOf(tasks, type)) {
      for (const container of inputs.at("containerDefinitions").document().items())
        judgeContainer(container, violation);
    } else if (type === gateway) judgeImage(inputs.at("primaryContainer", "image"), violation);
    else if (type === lambda) judgeFunction(resource, violation);
    else judgeObject(inputs.at("key"), violation);
  },
});

function isOneOf(types: readonly string[], type: string): boolean {
  return types.includes(type);
}

function judgeContainer(container: Value, violation: Violation): void {
  judgeImage(container.at("image"), violation);
  const words = ["entryPoint", "command"].flatMap((property) => container.at(property).items());
  const found = unpinnedIn(words.flatMap((word) => word.text ?? []).join(" "));
  if (found.fetches > found.digests) violation(fetched(container.at("command"), found));
}

function judgeImage(image: Value, violation: Violation): void {
  if (isOpen(image) || image.absent || pinned.test(image.text ?? "")) return;
  violation({ message: `${image.path} names an image without its digest, expected IMAGE@sha256:DIGEST.`, at: image });
}

/** `aws-native` has the same names below `code`. A function whose code is handed over with it changes with the stack alone. */
function judgeFunction({ inputs }: Resource, violation: Violation): void {
  for (const place of [inputs, inputs.at("code")]) {
    judgeImage(place.at("imageUri"), violation);
    if (place.at("s3Key").absent) continue;
    const version = place.at("s3ObjectVersion");
    if (version.unknown || (version.text ?? "") === "") violation(version, "the version of the object in S3");
  }
}

function judgeObject(key: Value, violation: Violation): void {
  if (isOpen(key) || key.absent || someDigest.test(key.text ?? "")) return;
  const message = `${key.path} names no content, expected the SHA-256 of what is uploaded to stand in it.`;
  violation({ message, at: key });
}

function judgeUserData(place: Value, violation: Violation): void {
  const readings = textsIn(place, "user data that fetches by digest", violation).map(unpinnedIn);
  const images = Math.max(...readings.map(({ images }) => images));
  if (images > 0) {
    const message = `${place.path} runs ${counted(images, "container image")} without a digest, expected IMAGE@sha256:DIGEST.`;
    violation({ message, at: place });
  }
  const worst = readings.find(({ fetches, digests }) => fetches > digests);
  if (worst === undefined) return;
  violation(fetched(place, worst));
}

function fetched(at: Value, { fetches, digests }: Unpinned): Observation {
  const message = `${at.path} fetches from ${counted(fetches, "place")} and holds ${counted(digests, "digest")}, expected one for each.`;
  return { message, at };
}

function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? "" : "s"}`;
}

const pinned = /@sha256:[0-9a-f]{64}$/u;
const someDigest = /(?<![0-9a-f])[0-9a-f]{64}(?![0-9a-f])/u;
// SHA-256, and the commit of a Git repository.
const digest = /(?<![0-9a-f])(?:[0-9a-f]{64}|[0-9a-f]{40})(?![0-9a-f])/gu;
const registry = /(?<![\w.-])\d{12}\.dkr\.ecr\.[a-z0-9-]{1,30}\.amazonaws\.com(?:\.cn)?\/[\w./:@-]+/gu;
const runtime = /(?<![\w-])(?:docker|podman|nerdctl|ctr|crictl)(?![\w-])/u;
// As a list cloud-init takes a command as well: `[docker, run, "IMAGE"]`.
const starts = /[\s,"'](?:run|pull|create)[\s,"']/u;
// What a Compose file and a Quadlet name.
const named = /^\s*(?:-\s+)?(?:["']?image["']?:\s*|Image=)["']?(?<image>[\w.-][\w./:@-]*)["']?\s*$/u;
const composed = /(?<![\w-])(?:docker|podman|nerdctl)[-\s]compose(?![\w-])|^[ \t]{0,20}services:|^\[Container\]/mu;
// A program that fetches, and what it has to be told to keep something.
const fetching = [
  [/(?<![\w-])wget\s/u, /\s/u],
  [/(?<![\w-])git\s/u, /\s(?:clone|fetch|pull)\s/u],
  [/(?<![\w-])aws\s/u, /\ss3(?:api)?\s{1,9}(?:cp|sync|mv|get-object)\s/u],
  // Into a file, or into a program.
  [
    /(?<![\w-])curl\s/u,
    /(?:(?<![\w-])eval\s|\s-\w{0,5}[ce]\s{1,9})\s{0,9}["']?(?:\$\(|`)\s{0,9}[\w/]{0,20}curl\s|(?<![\w-])(?:(?:ba|da|k|z)?sh|source|\.|python3?|perl|node|ruby)\s[^;|&]{0,80}<\(\s{0,9}[\w/]{0,20}curl\s/u,
  ],
  [/(?<![\w-])curl\s/u, /\s(?:-[a-zA-Z]{0,9}[oO]|--output|--remote-name)|(?<![|&\d-])[>|](?!\|)/u],
  [/(?<![\w-])(?:aria2c|rsync|scp|sftp)\s/u, /\s(?:\w{1,10}:\/\/|[\w.@-]{1,100}:)/u],
  // From repositories that sign nothing, whatever stands there today.
  [
    /(?<![\w-])pip(?:[3x](?:\.\d{1,2})?)?\s/u,
    /(?<![\w-])pip[\d.x]{0,5}\s{1,9}(?:-[\w-]{1,20}\s{1,9}){0,3}install\s(?!.{0,200}--require-hashes)/u,
  ],
  [/(?<![\w-])uv\s/u, /\suv\s{1,9}(?:tool\s{1,9}(?:install|run)|pip\s{1,9}install(?!.{0,200}--require-hashes)|add)\s/u],
  [/(?<![\w-])(?:npx|uvx|bunx|pipx|ansible-pull)\s/u, /\s/u],
  [/(?<![\w-])npm\s/u, /\s(?:i|install|add|exec)\s/u],
  [
    /(?<![\w-])(?:pnpm|yarn|bun)\s/u,
    /\s(?:add|dlx|global)\s|\s(?:i|install)\s(?!.{0,200}--(?:frozen-lockfile|immutable))/u,
  ],
  [/(?<![\w-])(?:go|cargo|gem|snap)\s/u, /\s(?:go|cargo|gem|snap)\s{1,9}install\s|\sgo\s{1,9}run\s.{0,200}@/u],
  [/(?<![\w-])deno\s/u, /\sdeno\s{1,9}(?:run|install|compile)\s.{0,200}(?:https?:|npm:|jsr:)/u],
  // A package by its address, which no repository has signed.
  [/(?<![\w-])(?:dnf|yum|rpm)\s/u, /\s["']?https?:\/\//u],
  [/(?<![\w-])(?:urlretrieve|wget\.download)\(/u, /\(/u],
] as const;
/** cloud-init fetches what such a text lists, line by line, and runs it. */
const includes = /^#include(?:-once)?\s*(?:$|https?:)/mu;
const address = /^(?:#include(?:-once)?\s+)?https?:\/\//u;
const nowhere = /(?:>|-o|--output)\s{0,9}\/dev\/null/gu;
const log = />{1,2}\s{0,9}\/var\/log\/[\w./-]{1,200}/gu;
/** The host's own metadata, which no one else answers. */
const own = /(?:https?:\/\/)?(?:169\.254\.169\.254|\[?fd00:ec2::254\]?|(?<![\w.-])localhost|127\.0\.0\.1)(?![\w.-])/gu;

/** Whether a word is an address, with its scheme or without one: a host with a dot and a path behind it. */
function isAddress(word: string): boolean {
  const [host = "", ...path] = word.replace(/^["']/u, "").split("/");
  return word.includes("://") || (path.length > 0 && /^\w/u.test(host) && host.includes("."));
}

interface Unpinned {
  readonly images: number;
  readonly fetches: number;
  readonly digests: number;
}

/** What a script fetches, line by line. With lines joined where a backslash at their end says so, it is read as well. */
function unpinnedIn(text: string): Unpinned {
  const digests = new Set(text.match(digest) ?? []);
  const images = new Set<string>();
  const fetches = new Set<string>();
  const isList = includes.test(text);
  const isComposed = composed.test(text);
  // A log is no program where the script does nothing with logs but write them.
  const logs = !text.replaceAll(log, "").includes("/var/log");
  for (const line of text.split("\n")) {
    if (isList && address.test(line)) fetches.add(line);
    const comment = line.search(/(?<!\S)#/u);
    const said = ` ${(comment < 0 ? line : line.slice(0, comment)).replaceAll(nowhere, "")} `;
    const kept = logs ? said.replaceAll(log, "") : said;
    const command = kept
      .split(separators)
      .map((part) => (asksItself(part) ? "" : asFetched(part)))
      .join("");
    const inRegistry = command.match(registry) ?? [];
    for (const image of inRegistry) if (!pinned.test(image)) images.add(image);
    const image = isComposed ? named.exec(kept.trimEnd())?.groups?.image : undefined;
    if (image !== undefined && inRegistry.length === 0 && !pinned.test(image)) images.add(image);
    if (
      inRegistry.length === 0 &&
      runtime.test(command) &&
      starts.test(command) &&
      !/@sha256:[0-9a-f]{64}/u.test(command)
    ) {
      // A variable may hold an image by digest, where the script has one.
      if (!(command.includes("$") && digests.size > 0)) images.add(command);
    }
    if (fetching.some(([program, keeps]) => program.test(command) && keeps.test(command))) fetches.add(command);
  }
  return { images: images.size, fetches: fetches.size, digests: digests.size };
}

const separators = /([;&|]+)/u;

/** Whether a command names the host itself, and no other place. */
function asksItself(command: string): boolean {
  const rest = command.replaceAll(own, "");
  return rest !== command && !rest.split(/\s+/u).some(isAddress);
}

/** A command without what keeps nothing on the host: an upload to S3 is dropped, and wget that prints reads like curl. */
function asFetched(command: string): string {
  const words = command.split(/\s+/u).filter((word) => word !== "");
  if (isUpload(words)) return "";
  const option = words.findIndex((word) => /^(?:-\w{0,9}O|--output-document=?)-?$/u.test(word));
  const printed = words[option]?.endsWith("-") === true ? 1 : words[option + 1] === "-" ? 2 : 0;
  if (option < 0 || printed === 0) return command;
  return ` ${words.toSpliced(option, printed).join(" ")} `.replace(/(?<![\w-])wget(?![\w-])/u, "curl");
}

/** Whether a command's last argument is a place in S3, the only one, and before it stands a file of the host's or what is piped in. */
function isUpload(words: readonly string[]): boolean {
  const to = words.findIndex((word) => /^["']?s3:\/\//u.test(word));
  return (
    words.includes("s3") &&
    /^["']?(?:[/.~]|-$)/u.test(words[to - 1] ?? "") &&
    words.slice(to + 1).every((word) => word.startsWith("--")) &&
    words.every((word, at) => !/[<>`()]/u.test(word) && (at === to || !word.includes("s3:")))
  );
}
