import { harmlessInputs, harmlessPlaces, secretInputs, secretMaps } from "../../../../policies/aws-inputs";
import { inputMustBeSecret } from "../../../../policies/rules/secrets/input-must-be-secret";
import { archive, secret, textAsset, unknown } from "../../engine-messages";
import { madeUp } from "../../samples";
import { configureStack, remediate } from "../../served";
import { given, testPolicy } from "../../test-policy";

const type = "pulumi-nodejs:dynamic:Resource";
const message = (path: string) => ({
  message: `${path} is not marked as a secret, though its name says that it is one.`,
  path,
});

const said = (path: string) => ({
  message: `${path} is not marked as a secret, though isValueSecret says that it is one.`,
  path,
});

testPolicy(inputMustBeSecret, {
  passes: {
    "a file of a program that is called by what it asks for": given(
      { code: archive({ token: textAsset("ask for it") }) },
      { type },
    ),
    "names that promise nothing": given({ name: "tulip", secretName: "grid/binance", publicKey: "tulip" }, { type }),
    "whether AWS's instance metadata asks for a session token": given(
      { metadataOptions: { httpTokens: "required" } },
      { type: "aws:ec2/instance:Instance" },
    ),
    "the same of the other provider": given(
      { launchTemplateData: { metadataOptions: { httpTokens: "required" } } },
      { type: "aws-native:ec2:LaunchTemplate" },
    ),
    "units of time that are called tokens": given(
      { tokenValidityUnits: { accessToken: "hours", refreshToken: "days" } },
      { type: "aws:cognito/userPoolClient:UserPoolClient" },
    ),
    "units of time that stand in a list": given(
      { tokenValidityUnits: [{ accessToken: "hours" }] },
      { type: "aws:cognito/userPoolClient:UserPoolClient" },
    ),
    "the kind of an API's authorization": given({ authorization: "NONE" }, { type: "aws:apigateway/method:Method" }),
    ...Object.fromEntries(
      Object.keys(harmlessInputs).map((name) => [
        `an input of AWS that is called ${name}`,
        given({ [name]: "tulip" }, { type: "aws:sns/topic:Topic" }),
      ]),
    ),
    "a number's unit within a list of such places": given(
      { clients: [{ tokenValidityUnits: { accessToken: "hours" } }] },
      { type: "aws:cognito/userPoolClient:UserPoolClient" },
    ),
    "a header of a connection of EventBridge that is no secret": given(
      {
        authParameters: {
          invocationHttpParameters: { headers: [{ key: "X-Desk", value: "tulip", isValueSecret: false }] },
        },
      },
      { type: "aws:cloudwatch/eventConnection:EventConnection" },
    ),
    "a header that is called a secret where no connection is": given(
      { authParameters: { headers: [{ key: "X-Desk", value: "tulip", isValueSecret: true }] } },
      { type: "aws:sns/topic:Topic" },
    ),
    "a header of a connection that refers to a secret": given(
      {
        authParameters: {
          headers: [
            {
              key: "X-Desk",
              value: "arn:aws:secretsmanager:eu-west-1:111122223333:secret:grid",
              isValueSecret: true,
            },
          ],
        },
      },
      { type: "aws:cloudwatch/eventConnection:EventConnection" },
    ),
    "a key of a connection under a name that other resources have": given(
      { apiKeyValueName: "tulip" },
      { type: "aws-native:events:Connection" },
    ),
    "a password that a detector knows": given(
      { password: `0x${"1f2e3d4c5b6a7988".repeat(4)}`, privateKey: "" },
      { type: "aws:sns/topic:Topic" },
    ),
    "a coin that is called a token": given({ token: "USDC", pair: { token: "ETH" } }, { type }),
    "a reference": given({ password: "arn:aws:secretsmanager:eu-west-1:111122223333:secret:grid" }, { type }),
  },
  fails: {
    "the same name elsewhere than in an aws resource": [
      given({ metadataOptions: { httpTokens: "required" } }, { type }),
      message("metadataOptions.httpTokens"),
    ],
    ...Object.fromEntries(
      Object.keys(secretInputs).map((name) => [
        `an input of AWS that is called ${name}`,
        [given({ [name]: "tulip" }, { type: "aws:sns/topic:Topic" }), message(name)],
      ]),
    ),
    "the same of the other provider's": [
      given({ list: [{ bgpAuthKey: "tulip" }] }, { type: "aws-native:directconnect:BgpPeer" }),
      message("list[0].bgpAuthKey"),
    ],
    "a second map that holds nothing but secrets": [
      given(
        { customAuthenticationCredentials: { login: "tulip" } },
        { type: "aws:appflow/connectorProfile:ConnectorProfile" },
      ),
      message("customAuthenticationCredentials.login"),
    ],
    "a token that is no coin": [given({ token: "usdc" }, { type }), message("token")],
    "a password": [given({ login: { password: "tulip" } }, { type }), message("login.password")],
    "a password after its flag": [
      given({ command: ["serve", "--db-password", "tulip", "--verbose"] }, { type }),
      message("command[2]"),
    ],
    "a password in a list of pairs": [
      given({ settings: [{ name: "DB_PASSWORD", value: "tulip" }] }, { type }),
      message("settings[0].value"),
    ],
    "a key of an aws resource whose name leaves it open": [
      given({ bgpAuthKey: "tulip" }, { type: "aws:directconnect/bgpPeer:BgpPeer" }),
      message("bgpAuthKey"),
    ],
    "a value of a map that holds nothing but secrets": [
      given(
        { custom: { credentialsMap: { login: "tulip" } } },
        { type: "aws:appflow/connectorProfile:ConnectorProfile" },
      ),
      message("custom.credentialsMap.login"),
    ],
    "a value of such a map under a name that cannot be printed": [
      given({ credentialsMap: { "the login": "tulip" } }, { type: "aws:appflow/connectorProfile:ConnectorProfile" }),
      message("credentialsMap[key 1]"),
    ],
    "a pattern in place of a key, which detectors let be": [
      given({ privateKey: `0x${"ab".repeat(32)}` }, { type }),
      message("privateKey"),
    ],
    "the key of a connection of EventBridge, in a list": [
      given(
        { authParameters: { apiKey: [{ key: "X-Orders", value: "tulip" }] } },
        { type: "aws:cloudwatch/eventConnection:EventConnection" },
      ),
      message("authParameters.apiKey[0].value"),
    ],
    "the key of a connection of EventBridge, under a harmless name": [
      given(
        { authParameters: { apiKey: { key: "X-Orders", value: "tulip" } } },
        { type: "aws:cloudwatch/eventConnection:EventConnection" },
      ),
      message("authParameters.apiKey.value"),
    ],
    "what a connection of EventBridge sends along and calls a secret": [
      given(
        {
          authParameters: {
            invocationHttpParameters: {
              headers: [
                { key: "X-Desk", value: "tulip", isValueSecret: true },
                { key: "X-Plain", value: "tulip" },
              ],
            },
          },
        },
        { type: "aws:cloudwatch/eventConnection:EventConnection" },
      ),
      said("authParameters.invocationHttpParameters.headers[0].value"),
    ],
    "the same of the other provider": [
      given(
        {
          authParameters: {
            invocationHttpParameters: { bodyParameters: [{ key: "desk", value: "tulip", isValueSecret: true }] },
          },
        },
        { type: "aws-native:events:Connection" },
      ),
      said("authParameters.invocationHttpParameters.bodyParameters[0].value"),
    ],
    "the password of a connection of the other provider": [
      given(
        { authParameters: { basicAuthParameters: { username: "grid", password: "tulip" } } },
        { type: "aws-native:events:Connection" },
      ),
      message("authParameters.basicAuthParameters.password"),
    ],
    "the key of a connection of the other provider": [
      given(
        { authParameters: { apiKeyAuthParameters: { apiKeyName: "X-Desk", apiKeyValue: "tulip" } } },
        { type: "aws-native:events:Connection" },
      ),
      message("authParameters.apiKeyAuthParameters.apiKeyValue"),
    ],
    "the secret of a client of a connection of the other provider": [
      given(
        { authParameters: { oAuthParameters: { clientParameters: { clientId: "grid", clientSecret: "tulip" } } } },
        { type: "aws-native:events:Connection" },
      ),
      message("authParameters.oAuthParameters.clientParameters.clientSecret"),
    ],
    "a password of an aws resource": [
      given({ password: "tulip" }, { type: "aws:redshift/cluster:Cluster" }),
      message("password"),
    ],
  },
  unknown: { "a password that is not known yet": given({ password: unknown }, { type }) },
  absent: { "no inputs": given({}, { type }), "an empty password": given({ password: "" }, { type }) },
  secret: {
    "a password that is marked": given({ password: secret("tulip") }, { type }),
    "a marked password that is not known": given({ password: secret(unknown) }, { type }),
    "a header of a connection that is marked": given(
      {
        authParameters: {
          invocationHttpParameters: { headers: [{ key: "X-Desk", value: secret("tulip"), isValueSecret: true }] },
        },
      },
      { type: "aws:cloudwatch/eventConnection:EventConnection" },
    ),
    "what a connection sends along, marked and not known yet": given(
      { authParameters: secret(unknown) },
      { type: "aws:cloudwatch/eventConnection:EventConnection" },
    ),
    "a mark around the whole": given({ login: secret({ password: "tulip" }) }, { type }),
  },
});

