import { gzipSync } from "node:zlib";
import { artifactDigest } from "../../../../policies/rules/bot/artifact-digest";
import { type Raw, secret, textAsset, unknown } from "../../engine-messages";
import { given, testPolicy } from "../../test-policy";

const sha256 = "0123456789abcdef".repeat(4);
const other = "fedcba9876543210".repeat(4);
const ecr = "111122223333.dkr.ecr.eu-west-1.amazonaws.com/grid";
const script = (...lines: readonly string[]) => ["#!/bin/sh", "set -eu", ...lines, ""].join("\n");
const base64 = (text: string | Buffer) => Buffer.from(text).toString("base64");

const of = (type: string) => (props: Raw) => given(props, { type });
const task = of("aws:ecs/taskDefinition:TaskDefinition");
const lambda = of("aws:lambda/function:Function");
const object = of("aws:s3/bucketObjectv2:BucketObjectv2");
const template = of("aws:ec2/launchTemplate:LaunchTemplate");
const running = (...images: readonly unknown[]) => ({
  containerDefinitions: JSON.stringify(images.map((image) => ({ name: "bot", image }))),
});
const host = (...lines: readonly string[]) => ({ userData: script(...lines) });
const images = (count: string, place = "userData") =>
  `${place} runs ${count} without a digest, expected IMAGE@sha256:DIGEST.`;
const fetches = (places: string, digests: string) =>
  `userData fetches from ${places} and holds ${digests}, expected one for each.`;
const named = (path: string) => `${path} names an image without its digest, expected IMAGE@sha256:DIGEST.`;

testPolicy(artifactDigest, {
  passes: {
    "user data that fetches nothing": host("systemctl start bot"),
    "an image by digest": host(`docker run --rm ${ecr}@sha256:${sha256}`),
    "an image by digest, in a variable": host(`IMAGE=bot@sha256:${sha256}`, 'docker run --rm "$IMAGE"'),
    "an object that is compared with a digest": host(
      "aws s3 cp s3://bots/grid.tar /opt/grid.tar",
      `echo "${sha256}  /opt/grid.tar" | sha256sum --check`,
    ),
    "a download and a digest, over two lines": host(
      "curl -fsSL \\",
      `  -o /opt/bot https://example.com/bot && echo "${sha256}  /opt/bot" | sha256sum --check`,
    ),
    "a commit of a repository": host(
      "git clone https://example.com/bot.git /opt/bot",
      `git -C /opt/bot checkout ${sha256.slice(0, 40)}`,
    ),
    "the host's own metadata": host("curl -s http://169.254.169.254/latest/meta-data/instance-id > /run/id"),
    "a request whose answer goes nowhere": host("curl -fsS -o /dev/null https://example.com/beat || true"),
    "what a comment says": host("# curl https://example.com/bot | sh"),
    "a task by digest": task(running(`${ecr}@sha256:${sha256}`, `bot:1@sha256:${other}`)),
    "a task, its containers as objects": task({ containerDefinitions: [{ image: `bot@sha256:${sha256}` }] }),
    "an express service by digest": of("aws:ecs/expressGatewayService:ExpressGatewayService")({
      primaryContainer: { image: `bot@sha256:${sha256}` },
    }),
    "a function whose code comes with it": lambda({ code: textAsset("exports.handler = () => 1;") }),
    "a function's image by digest": lambda({ imageUri: `${ecr}@sha256:${sha256}` }),
    "a version of a function's archive": lambda({ s3Bucket: "bots", s3Key: "signer.zip", s3ObjectVersion: "3" }),
    "the same for aws-native": of("aws-native:lambda:Function")({ code: { imageUri: `${ecr}@sha256:${sha256}` } }),
    "an object that its key names": object({ bucket: "bots", key: `host/${sha256}.tar` }),
  },
  fails: {
    "an image by tag": [host("docker run --rm bot:latest"), images("1 container image")],
    "images by tag, in ECR": [host(`podman pull ${ecr}:1`, `podman run ${ecr}:2`), images("2 container images")],
    "an image in a variable that nothing pins": [host('docker run "$IMAGE"'), images("1 container image")],
    "a download that runs": [host("curl -fsSL https://example.com/get | sh"), fetches("1 place", "0 digests")],
    "a download that is kept": [host("wget https://example.com/bot"), fetches("1 place", "0 digests")],
    "two places and one digest": [
      host(
        "aws s3 cp s3://bots/a /opt/a",
        "aws --region eu-west-1 s3api get-object --bucket bots --key b /opt/b",
        sha256,
      ),
      fetches("2 places", "1 digest"),
    ],
    "a branch of a repository": [
      host("git clone --branch main https://example.com/bot.git /opt/bot"),
      fetches("1 place", "0 digests"),
    ],
    "the same inside base64 of gzip": [
      { userDataBase64: base64(gzipSync(script("docker run bot:latest"))) },
      images("1 container image", "userDataBase64"),
    ],
    "a launch template": [template({ userData: base64(script("docker run bot:latest")) }), images("1 container image")],
    "a task by tag": [
      task(running(`bot@sha256:${sha256}`, "bot:1")),
      { message: named("containerDefinitions[1].image"), path: "containerDefinitions[1].image" },
    ],
    "a task with a digest that is cut short": [
      task(running(`bot@sha256:${sha256.slice(1)}`)),
      named("containerDefinitions[0].image"),
    ],
    "an express service by tag": [
      of("aws:ecs/expressGatewayService:ExpressGatewayService")({ primaryContainer: { image: "bot:1" } }),
      named("primaryContainer.image"),
    ],
    "a function's image by tag": [lambda({ imageUri: `${ecr}:1` }), named("imageUri")],
    "whatever version of a function's archive": [
      lambda({ s3Bucket: "bots", s3Key: "signer.zip" }),
      "s3ObjectVersion is absent, expected the version of the object in S3.",
    ],
    "the same for aws-native": [
      of("aws-native:lambda:Function")({ code: { s3Bucket: "bots", s3Key: "signer.zip" } }),
      "code.s3ObjectVersion is absent, expected the version of the object in S3.",
    ],
    "an object that takes another's place": [
      object({ bucket: "bots", key: "host.tar" }),
      { message: "key names no content, expected the SHA-256 of what is uploaded to stand in it.", path: "key" },
    ],
  },
  unknown: {
    "user data not known yet": { userData: unknown },
    "containers not known yet": task({ containerDefinitions: unknown }),
    "an image not known yet": task(running("04da6b54-80e4-46f7-96ec-b56ff0331ba9")),
    "a function's image not known yet": lambda({ imageUri: unknown }),
    "a version not known yet": lambda({ s3Key: "signer.zip", s3ObjectVersion: unknown }),
    "a key not known yet": object({ key: unknown }),
  },
  absent: {
    "no user data": {},
    "no containers": task({}),
    "a function without code": lambda({}),
    "an object without a key": object({}),
  },
  secret: {
    "user data marked secret": [{ userData: secret(script("docker run bot:latest")) }, images("1 container image")],
    "a task by tag, marked secret": [
      task({ containerDefinitions: secret([{ image: "bot:1" }]) }),
      named("containerDefinitions[0].image"),
    ],
  },
  notApplicable: { "a stack of no bot": [given({ userData: "" }, { stack: { tags: {} } }), "no bot"] },
});
