import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { refusalToRun } from "./refusal-to-run";

/** Public parameter that names the newest image: https://docs.aws.amazon.com/linux/al2023/ug/ec2.html#launch-via-aws-cli */
const parameter = "/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-arm64";

/** Id of the newest Amazon Linux 2023 image for arm64 that AWS publishes in the provider's region. */
export function newestImage(opts: pulumi.InvokeOptions): pulumi.Output<string> {
  // `value` would come marked as a secret, and the instance's image with it.
  return aws.ssm.getParameterOutput({ name: parameter }, opts).apply(({ insecureValue }) => {
    if (/^ami-[0-9a-f]+$/u.test(insecureValue)) return insecureValue;
    throw refusalToRun(
      `The public parameter ${parameter} did not answer with an image id. Set bulkhead:image to an arm64 AMI id.`,
    );
  });
}