test.each(Object.entries({ ...secretInputs, ...secretMaps, ...harmlessInputs, ...harmlessPlaces }))(
  "the list says what %s holds",
  (_, what) => {
    expect(what).toMatch(/^(?:an?|the|whether|what|names|records|credentials|units) \w/u);
  },
);

describe("secrets-input-must-be-secret gives a configured secret its mark back", () => {
  const key = madeUp("mend");
  const marked = (value: unknown) => ({
    "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270",
    value,
  });

  beforeEach(() => {
    configureStack({ config: { "bot:key": key }, secretKeys: ["bot:key"] });
  });

  test("in a dynamic resource, and leaves everything else as it came", async () => {
    const props = { auth: { header: `Bearer ${key}` }, other: secret("x"), later: unknown, list: [1, null] };
    expect(await remediate([inputMustBeSecret.sdk], { type, props })).toEqual([
      {
        auth: marked({ header: `Bearer ${key}` }),
        other: marked("x"),
        later: "04da6b54-80e4-46f7-96ec-b56ff0331ba9",
        list: [1, null],
      },
    ]);
  });

  test("in a resource of another provider, and of Python's, with every part that holds it", async () => {
    for (const type of ["random:index/thing:Thing", "pulumi-python:dynamic:Resource"]) {
      const props = { note: key, list: [{ deep: key }], plain: "x" };
      expect(await remediate([inputMustBeSecret.sdk], { type, props })).toEqual([
        { note: marked(key), list: marked([{ deep: key }]), plain: "x" },
      ]);
    }
  });

  test("under a name that cannot be printed, or holds a point", async () => {
    const props = { "the key": key, "bot.key": [key], note: "x", notes: { a: key } };
    expect(await remediate([inputMustBeSecret.sdk], { type, props })).toEqual([
      { "the key": marked(key), "bot.key": marked([key]), note: "x", notes: marked({ a: key }) },
    ]);
  });

  test("not in a component, a provider or a resource of the other provider of AWS", async () => {
    for (const type of [
      "bulkhead:infra:Host",
      "pulumi:providers:random",
      "aws-native:sns:Topic",
      "x:random:index/a:B",
    ]) {
      expect(await remediate([inputMustBeSecret.sdk], { type, props: { note: key } })).toEqual([]);
    }
  });

  test("not where it has its mark, nor for what only is a key of a map", async () => {
    expect(await remediate([inputMustBeSecret.sdk], { type, props: { note: secret(key) } })).toEqual([]);
    expect(await remediate([inputMustBeSecret.sdk], { type, props: { notes: { [key]: "x" } } })).toEqual([]);
  });

  test("not in a tag of AWS, which everybody can read whatever Pulumi thinks of it", async () => {
    const props = { tags: { note: key } };
    expect(await remediate([inputMustBeSecret.sdk], { type: "aws:ec2/eip:Eip", props })).toEqual([]);
  });

  test("not for a key from the program's source: a mark would hide it", async () => {
    expect(await remediate([inputMustBeSecret.sdk], { type, props: { apiSecret: madeUp("literal") } })).toEqual([]);
  });
});
