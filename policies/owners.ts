import { placeInTwin } from "./native";
import { propertyOf } from "./reader";
import { isShownPlace } from "./shown-places";

/**
 * Places that have a policy of their own for secrets in them: one leak gives one verdict. The property and everything
 * below it is left to the owner, which looks at all of it.
 */
export const owners: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  "aws:ec2/instance:Instance": { userData: "secrets-user-data-clean", userDataBase64: "secrets-user-data-clean" },
  "aws:ec2/launchTemplate:LaunchTemplate": { userData: "secrets-user-data-clean" },
  "aws:ec2/launchConfiguration:LaunchConfiguration": {
    userData: "secrets-user-data-clean",
    userDataBase64: "secrets-user-data-clean",
  },
  "aws:ec2/spotInstanceRequest:SpotInstanceRequest": {
    userData: "secrets-user-data-clean",
    userDataBase64: "secrets-user-data-clean",
  },
  "aws:ec2/spotFleetRequest:SpotFleetRequest": { launchSpecifications: "secrets-user-data-clean" },
  "aws:lightsail/instance:Instance": { userData: "secrets-user-data-clean" },
  "aws:imagebuilder/imageRecipe:ImageRecipe": {
    components: "secrets-user-data-clean",
    userDataBase64: "secrets-user-data-clean",
  },
  "aws:imagebuilder/component:Component": { data: "secrets-user-data-clean" },
  "aws:imagebuilder/containerRecipe:ContainerRecipe": {
    components: "secrets-user-data-clean",
    dockerfileTemplateData: "secrets-user-data-clean",
  },
  "aws:ssm/document:Document": { content: "secrets-user-data-clean" },
  "aws:ssm/association:Association": { parameters: "secrets-user-data-clean" },
  "aws:ssm/maintenanceWindowTask:MaintenanceWindowTask": { taskInvocationParameters: "secrets-user-data-clean" },
  "aws:sagemaker/notebookInstanceLifecycleConfiguration:NotebookInstanceLifecycleConfiguration": {
    onCreate: "secrets-user-data-clean",
    onStart: "secrets-user-data-clean",
  },
  "aws:sagemaker/studioLifecycleConfig:StudioLifecycleConfig": {
    studioLifecycleConfigContent: "secrets-user-data-clean",
  },
  "aws-native:ec2:SpotFleet": { spotFleetRequestConfigData: "secrets-user-data-clean" },
  "aws-native:imagebuilder:ImageRecipe": { components: "secrets-user-data-clean" },
  "aws-native:imagebuilder:Component": { data: "secrets-user-data-clean" },
  "aws-native:imagebuilder:ContainerRecipe": {
    components: "secrets-user-data-clean",
    dockerfileTemplateData: "secrets-user-data-clean",
  },
  "aws-native:lightsail:Instance": { userData: "secrets-user-data-clean" },
  "aws-native:ssm:Association": { parameters: "secrets-user-data-clean" },
  "aws-native:ssm:Document": { content: "secrets-user-data-clean" },
  "aws-native:sagemaker:StudioLifecycleConfig": { studioLifecycleConfigContent: "secrets-user-data-clean" },
  "aws:lambda/function:Function": {
    environment: "secrets-lambda-env-clean",
    imageConfig: "secrets-lambda-env-clean",
  },
  "aws:lambda/microvmsImage:MicrovmsImage": { environmentVariables: "secrets-lambda-env-clean" },
  "aws:codebuild/project:Project": {
    environment: "secrets-codebuild-env-clean",
    secondarySources: "secrets-codebuild-env-clean",
    source: "secrets-codebuild-env-clean",
  },
  "aws-native:codebuild:Project": {
    environment: "secrets-codebuild-env-clean",
    secondarySources: "secrets-codebuild-env-clean",
    source: "secrets-codebuild-env-clean",
  },
  "aws:ecs/taskDefinition:TaskDefinition": {
    containerDefinitions: "secrets-ecs-env-clean",
    proxyConfiguration: "secrets-ecs-env-clean",
    volumes: "secrets-ecs-env-clean",
  },
  "aws:ecs/daemonTaskDefinition:DaemonTaskDefinition": {
    containerDefinitions: "secrets-ecs-env-clean",
    volumes: "secrets-ecs-env-clean",
  },
  "aws:ecs/expressGatewayService:ExpressGatewayService": { primaryContainer: "secrets-ecs-env-clean" },
  "aws:batch/jobDefinition:JobDefinition": {
    containerProperties: "secrets-ecs-env-clean",
    ecsProperties: "secrets-ecs-env-clean",
    eksProperties: "secrets-ecs-env-clean",
    nodeProperties: "secrets-ecs-env-clean",
    parameters: "secrets-ecs-env-clean",
  },
  "aws:apprunner/service:Service": { sourceConfiguration: "secrets-ecs-env-clean" },
  "aws:lightsail/containerServiceDeploymentVersion:ContainerServiceDeploymentVersion": {
    containers: "secrets-ecs-env-clean",
  },
  "aws:sagemaker/model:Model": { primaryContainer: "secrets-ecs-env-clean", containers: "secrets-ecs-env-clean" },
  // What a rule or a schedule starts a container with.
  "aws:cloudwatch/eventTarget:EventTarget": {
    httpTarget: "secrets-ecs-env-clean",
    input: "secrets-ecs-env-clean",
    inputTransformer: "secrets-ecs-env-clean",
  },
  "aws:cloudwatch/eventRule:EventRule": { eventPattern: "secrets-ecs-env-clean" },
  "aws:pipes/pipe:Pipe": {
    enrichmentParameters: "secrets-ecs-env-clean",
    targetParameters: "secrets-ecs-env-clean",
  },
  "aws:iot/topicRule:TopicRule": { sql: "secrets-ecs-env-clean" },
  "aws-native:events:Rule": { eventPattern: "secrets-ecs-env-clean", targets: "secrets-ecs-env-clean" },
  "aws-native:pipes:Pipe": {
    enrichmentParameters: "secrets-ecs-env-clean",
    targetParameters: "secrets-ecs-env-clean",
  },
  "aws-native:scheduler:Schedule": { target: "secrets-ecs-env-clean" },
  "aws-native:stepfunctions:StateMachine": {
    definition: "secrets-ecs-env-clean",
    definitionString: "secrets-ecs-env-clean",
    definitionSubstitutions: "secrets-ecs-env-clean",
  },
  "aws:scheduler/schedule:Schedule": { target: "secrets-ecs-env-clean" },
  "aws:sfn/stateMachine:StateMachine": { definition: "secrets-ecs-env-clean" },
  // What a service starts a program with.
  "aws:amplify/app:App": {
    environmentVariables: "secrets-ecs-env-clean",
    autoBranchCreationConfig: "secrets-ecs-env-clean",
  },
  "aws:amplify/branch:Branch": { environmentVariables: "secrets-ecs-env-clean" },
  "aws:appconfig/hostedConfigurationVersion:HostedConfigurationVersion": { content: "secrets-ecs-env-clean" },
  "aws:apigateway/stage:Stage": { variables: "secrets-ecs-env-clean" },
  "aws:apigatewayv2/stage:Stage": { stageVariables: "secrets-ecs-env-clean" },
  "aws:cloudformation/stack:Stack": {
    parameters: "secrets-ecs-env-clean",
    templateBody: "secrets-ecs-env-clean",
  },
  "aws:cloudformation/stackSet:StackSet": {
    parameters: "secrets-ecs-env-clean",
    templateBody: "secrets-ecs-env-clean",
  },
  "aws:cloudformation/stackSetInstance:StackSetInstance": { parameterOverrides: "secrets-ecs-env-clean" },
  "aws:cloudformation/stackInstances:StackInstances": { parameterOverrides: "secrets-ecs-env-clean" },
  "aws:cfg/conformancePack:ConformancePack": { inputParameters: "secrets-ecs-env-clean" },
  "aws:cloudcontrol/resource:Resource": { desiredState: "secrets-ecs-env-clean" },
  "aws:cloudfront/function:Function": { code: "secrets-ecs-env-clean" },
  "aws:codepipeline/pipeline:Pipeline": {
    stages: "secrets-ecs-env-clean",
    variables: "secrets-ecs-env-clean",
  },
  "aws:dms/endpoint:Endpoint": { extraConnectionAttributes: "secrets-ecs-env-clean" },
  "aws:msk/configuration:Configuration": { serverProperties: "secrets-ecs-env-clean" },
  "aws:mskconnect/connector:Connector": { connectorConfiguration: "secrets-ecs-env-clean" },
  "aws:servicecatalog/provisionedProduct:ProvisionedProduct": { provisioningParameters: "secrets-ecs-env-clean" },
  "aws:elasticbeanstalk/configurationTemplate:ConfigurationTemplate": { settings: "secrets-ecs-env-clean" },
  "aws:elasticbeanstalk/environment:Environment": { settings: "secrets-ecs-env-clean" },
  "aws:emr/cluster:Cluster": {
    bootstrapActions: "secrets-ecs-env-clean",
    configurationsJson: "secrets-ecs-env-clean",
    steps: "secrets-ecs-env-clean",
  },
  "aws:glue/job:Job": {
    defaultArguments: "secrets-ecs-env-clean",
    nonOverridableArguments: "secrets-ecs-env-clean",
  },
  "aws:glue/trigger:Trigger": { actions: "secrets-ecs-env-clean" },
  "aws:kinesisanalyticsv2/application:Application": { applicationConfiguration: "secrets-ecs-env-clean" },
  "aws:synthetics/canary:Canary": { runConfig: "secrets-ecs-env-clean" },
  "aws-native:amplify:App": {
    environmentVariables: "secrets-ecs-env-clean",
    autoBranchCreationConfig: "secrets-ecs-env-clean",
  },
  "aws-native:amplify:Branch": { environmentVariables: "secrets-ecs-env-clean" },
  "aws-native:appconfig:HostedConfigurationVersion": { content: "secrets-ecs-env-clean" },
  "aws-native:apprunner:Service": { sourceConfiguration: "secrets-ecs-env-clean" },
  "aws-native:batch:JobDefinition": {
    containerProperties: "secrets-ecs-env-clean",
    ecsProperties: "secrets-ecs-env-clean",
    eksProperties: "secrets-ecs-env-clean",
    nodeProperties: "secrets-ecs-env-clean",
    parameters: "secrets-ecs-env-clean",
  },
  "aws-native:apigateway:Stage": { variables: "secrets-ecs-env-clean" },
  "aws-native:cloudformation:Stack": {
    parameters: "secrets-ecs-env-clean",
    templateBody: "secrets-ecs-env-clean",
  },
  "aws-native:cloudformation:StackSet": {
    parameters: "secrets-ecs-env-clean",
    templateBody: "secrets-ecs-env-clean",
  },
  "aws-native:cloudfront:Function": { functionCode: "secrets-ecs-env-clean" },
  "aws-native:codepipeline:Pipeline": {
    stages: "secrets-ecs-env-clean",
    variables: "secrets-ecs-env-clean",
  },
  "aws-native:elasticbeanstalk:ConfigurationTemplate": { optionSettings: "secrets-ecs-env-clean" },
  "aws-native:elasticbeanstalk:Environment": { optionSettings: "secrets-ecs-env-clean" },
  "aws-native:glue:Job": {
    defaultArguments: "secrets-ecs-env-clean",
    nonOverridableArguments: "secrets-ecs-env-clean",
  },
  "aws-native:glue:Trigger": { actions: "secrets-ecs-env-clean" },
  "aws-native:kinesisanalyticsv2:Application": { applicationConfiguration: "secrets-ecs-env-clean" },
  "aws-native:synthetics:Canary": { runConfig: "secrets-ecs-env-clean" },
  // What programs read, and everybody who may read the table or the bucket.
  "aws:dynamodb/tableItem:TableItem": { item: "secrets-ecs-env-clean" },
  "aws:s3/bucketObject:BucketObject": {
    content: "secrets-ecs-env-clean",
    contentBase64: "secrets-ecs-env-clean",
    key: "secrets-ecs-env-clean",
    metadata: "secrets-ecs-env-clean",
  },
  "aws:s3/bucketObjectv2:BucketObjectv2": {
    content: "secrets-ecs-env-clean",
    contentBase64: "secrets-ecs-env-clean",
    key: "secrets-ecs-env-clean",
    metadata: "secrets-ecs-env-clean",
  },
  // What the whole internet may ask for.
  "aws:route53/record:Record": { records: "secrets-ecs-env-clean" },
  "aws-native:route53:RecordSet": { resourceRecords: "secrets-ecs-env-clean" },
  "aws:cloudwatch/dashboard:Dashboard": { dashboardBody: "secrets-ecs-env-clean" },
  "aws-native:cloudwatch:Dashboard": { dashboardBody: "secrets-ecs-env-clean" },
  "pulumi:providers:aws": {
    accessKey: "config-no-static-aws-credentials",
    secretKey: "config-no-static-aws-credentials",
    token: "config-no-static-aws-credentials",
    assumeRoleWithWebIdentity: "config-no-static-aws-credentials",
  },
  "pulumi:providers:aws-native": {
    accessKey: "config-no-static-aws-credentials",
    secretKey: "config-no-static-aws-credentials",
    token: "config-no-static-aws-credentials",
    assumeRoleWithWebIdentity: "config-no-static-aws-credentials",
  },
};

