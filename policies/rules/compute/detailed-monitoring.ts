import { hasTemplate, launchTypes } from "../../launches";
import { resourcePolicy } from "../../policy";

/** Once a minute in place of once in five. AWS charges for it. Status checks come once a minute either way. */
export const detailedMonitoring = resourcePolicy([...launchTypes, "aws-native:ec2:Instance"], {
  name: "compute-detailed-monitoring",
  description: "Hosts report their metrics once a minute.",
  severity: "low",
  level: "advisory",
  remediationSteps: "Turn detailed monitoring on: `monitoring: true`.",
  url: "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/manage-detailed-monitoring.html",
  tags: ["ec2", "cloudwatch"],
  rationale:
    "Traffic that is not the bot's shows first in the host's network and CPU metrics. At one value in five minutes a key is gone, and used, before an alarm has seen two values.",
  example: 'new aws.ec2.Instance("host", {\n  // …\n  monitoring: true,\n});',
  judge(host, violation) {
    if (host.type === "aws:ec2/launchTemplate:LaunchTemplate") {
      const enabled = host.at("monitoring", "enabled");
      if (!enabled.is(true)) violation(enabled, "true");
      return;
    }
    const property =
      host.type === "aws:ec2/launchConfiguration:LaunchConfiguration" ? "enableMonitoring" : "monitoring";
    const monitoring = host.at(property);
    // AWS turns it on in launch configurations that say nothing.
    if (monitoring.absent && (property === "enableMonitoring" || hasTemplate(host))) return;
    if (!monitoring.is(true)) violation(monitoring, "true");
  },
});
