import type { ecs } from "@pulumi/aws";
import { ecsEnvClean } from "../../../../policies/rules/secrets/ecs-env-clean";
import { type Raw, secret, unknown } from "../../engine-messages";
import { madeUp } from "../../samples";
import { given, judge, testPolicy } from "../../test-policy";

const key = madeUp("ecs");
const stack = { config: { "bot:key": key }, secretKeys: ["bot:key"] };
const valueFrom = "arn:aws:secretsmanager:eu-west-1:111122223333:secret:grid-Ab12Cd";
const container = { name: "bot", image: "grid:1", secrets: [{ name: "BINANCE_API_SECRET", valueFrom }] };
const withVariable = (name: string, value: unknown) => ({ ...container, environment: [{ name, value }] });
const text = (...containers: readonly Raw[]) => ({ containerDefinitions: JSON.stringify(containers) });

const place = "containerDefinitions[0].environment[0].value";
const held = (path: string, way = "") => ({
  message: `${path} holds the secret configuration value bot:key${way}.`,
  path,
});
const marked = (path: string) => ({ message: `${path} is a secret, expected none here, not even a marked one.`, path });
const daemon = "aws:ecs/daemonTaskDefinition:DaemonTaskDefinition";
const gateway = "aws:ecs/expressGatewayService:ExpressGatewayService";
const task = "aws:ecs/taskDefinition:TaskDefinition";

