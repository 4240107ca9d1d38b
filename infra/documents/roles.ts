/** The people around a bot, as ARNs of the IAM roles they assume. A role may be on several lists. */
export interface Roles {
  /** Administer the keys; may never use them. */
  readonly admins: readonly string[];
  /** Put the secret's value; may never read it. */
  readonly operators: readonly string[];
  /** Contain an incident: disable a key, deny access to the secret, tag both. */
  readonly responders: readonly string[];
  /** Run `pulumi up`: set the policies, and have EC2 create encrypted disks. Nobody else can run it. */
  readonly deployers: readonly string[];
}
