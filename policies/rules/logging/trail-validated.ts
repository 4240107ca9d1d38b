import type { cloudtrail, types } from "@pulumi/aws";
import { type Resource, type Violation, resourcePolicy } from "../../policy";
import { itemsOf, leaveOpen, type Value } from "../../reader";

/**
 * The trail says who read a key's secret. It has to be on, to see every region and every management event, and to prove
 * that nobody edited it. To read a secret and to decrypt with a key are such events
 * (https://docs.aws.amazon.com/awscloudtrail/latest/userguide/logging-management-events-with-cloudtrail.html): a trail of
 * writes alone, or one that leaves KMS out, does not see them.
 */
export const trailValidated = resourcePolicy<cloudtrail.TrailArgs>(
  ["aws:cloudtrail/trail:Trail", "aws-native:cloudtrail:Trail"],
  {
    name: "logging-trail-validated",
    description: "Trails are on, cover every region and every management event, and validate their log files.",
    severity: "high",
    level: "mandatory",
    remediationSteps:
      "Set enableLogFileValidation and isMultiRegionTrail to true, leave enableLogging and includeGlobalServiceEvents on, and let one event selector take all management events (without selectors, all are taken).",
    url: "https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-log-file-validation-intro.html",
    tags: ["cloudtrail"],
    rationale:
      "Whoever stole a key works in a region that nobody watches, and takes the lines about himself out of the log. A digest chain shows that lines are missing, and a trail of every region has them in the first place.",
    example:
      'new aws.cloudtrail.Trail("account", {\n  // …\n  isMultiRegionTrail: true,\n  enableLogFileValidation: true,\n});',
    judge(trail, violation) {
      for (const property of ["enableLogFileValidation", "isMultiRegionTrail"] as const) {
        const value = trail.at(property);
        if (!value.is(true)) violation(value, "true");
      }
      const logging = trail.inputs.below([trail.type.startsWith("aws-native:") ? "isLogging" : "enableLogging"]);
      for (const value of [logging, trail.at("includeGlobalServiceEvents")]) {
        if (!value.absent && !value.is(true)) violation(value, "true");
      }
      judgeSelectors(trail, violation);
    },
  },
);

/** A place in a selector, and whether what stands there leaves every management event in. */
type Part = readonly [place: Value, whole: boolean];

function judgeSelectors(trail: Resource<cloudtrail.TrailArgs>, violation: Violation): void {
  const [basic, advanced] = [trail.at("eventSelectors"), trail.at("advancedEventSelectors")];
  const selectors = [...basic.items().map(partsOf), ...advanced.items().map(partsOfAdvanced)];
  if (selectors.length === 0 || basic.unknown || advanced.unknown) return;
  const fitting = selectors.filter((parts) => parts.every(([place, whole]) => whole || place.unknown));
  if (fitting.length === 0) {
    const given = basic.absent ? advanced : basic;
    violation({
      message: `${given.path} leave management events out, expected a selector that takes all of them: reads and writes, of KMS as well.`,
      at: given,
    });
  }
  const open = fitting.map((parts) => parts.map(([place]) => place).filter((place) => place.unknown));
  if (open.every((places) => places.length > 0)) leaveOpen(...open.flat());
}

function partsOf(selector: Value<types.input.cloudtrail.TrailEventSelector>): Part[] {
  const kind = selector.at("readWriteType");
  const included = selector.at("includeManagementEvents");
  return [
    [kind, kind.absent || kind.is("All")],
    [included, included.absent || included.is(true)],
    ...withoutKms(selector.at("excludeManagementEventSources")),
  ];
}

/** What an advanced selector takes meets all of its statements. */
function partsOfAdvanced(selector: Value<types.input.cloudtrail.TrailAdvancedEventSelector>): Part[] {
  return itemsOf(selector.at("fieldSelectors")).flatMap((statement): Part[] => {
    const field = statement.at("field");
    const [equals, notEquals] = [statement.at("equals"), statement.at("notEquals")];
    if (field.is("eventSource") && equals.absent) return [[notEquals, !notEquals.absent], ...withoutKms(notEquals)];
    return [[field, field.is("eventCategory")], ...itemsOf(equals).map((one): Part => [one, one.is("Management")])];
  });
}

function withoutKms(sources: Value): Part[] {
  return itemsOf(sources).map((source) => [source, !source.is("kms.amazonaws.com")]);
}