/** Types with places that the policy of this name owns. */
export function typesOwnedBy(policy: string): readonly string[] {
  return Object.keys(owners).filter((type) => placesOwnedBy(policy, type).length > 0);
}

/** The properties of a type that the policy of this name owns. */
export function placesOwnedBy(policy: string, type: string): readonly string[] {
  return Object.entries(owners[type] ?? {}).flatMap(([property, owner]) => (owner === policy ? [property] : []));
}

/** Inputs whose purpose is to hold a secret. `@pulumi/aws` marks them by itself; where a value comes from decides. */
export const purposes: Readonly<Record<string, readonly string[]>> = {
  "aws:secretsmanager/secretVersion:SecretVersion": ["secretString", "secretBinary", "secretStringWo"],
  "aws:ssm/parameter:Parameter": ["value", "valueWo"],
  "aws-native:secretsmanager:Secret": ["secretString"],
};

/** Whether a place (`environment.variables.KEY`) has a policy of its own or is there to hold a secret, by itself or as its twin. */
export function isOwned(type: string, path: string): boolean {
  return isNamed(type, path) || isNamed(...placeInTwin(type, path));
}

function isNamed(type: string, path: string): boolean {
  const property = propertyOf(path);
  return Object.hasOwn(owners[type] ?? {}, property) || purposes[type]?.includes(property) === true;
}

/** Whether a place is another policy's than those that look at every place: owned, or shown to everybody (secrets-no-tag-or-name-leak). */
export function hasOwner(type: string, path: string): boolean {
  return isOwned(type, path) || isShownPlace(path);
}
