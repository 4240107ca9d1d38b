import { createHash, randomBytes } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { exchanges } from "../../exchanges/exchanges";
import type { Adapter } from "../../infra/adapters";
import { hostFiles } from "../../infra/host-files";
import { platformHosts } from "../../infra/platform-hosts";
import { root } from "../engine/parts";
import { CompiledCommand } from "../ops/compiled-command";
import { archive, ecr, environment, Host, must, parts, Volume } from "./host";
import { Image, type Layer } from "./image";

jest.setTimeout(600_000);

const bucket = "grid-artifacts-1a2b3c4";
const secretName = "grid-exchange-1a2b3c4";
const region = "eu-west-1";
const files = hostFiles({
  exchange: exchanges.binance,
  network: "testnet",
  platformHosts: platformHosts({ region, bucket }),
});
// Made for this run, in the fields that docs/host.md names.
const credential = JSON.stringify({ apiKey: randomBytes(24).toString("hex"), secret: randomBytes(24).toString("hex") });

const folder = mkdtempSync(join(tmpdir(), "bulkhead-host-test-"));
const repository = `${ecr}/grid-images-1a2b3c4`;
const volumes: Volume[] = [];
let command: CompiledCommand;
let host: Host | undefined;
beforeAll(() => {
  command = new CompiledCommand();
});
afterAll(async () => {
  command.remove();
  await host?.stop();
  for (const volume of volumes) volume.detach();
  rmSync(folder, { recursive: true });
});

const sha256 = (file: string): string => createHash("sha256").update(readFileSync(file)).digest("hex");

function volume(content?: string): Volume {
  const made = new Volume(folder, content);
  volumes.push(made);
  return made;
}

/** A host as a stack makes it: bucket with its files and the artefact, secret without a value, user data. */
async function hostOf(
  adapter: Adapter,
  artifact: string | ((booted: Host) => Promise<string>),
  data: Volume,
): Promise<Host> {
  await host?.stop();
  host = undefined;
  const booted = await Host.boot(adapter);
  host = booted;
  const tar = join(folder, "host.tar");
  writeFileSync(tar, Buffer.from(files.archive, "base64"));
  for (const words of [
    ["s3", "mb", `s3://${bucket}`],
    ["s3api", "put-object", "--bucket", bucket, "--key", files.key, "--body", tar],
    ...(typeof artifact === "string"
      ? [["s3api", "put-object", "--bucket", bucket, "--key", "bot.tar", "--body", artifact]]
      : []),
    ["secretsmanager", "create-secret", "--name", secretName],
  ]) {
    const { code, text } = booted.aws(...words);
    if (code !== 0) throw new Error(text);
  }
  const { code, text } = booted.cloudInit(
    {
      bot: "grid",
      exchange: "binance",
      network: "testnet",
      region,
      account: "111122223333",
      secretName,
      logGroupName: "/bulkhead/grid",
      bucket,
      hostFiles: files,
      artifact:
        typeof artifact === "string" ? `s3://${bucket}/bot.tar@sha256:${sha256(artifact)}` : await artifact(booted),
      adapter,
      dataVolumeId: "vol-0123456789abcdef0",
    },
    data.device,
  );
  if (code !== 0) throw new Error(`${text}\n${booted.journal("bulkhead-*")}`);
  return booted;
}

/** How an operator's machine pushes images to this host's ECR. */
async function pusherTo(one: Host): Promise<(image: Image) => Promise<string>> {
  const { certificate, within } = await one.images(folder);
  one.aws("ecr", "create-repository", "--repository-name", "grid-images-1a2b3c4");
  const project = mkdtempSync(join(folder, "project-"));
  writeFileSync(join(project, "Pulumi.yaml"), "name: bots\nruntime: nodejs\n");
  writeFileSync(join(project, "package.json"), "{}");
  writeFileSync(join(project, "Pulumi.grid.yaml"), `config:\n  aws:region: ${region}\n`);
  return async (image) => {
    const words = ["artifact", "push", image.archive(), "--stack", "grid", "--repository", repository];
    const path = `${join(root, ".cache/engine/venv/bin")}:${process.env.PATH ?? ""}`;
    const more = { ...environment, NODE_EXTRA_CA_CERTS: certificate, PATH: path };
    const { code, stdout, stderr } = await command.run(project, words, "", more, within);
    if (code !== 0) throw new Error(stderr);
    return stdout.trim();
  };
}

