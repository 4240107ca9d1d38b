import { launchTypes, templateTypes } from "../../launches";
import { type Resource, resourcePolicy } from "../../policy";
import type { Value } from "../../reader";

const templates: readonly string[] = templateTypes;

/**
 * A look-up of the newest image gives another answer next week, and the next `up` replaces the host, whatever was meant to
 * change. Pinned is an image that the stack's configuration names, and one that `ignoreChanges` keeps once it is there.
 * Whether an id comes from a look-up or stands in the program cannot be seen in a registration, so an id in the program
 * is reported too: it belongs into the configuration.
 */
export const pinnedAmi = resourcePolicy(launchTypes, {
  name: "compute-pinned-ami",
  description: "A host changes its image when the stack's configuration says so, and not because there is a newer one.",
  severity: "low",
  level: "advisory",
  remediationSteps: 'Read the image\'s id from the configuration, or keep the first one with `ignoreChanges: ["ami"]`.',
  url: "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/finding-an-ami.html",
  tags: ["ec2", "ami"],
  rationale:
    "An image that nobody chose replaces the host of a bot in the middle of its trades, and brings whatever its publisher put into it that night.",
  example:
    'const image = new pulumi.Config("bulkhead").require("image"); // bulkhead:image: ami-…\nnew aws.ec2.Instance("host", { ami: image /* , … */ });',
  judge(host, violation) {
    const property = templates.includes(host.type) ? "imageId" : "ami";
    const image = host.at(property);
    if (host.ignoreChanges.some((path) => path === property || path === "*")) return;
    if (!image.unknown && (image.absent || isConfigured(image, host))) return;
    violation(image, "an image that the configuration names or that ignoreChanges keeps");
  },
});

function isConfigured(image: Value, { stack }: Resource): boolean {
  return [...stack.config.values()].some((value) => value === image.text);
}
