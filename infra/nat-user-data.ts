import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** What the user data of a NAT instance is made of. */
export interface NatUserDataArgs {
  /** Range of the bot's subnet. */
  readonly botRange: string;
  /** TCP ports that are let through. */
  readonly ports: readonly number[];
}

/** Cloud-init configuration that makes an instance of Amazon Linux 2023 forward for a bot: the files of `infra/nat`, and whom for. */
export function natUserData({ botRange, ports }: NatUserDataArgs): string {
  const file = (path: string, content: string): object => ({ path, permissions: "0644", content });
  const unit = (name: string): object => file(`/etc/systemd/system/${name}`, natFile(name));
  const inOrder = [...ports].sort((one, other) => one - other);
  const configuration = {
    write_files: [
      file(
        "/etc/bulkhead-nat/bot.nft",
        `define bot_range = ${botRange}\ndefine bot_ports = { ${inOrder.join(", ")} }\n`,
      ),
      file("/etc/bulkhead-nat/nat.nft", natFile("nat.nft")),
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
  // Cloud-init reads YAML, of which JSON is a part.
  return `#cloud-config\n${JSON.stringify(configuration, undefined, 1)}\n`;
}

/** The files stay in `infra/nat` when the program is compiled to `dist/infra`. */
function natFile(name: string): string {
  const here = join(__dirname, "nat");
  return readFileSync(join(existsSync(here) ? here : join(__dirname, "../../infra/nat"), name), "utf8");
}