function putCredential(booted: Host): void {
  booted.aws("secretsmanager", "put-secret-value", "--secret-id", secretName, "--secret-string", credential);
}

const isActive = (booted: Host, unit: string): boolean => booted.run("systemctl", "is-active", unit).code === 0;

// One story: each test goes on from where the one before it stopped.
describe("a host with a bot that is one program", () => {
  let booted: Host;
  let data: Volume;
  const bot = [
    "#!/bin/sh",
    'sha256sum <"$CREDENTIALS_DIRECTORY/exchange" | cut -c -64 >seen',
    "(touch /usr/nothing; touch /opt/bulkhead/bot/nothing) 2>/dev/null && echo wrote >wrote",
    "exec sleep infinity",
  ];
  const artifact = archive(folder, { start: `${bot.join("\n")}\n` });

  beforeAll(async () => {
    data = volume();
    booted = await hostOf("executable", artifact, data);
  });

  it("waits quietly while the secret is empty: gate and data are there, the bot is not, nothing has failed", async () => {
    await booted.until("the credential's unit says why it waits", () =>
      booted.journal("bulkhead-credential").includes("waiting for an operator to put"),
    );
    await booted.until("the data volume is mounted", () => isActive(booted, "bulkhead-data"));
    expect(isActive(booted, "bulkhead-gate")).toBe(true);
    expect(isActive(booted, "bulkhead-bot")).toBe(false);
    expect(booted.run("systemctl", "list-units", "--failed", "--no-legend", "bulkhead-*").text).toBe("");
  });

  it("starts the bot when the secret has a value, and the bot alone reads it", async () => {
    putCredential(booted);
    await booted.until("the bot has started", () => isActive(booted, "bulkhead-bot"));
    await booted.until("the bot has read", () => booted.run("test", "-s", "/var/lib/bulkhead-bot/seen").code === 0);
    const seen = booted.run("cat", "/var/lib/bulkhead-bot/seen").text.trim();
    expect(seen).toBe(createHash("sha256").update(credential).digest("hex"));
    for (const user of ["bulkhead-operator", "bulkhead-updater", "bulkhead-gate", "nobody"]) {
      const other = booted.as(user, "cat", "/run/credentials/bulkhead-bot.service/exchange");
      expect(other).toMatchObject({ code: 1, text: expect.stringContaining("Permission denied") as unknown });
    }
  });

  it("keeps the value out of environment, arguments, units, user data and journal", () => {
    const pid = booted.run("systemctl", "show", "--property=MainPID", "--value", "bulkhead-bot").text.trim();
    const places = [
      booted.run("cat", `/proc/${pid}/environ`, `/proc/${pid}/cmdline`).text,
      booted.run("systemctl", "show", "bulkhead-bot", "bulkhead-credential").text,
      booted.run("cat", "/etc/bulkhead/host.env").text,
      booted.run("journalctl", "--no-pager", "--output=json").text,
    ];
    for (const value of Object.values(JSON.parse(credential) as Record<string, string>)) {
      expect(places.filter((text) => text.includes(value))).toEqual([]);
    }
    expect(places.filter((text) => text.length === 0)).toEqual([]);
  });

  it("lets the bot write its data and nothing else, without privileges, core dumps or memory that is written and run", () => {
    expect(booted.run("test", "-e", "/var/lib/bulkhead-bot/wrote").code).not.toBe(0);
    const pid = booted.run("systemctl", "show", "--property=MainPID", "--value", "bulkhead-bot").text.trim();
    const status = booted.run("cat", `/proc/${pid}/status`).text;
    expect(status).toMatch(/^Uid:\t60600\t60600\t60600\t60600$/mu);
    expect(status).toMatch(/^NoNewPrivs:\t1$/mu);
    expect(status).toMatch(/^CapBnd:\t0{16}$/mu);
    expect(status).toMatch(/^Seccomp:\t2$/mu);
    expect(booted.run("cat", `/proc/${pid}/limits`).text).toMatch(/^Max core file size\s+0\s+0\s/mu);
  });

  it("starts a bot that ended again", async () => {
    const pid = (): string =>
      booted.run("systemctl", "show", "--property=MainPID", "--value", "bulkhead-bot").text.trim();
    const before = pid();
    booted.run("kill", "--signal", "KILL", before);
    await booted.until("another process", () => isActive(booted, "bulkhead-bot") && !["0", before].includes(pid()));
  });

  it("refuses an artefact that has another digest than the stack names, and starts no bot with it", () => {
    booted.run("systemctl", "stop", "bulkhead-bot", "bulkhead-artifact");
    booted.run("rm", "--recursive", "/var/lib/bulkhead-artifact/blobs");
    const changed = archive(folder, { start: "#!/bin/sh\ntouch changed\nexec sleep infinity\n" });
    booted.aws("s3api", "put-object", "--bucket", bucket, "--key", "bot.tar", "--body", changed);
    expect(booted.run("systemctl", "start", "bulkhead-bot").code).not.toBe(0);
    expect(booted.journal("bulkhead-artifact")).toMatch(
      new RegExp(`refused: s3://${bucket}/bot\\.tar has the digest sha256:${sha256(changed)}, expected sha256:`, "u"),
    );
    expect(isActive(booted, "bulkhead-bot")).toBe(false);
    expect(booted.run("test", "-e", "/var/lib/bulkhead-bot/changed").code).not.toBe(0);
    booted.aws("s3api", "put-object", "--bucket", bucket, "--key", "bot.tar", "--body", artifact);
    expect(booted.run("systemctl", "start", "bulkhead-bot").code).toBe(0);
  });

  it("starts from what it fetched before while AWS is out of reach", () => {
    booted.run("systemctl", "stop", "bulkhead-bot", "bulkhead-artifact");
    booted.aws("s3api", "delete-object", "--bucket", bucket, "--key", "bot.tar");
    expect(booted.run("systemctl", "start", "bulkhead-bot").code).toBe(0);
  });

  it.each([
    ["another file system", (device: string) => must("mkfs.ext4", ["-q", device])],
    [
      "data without a file system",
      (device: string) => must("sh", ["-c", `echo data | dd of=${device} bs=1M seek=2 status=none`]),
    ],
    ["a partition table", (device: string) => must("sh", ["-c", `echo , | sfdisk --quiet ${device}`])],
  ])("does not touch a volume that holds %s", (_, fill) => {
    const other = volume();
    fill(other.device);
    must("blockdev", ["--flushbufs", other.device]);
    const before = sha256(other.image);
    booted.attach(other.device);
    const mounted = booted.run("env", `BULKHEAD_DATA_DEVICE=${other.device}`, "/usr/local/libexec/bulkhead/mount-data");
    expect(mounted).toMatchObject({ code: 1, text: expect.stringContaining("nothing was changed") as unknown });
    must("blockdev", ["--flushbufs", other.device]);
    expect(sha256(other.image)).toBe(before);
  });
});

