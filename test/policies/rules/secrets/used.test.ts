import { used } from "../../../../policies/rules/secrets/used";
import { secret, unknown } from "../../engine-messages";
import { GivenStack, type StackResourceSample, testPolicy } from "../../test-policy";

const arn = "arn:aws:secretsmanager:eu-west-1:111122223333:secret:grid-AbCdEf";
const held: StackResourceSample = {
  type: "aws:secretsmanager/secret:Secret",
  name: "exchange",
  props: { name: "grid" },
  outputs: { arn, id: arn },
};
const fresh: StackResourceSample = { ...held, outputs: {} };
const document = (statement: unknown) => ({ Version: "2012-10-17", Statement: [statement] });
const read = { Effect: "Allow", Action: ["secretsmanager:GetSecretValue"], Resource: [arn] };
const rolePolicy = (policy: unknown, dependsOn: readonly string[] = []): StackResourceSample => ({
  type: "aws:iam/rolePolicy:RolePolicy",
  name: "reads",
  props: { role: "grid", policy },
  dependencies: { policy: dependsOn },
});
const secretPolicy = (policy: unknown): StackResourceSample => ({
  type: "aws:secretsmanager/secretPolicy:SecretPolicy",
  name: "own",
  props: { secretArn: arn, policy },
});
const admitted = (statement: unknown) => new GivenStack([held, rolePolicy(document(statement))]);
const unused = "No policy of the stack lets anybody read the secret.";

testPolicy(used, {
  passes: {
    "a role that may read it": admitted(read),
    "a role that may read it, as text": new GivenStack([held, rolePolicy(JSON.stringify(document(read)))]),
    "a role that may read what begins alike": admitted({ ...read, Resource: `${arn.slice(0, -6)}*` }),
    "a role that may do everything with secrets": admitted({ ...read, Action: "secretsmanager:*" }),
    "a role with an inline policy": new GivenStack([
      held,
      {
        type: "aws:iam/role:Role",
        name: "grid",
        props: { inlinePolicies: [{ name: "reads", policy: document(read) }] },
      },
    ]),
    "somebody whom the secret's own policy admits": new GivenStack([
      held,
      secretPolicy(document({ ...read, Principal: { AWS: "arn:aws:iam::111122223333:role/grid" }, Resource: "*" })),
    ]),
    "a role whose policy is not known yet and depends on the secret": new GivenStack([
      fresh,
      rolePolicy(unknown, ["exchange"]),
    ]),
    "no secret": new GivenStack([rolePolicy(document(read))]),
  },
  fails: {
    "nobody at all": [new GivenStack([held]), unused],
    "a role that may read another": [admitted({ ...read, Resource: `${arn}2` }), unused],
    "a role that may only list": [admitted({ ...read, Action: "secretsmanager:ListSecrets", Resource: "*" }), unused],
    "a role that is denied": [admitted({ ...read, Effect: "Deny" }), unused],
  },
  unknown: {
    "a policy not known yet that depends on nothing of it": new GivenStack([held, rolePolicy(unknown)]),
    "a resource not known yet": admitted({ ...read, Resource: unknown }),
  },
  absent: { "a policy without statements": [new GivenStack([held, rolePolicy("{}")]), unused] },
  secret: { "a marked policy": new GivenStack([held, rolePolicy(secret(document(read)))]) },
});