const job = "aws:batch/jobDefinition:JobDefinition";
const target = "aws:cloudwatch/eventTarget:EventTarget";
const others: readonly (readonly [string, string, (value: unknown) => Raw])[] = [
  [job, "nodeProperties.value", (value) => ({ nodeProperties: { value } })],
  [job, "ecsProperties.value", (value) => ({ ecsProperties: { value } })],
  [job, "parameters.A", (value) => ({ parameters: { A: value } })],
  [
    task,
    "volumes[0].dockerVolumeConfiguration.driverOpts.A",
    (value) => ({ volumes: [{ name: "a", dockerVolumeConfiguration: { driverOpts: { A: value } } }] }),
  ],
  [task, "proxyConfiguration.properties.A", (value) => ({ proxyConfiguration: { properties: { A: value } } })],
  [daemon, "volumes[0].host.sourcePath", (value) => ({ volumes: [{ host: { sourcePath: value } }] })],
  ["aws:s3/bucketObject:BucketObject", "key", (value) => ({ bucket: "grid", key: value })],
  ["aws:s3/bucketObjectv2:BucketObjectv2", "key", (value) => ({ bucket: "grid", key: value })],
  [job, "eksProperties.value", (value) => ({ eksProperties: { value } })],
  [
    "aws:apprunner/service:Service",
    "sourceConfiguration.imageRepository.A",
    (value) => ({ sourceConfiguration: { imageRepository: { A: value } } }),
  ],
  [
    "aws:lightsail/containerServiceDeploymentVersion:ContainerServiceDeploymentVersion",
    "containers[0].environment.A",
    (value) => ({ containers: [{ environment: { A: value } }] }),
  ],
  [
    "aws:sagemaker/model:Model",
    "primaryContainer.environment.A",
    (value) => ({ primaryContainer: { environment: { A: value } } }),
  ],
  [
    "aws:sagemaker/model:Model",
    "containers[0].environment.A",
    (value) => ({ containers: [{ environment: { A: value } }] }),
  ],
  [target, "input", (value) => ({ input: value })],
  [target, "inputTransformer.inputTemplate", (value) => ({ inputTransformer: { inputTemplate: value } })],
  ["aws:scheduler/schedule:Schedule", "target.input", (value) => ({ target: { input: value } })],
  ["aws:sfn/stateMachine:StateMachine", "definition", (value) => ({ definition: value })],
  ["aws:amplify/app:App", "environmentVariables.A", (value) => ({ environmentVariables: { A: value } })],
  [
    "aws:amplify/app:App",
    "autoBranchCreationConfig.environmentVariables.A",
    (value) => ({ autoBranchCreationConfig: { environmentVariables: { A: value } } }),
  ],
  ["aws:amplify/branch:Branch", "environmentVariables.A", (value) => ({ environmentVariables: { A: value } })],
  ["aws:appconfig/hostedConfigurationVersion:HostedConfigurationVersion", "content", (value) => ({ content: value })],
  ["aws:cloudformation/stack:Stack", "parameters.A", (value) => ({ parameters: { A: value } })],
  ["aws:cloudformation/stackSet:StackSet", "parameters.A", (value) => ({ parameters: { A: value } })],
  [
    "aws:cloudformation/stackSetInstance:StackSetInstance",
    "parameterOverrides.A",
    (value) => ({ parameterOverrides: { A: value } }),
  ],
  [
    "aws:cloudformation/stackInstances:StackInstances",
    "parameterOverrides.A",
    (value) => ({ parameterOverrides: { A: value } }),
  ],
  [
    "aws:elasticbeanstalk/configurationTemplate:ConfigurationTemplate",
    "settings[0].value",
    (value) => ({ settings: [{ namespace: "aws:elasticbeanstalk:application:environment", name: "A", value }] }),
  ],
  [
    "aws:elasticbeanstalk/environment:Environment",
    "settings[0].value",
    (value) => ({ settings: [{ namespace: "aws:elasticbeanstalk:application:environment", name: "A", value }] }),
  ],
  [
    "aws:emr/cluster:Cluster",
    "bootstrapActions[0].args[0]",
    (value) => ({ bootstrapActions: [{ name: "a", path: "s3://grid/a", args: [value] }] }),
  ],
  [
    "aws:emr/cluster:Cluster",
    "steps[0].hadoopJarStep.args[0]",
    (value) => ({ steps: [{ name: "a", hadoopJarStep: { jar: "a.jar", args: [value] } }] }),
  ],
  [target, "httpTarget.headerParameters.A", (value) => ({ httpTarget: { headerParameters: { A: value } } })],
  ["aws:dynamodb/tableItem:TableItem", "item", (value) => ({ tableName: "grid", hashKey: "id", item: value })],
  ["aws:s3/bucketObject:BucketObject", "content", (value) => ({ bucket: "grid", content: value })],
  ["aws:s3/bucketObjectv2:BucketObjectv2", "contentBase64", (value) => ({ bucket: "grid", contentBase64: value })],
  ["aws:s3/bucketObjectv2:BucketObjectv2", "metadata.A", (value) => ({ bucket: "grid", metadata: { A: value } })],
  ["aws:s3/bucketObject:BucketObject", "metadata.A", (value) => ({ bucket: "grid", metadata: { A: value } })],
  ["aws:apigateway/stage:Stage", "variables.A", (value) => ({ variables: { A: value } })],
  ["aws:apigatewayv2/stage:Stage", "stageVariables.A", (value) => ({ stageVariables: { A: value } })],
  ["aws:cloudformation/stack:Stack", "templateBody", (value) => ({ templateBody: value })],
  ["aws:cloudformation/stackSet:StackSet", "templateBody", (value) => ({ templateBody: value })],
  ["aws:cloudfront/function:Function", "code", (value) => ({ runtime: "cloudfront-js-2.0", code: value })],
  ["aws:codepipeline/pipeline:Pipeline", "stages[0].name", (value) => ({ stages: [{ name: value }] })],
  [
    "aws:codepipeline/pipeline:Pipeline",
    "variables[0].defaultValue",
    (value) => ({ variables: [{ defaultValue: value }] }),
  ],
  [
    "aws:cfg/conformancePack:ConformancePack",
    "inputParameters[0].parameterValue",
    (value) => ({ inputParameters: [{ parameterName: "A", parameterValue: value }] }),
  ],
  ["aws:cloudcontrol/resource:Resource", "desiredState", (value) => ({ desiredState: value })],
  ["aws:cloudwatch/eventRule:EventRule", "eventPattern", (value) => ({ eventPattern: value })],
  ["aws:dms/endpoint:Endpoint", "extraConnectionAttributes", (value) => ({ extraConnectionAttributes: value })],
  ["aws:iot/topicRule:TopicRule", "sql", (value) => ({ sql: value })],
  ["aws:msk/configuration:Configuration", "serverProperties", (value) => ({ serverProperties: value })],
  [
    "aws:mskconnect/connector:Connector",
    "connectorConfiguration.A",
    (value) => ({ connectorConfiguration: { A: value } }),
  ],
  [
    "aws:pipes/pipe:Pipe",
    "targetParameters.inputTemplate",
    (value) => ({ targetParameters: { inputTemplate: value } }),
  ],
  [
    "aws:pipes/pipe:Pipe",
    "enrichmentParameters.inputTemplate",
    (value) => ({ enrichmentParameters: { inputTemplate: value } }),
  ],
  [
    "aws:servicecatalog/provisionedProduct:ProvisionedProduct",
    "provisioningParameters[0].value",
    (value) => ({ provisioningParameters: [{ key: "A", value }] }),
  ],
  ["aws-native:events:Rule", "eventPattern.A[0]", (value) => ({ eventPattern: { A: [value] } })],
  [
    "aws-native:pipes:Pipe",
    "targetParameters.inputTemplate",
    (value) => ({ targetParameters: { inputTemplate: value } }),
  ],
  [
    "aws-native:pipes:Pipe",
    "enrichmentParameters.inputTemplate",
    (value) => ({ enrichmentParameters: { inputTemplate: value } }),
  ],
  ["aws:route53/record:Record", "records[0]", (value) => ({ type: "TXT", records: [value] })],
  ["aws:cloudwatch/dashboard:Dashboard", "dashboardBody", (value) => ({ dashboardBody: value })],
  ["aws-native:apigateway:Stage", "variables.A", (value) => ({ variables: { A: value } })],
  ["aws-native:cloudformation:Stack", "templateBody", (value) => ({ templateBody: value })],
  ["aws-native:cloudfront:Function", "functionCode", (value) => ({ functionCode: value })],
  [
    "aws-native:codepipeline:Pipeline",
    "variables[0].defaultValue",
    (value) => ({ variables: [{ defaultValue: value }] }),
  ],
  ["aws-native:route53:RecordSet", "resourceRecords[0]", (value) => ({ resourceRecords: [value] })],
  ["aws-native:cloudwatch:Dashboard", "dashboardBody", (value) => ({ dashboardBody: value })],
  ["aws-native:events:Rule", "targets[0].input", (value) => ({ targets: [{ id: "a", arn: "x", input: value }] })],
  ["aws-native:scheduler:Schedule", "target.input", (value) => ({ target: { input: value } })],
  ["aws-native:stepfunctions:StateMachine", "definitionString", (value) => ({ definitionString: value })],
  ["aws-native:stepfunctions:StateMachine", "definition.A", (value) => ({ definition: { A: value } })],
  [
    "aws-native:stepfunctions:StateMachine",
    "definitionSubstitutions.A",
    (value) => ({ definitionSubstitutions: { A: value } }),
  ],
  [
    "aws-native:amplify:App",
    "environmentVariables[0].value",
    (value) => ({ environmentVariables: [{ name: "A", value }] }),
  ],
  ["aws-native:appconfig:HostedConfigurationVersion", "content", (value) => ({ content: value })],
  ["aws-native:apprunner:Service", "sourceConfiguration.A", (value) => ({ sourceConfiguration: { A: value } })],
  [
    "aws-native:batch:JobDefinition",
    "containerProperties.environment[0].value",
    (value) => ({ containerProperties: { environment: [{ name: "A", value }] } }),
  ],
  ["aws-native:cloudformation:Stack", "parameters.A", (value) => ({ parameters: { A: value } })],
  [
    "aws-native:elasticbeanstalk:Environment",
    "optionSettings[0].value",
    (value) => ({ optionSettings: [{ namespace: "a", optionName: "A", value }] }),
  ],
  ["aws-native:glue:Job", "defaultArguments.A", (value) => ({ defaultArguments: { A: value } })],
  [
    "aws-native:synthetics:Canary",
    "runConfig.environmentVariables.A",
    (value) => ({ runConfig: { environmentVariables: { A: value } } }),
  ],
  [
    "aws-native:amplify:App",
    "autoBranchCreationConfig.environmentVariables[0].value",
    (value) => ({ autoBranchCreationConfig: { environmentVariables: [{ name: "A", value }] } }),
  ],
  ["aws-native:batch:JobDefinition", "parameters.A", (value) => ({ parameters: { A: value } })],
  ["aws-native:batch:JobDefinition", "ecsProperties.value", (value) => ({ ecsProperties: { value } })],
  ["aws-native:batch:JobDefinition", "eksProperties.value", (value) => ({ eksProperties: { value } })],
  ["aws-native:batch:JobDefinition", "nodeProperties.value", (value) => ({ nodeProperties: { value } })],
  ["aws-native:cloudformation:StackSet", "parameters[0].value", (value) => ({ parameters: [{ value }] })],
  ["aws-native:cloudformation:StackSet", "templateBody", (value) => ({ templateBody: value })],
  ["aws-native:codepipeline:Pipeline", "stages[0].name", (value) => ({ stages: [{ name: value }] })],
  ["aws-native:glue:Job", "nonOverridableArguments.A", (value) => ({ nonOverridableArguments: { A: value } })],
  ["aws:s3/bucketObject:BucketObject", "contentBase64", (value) => ({ bucket: "grid", contentBase64: value })],
  ["aws:s3/bucketObjectv2:BucketObjectv2", "content", (value) => ({ bucket: "grid", content: value })],
  ["aws:glue/job:Job", "defaultArguments.--a", (value) => ({ defaultArguments: { "--a": value } })],
  ["aws:glue/job:Job", "nonOverridableArguments.--a", (value) => ({ nonOverridableArguments: { "--a": value } })],
  [
    "aws:glue/trigger:Trigger",
    "actions[0].arguments.--a",
    (value) => ({ actions: [{ jobName: "a", arguments: { "--a": value } }] }),
  ],
  [
    "aws:kinesisanalyticsv2/application:Application",
    "applicationConfiguration.environmentProperties.propertyGroups[0].propertyMap.A",
    (value) => ({
      applicationConfiguration: {
        environmentProperties: { propertyGroups: [{ propertyGroupId: "a", propertyMap: { A: value } }] },
      },
    }),
  ],
  [
    "aws:synthetics/canary:Canary",
    "runConfig.environmentVariables.A",
    (value) => ({ runConfig: { environmentVariables: { A: value } } }),
  ],
];

