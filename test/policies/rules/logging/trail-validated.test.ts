import { trailValidated } from "../../../../policies/rules/logging/trail-validated";
import { secret, unknown } from "../../engine-messages";
import { given, testPolicy } from "../../test-policy";

const good = { enableLogFileValidation: true, isMultiRegionTrail: true };
const native = (props: object) => given({ ...props }, { type: "aws-native:cloudtrail:Trail" });

testPolicy(trailValidated, {
  passes: {
    "validated, of every region": good,
    "switched on by name": { ...good, enableLogging: true },
    "one of the other provider": native({ ...good, isLogging: true }),
  },
  fails: {
    "without validation": [
      { ...good, enableLogFileValidation: false },
      { message: "enableLogFileValidation is false, expected true.", path: "enableLogFileValidation" },
    ],
    "of one region": [{ ...good, isMultiRegionTrail: false }, "isMultiRegionTrail is false, expected true."],
    "switched off": [{ ...good, enableLogging: false }, "enableLogging is false, expected true."],
    "one of the other provider, switched off": [
      native({ ...good, isLogging: false }),
      "isLogging is false, expected true.",
    ],
  },
  unknown: {
    "validation not known yet": { ...good, enableLogFileValidation: unknown },
    "its regions not known yet": { ...good, isMultiRegionTrail: unknown },
    "whether it is on not known yet": { ...good, enableLogging: unknown },
  },
  absent: {
    "validation, which is off if nothing is said": [
      { isMultiRegionTrail: true },
      "enableLogFileValidation is absent, expected true.",
    ],
    "the regions": [{ enableLogFileValidation: true }, "isMultiRegionTrail is absent, expected true."],
  },
  secret: { "marked secret": { ...good, isMultiRegionTrail: secret(true) } },
});
