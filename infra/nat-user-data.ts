import { readFileSync } from "node:fs";
import { join } from "node:path";
import { cloudConfig } from "./cloud-config";
import { ownFolder } from "./own-folder";

/** What the user data of a NAT instance is made of. */
export interface NatUserDataArgs {
  /** Range of the bot's subnet. */
  readonly botRange: string;
  /** TCP ports that are let through. */
  readonly ports: readonly number[];
}

/** Cloud-init configuration that makes an instance of Amazon Linux 2023 forward for a bot: the files of `infra/nat`, and whom for. */
export function natUserData({ botRange, ports }: NatUserDataArgs): string {
  const own = (name: string): string => readFileSync(join(ownFolder("nat"), name), "utf8");
  const file = (path: string, content: string): object => ({ path, permissions: "0644", content });
  const unit = (name: string): object => file(`/etc/systemd/system/${name}`, own(name));
  const inOrder = [...ports].sort((one, other) => one - other);
  const configuration = {
    write_files: [
      file(
        "/etc/bulkhead-nat/bot.nft",
        `define bot_range = ${botRange}\ndefine bot_ports = { ${inOrder.join(", ")} }\n`,
      ),
      file("/etc/bulkhead-nat/nat.nft", own("nat.nft")),
      unit("bulkhead-nat.service"),
      unit("bulkhead-nat-updates.service"),
      unit("bulkhead-nat-updates.timer"),
    ],
    runcmd: [
      ["systemctl", "mask", "--now", "sshd.service"],
      ["systemctl", "daemon-reload"],
      ["systemctl", "enable", "--now", "bulkhead-nat.service", "bulkhead-nat-updates.timer"],
    ],
  };
  return cloudConfig(configuration, "infra/nat");
}
