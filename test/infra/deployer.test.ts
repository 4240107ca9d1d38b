import { deployerPlace } from "../../infra/deployer";

const deployers = [
  "arn:aws:iam::111122223333:role/bulkhead-deployer",
  "arn:aws:iam::111122223333:role/ci/github/bulkhead-ci",
];
const place = { partition: "aws", account: "111122223333", region: "eu-west-1" };

it.each([
  ["a session of a listed role", "arn:aws:sts::111122223333:assumed-role/bulkhead-deployer/ann"],
  [
    "a session of a listed role with a path, which the session's ARN lacks",
    "arn:aws:sts::111122223333:assumed-role/bulkhead-ci/run-7",
  ],
])("admits %s", (_, caller) => {
  expect(deployerPlace(caller, deployers, "eu-west-1")).toEqual(place);
});

it("takes the partition from the caller", () => {
  expect(
    deployerPlace(
      "arn:aws-us-gov:sts::111122223333:assumed-role/deploy/ann",
      ["arn:aws-us-gov:iam::111122223333:role/deploy"],
      "us-gov-west-1",
    ),
  ).toEqual({ partition: "aws-us-gov", account: "111122223333", region: "us-gov-west-1" });
});

it.each([
  ["another role", "arn:aws:sts::111122223333:assumed-role/bulkhead-operator/ann"],
  ["a role whose name begins with a listed one", "arn:aws:sts::111122223333:assumed-role/bulkhead-deployer-2/ann"],
  ["a session that is called like a listed role", "arn:aws:sts::111122223333:assumed-role/other/bulkhead-deployer"],
  ["a role of the same name in another account", "arn:aws:sts::444455556666:assumed-role/bulkhead-deployer/ann"],
  ["a user", "arn:aws:iam::111122223333:user/bulkhead-deployer"],
  ["the root user", "arn:aws:iam::111122223333:root"],
  ["a federated user", "arn:aws:sts::111122223333:federated-user/bulkhead-deployer"],
  ["a caller that is no ARN", "bulkhead-deployer"],
])("refuses %s, and says who may", (_, caller) => {
  const attempt = (): unknown => deployerPlace(caller, deployers, "eu-west-1");
  expect(attempt).toThrow(`The caller ${caller} is not a deployer of this stack`);
  expect(attempt).toThrow(deployers.join(", "));
});

it("refuses everybody if nobody is listed", () => {
  expect(() => deployerPlace("arn:aws:sts::111122223333:assumed-role/a/b", [], "eu-west-1")).toThrow(
    "the list is empty",
  );
});
