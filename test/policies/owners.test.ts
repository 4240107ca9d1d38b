import { hasOwner, isOwned, placesOwnedBy, typesOwnedBy } from "../../policies/owners";

const userData = "secrets-user-data-clean";
const programs = "secrets-ecs-env-clean";
const credentials = ["accessKey", "secretKey", "token", "assumeRoleWithWebIdentity"];

test.each([
  [userData, "aws:ec2/instance:Instance", ["userData", "userDataBase64"]],
  [userData, "aws:ec2/launchConfiguration:LaunchConfiguration", ["userData", "userDataBase64"]],
  [userData, "aws:ec2/spotInstanceRequest:SpotInstanceRequest", ["userData", "userDataBase64"]],
  [
    userData,
    "aws:sagemaker/notebookInstanceLifecycleConfiguration:NotebookInstanceLifecycleConfiguration",
    ["onCreate", "onStart"],
  ],
  [
    programs,
    "aws:batch/jobDefinition:JobDefinition",
    ["containerProperties", "ecsProperties", "eksProperties", "nodeProperties", "parameters"],
  ],
  [programs, "aws:sagemaker/model:Model", ["primaryContainer", "containers"]],
  [programs, "aws:cloudwatch/eventTarget:EventTarget", ["httpTarget", "input", "inputTransformer"]],
  [programs, "aws:dynamodb/tableItem:TableItem", ["item"]],
  [programs, "aws:s3/bucketObjectv2:BucketObjectv2", ["content", "contentBase64", "key", "metadata"]],
  [programs, "aws:cloudformation/stack:Stack", ["parameters", "templateBody"]],
  [programs, "aws:codepipeline/pipeline:Pipeline", ["stages", "variables"]],
  [programs, "aws:amplify/app:App", ["environmentVariables", "autoBranchCreationConfig"]],
  [programs, "aws:emr/cluster:Cluster", ["bootstrapActions", "configurationsJson", "steps"]],
  [programs, "aws:glue/job:Job", ["defaultArguments", "nonOverridableArguments"]],
  ["config-no-static-aws-credentials", "pulumi:providers:aws", credentials],
  ["config-no-static-aws-credentials", "pulumi:providers:aws-native", credentials],
  [userData, "aws:lambda/function:Function", []],
  [userData, "aws:s3/bucket:Bucket", []],
])("%s owns of %s: %j", (policy, type, properties) => {
  expect(placesOwnedBy(policy, type)).toEqual(properties);
});

test("a policy owns places of the types that have some", () => {
  expect(typesOwnedBy("secrets-codebuild-env-clean")).toEqual([
    "aws:codebuild/project:Project",
    "aws-native:codebuild:Project",
  ]);
  expect(typesOwnedBy("secrets-used")).toEqual([]);
});

test.each([
  ["aws:ec2/instance:Instance", "userData", true],
  ["aws:ec2/instance:Instance", "userData.more[0]", true],
  ["aws:ec2/instance:Instance", "userDataReplaceOnChange", false],
  ["aws:ec2/instance:Instance", "more.userData", false],
  ["aws:ec2/instance:Instance", "constructor", false],
  ["aws:lambda/function:Function", "environment.variables.KEY", true],
  ["aws:sns/topic:Topic", "environment", false],
  ["aws:secretsmanager/secretVersion:SecretVersion", "secretString", true],
  ["aws:secretsmanager/secretVersion:SecretVersion", "secretBinary", true],
  ["aws:secretsmanager/secretVersion:SecretVersion", "secretStringWo", true],
  ["aws:secretsmanager/secretVersion:SecretVersion", "secretId", false],
  ["aws:ssm/parameter:Parameter", "value", true],
  ["aws:ssm/parameter:Parameter", "valueWo", true],
  ["aws:ssm/parameter:Parameter", "insecureValue", false],
  ["aws-native:secretsmanager:Secret", "secretString", true],
  // Judged as its twin.
  ["aws-native:lambda:Function", "environment.variables.KEY", true],
])("of %s, %s has a policy of its own: %s", (type, path, whether) => {
  expect(isOwned(type, path)).toBe(whether);
  expect(hasOwner(type, path)).toBe(whether);
});

test("what everybody is shown has another owner", () => {
  expect(isOwned("aws:sns/topic:Topic", "tags.login")).toBe(false);
  expect(hasOwner("aws:sns/topic:Topic", "tags.login")).toBe(true);
});
