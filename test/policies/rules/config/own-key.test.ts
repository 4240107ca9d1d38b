import { ownKey } from "../../../../policies/rules/config/own-key";
import { given, testPolicy } from "../../test-policy";

const file = "Pulumi.grid.yaml";
const both = (own: string, other: string) => given({}, { stackFile: own, files: { "Pulumi.arb.yaml": other } });

testPolicy(ownKey, {
  passes: {
    "two keys": both(
      "secretsprovider: awskms://alias/grid?region=eu-west-1\n",
      "secretsprovider: awskms://alias/arb?region=eu-west-1\n",
    ),
    "one alias in two regions": both(
      "secretsprovider: awskms://alias/bot?region=eu-west-1\n",
      "secretsprovider: awskms://alias/bot?region=eu-west-2\n",
    ),
    "two aliases of which one goes on": both(
      "secretsprovider: awskms://alias/key/x\n",
      "secretsprovider: awskms://alias/x\n",
    ),
    "an alias and an id that read alike": both(
      "secretsprovider: awskms://alias/a\n",
      "secretsprovider: awskms://aliasa\n",
    ),
    "a passphrase on both sides": both("secretsprovider: passphrase\n", "secretsprovider: passphrase\n"),
    "a passphrase on one side": both("secretsprovider: passphrase\n", "secretsprovider: awskms://alias/arb\n"),
    "a passphrase on the other side": both("secretsprovider: awskms://alias/grid\n", "secretsprovider: passphrase\n"),
    "no provider on one side": both("config: {}\n", "secretsprovider: awskms://alias/arb\n"),
    "no provider on the other side": both("secretsprovider: awskms://alias/grid\n", "config: {}\n"),
    "what is no provider of AWS's on both sides": both(
      "secretsprovider: my-awskms://alias/bot\n",
      "secretsprovider: my-awskms://alias/bot\n",
    ),
    "two data keys": both("encryptedkey: b25l\n", "encryptedkey: dHdv\n"),
    "a data key on one side": both("encryptedkey: b25l\n", "config: {}\n"),
    "a data key on the other side": both("config: {}\n", "encryptedkey: b25l\n"),
    "the only stack": given({}, { stackFile: "secretsprovider: awskms://alias/grid?region=eu-west-1\n" }),
  },
  fails: {
    "one key": [
      both(
        "config: {}\nsecretsprovider: awskms://alias/bot?region=eu-west-1\n",
        "secretsprovider: awskms://alias/bot?region=eu-west-1\n",
      ),
      {
        message: "secretsprovider names the key of Pulumi.arb.yaml too, expected a key of this stack's own.",
        path: "secretsprovider",
        file,
        line: 2,
      },
    ],
    "one key, by its id and by its ARN": [
      both(
        "secretsprovider: awskms://1234abcd?region=eu-west-1\n",
        "secretsprovider: awskms:///arn:aws:kms:eu-west-1:111122223333:key/1234abcd\n",
      ),
      "secretsprovider names the key of Pulumi.arb.yaml too, expected a key of this stack's own.",
    ],
    "one alias, by its name and by its ARN": [
      both(
        "secretsprovider: awskms:///arn:aws:kms:eu-west-1:111122223333:alias/bot\n",
        "secretsprovider: awskms://alias/bot?region=eu-west-1\n",
      ),
      "secretsprovider names the key of Pulumi.arb.yaml too, expected a key of this stack's own.",
    ],
    "one alias, with a slash at its end": [
      both("secretsprovider: awskms://alias/bot/\n", "secretsprovider: awskms://alias/bot\n"),
      "secretsprovider names the key of Pulumi.arb.yaml too, expected a key of this stack's own.",
    ],
    "one alias, and the other of the regions unsaid": [
      both("secretsprovider: awskms://alias/bot?region=eu-west-2\n", "secretsprovider: awskms://alias/bot\n"),
      "secretsprovider names the key of Pulumi.arb.yaml too, expected a key of this stack's own.",
    ],
    "one alias, and one of the regions unsaid": [
      both("secretsprovider: awskms://alias/bot\n", "secretsprovider: awskms://alias/bot?region=eu-west-2\n"),
      "secretsprovider names the key of Pulumi.arb.yaml too, expected a key of this stack's own.",
    ],
    "one data key": [
      both(
        "secretsprovider: awskms://alias/grid\nencryptedkey: c2FtZQ==\n",
        "secretsprovider: awskms://alias/arb\nencryptedkey: c2FtZQ==\n",
      ),
      {
        message: "encryptedkey is that of Pulumi.arb.yaml too, expected a data key of this stack's own.",
        path: "encryptedkey",
        file,
        line: 2,
      },
    ],
    "another stack file that can't be read": [
      both("secretsprovider: awskms://alias/grid\n", "config:\n\ta: 1\n"),
      { message: "Pulumi.arb.yaml is indented with a tab, expected spaces.", file: "Pulumi.arb.yaml", line: 2 },
    ],
  },
  unknown: "A stack file has no value that is not known yet.",
  absent: { "no provider on either side": both("config: {}\n", "config: {}\n") },
  secret: "The secrets provider itself can't be secret.",
});
