import { permissionBoundary } from "../../../../policies/rules/identity/permission-boundary";
import { secret, unknown } from "../../engine-messages";
import { given, testPolicy } from "../../test-policy";

const stack = { config: { "bulkhead:bot": "grid" } };
const on = (permissionsBoundary?: unknown, type = "aws:iam/role:Role") =>
  given(
    { assumeRolePolicy: unknown, ...(permissionsBoundary === undefined ? {} : { permissionsBoundary }) },
    { stack, type },
  );
const refused = (shown: string) =>
  `permissionsBoundary is ${shown}, expected the ARN of a policy that bounds the role.`;

testPolicy(permissionBoundary, {
  passes: {
    "the boundary that policy configuration names": given(
      { permissionsBoundary: "arn:aws:iam::111122223333:policy/bots" },
      {
        stack,
        settings: { boundaries: ["arn:aws:iam::111122223333:policy/other", "arn:aws:iam::111122223333:policy/bots"] },
      },
    ),
    "a boundary": on("arn:aws:iam::111122223333:policy/bots"),
    "a boundary of the other provider's role": on("arn:aws:iam::111122223333:policy/bots", "aws-native:iam:Role"),
  },
  fails: {
    "an empty boundary": [on(""), refused('""')],
    "another boundary than policy configuration names": [
      given(
        { permissionsBoundary: "arn:aws:iam::111122223333:policy/all" },
        { stack, settings: { boundaries: ["arn:aws:iam::111122223333:policy/bots"] } },
      ),
      'permissionsBoundary is "arn:aws:iam::111122223333:policy/all", expected one of the setting boundaries.',
    ],
  },
  unknown: { "the boundary": on(unknown) },
  absent: {
    "no boundary": [on(), refused("absent")],
    "no boundary of the other provider's role": [on(undefined, "aws-native:iam:Role"), refused("absent")],
  },
  secret: { "a boundary": on(secret("arn:aws:iam::111122223333:policy/bots")) },
  notApplicable: { "a stack of no bot": [given({}, {}), "no bot"] },
});
