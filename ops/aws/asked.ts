import { UserError } from "../user-error";
import type { Aws } from "./aws";
import { explained } from "./explained";

/** What AWS answers to a call; what it does not is a UserError that names the permission, such as `kms:DescribeKey`. */
export async function asked<Answer>(
  aws: Pick<Aws, "region">,
  call: string,
  ask: () => Promise<Answer>,
): Promise<Answer> {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof UserError) throw error;
    throw new UserError(explained(error, call, aws.region));
  }
}
