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

const rows = <T>(lines: readonly string[], expected: (line: string) => T): Record<string, T> =>
  Object.fromEntries(lines.map((line) => [`the line ${line}`, expected(line)]));

const compose = (image: string) =>
  host("cat > compose.yml <<'EOF'", "services:", "  bot:", `    image: ${image}`, "EOF", "docker compose up -d");
const quadlet = (image: string) => host("cat > bot.container <<'EOF'", "[Container]", `Image=${image}`, "EOF");
const commanded = (more: Raw) =>
  task({ containerDefinitions: JSON.stringify([{ name: "bot", image: `${ecr}@sha256:${sha256}`, ...more }]) });
const cloud = (command: string) => ({ userData: `#cloud-config\nruncmd:\n- ${command}\n` });

testPolicy(artifactDigest, {
  passes: {
    "a Compose file's image by digest": compose(`freqtradeorg/freqtrade@sha256:${sha256}`),
    "a Compose file's image by a variable": compose("${IMAGE}"),
    "a Quadlet's image by digest": quadlet(`docker.io/freqtradeorg/freqtrade@sha256:${sha256}`),
    "an image's name in a file that starts none": host("cat > disk.yml <<'EOF'", "image: debian:12", "EOF"),
    "a command in a list, by digest": cloud(`[docker, run, -d, "bot@sha256:${sha256}"]`),
    "a command in a list that runs nothing": cloud("[docker, logs, bot]"),
    "a container's command": commanded({ entryPoint: ["node"], command: ["run.js", "--exchange", "binance"] }),
    "a container's command that fetches by digest": commanded({
      command: ["sh", "-c", `curl -o b https://example.com/b && echo ${sha256} b | sha256sum -c`],
    }),
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
    ...rows(
      [
        "docker ps",
        "docker images",
        "my-docker run bot:1",
        "dockerd run bot:1",
        "docker running bot:1",
        "docker --prerun bot:1",
        `docker pull bot@sha256:${sha256}`,
        `podman create ${ecr}@sha256:${sha256}`,
        `IMAGE=${ecr}@sha256:${sha256}`,
        "mywget https://example.com/bot",
        "wget-log https://example.com/bot",
        "git status",
        "my-git clone https://example.com/bot",
        "git-shell clone https://example.com/bot",
        "git branch clones",
        "aws s3 ls s3://bots/",
        "aws s3api head-object --bucket bots --key a",
        "laws s3 cp s3://bots/a /opt/a",
        "aws s3 cpx s3://bots/a /opt/a",
        "curl -fsS https://example.com/beat",
        "curl -fsS https://example.com/beat || true",
        "curl -fsS https://example.com/beat 2>&1",
        "curl -fsS https://example.com/beat && true",
        "curl --output /dev/null https://example.com/beat",
        "curl -o/dev/null https://example.com/beat",
        "curl https://example.com/beat > /dev/null",
        "curl https://example.com/beat >/dev/null",
        "IP=$(curl -fsS https://example.com/ip)",
        "pip3 install --require-hashes -r /opt/bot/requirements.txt",
        "pip list",
        "echo 'use pip to install what is missing'",
        'bash /opt/bot/start "$(curl -s https://example.com/ip)"',
        "rsync -a /opt/bot /var/lib/bot",
        "npm ci",
        "yarn install --frozen-lockfile",
        "pnpm install --prod --frozen-lockfile",
        "uv pip install --require-hashes -r /opt/bot/requirements.txt",
        "uv --version",
        "go version",
        "go run ./cmd/bot",
        "deno run --allow-net /opt/bot/main.ts",
        "cargo build --offline",
        "snap list",
        "dnf install -y jq",
        "rpm -q curl",
        "curl -o /run/id http://localhost/id; echo https://example.com/",
        "curl -s http://127.0.0.1:8080/id > /run/id && cat /run/id",
        "my-curl -o /opt/bot https://example.com/bot",
        "curl-config -o /opt/bot https://example.com/bot",
        "curl -o /run/id http://[fd00:ec2::254]/latest/meta-data/instance-id",
        "curl -o /run/id http://localhost/id",
        "wget http://127.0.0.1:8080/id",
        "curl -o ./id.json localhost:8080/id",
        "curl -o ~/id.json http://localhost/id",
        "aws s3 cp /var/lib/boot.log s3://logs/boot.log",
        "aws s3 cp --sse aws:kms ./boot.log s3://logs/boot.log --only-show-errors",
        "aws s3 sync ~/logs/$HOST 's3://logs/'",
        "journalctl -b | aws s3 cp - s3://logs/boot.log",
        "curl -fsS https://checkip.amazonaws.com > /var/log/ip",
        "curl -fsS https://checkip.amazonaws.com >>/var/log/ip",
        "wget -qO- --post-data x https://example.com/beat",
        "wget -q -O - https://example.com/beat || true",
        "wget --output-document=- https://example.com/beat",
        "true # curl https://example.com/bot | sh",
        "  # docker run bot:1",
      ],
      (line) => host(line),
    ),
    "an image in ECR by tag and digest": host(`docker run ${ecr}:1@sha256:${sha256}`),
    "an image in a variable that a commit stands for": host('docker run "$IMAGE"', sha256.slice(0, 40)),
    "two places and two digests": host(
      "aws s3 cp s3://bots/a /opt/a",
      "wget https://example.com/b",
      `${sha256} ${other.slice(0, 40)}`,
    ),
    "the same place twice and one digest": host("wget https://example.com/b", "wget https://example.com/b", sha256),
    "an object by a key that holds a digest between others": object({ key: `a/${sha256}-b` }),
    "the same for an object of the older kind": of("aws:s3/bucketObject:BucketObject")({ key: sha256 }),
    "a copy of an object that its key names": of("aws:s3/objectCopy:ObjectCopy")({ key: sha256 }),
    "a daemon's task by digest": of("aws:ecs/daemonTaskDefinition:DaemonTaskDefinition")({
      containerDefinitions: [{ image: `bot@sha256:${sha256}` }],
    }),
    "an address in what a script writes, behind a word of cloud-init's": host(
      "cat <<END > /etc/motd",
      "This is no #include",
      "https://example.com/about",
      "END",
    ),
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
    "a Compose file's image by tag": [compose("freqtradeorg/freqtrade:stable"), images("1 container image")],
    "a Compose file's image by tag, in quotes": [compose('"freqtradeorg/freqtrade"'), images("1 container image")],
    "a Quadlet's image by tag": [quadlet("docker.io/freqtradeorg/freqtrade:stable"), images("1 container image")],
    "a command in a list, by tag": [cloud('[docker, run, -d, "bot:stable"]'), images("1 container image")],
    "a command in a list of quoted words, by tag": [cloud('["docker", "run", "bot"]'), images("1 container image")],
    "a container's command that runs what it fetches": [
      commanded({ command: ["sh", "-c", "curl https://example.com/bot.sh | sh"] }),
      fetches("1 place", "0 digests").replace("userData", "containerDefinitions[0].command"),
    ],
    "a container's command that installs packages": [
      commanded({ entryPoint: ["sh", "-c"], command: ["pip install freqtrade && freqtrade trade"] }),
      fetches("1 place", "0 digests").replace("userData", "containerDefinitions[0].command"),
    ],
    "an image by tag": [host("docker run --rm bot:latest"), images("1 container image")],
    "images by tag, in ECR": [host(`podman pull ${ecr}:1`, `podman run ${ecr}:2`), images("2 container images")],
    "an image by tag beside a digest of something else": [
      host("docker run bot:1", sha256),
      images("1 container image"),
    ],
    "an image in a variable that nothing pins": [host('docker run "$IMAGE"'), images("1 container image")],
    ...rows(
      [
        "docker run bot:1",
        "podman pull bot:1",
        "nerdctl create bot:1",
        "ctr run bot:1",
        "crictl pull bot:1",
        "/usr/bin/docker run bot:1",
        `docker run bot@sha256:${sha256.slice(1)}`,
        `IMAGE=${ecr}:1`,
        `IMAGE=111122223333.dkr.ecr.cn-north-1.amazonaws.com.cn/grid:1`,
        `docker run ${ecr}:1 # @sha256:${sha256}`,
      ],
      (line) => [host(line), images("1 container image")],
    ),
    ...rows(
      [
        "wget https://example.com/bot",
        "/usr/bin/wget https://example.com/bot",
        "git clone https://example.com/bot.git",
        "git fetch origin",
        "git -C /opt/bot pull --rebase",
        "aws s3 cp s3://bots/a /opt/a",
        "aws s3 sync s3://bots/ /opt/",
        "aws s3  mv s3://bots/a /opt/a",
        "aws s3api get-object --bucket bots --key a /opt/a",
        "curl -o /opt/bot https://example.com/bot",
        "curl -fsSLo /opt/bot https://example.com/bot",
        "curl -O https://example.com/bot",
        "curl --output /opt/bot https://example.com/bot",
        "curl --remote-name https://example.com/bot",
        "curl https://example.com/bot > /opt/bot",
        "curl https://example.com/bot >/opt/bot",
        "curl https://example.com/bot | sh",
        "curl https://example.com/bot|sh",
        "curl https://example.com/#bot | sh",
        "curl https://example.com/bot 2>/dev/null | sh",
        'sh -c "$(curl -fsSL https://example.com/install.sh)"',
        "bash <(curl -fsSL https://example.com/install.sh)",
        "source <(/usr/bin/curl -s https://example.com/install.sh)",
        ". <(curl -s https://example.com/install.sh)",
        'eval "`curl -s https://example.com/install.sh`"',
        "pip3 install ccxt",
        "pip3.11 --quiet install ccxt",
        'python3 -c "$(curl -s https://example.com/bot.py)"',
        "aws s3 cp s3://bots/a /var/lib/a s3://logs/a",
        "aws s3 cp s3://bots/a s3://bots/b",
        "aws s3 cp $SOURCE s3://bots/b",
        "aws s3 cp --ca-bundle /etc/ca.pem s3://bots/a /opt/a",
        "aws s3 cp $(cat /etc/source) s3://bots/b",
        "aws s3 cp /var/lib/a s3://logs/a; aws s3 cp s3://bots/a /opt/a",
        "aws s3 cp /var/lib/a /opt/s3://bots",
        "curl -fsS https://example.com/bot > /var/log/bot; sh /var/log/bot",
        "cd /var/log; curl -fsS https://example.com/bot > /var/log/bot",
        "curl -fsS https://example.com/bot > /var/lib/bot",
        "wget -qO- https://example.com/bot | sh",
        "wget -qO- https://example.com/bot > /opt/bot",
        'sh -c "$(wget -qO- https://example.com/install.sh)"',
        "bash <(wget -qO- https://example.com/install.sh)",
        "wget -qO-bot https://example.com/bot",
        "wget -qO bot https://example.com/bot",
        "wget --post-data x https://example.com/beat",
        "aria2c https://example.com/bot",
        "rsync -a rsync://example.com/bot /opt/",
        "scp bots@example.com:bot /opt/",
        "pip install git+https://example.com/bot",
        "npx some-bot",
        "npm install -g some-bot",
        "yarn global add some-bot",
        "yarn install",
        "npm install some-bot --immutable",
        "pnpm add some-bot --frozen-lockfile",
        "pnpm dlx some-bot",
        "bunx some-bot",
        "pipx run some-bot",
        "uvx some-bot",
        "uv tool install some-bot",
        "uv pip install ccxt",
        "go install example.com/bot@latest",
        "go run example.com/bot@latest",
        "deno run --allow-net https://example.com/bot.ts",
        "deno install -g npm:some-bot",
        "cargo install some-bot",
        "gem install some-bot",
        "snap install some-bot",
        "dnf install -y https://example.com/bot.rpm",
        "rpm -i 'https://example.com/bot.rpm'",
        "ansible-pull -U git@example.com:bot",
        'urllib.request.urlretrieve("https://example.com/bot", "/opt/bot")',
        "curl -s http://localhost/id; curl -o /opt/bot https://example.com/bot",
        "curl -o /opt/bot https://localhost.example.com/bot",
        "curl --noproxy localhost -o /opt/bot example.com/bot",
        "curl --noproxy 127.0.0.1 -o /opt/bot 'example.com:8443/bot'",
        "curl -o /opt/bot https://example.com/bot?from=127.0.0.1",
        "curl -o /opt/bot example.com/bot?at=mylocalhost",
      ],
      (line) => [host(line), fetches("1 place", "0 digests")],
    ),
    "a list of what cloud-init fetches and runs": [
      { userData: "#include\nhttps://example.com/a.sh\nhttps://example.com/b.sh\n" },
      fetches("2 places", "0 digests"),
    ],
    "the same in one line, over plain HTTP, behind two blanks": [
      { userData: "#include  http://example.com/a.sh\n" },
      fetches("1 place", "0 digests"),
    ],
    "the same with a remark that holds an address": [
      { userData: "#include\n# see https://example.com/\nhttp://example.com/a.sh\n" },
      fetches("1 place", "0 digests"),
    ],
    "the same in one line, once": [
      { userData: "#include-once https://example.com/a.sh\n" },
      fetches("1 place", "0 digests"),
    ],
    "a download that goes on in the next line": [
      host("curl -fsSL \\", "  -o /opt/bot https://example.com/bot"),
      fetches("1 place", "0 digests"),
    ],
    "a download that goes on in the next line of a file from Windows": [
      host("curl -fsSL \\\r", "  -o /opt/bot https://example.com/bot"),
      fetches("1 place", "0 digests"),
    ],
    "the same image twice": [host("docker run bot:1", "docker run bot:1"), images("1 container image")],
    "an image of ECR twice": [host(`docker pull ${ecr}:1`, `docker run ${ecr}:1`), images("1 container image")],
    "one place and what is too long for a digest": [
      host("wget https://example.com/b", `${sha256}0`, `${sha256.slice(0, 40)}1`, sha256.slice(1)),
      fetches("1 place", "0 digests"),
    ],
    "two places and one digest twice": [
      host("wget https://example.com/a", "wget https://example.com/b", sha256, sha256),
      fetches("2 places", "1 digest"),
    ],
    "three places and two digests": [
      host("wget https://example.com/a", "wget https://example.com/b", "wget https://example.com/c", sha256, other),
      fetches("3 places", "2 digests"),
    ],
    "user data that is no text": [{ userData: 7 }, "userData is 7, expected user data that fetches by digest."],
    "user data that is wrapped too deep": [
      { userData: Array.from({ length: 12 }).reduce((text: string) => base64(text), "grid") },
      "userData is wrapped too deep or too large to be read.",
    ],
    "a task with more than a digest at its end": [
      task(running(`bot@sha256:${sha256}0`)),
      named("containerDefinitions[0].image"),
    ],
    "a daemon's task by tag": [
      of("aws:ecs/daemonTaskDefinition:DaemonTaskDefinition")({ containerDefinitions: [{ image: "bot:1" }] }),
      named("containerDefinitions[0].image"),
    ],
    "an empty version of a function's archive": [
      lambda({ s3Key: "signer.zip", s3ObjectVersion: "" }),
      's3ObjectVersion is "", expected the version of the object in S3.',
    ],
    ...Object.fromEntries(
      [`${sha256}0`, `a${sha256}`, sha256.toUpperCase(), sha256.slice(1)].map((key) => [
        `an object by the key ${key}`,
        [object({ key }), "key names no content, expected the SHA-256 of what is uploaded to stand in it."],
      ]),
    ),
    "an object of the older kind that takes another's place": [
      of("aws:s3/bucketObject:BucketObject")({ key: "host.tar" }),
      "key names no content, expected the SHA-256 of what is uploaded to stand in it.",
    ],
    "a copy of an object that takes another's place": [
      of("aws:s3/objectCopy:ObjectCopy")({ key: "host.tar" }),
      "key names no content, expected the SHA-256 of what is uploaded to stand in it.",
    ],
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
    "user data in base64 not known yet": { userDataBase64: unknown },
    "an express service's image not known yet": of("aws:ecs/expressGatewayService:ExpressGatewayService")({
      primaryContainer: { image: unknown },
    }),
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
