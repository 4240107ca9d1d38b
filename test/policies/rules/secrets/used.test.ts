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
const planned: StackResourceSample = { ...held, outputs: { arn: unknown } };
const fresh: StackResourceSample = { ...held, outputs: {} };
const document = (statement: unknown) => ({ Version: "2012-10-17", Statement: [statement] });
const readAllBut = { Effect: "Allow", Action: ["secretsmanager:GetSecretValue"] };
const read = { ...readAllBut, Resource: [arn] };
const rolePolicy = (policy: unknown, dependsOn: readonly string[] = []): StackResourceSample => ({
  type: "aws:iam/rolePolicy:RolePolicy",
  name: "reads",
  props: { role: "grid", policy },
  dependencies: { policy: dependsOn },
});
const secretPolicy = (policy: unknown, secretArn = arn): StackResourceSample => ({
  type: "aws:secretsmanager/secretPolicy:SecretPolicy",
  name: "own",
  props: { secretArn, policy },
});
const role = (...documents: readonly unknown[]): StackResourceSample => ({
  type: "aws:iam/role:Role",
  name: "grid",
  props: { inlinePolicies: documents.map((policy, place) => ({ name: `policy-${place}`, policy })) },
});
const own = document({ ...read, Principal: { AWS: "arn:aws:iam::111122223333:role/grid" }, Resource: "*" });
const admitted = (statement: unknown) => new GivenStack([held, rolePolicy(document(statement))]);
const unused = "No policy of the stack lets anybody read the secret.";

testPolicy(used, {
  passes: {
    "a role that may read it": admitted(read),
    "a role that may read it, as text": new GivenStack([held, rolePolicy(JSON.stringify(document(read)))]),
    "a role that may read what begins alike": admitted({ ...read, Resource: `${arn.slice(0, -6)}*` }),
    "a role that may do everything with secrets": admitted({ ...read, Action: "secretsmanager:*" }),
    "a role that may read another, and it": admitted({ ...read, Resource: [`${arn}2`, arn] }),
    "a role that may read one not known yet, and it": admitted({ ...read, Resource: [unknown, arn] }),
    "a role that may read all but another": admitted({ ...readAllBut, NotResource: `${arn}2` }),
    "a role that may read all, with the secret still to be made": new GivenStack([
      planned,
      rolePolicy(document({ ...read, Resource: "*" })),
    ]),
    "a role with an inline policy": new GivenStack([held, role(document(read))]),
    "a role with two inline policies, of which the second lets it": new GivenStack([
      held,
      role(document({ ...read, Resource: `${arn}2` }), document(read)),
    ]),
    "a role with an inline policy that is not known yet and depends on the secret": new GivenStack([
      fresh,
      { ...role(unknown), dependencies: { inlinePolicies: ["exchange"] } },
    ]),
    "somebody whom the secret's own policy admits": new GivenStack([{ ...held, outputs: { arn } }, secretPolicy(own)]),
    "somebody whom a policy admits that names the secret by its id": new GivenStack([
      { ...held, outputs: { id: "the-id" } },
      secretPolicy(own, "the-id"),
    ]),
    "somebody whom a policy admits that names the secret by its name": new GivenStack([
      fresh,
      secretPolicy(own, "grid"),
    ]),
    "somebody whom the secret's policy admits, which is an input of it": new GivenStack([
      { ...held, props: { name: "grid", policy: own } },
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
    "a role that may read one whose ARN differs by its letters' size": [
      admitted({ ...read, Resource: arn.replace("grid-AbCdEf", "Grid-AbCdEf") }),
      unused,
    ],
    "a role that may read all but it": [admitted({ ...readAllBut, NotResource: [`${arn}2`, arn] }), unused],
    "somebody whom another secret's policy admits": [new GivenStack([held, secretPolicy(own, `${arn}2`)]), unused],
    "a role that may only list": [admitted({ ...read, Action: "secretsmanager:ListSecrets", Resource: "*" }), unused],
    "a role that is denied": [admitted({ ...read, Effect: "Deny" }), unused],
  },
  unknown: {
    "a policy not known yet that depends on nothing of it": new GivenStack([held, rolePolicy(unknown)]),
    "a policy not known yet of which nothing else is said": new GivenStack([
      held,
      { ...rolePolicy(unknown), dependencies: {} },
    ]),
    "the secret's own policy not known yet": new GivenStack([held, secretPolicy(unknown)]),
    "what a role may not read not known yet": admitted({ ...readAllBut, NotResource: unknown }),
    "a secret still to be made, and a role that may read what begins alike": new GivenStack([
      planned,
      rolePolicy(document({ ...read, Resource: `${arn.slice(0, -6)}*` })),
    ]),
    "a resource not known yet": admitted({ ...read, Resource: unknown }),
  },
  absent: { "a policy without statements": [new GivenStack([held, rolePolicy("{}")]), unused] },
  secret: { "a marked policy": new GivenStack([held, rolePolicy(secret(document(read)))]) },
});
