import { terminationProtection } from "../../../../policies/rules/compute/termination-protection";
import { secret, unknown } from "../../engine-messages";
import { given, testPolicy } from "../../test-policy";

const mainnet = { config: { "bulkhead:network": "mainnet" } };
const testnet = { config: { "bulkhead:network": "testnet" } };
const path = "disableApiTermination";
const expected = "expected true for the host of a bot on mainnet.";
const onSpot = "The host is a spot instance, which AWS takes back whenever it wants, expected one that stays.";

testPolicy(terminationProtection, {
  passes: {
    "a protected host on mainnet": given({ disableApiTermination: true }, { stack: mainnet }),
    "an unprotected host on testnet": given({ disableApiTermination: false }, { stack: testnet }),
    "an unprotected host where there is no bot": { disableApiTermination: false },
    "a spot instance on testnet": given(
      {},
      { type: "aws:ec2/spotInstanceRequest:SpotInstanceRequest", stack: testnet },
    ),
    "a host on mainnet that leaves it to a launch template": given(
      { launchTemplate: { id: "lt-1" } },
      { stack: mainnet },
    ),
    "protection that the configuration lifts": given(
      { disableApiTermination: false },
      { stack: { config: { ...mainnet.config, "bulkhead:terminationProtection": "false" } } },
    ),
  },
  fails: {
    "an unprotected host on mainnet": [
      given({ disableApiTermination: false }, { stack: mainnet }),
      { message: `${path} is false, ${expected}`, path },
    ],
    "an unprotected host on mainnet beside a launch template": [
      given({ disableApiTermination: false, launchTemplate: { id: "lt-1" } }, { stack: mainnet }),
      `${path} is false, ${expected}`,
    ],
    "an unprotected host of the other provider on mainnet": [
      given({}, { type: "aws-native:ec2:Instance", stack: mainnet }),
      `${path} is absent, ${expected}`,
    ],
    "protection that the configuration does not lift": [
      given({}, { stack: { config: { ...mainnet.config, "bulkhead:terminationProtection": "true" } } }),
      `${path} is absent, ${expected}`,
    ],
    "a spot instance on mainnet": [
      given(
        { disableApiTermination: true },
        { type: "aws:ec2/spotInstanceRequest:SpotInstanceRequest", stack: mainnet },
      ),
      onSpot,
    ],
    "a host on mainnet with spot options": [
      given({ disableApiTermination: true, instanceMarketOptions: { marketType: "spot" } }, { stack: mainnet }),
      onSpot,
    ],
    "a host that a tag puts on mainnet": [
      { tags: { "bulkhead:network": "mainnet" } },
      `${path} is absent, ${expected}`,
    ],
  },
  unknown: {
    "protection on mainnet not known yet": given({ disableApiTermination: unknown }, { stack: mainnet }),
    "an unprotected host whose network is not known yet": { tags: { "bulkhead:network": unknown } },
    "a host on mainnet whose launch template is not known yet": given({ launchTemplate: unknown }, { stack: testnet }),
  },
  absent: {
    "no protection on mainnet": [given({}, { stack: mainnet }), `${path} is absent, ${expected}`],
    "no protection, and no bot": {},
    "no protection for a bot without a network": [
      { tags: { "bulkhead:bot": "grid" } },
      `${path} is absent, ${expected}`,
    ],
  },
  secret: {
    "protection marked secret": given({ disableApiTermination: secret(true) }, { stack: mainnet }),
    "none, marked secret": [
      given({ disableApiTermination: secret(false) }, { stack: mainnet }),
      `${path} is a secret, ${expected}`,
    ],
  },
});
