import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** What user data is made of: names only. Anyone who may describe the instance can read it. */
export interface UserDataArgs {
  readonly secretName: string;
  readonly region: string;
}

/** EC2's limit on user data before base64, in bytes: https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/instancedata-add-user-data.html */
export const userDataLimitBytes = 16_384;

const hostFiles = [
  { file: "fetch-credential", path: "/usr/local/libexec/bulkhead/fetch-credential", permissions: "0755" },
  { file: "bulkhead-credential.service", path: "/etc/systemd/system/bulkhead-credential.service", permissions: "0644" },
  { file: "bulkhead-bot.service", path: "/etc/systemd/system/bulkhead-bot.service", permissions: "0644" },
] as const;

/** Cloud-init configuration that installs the files of `infra/host` and starts the bot's unit without waiting for it. */
export function userData(args: UserDataArgs): string {
  const environment = `BULKHEAD_SECRET_NAME="${args.secretName}"\nAWS_REGION="${args.region}"\n`;
  const configuration = {
    write_files: [
      { path: "/etc/bulkhead/host.env", permissions: "0644", content: environment },
      ...hostFiles.map(({ file, path, permissions }) => ({ path, permissions, content: hostFile(file) })),
    ],
    runcmd: [
      ["systemctl", "mask", "--now", "sshd.service"],
      ["systemctl", "daemon-reload"],
      ["systemctl", "enable", "bulkhead-bot.service"],
      ["systemctl", "start", "--no-block", "bulkhead-bot.service"],
    ],
  };
  // Cloud-init reads YAML, of which JSON is a part.
  const text = `#cloud-config\n${JSON.stringify(configuration, undefined, 1)}\n`;
  const bytes = Buffer.byteLength(text);
  if (bytes > userDataLimitBytes) {
    throw new Error(`user data has ${bytes} bytes, expected at most ${userDataLimitBytes}. Shorten infra/host.`);
  }
  return text;
}

/** The files stay in `infra/host` when the program is compiled to `dist/infra`. */
function hostFile(name: string): string {
  const here = join(__dirname, "host");
  return readFileSync(join(existsSync(here) ? here : join(__dirname, "../../infra/host"), name), "utf8");
}
