/**
 * Hosts of AWS that the bot's host cannot live without, by exact regional name: the secret, the log, Systems Manager
 * (https://docs.aws.amazon.com/general/latest/gr/rande.html) and Amazon Linux 2023's repositories
 * (https://docs.aws.amazon.com/linux/al2023/ug/managing-repos-os-updates.html). Kept apart from the exchange's hosts:
 * they are a way out of the host that Bulkhead cannot close, since AWS answers to every account under these names.
 */
export function platformHosts(region: string): readonly string[] {
  return [
    `secretsmanager.${region}.amazonaws.com`,
    `logs.${region}.amazonaws.com`,
    `ssm.${region}.amazonaws.com`,
    `ssmmessages.${region}.amazonaws.com`,
    `ec2messages.${region}.amazonaws.com`,
    `al2023-repos-${region}-de612dc2.s3.dualstack.${region}.amazonaws.com`,
    "cdn.amazonlinux.com",
  ];
}
