import { trailValidated } from "../../../../policies/rules/logging/trail-validated";
import { secret, unknown } from "../../engine-messages";
import { given, testPolicy } from "../../test-policy";

const good = { enableLogFileValidation: true, isMultiRegionTrail: true };
const all = { readWriteType: "All", includeManagementEvents: true };
const selecting = (...eventSelectors: unknown[]) => ({ ...good, eventSelectors });
const management = { field: "eventCategory", equals: ["Management"] };
const by = (...fieldSelectors: unknown[]) => ({ ...good, advancedEventSelectors: [{ fieldSelectors }] });
const leaveOut = (what: string) =>
  `${what} leave management events out, expected a selector that takes all of them: reads and writes, of KMS as well.`;
const native = (props: object) => given({ ...props }, { type: "aws-native:cloudtrail:Trail" });

testPolicy(trailValidated, {
  passes: {
    "validated, of every region": good,
    "switched on by name": { ...good, enableLogging: true },
    "one of the other provider": native({ ...good, isLogging: true }),
    "with the global services by name": { ...good, includeGlobalServiceEvents: true },
    "whose selector takes all": selecting(all),
    "whose selector says nothing, which is all": selecting({}),
    "whose list of selectors is empty, which is all": selecting(),
    "with a selector of writes beside one that takes all": selecting({ ...all, readWriteType: "WriteOnly" }, all),
    "whose selector leaves out queries of databases": selecting({
      ...all,
      excludeManagementEventSources: ["rdsdata.amazonaws.com"],
    }),
    "whose advanced selector takes all": by(management),
    "whose advanced selector leaves out queries of databases": by(management, {
      field: "eventSource",
      notEquals: ["rdsdata.amazonaws.com"],
    }),
    "of the other provider, whose selector takes all": native({ ...good, isLogging: true, eventSelectors: [all] }),
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
    "without the global services": [
      { ...good, includeGlobalServiceEvents: false },
      "includeGlobalServiceEvents is false, expected true.",
    ],
    "of writes alone, which no reading of a secret is": [
      selecting({ ...all, readWriteType: "WriteOnly" }),
      { message: leaveOut("eventSelectors"), path: "eventSelectors" },
    ],
    "of reads alone": [selecting({ ...all, readWriteType: "ReadOnly" }), leaveOut("eventSelectors")],
    "of data events alone": [selecting({ ...all, includeManagementEvents: false }), leaveOut("eventSelectors")],
    "without KMS": [
      selecting({ ...all, excludeManagementEventSources: ["rdsdata.amazonaws.com", "kms.amazonaws.com"] }),
      leaveOut("eventSelectors"),
    ],
    "of the other provider, without KMS": [
      native({ ...good, eventSelectors: [{ ...all, excludeManagementEventSources: ["kms.amazonaws.com"] }] }),
      leaveOut("eventSelectors"),
    ],
    "whose advanced selector takes writes alone": [
      by(management, { field: "readOnly", equals: ["false"] }),
      { message: leaveOut("advancedEventSelectors"), path: "advancedEventSelectors" },
    ],
    "whose advanced selector takes data events": [
      by({ ...management, equals: ["Data"] }),
      leaveOut("advancedEventSelectors"),
    ],
    "whose advanced selector leaves out KMS": [
      by(management, { field: "eventSource", notEquals: ["kms.amazonaws.com"] }),
      leaveOut("advancedEventSelectors"),
    ],
    "whose advanced selector takes one service alone": [
      by(management, { field: "eventSource", equals: ["rdsdata.amazonaws.com"] }),
      leaveOut("advancedEventSelectors"),
    ],
    "whose advanced selector leaves out what begins in a way": [
      by(management, { field: "eventSource", notStartsWiths: ["k"] }),
      leaveOut("advancedEventSelectors"),
    ],
  },
  unknown: {
    "validation not known yet": { ...good, enableLogFileValidation: unknown },
    "its regions not known yet": { ...good, isMultiRegionTrail: unknown },
    "whether it is on not known yet": { ...good, enableLogging: unknown },
    "the global services not known yet": { ...good, includeGlobalServiceEvents: unknown },
    "the selectors not known yet": { ...good, eventSelectors: unknown },
    "a selector not known yet": selecting(unknown),
    "the advanced selectors not known yet": { ...good, advancedEventSelectors: unknown },
    "what a selector takes not known yet": selecting({ ...all, readWriteType: unknown }),
    "whether it takes management events not known yet": selecting({ ...all, includeManagementEvents: unknown }),
    "what it leaves out not known yet": selecting({ ...all, excludeManagementEventSources: unknown }),
    "one of what it leaves out not known yet": selecting({ ...all, excludeManagementEventSources: [unknown] }),
    "what an advanced selector asks not known yet": by({ ...management, field: unknown }),
    "what it is asked for not known yet": by({ ...management, equals: unknown }),
    "what an advanced selector leaves out not known yet": by(management, { field: "eventSource", notEquals: unknown }),
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