describe("a host with an image that was made by hand and pushed to ECR", () => {
  let booted: Host;
  let push: (image: Image) => Promise<string>;

  const show = [
    "#!/bin/sh",
    'sha256sum <"$CREDENTIALS_DIRECTORY/exchange" | cut -c -64 >/var/lib/bulkhead-bot/seen',
    '(ls /etc /opaque /run/made /bin/linked; stat -c "%a %n" /bin/privileged; echo "$GREETING"; pwd) >/var/lib/bulkhead-bot/shown 2>&1',
    "(touch /bin/nothing && echo wrote) >/var/lib/bulkhead-bot/wrote 2>/dev/null",
    "exec sleep 1000000",
  ];
  const programs = ["cut", "ls", "sh", "sha256sum", "sleep", "stat", "touch"];
  // What images of several layers have in them: folders that their owner may not write, links to other places of the root,
  // files that a later layer takes away.
  const layers: readonly Layer[] = [
    [
      { path: "./", mode: 0o555 },
      { path: "bin", mode: 0o555 },
      { path: "bin/busybox", text: readFileSync("/bin/busybox"), mode: 0o755 },
      ...programs.map((name) => ({ path: `bin/${name}`, link: "busybox" })),
      { path: "bin/linked", hardLink: "bin/busybox" },
      { path: "var/run", link: "/run" },
      { path: "etc/taken-away", text: "by the second layer" },
      { path: "opaque/old", text: "hidden by the second layer" },
      { path: "was-a-folder/file", text: "becomes a link" },
    ],
    [
      { path: "opaque/new", text: "of the second layer" },
      { path: "opaque/.wh..wh..opq", text: "" },
      { path: "etc/.wh.taken-away", text: "" },
      { path: "was-a-folder", link: "opaque" },
      { path: "var/run/made", text: "in the image's own run" },
      { path: "bin/privileged", text: "", mode: 0o6755 },
      { path: "bin/run", text: `${show.join("\n")}\n`, mode: 0o755 },
    ],
  ];
  const settings = {
    Entrypoint: ["/bin/sh", "/bin/run"],
    Env: ["PATH=/bin", "GREETING=it's the image's", "HOME=/root"],
    WorkingDir: "/opaque",
  };

  beforeAll(async () => {
    booted = await hostOf(
      "image",
      async (one) => {
        push = await pusherTo(one);
        return push(new Image(folder, layers, settings, { index: true }));
      },
      volume(),
    );
  });

  it("runs it unpacked, for the host's processor, in the bot's own unit: it reads its credential and changes nothing of itself", async () => {
    putCredential(booted);
    await booted.until("the image runs", () => booted.run("test", "-e", "/var/lib/bulkhead-bot/wrote").code === 0);
    expect(booted.run("cat", "/var/lib/bulkhead-bot/seen").text.trim()).toBe(
      createHash("sha256").update(credential).digest("hex"),
    );
    expect(booted.run("cat", "/var/lib/bulkhead-bot/wrote").text).toBe("");
    const pid = booted.run("systemctl", "show", "--property=MainPID", "--value", "bulkhead-bot").text.trim();
    expect(booted.run("readlink", `/proc/${pid}/root/proc/self`).code).toBe(0);
    expect(booted.run("cat", `/proc/${pid}/status`).text).toMatch(/^Uid:\t60600\t60600\t60600\t60600$/mu);
  });

  it("has what its layers come to: taken away, hidden, replaced; environment and folder as the image says", () => {
    const shown = booted.run("cat", "/var/lib/bulkhead-bot/shown").text;
    expect(shown).toContain("/bin/linked");
    expect(shown).toContain("755 /bin/privileged");
    expect(shown).toContain("it's the image's\n/opaque\n");
    expect(shown).toMatch(/^\/opaque:\nnew\n/mu);
    expect(shown).not.toContain("taken-away");
    const unpacked = "/var/lib/bulkhead-artifact/root";
    expect(booted.run("cat", `${unpacked}/run/made`).text).toBe("in the image's own run");
    expect(booted.run("readlink", `${unpacked}/was-a-folder`).text).toBe("opaque\n");
    expect(booted.run("test", "-e", `${unpacked}/other`).code).not.toBe(0);
    const foreign = booted.run("find", unpacked, "-not", "-user", "bulkhead-updater", "-not", "-type", "l");
    // Mount points that systemd makes for the unit.
    expect(
      foreign.text.split("\n").filter((path) => path !== "" && !/\/(?:var|usr|etc|run|proc|sys|dev|tmp)/u.test(path)),
    ).toEqual([]);
  });

  it.each<readonly [string, readonly Layer[], RegExp]>([
    [
      "names a path above its root",
      [[{ path: "../../escaped", text: "x" }]],
      /refused: the archive names a path outside of itself/u,
    ],
    [
      "takes its root's own folder away",
      [[{ path: "a/.wh...", text: "" }]],
      /refused: the archive takes away what is no file of its own/u,
    ],
    [
      "has links that lead in circles",
      [
        [
          { path: "a", link: "b" },
          { path: "b", link: "a" },
          { path: "a/c", text: "x" },
        ],
      ],
      /refused: the archive has links that lead in circles/u,
    ],
    [
      "has a hard link to a file of the host",
      [[{ path: "shadow", hardLink: "/etc/passwd" }]],
      /refused: the archive [0-9a-f]{64} cannot be unpacked \(ENOENT\)/u,
    ],
    [
      "writes by way of an earlier layer's link",
      [[{ path: "out", link: "/tried" }], [{ path: "out/escaped", text: "x" }]],
      /^installed /mu,
    ],
    [
      "climbs by way of an earlier layer's link",
      [[{ path: "out", link: "../../../../tried" }], [{ path: "out/escaped", text: "x" }]],
      /^installed /mu,
    ],
  ])("puts nothing outside of its root where an image %s", async (_, hostile, said) => {
    const done = fetchArtifact(await push(new Image(folder, hostile, {})));
    expect(done.text).toMatch(said);
    const places = ["/tried", "/var/lib/bulkhead-artifact", "-name", "escaped", "-not", "-path", "/tried/state/root/*"];
    expect(booted.run("find", ...places).text).toBe("");
    expect(booted.run("ls", "-A", "/tried").text).toBe("state\n");
  });

  it("refuses a digest that the repository has no image for", () => {
    expect(fetchArtifact(`${repository}@sha256:${"0".repeat(64)}`)).toMatchObject({
      code: 1,
      text: expect.stringContaining("has no image with the digest sha256:000") as unknown,
    });
  });

  /** What the updater's program makes of an artefact, in a folder of its own. */
  function fetchArtifact(reference: string): ReturnType<Host["run"]> {
    booted.run("rm", "--recursive", "--force", "/tried");
    booted.run("install", "--directory", "--owner=bulkhead-updater", "/tried", "/tried/state");
    const variables = {
      ...environment,
      STATE_DIRECTORY: "/tried/state",
      SSL_CERT_FILE: "/etc/bulkhead-test/ecr.crt",
      AWS_REGION: region,
      BULKHEAD_ACCOUNT: "111122223333",
      BULKHEAD_ARTIFACT: reference,
    };
    const words = Object.entries(variables).map(([key, value]) => `${key}=${value}`);
    return booted.as("bulkhead-updater", "env", ...words, "/usr/local/libexec/bulkhead/fetch-artifact");
  }
});

