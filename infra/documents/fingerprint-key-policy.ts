import { keyAdministration } from "./key-administration";
import type { Place } from "./place";
import { policyDocument, type PolicyDocument } from "./policy-document";
import type { Roles } from "./roles";

const use = ["kms:GenerateMac", "kms:VerifyMac"] as const;

/**
 * Operators alone make and verify fingerprints: whoever may ask for the MAC of a guess can try guesses. Nobody who administers
 * the key does, and a responder does not disable it: fingerprints open nothing.
 */
export function fingerprintKeyPolicy(args: Place & Roles): PolicyDocument {
  return policyDocument(
    ...keyAdministration(args, { ...args, responders: [] }),
    {
      Sid: "OperatorsMakeFingerprints",
      Effect: "Allow",
      Principal: { AWS: args.operators },
      Action: use,
      Resource: ["*"],
      Condition: { StringEquals: { "kms:CallerAccount": [args.account], "kms:MacAlgorithm": ["HMAC_SHA_256"] } },
    },
    {
      Sid: "NobodyElseMakesFingerprints",
      Effect: "Deny",
      Principal: "*",
      Action: use,
      Resource: ["*"],
      Condition: { ArnNotEquals: { "aws:PrincipalArn": args.operators } },
    },
  );
}