testPolicy<ecs.TaskDefinitionArgs>(ecsEnvClean, {
  passes: {
    "a text that a rule hands on": given({ input: '"go"' }, { type: target, stack }),
    "a definition that is JSON once its substitutions are in it": given(
      { definitionString: '{"StartAt":"go","TimeoutSeconds":${seconds}}' },
      { type: "aws-native:stepfunctions:StateMachine", stack },
    ),
    "an object's bytes in base64": given(
      { contentBase64: Buffer.from("go").toString("base64") },
      { type: "aws:s3/bucketObjectv2:BucketObjectv2", stack },
    ),
    "no text at all": given({ arn: "x" }, { type: target, stack }),
    "a secret by its ARN": given(text(container), { stack }),
    "an item that names a secret": given(
      { item: JSON.stringify({ id: { S: "grid" }, secret: { S: valueFrom } }) },
      { type: "aws:dynamodb/tableItem:TableItem", stack },
    ),
    "an object that names a secret": given(
      { content: valueFrom },
      { type: "aws:s3/bucketObjectv2:BucketObjectv2", stack },
    ),
    "the words of a command": given(
      text({ ...container, command: ["grid", "-p", "8080:8080", "-a", "all", "--config", "/etc/grid bot.yaml"] }),
      { stack },
    ),
    "a password without a command, which no word tells": text({ ...container, command: ["-a", key.slice(0, 20)] }),
    "words that stand in two lists": text({
      ...container,
      entryPoint: ["redis-cli", "-a"],
      command: [key.slice(0, 20)],
    }),
    "an ordinary variable": given(text(withVariable("AWS_REGION", "eu-west-1")), { stack }),
    "definitions as a list, not as text": given({ containerDefinitions: [container] }, { type: task, stack }),
    "a daemon with a secret by its ARN": given({ containerDefinitions: [container] }, { type: daemon, stack }),
    "a gateway with a secret by its ARN": given({ primaryContainer: container }, { type: gateway, stack }),
  },
  fails: {
    ...Object.fromEntries(
      others.flatMap(([type, path, props]) => [
        [`a configured secret in ${type}, ${path}`, [given(props(key), { type, stack }), held(path)] as const],
        [`the same, marked, in ${type}, ${path}`, [given(props(secret(key)), { type, stack }), marked(path)] as const],
      ]),
    ),
    "what a rule starts a container with, as text": [
      given(
        { input: JSON.stringify({ containerOverrides: [{ environment: [{ name: "GRID", value: key }] }] }) },
        { type: target, stack },
      ),
      held("input"),
    ],
    "a configured secret in a job's definition, as text": [
      given(
        { containerProperties: JSON.stringify({ environment: [{ name: "GRID", value: key }] }) },
        { type: job, stack },
      ),
      held("containerProperties.environment[0].value"),
    ],
    "a configured secret": [given(text(withVariable("GRID", key)), { stack }), held(place)],
    "a configured secret in the second container": [
      given(text(container, withVariable("GRID", key)), { stack }),
      held("containerDefinitions[1].environment[0].value"),
    ],
    "a configured secret in a list that is no text": [
      given({ containerDefinitions: [withVariable("GRID", key)] }, { type: task, stack }),
      held(place),
    ],
    "a configured secret in base64": [
      given(text(withVariable("GRID", Buffer.from(`key=${key}`).toString("base64"))), { stack }),
      held(place, ", inside base64"),
    ],
    "a configured secret in the command": [
      given(text({ ...container, command: ["bot", `--key=${key}`] }), { stack }),
      held("containerDefinitions[0].command[1]"),
    ],
    "a password that only the word before it tells": [
      text({ ...container, command: ["redis-cli", "-a", key.slice(0, 20)] }),
      {
        message: "containerDefinitions[0].command holds a password on a command line [command-password].",
        path: "containerDefinitions[0].command",
      },
    ],
    "a password that its own word tells, said once": [
      text({ ...container, command: ["sh", "-c", `redis-cli -a ${key.slice(0, 20)}`] }),
      {
        message: "containerDefinitions[0].command[2] holds a password on a command line [command-password].",
        path: "containerDefinitions[0].command[2]",
      },
    ],
    "a key that no configuration knows": [
      text(withVariable("BINANCE_API_SECRET", key)),
      { message: expect.stringMatching(/\.value holds .+ \[.+\]\.$/u) as string, path: place },
    ],
    "a configured secret in a daemon": [
      given(
        { containerDefinitions: [{ ...container, environments: [{ name: "GRID", value: key }] }] },
        { type: daemon, stack },
      ),
      held("containerDefinitions[0].environments[0].value"),
    ],
    "a configured secret in a gateway": [
      given(
        { primaryContainer: { image: "grid:1", environments: [{ name: "GRID", value: key }] } },
        { type: gateway, stack },
      ),
      held("primaryContainer.environments[0].value"),
    ],
    "an environment that stands twice": [
      given(
        {
          containerDefinitions: `[{"name":"bot","environment":[{"name":"GRID","value":"${key}"}],"environ\\u006dent":[]}]`,
        },
        { stack },
      ),
      "containerDefinitions is not a JSON document that names each key once, so it can't be judged.",
    ],
    "text that is no document": [
      { containerDefinitions: "bot" },
      "containerDefinitions is not a JSON document that names each key once, so it can't be judged.",
    ],
  },
  unknown: {
    "marked definitions not known yet": { containerDefinitions: secret(unknown) },
    "definitions not known yet": { containerDefinitions: unknown },
    "an item not known yet": given({ item: unknown }, { type: "aws:dynamodb/tableItem:TableItem" }),
    "a variable of a list not known yet": given(
      { containerDefinitions: [withVariable("GRID", unknown)] },
      { type: task },
    ),
  },
  absent: { "no definitions": {}, "a container without an environment": text({ name: "bot", image: "grid:1" }) },
  secret: {
    "definitions marked as a whole that are no document": [
      { containerDefinitions: secret("bot") },
      marked("containerDefinitions"),
    ],
    "a mark around nothing": given({ containerDefinitions: [{ ...container, command: secret(null) }] }, { type: task }),
    "definitions marked as a whole": [
      { containerDefinitions: secret(JSON.stringify([container])) },
      marked("containerDefinitions"),
    ],
    "a marked variable of a list": [
      given({ containerDefinitions: [withVariable("GRID", secret("x"))] }, { type: task }),
      marked(place),
    ],
  },
  notApplicable: {
    "another type": [
      given({}, { type: "aws:ecs/cluster:Cluster" }),
      "Policy only applies to resources of type 'aws:ecs/taskDefinition",
    ],
  },
});

test("marked values are told in the order in which they stand", async () => {
  const { violations } = await judge(
    ecsEnvClean,
    given({ containerDefinitions: [withVariable("A", secret("x")), withVariable("B", secret("x"))] }, { type: task }),
    false,
  );
  expect(violations.map(({ path }) => path)).toEqual([place, place.replace("[0]", "[1]")]);
});