describe("hummingbot, from an image", () => {
  // The image's own files are pushed, fetched and unpacked; hummingbot with its libraries, 2 GB, is bound into its root.
  const bound = {
    "/usr": "/opt/test/hummingbot/usr",
    "/opt/conda": "/opt/test/hummingbot/opt/conda",
    "/home/hummingbot/hummingbot": "/opt/test/hummingbot/home/hummingbot/hummingbot",
  };
  const started = (name: string): string => readFileSync(join(parts.hummingbot, "home/hummingbot/bin", name), "utf8");
  const text = (name: string): string => readFileSync(join(__dirname, "hummingbot", name), "utf8");
  /** What hummingbot writes when somebody sets its password for the first time. */
  const verification = (): string => {
    const words = [
      "import sys",
      "sys.path.insert(0, '/home/hummingbot')",
      "from hummingbot.client.config import config_crypt",
      "config_crypt.store_password_verification(config_crypt.ETHKeyFileSecretManger(sys.stdin.read()))",
    ];
    const python = "/opt/conda/envs/hummingbot/bin/python3";
    must("chroot", [parts.hummingbot, python, "-c", words.join("\n")], credential);
    return readFileSync(join(parts.hummingbot, "home/hummingbot/conf/.password_verification"), "utf8");
  };
  const log = "/var/lib/bulkhead-bot/logs_tick.log";

  it("is unlocked by the credential, starts the strategy that the image names, and keeps its files on the data volume", async () => {
    const image = new Image(
      folder,
      [
        [
          ...["bin", "lib", "lib64", "sbin"].map((path) => ({ path, link: `usr/${path}` })),
          ...["etc", "home/hummingbot/conf", "home/hummingbot/data", "home/hummingbot/logs"].map((path) => ({ path })),
          { path: "home/hummingbot/bin/hummingbot_quickstart.py", text: started("hummingbot_quickstart.py") },
          // Two modules that only its terminal uses, and that its source package leaves out.
          { path: "home/hummingbot/bin/path_util.py", text: "" },
          { path: "home/hummingbot/bin/hummingbot.py", text: "UIStartListener = detect_available_port = None\n" },
        ],
        [
          { path: "home/hummingbot/scripts/tick.py", text: text("tick.py") },
          { path: "opt/bulkhead/bot/conf/scripts/tick.yml", text: "script_file_name: tick.py\n" },
          { path: "opt/bulkhead/bot/conf/.password_verification", text: verification() },
        ],
      ],
      { Entrypoint: ["/bin/false"], Env: ["PATH=/bin", "SCRIPT_CONFIG=tick.yml"], WorkingDir: "/home/hummingbot" },
    );
    const booted = await hostOf(
      "hummingbot",
      async (one) => {
        const binds = Object.entries(bound).map(([to, from]) => `BindReadOnlyPaths=${from}:${to}\n`);
        one.write("/etc/systemd/system/bulkhead-bot.service.d/60-test.conf", `[Service]\n${binds.join("")}`);
        return (await pusherTo(one))(image);
      },
      volume(),
    );
    putCredential(booted);
    await booted.until("the strategy lives", () => booted.run("cat", log).text.includes("the strategy lives: 3"), 240);
    expect(isActive(booted, "bulkhead-bot")).toBe(true);
    expect(booted.run("systemctl", "show", "--property=NRestarts", "--value", "bulkhead-bot").text.trim()).toBe("0");
    const pid = booted.run("systemctl", "show", "--property=MainPID", "--value", "bulkhead-bot").text.trim();
    const seen = booted.run("cat", `/proc/${pid}/environ`, `/proc/${pid}/cmdline`).text;
    expect(seen).toContain("hummingbot");
    for (const value of Object.values(JSON.parse(credential) as Record<string, string>)) {
      expect(seen + booted.run("cat", log).text).not.toContain(value);
    }
  });
});

