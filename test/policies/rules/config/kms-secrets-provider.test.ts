import { kmsSecretsProvider } from "../../../../policies/rules/config/kms-secrets-provider";
import { given, testPolicy } from "../../test-policy";

const at = (stackFile: string) => given({}, { stackFile });
const file = "Pulumi.grid.yaml";

testPolicy(kmsSecretsProvider, {
  passes: {
    "a key by alias": at("secretsprovider: awskms://alias/grid?region=eu-west-1\n"),
    "a key by ARN": at("secretsprovider: awskms:///arn:aws:kms:eu-west-1:111122223333:key/1234abcd?region=eu-west-1\n"),
  },
  fails: {
    "a passphrase": [
      at("encryptionsalt: v1:a:b\nsecretsprovider: passphrase\n"),
      {
        message: "secretsprovider is of the kind passphrase, expected awskms:// and a key.",
        path: "secretsprovider",
        file,
        line: 2,
      },
    ],
    "another cloud's keys": [
      at("secretsprovider: gcpkms://projects/p/locations/l/keyRings/r/cryptoKeys/k\n"),
      "secretsprovider is of the kind gcpkms, expected awskms:// and a key.",
    ],
    "no key after awskms": [
      at("secretsprovider: awskms://?region=eu-west-1\n"),
      "secretsprovider names no key, expected awskms:// and a key.",
    ],
    "what only ends as a key of AWS does": [
      at("secretsprovider: my-awskms://alias/grid\n"),
      "secretsprovider is no provider of Pulumi's, expected awskms:// and a key.",
    ],
    "nothing that Pulumi knows": [
      at("secretsprovider: 12-34\n"),
      "secretsprovider is no provider of Pulumi's, expected awskms:// and a key.",
    ],
  },
  unknown: "A stack file has no value that is not known yet.",
  absent: {
    "no provider, but a salt": [
      at("config: {}\nencryptionsalt: v1:a:b\n"),
      {
        message: "secretsprovider is absent, so that a passphrase encrypts, expected awskms:// and a key.",
        file,
        line: 2,
      },
    ],
    "neither provider nor salt": [
      at("config: {}\n"),
      "secretsprovider is absent, so that Pulumi's service encrypts, expected awskms:// and a key.",
    ],
  },
  secret: "The secrets provider itself can't be secret.",
});
