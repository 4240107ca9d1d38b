import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { userData } from "../../infra/user-data";

interface CloudConfig {
  readonly write_files: readonly { readonly path: string; readonly permissions: string; readonly content: string }[];
  readonly runcmd: readonly (readonly string[])[];
}

const sha256 = createHash("sha256").update("host files").digest("hex");
const longest = "a".repeat(36);
const text = userData({
  bot: longest,
  exchange: "binance",
  network: "testnet",
  region: "ap-southeast-4",
  account: "111122223333",
  secretName: `${longest}-exchange-1a2b3c4`,
  logGroupName: `/bulkhead/${longest}`,
  bucket: `${longest}-artifacts-1a2b3c4`,
  hostFiles: { key: `host/${sha256}.tar`, sha256 },
  artifact: `s3://${"b".repeat(63)}/${"k".repeat(1024)}@sha256:${sha256}`,
  adapter: "ccxt-python",
  dataVolumeId: "vol-0123456789abcdef0",
});
const config = parse(text) as CloudConfig;

it("fits into what EC2 takes, with the longest names", () => {
  expect(Buffer.byteLength(text)).toBeLessThan(16_384);
});

it("is cloud-init configuration", () => {
  expect(text.startsWith("#cloud-config\n")).toBe(true);
  expect(Object.keys(config).sort()).toEqual(["runcmd", "write_files"]);
});

it("holds names and digests, and of the host's files the one that fetches them", () => {
  const [environment, program, ...others] = config.write_files;
  expect(others).toEqual([]);
  expect(environment).toMatchObject({ path: "/etc/bulkhead/host.env", permissions: "0644" });
  expect(environment?.content.split("\n").map((line) => line.split("=")[0])).toEqual([
    "BULKHEAD_BOT",
    "BULKHEAD_EXCHANGE",
    "BULKHEAD_NETWORK",
    "AWS_REGION",
    "BULKHEAD_ACCOUNT",
    "BULKHEAD_SECRET_NAME",
    "BULKHEAD_LOG_GROUP",
    "BULKHEAD_BUCKET",
    "BULKHEAD_HOST_FILES_KEY",
    "BULKHEAD_HOST_FILES_SHA256",
    "BULKHEAD_ARTIFACT",
    "BULKHEAD_ADAPTER",
    "BULKHEAD_DATA_DEVICE",
    "",
  ]);
  expect(environment?.content).toContain(
    'BULKHEAD_DATA_DEVICE="/dev/disk/by-id/nvme-Amazon_Elastic_Block_Store_vol0123456789abcdef0"\n',
  );
  expect(program).toEqual({
    path: "/usr/local/libexec/bulkhead/fetch-host-files",
    permissions: "0755",
    content: readFileSync(join(__dirname, "../../infra/host/fetch-host-files"), "utf8"),
  });
});

it("closes SSH and runs nothing but that program", () => {
  expect(config.runcmd).toEqual([
    ["systemctl", "mask", "--now", "sshd.service"],
    ["/usr/local/libexec/bulkhead/fetch-host-files"],
  ]);
});