describe("a ccxt script in Python", () => {
  it("runs, gets its answers from the exchange, and logs host, path class, status and weight of each, without bodies", async () => {
    const script = [
      "import ccxt, json, os, pathlib, time",
      'keys = json.loads(pathlib.Path(os.environ["CREDENTIALS_DIRECTORY"], "exchange").read_text())',
      "exchange = ccxt.binance({**keys, 'options': {'fetchMarkets': {'types': ['spot']}, 'fetchCurrencies': False, 'fetchMargins': False}})",
      "exchange.urls['api']['public'] = 'http://127.0.0.1:8099/api/v3'",
      "while True:",
      "    print('price', exchange.fetch_order_book('ETH/USDT')['bids'][0][0], flush=True)",
      "    time.sleep(2)",
    ];
    const python =
      '#!/bin/sh\nPYTHONPATH=$PYTHONPATH:$(echo /opt/test/bots/python3*/site-packages) exec /usr/bin/python3 "$@"\n';
    const artifact = archive(folder, { "main.py": `${script.join("\n")}\n`, "bin/python3": python });
    const booted = await hostOf("ccxt-python", artifact, volume());
    putCredential(booted);
    await booted.until("an answer", () => booted.journal("bulkhead-bot").includes("price 2000"));
    const calls = booted
      .journal("bulkhead-bot")
      .split("\n")
      .filter((line) => line.includes("exchange-call"))
      .map((line) => JSON.parse(line) as unknown);
    expect(calls).toContainEqual({
      event: "exchange-call",
      host: "127.0.0.1",
      path: "/api/v3/depth",
      status: 200,
      weight: 7,
    });
    expect(booted.journal("bulkhead-bot")).not.toContain("lastUpdateId");
  });
});

