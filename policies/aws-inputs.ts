/**
 * Inputs of `@pulumi/aws` (7.48.0) whose names mislead, each with what it holds. That no other one is left out is held
 * against the installed typings by a test.
 */

/** Secrets by what they are, though their names leave it open. */
export const secretInputs: Readonly<Record<string, string>> = {
  accessKey: "a key of an HTTP endpoint, or half of one of an object store",
  apiKey: "a key of another service",
  apiKeyWo: "a key of another service",
  authCode: "an authorization code of OAuth",
  authorizationApiKeyValue: "a key that a subscriber's endpoint asks for",
  bgpAuthKey: "the MD5 key of a BGP session",
  tokenKey: "the private key that signs to Apple's push service",
};

/** Maps whose values are all secrets, by whatever names. */
export const secretMaps: Readonly<Record<string, string>> = {
  credentialsMap: "credentials of a custom connector",
  customAuthenticationCredentials: "credentials of a custom connection",
};

/** No secrets, though their names promise one. */
export const harmlessInputs: Readonly<Record<string, string>> = {
  actorTokenContent: "a choice of what a token is exchanged with",
  authorization: "the kind of authorization, or whether there is one",
  authorizerCredentials: "the ARN of a role",
  basicAuth: "the ARN of a secret",
  clientCertificateTlsAuth: "the ARN of a secret",
  creationToken: "a name that keeps a file system from being made twice",
  credential: "the ARN or name of a secret",
  credentials: "the ARN of a role or of a secret",
  defaultEncryptionKey: "the id of a key in KMS",
  domainJoinServiceAccountSecret: "the ARN of a secret",
  encryptionKey: "the id of a key in KMS",
  eventSourceToken: "the id of an Alexa skill",
  grantCreationTokens: "what hastens a grant of KMS for its grantee, and for nobody else",
  httpTokens: "whether instance metadata asks for a session token",
  iamAuth: "whether IAM authenticates",
  idToken: "a unit of time, in token validity",
  kmsEncryptionKey: "the id of a key in KMS",
  offerToken: "the id of an offer",
  overlapTokens: "a number of words",
  runtimeEnvironmentSecrets: "names of variables, and ARNs of secrets",
  saslScram256Auth: "the ARN of a secret",
  saslScram512Auth: "the ARN of a secret",
  seed: "the number that a shuffle starts from",
  selectiveAuth: "whether a trust is selective",
  tokens: "records of DNS that AWS gives out",
  updateToken: "the version of a set",
  viewVersionToken: "the version of a view",
  volumeEncryptionKey: "the id of a key in KMS",
};

/** Places below which names mean something else: in `tokenValidityUnits`, `accessToken` is a unit of time. */
export const harmlessPlaces: Readonly<Record<string, string>> = {
  tokenValidityUnits: "units of time",
};
