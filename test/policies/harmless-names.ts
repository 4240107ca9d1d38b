/**
 * Shapes of names that sound like a secret and say themselves that they hold none, each with the reason. A name that
 * none of them matches has to be judged, or to stand in policies/aws-inputs.ts.
 */
export const harmlessNames: readonly (readonly [shape: RegExp, reason: string])[] = [
  [/(?:Arn|ArnLists|Id|Name|UserName)$/u, "names a thing, and is not the thing"],
  [/(?:Url|Urls|Host|Endpoint|Domains|Location|File)$/u, "says where something is"],
  [/(?:Version|Validity|Days|Age|Count|Length|Size|Duration|Ttl|Prevention)$/u, "is a number"],
  [/^max(?:Token|Tokens)$/u, "is a number of words"],
  [/^randomSeed$/u, "is the number that a search starts from"],
  [/(?:Type|Mode|Method|Methods|Scheme|Strategy|Status|Protocol|Mechanism|Vendor)$/u, "is a choice from a list"],
  [/(?:Source|Provider|Providers|Flows|Scopes|Factors|Prefix|Expression)$/u, "is a choice from a list"],
  [/^on(?:Un)?[aA]uthenticated/u, "is a choice from a list"],
  [
    /^(?:pre|post|define|create|verify).*(?:Authentication|Challenge|ChallengeResponse|Generation)$/u,
    "is the ARN of a function",
  ],
  [/(?:Banner|Message|HeaderValue)$/u, "is a text for everybody"],
  [
    /(?:ExtraParams|CustomProperties|ParametersMap|ProfileContent)$/u,
    "holds settings by their own names, which are judged",
  ],
  [/(?:Param|Parameter)$/u, "is the name of a parameter that holds a secret"],
  [/PublicKeys$/u, "is the public half"],
  [/^clientToken$/u, "keeps a request from being made twice"],
  [/^secretsmanager$/u, "is the address of a service"],
  [/^authentication$/u, "is a choice from a list"],
];