describe("freqtrade in a dry run", () => {
  const data = volume();
  const artifact = archive(folder, {
    "bin/python3":
      '#!/bin/sh\nPYTHONPATH=$PYTHONPATH:$(echo /opt/test/bots/python3*/site-packages) exec /usr/bin/python3 "$@"\n',
    "config.json": readFileSync(join(__dirname, "freqtrade/config.json"), "utf8"),
    "strategies/always.py": readFileSync(join(__dirname, "freqtrade/always.py"), "utf8"),
  });
  const openTrade = /open trades: (\[\(1, '[^']+'\)\])/u;
  let trade = "";

  it("starts under systemd's watchdog, trades on the test exchange, and logs what it asks of it", async () => {
    const booted = await hostOf("freqtrade", artifact, data);
    putCredential(booted);
    await booted.until("an open trade", () => openTrade.test(booted.journal("bulkhead-bot")), 300);
    trade = openTrade.exec(booted.journal("bulkhead-bot"))?.[1] ?? "";
    expect(isActive(booted, "bulkhead-bot")).toBe(true);
    const shown = booted.run("systemctl", "show", "--property=Type,WatchdogUSec,StatusText", "bulkhead-bot").text;
    expect(shown).toContain("Type=notify\n");
    expect(shown).toContain("WatchdogUSec=5min\n");
    expect(booted.journal("bulkhead-bot")).toContain('"event": "exchange-call", "host": "127.0.0.1"');
  });

  it("finds its open trades again on the host that replaces its own", async () => {
    const booted = await hostOf("freqtrade", artifact, data);
    expect(booted.journal("bulkhead-bot")).not.toContain("open trades");
    putCredential(booted);
    await booted.until("its first look", () => booted.journal("bulkhead-bot").includes("open trades:"), 300);
    expect(/open trades: .*/u.exec(booted.journal("bulkhead-bot"))?.[0]).toBe(`open trades: ${trade}`);
  });

  it("finds them on a volume that was made from a snapshot of the running host's", async () => {
    const booted = await hostOf("freqtrade", artifact, volume(data.image));
    putCredential(booted);
    await booted.until("its first look", () => booted.journal("bulkhead-bot").includes("open trades:"), 300);
    expect(/open trades: .*/u.exec(booted.journal("bulkhead-bot"))?.[0]).toBe(`open trades: ${trade}`);
  });
});
