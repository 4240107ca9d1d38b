import { readFileSync } from "node:fs";
import { join } from "node:path";
import { cloudConfig } from "./cloud-config";
import { ownFolder } from "./own-folder";

/** What user data is made of: names and digests only. Anyone who may describe the instance can read it. */
export interface UserDataArgs {
  readonly bot: string;
  readonly exchange: string;
  readonly network: string;
  /** Region code, such as `eu-west-1`. */
  readonly region: string;
  /** Twelve digits. */
  readonly account: string;
  readonly secretName: string;
  readonly logGroupName: string;
  /** Name of the stack's own bucket. */
  readonly bucket: string;
  /** Key and SHA-256 of the archive of host files in that bucket. */
  readonly hostFiles: { readonly key: string; readonly sha256: string };
  /** What the bot runs, with its digest; empty: nothing yet. */
  readonly artifact: string;
  /** How it is run: the name of a folder of `infra/host/bot/adapters`. */
  readonly adapter: string;
  /** Id of the data volume, `vol-…`. */
  readonly dataVolumeId: string;
}

const fetchHostFiles = "/usr/local/libexec/bulkhead/fetch-host-files";

/** Cloud-init configuration that fetches the host's files, checks their digest and installs them. */
export function userData(args: UserDataArgs): string {
  const environment = {
    BULKHEAD_BOT: args.bot,
    BULKHEAD_EXCHANGE: args.exchange,
    BULKHEAD_NETWORK: args.network,
    AWS_REGION: args.region,
    BULKHEAD_ACCOUNT: args.account,
    BULKHEAD_SECRET_NAME: args.secretName,
    BULKHEAD_LOG_GROUP: args.logGroupName,
    BULKHEAD_BUCKET: args.bucket,
    BULKHEAD_HOST_FILES_KEY: args.hostFiles.key,
    BULKHEAD_HOST_FILES_SHA256: args.hostFiles.sha256,
    BULKHEAD_ARTIFACT: args.artifact,
    BULKHEAD_ADAPTER: args.adapter,
    // As udev names an EBS volume: https://docs.aws.amazon.com/ebs/latest/userguide/identify-nvme-ebs-device.html
    BULKHEAD_DATA_DEVICE: `/dev/disk/by-id/nvme-Amazon_Elastic_Block_Store_${args.dataVolumeId.replace("-", "")}`,
  };
  const lines = Object.entries(environment).map(([name, value]) => `${name}="${value}"\n`);
  const configuration = {
    write_files: [
      { path: "/etc/bulkhead/host.env", permissions: "0644", content: lines.join("") },
      {
        path: fetchHostFiles,
        permissions: "0755",
        content: readFileSync(join(ownFolder("host"), "fetch-host-files"), "utf8"),
      },
    ],
    runcmd: [["systemctl", "mask", "--now", "sshd.service"], [fetchHostFiles]],
  };
  return cloudConfig(configuration, "infra/host/fetch-host-files");
}
