import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { userData } from "../../infra/user-data";

interface CloudConfig {
  readonly write_files: readonly { readonly path: string; readonly permissions: string; readonly content: string }[];
  readonly runcmd: readonly (readonly string[])[];
}

const host = join(__dirname, "../../infra/host");
const text = userData({ secretName: "grid-exchange-1a2b3c4", region: "eu-west-1" });
const config = parse(text) as CloudConfig;

it("fits into what EC2 takes", () => {
  expect(Buffer.byteLength(text)).toBeLessThan(16_384);
});

it("is cloud-init configuration", () => {
  expect(text.startsWith("#cloud-config\n")).toBe(true);
  expect(Object.keys(config).sort()).toEqual(["runcmd", "write_files"]);
});

it("installs every file of infra/host as it is, and the environment", () => {
  const contents = config.write_files.map(({ content }) => content);
  const files = readdirSync(host).map((name) => readFileSync(join(host, name), "utf8"));
  expect(contents.slice(1).sort()).toEqual(files.sort());
  expect(config.write_files[0]).toEqual({
    path: "/etc/bulkhead/host.env",
    permissions: "0644",
    content: 'BULKHEAD_SECRET_NAME="grid-exchange-1a2b3c4"\nAWS_REGION="eu-west-1"\n',
  });
});

it("puts every program that a unit starts where the unit looks for it, executable", () => {
  const executable = config.write_files.filter(({ permissions }) => permissions === "0755").map(({ path }) => path);
  const started = config.write_files.flatMap(({ content }) => content.match(/(?<=^ExecStart=)\S+/gmu) ?? []);
  // The bot itself is not part of the host's files: its unit waits for it by a condition.
  expect(started.filter((path) => !executable.includes(path))).toEqual(["/opt/bulkhead/bot/start"]);
});

it("closes SSH and starts the bot's unit without waiting for a value in the secret", () => {
  expect(config.runcmd).toContainEqual(["systemctl", "mask", "--now", "sshd.service"]);
  expect(config.runcmd).toContainEqual(["systemctl", "start", "--no-block", "bulkhead-bot.service"]);
});
