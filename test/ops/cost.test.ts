import { chargesOf, lines, type Charged } from "../../ops/cost/charges";
import { estimateOf } from "../../ops/cost/estimate";
import { prices } from "../../ops/cost/prices";
import { assumptions, usageOf } from "../../ops/cost/usage";

const usage = usageOf([]);
const one = (type: string, properties: Record<string, unknown> = {}, name = "grid"): Charged => ({
  type,
  name,
  properties,
});

describe("the account's stack", () => {
  it("pays for GuardDuty's look at buckets and for events that go to another region, and for nothing that is off", () => {
    const feature = (name: string, status: string): Charged =>
      one("aws:guardduty/detectorFeature:DetectorFeature", { name, status });
    const target = (arn: string): Charged => one("aws:cloudwatch/eventTarget:EventTarget", { arn });
    const { lines: told, unpriced } = estimateOf(
      [
        feature("S3_DATA_EVENTS", "ENABLED"),
        feature("EKS_AUDIT_LOGS", "DISABLED"),
        target("arn:aws:events:eu-west-1:111122223333:event-bus/default"),
        target("arn:aws:sns:eu-west-1:111122223333:topic"),
        one("aws:s3/accountPublicAccessBlock:AccountPublicAccessBlock"),
        one("aws:cloudwatch/dashboard:Dashboard"),
      ],
      usageOf(["s3-events=2000000", "forwarded-events=500000"]),
      prices,
    );
    expect(unpriced).toEqual([]);
    expect(told.map(({ line, usd }) => [line, Number(usd.toFixed(4))])).toEqual([
      ["rules", 0.5],
      ["dashboard", 3],
      ["guardduty", 1.6],
    ]);
    const other = estimateOf([feature("RUNTIME_MONITORING", "ENABLED")], usage, prices);
    expect(other.unpriced).toEqual(["resources of the type aws:guardduty/detectorFeature:DetectorFeature"]);
  });
});

describe("an estimate", () => {
  it("multiplies quantity and price, adds up by line, and says what each charge rests on", () => {
    const {
      lines: told,
      usd,
      unpriced,
    } = estimateOf(
      [
        one("aws:ec2/eip:Eip"),
        one("aws:kms/key:Key"),
        one("aws:kms/key:Key"),
        one("aws:ebs/volume:Volume", { size: 20, type: "gp3" }),
      ],
      usage,
      prices,
    );
    expect(unpriced).toEqual([]);
    expect(told.map(({ line, usd: sum }) => [line, Number(sum.toFixed(4))])).toEqual([
      ["address", 3.65],
      ["data", 1.6],
      ["keys", 2],
      ["snapshots", 1],
    ]);
    expect(usd).toBeCloseTo(8.25, 6);
    expect(told[0]?.items).toEqual([
      {
        price: "public-ipv4",
        quantity: 730,
        per: "hour",
        usd: 3.65,
        evidence: "third party",
        assumes: "--assume hours: hours that everything runs",
      },
    ]);
  });

  it("names what it has no price for, and never leaves it out in silence", () => {
    const { unpriced, usd } = estimateOf(
      [one("aws:rds/instance:Instance"), one("aws:ec2/instance:Instance", { instanceType: "c8gn.large" })],
      usage,
      prices,
    );
    expect(unpriced).toEqual([
      "instance:c8gn.large; give it with --price instance:c8gn.large=USD",
      "resources of the type aws:rds/instance:Instance",
    ]);
    expect(usd).toBeCloseTo(0.64, 6);
  });

  it("keeps each guard on a line of its own", () => {
    const guards: readonly [string, Record<string, unknown>, string][] = [
      ["aws:cloudwatch/logGroup:LogGroup", { name: "/bulkhead/grid/flow", retentionInDays: 30 }, "flow"],
      ["aws:route53/resolverFirewallDomainList:ResolverFirewallDomainList", { domains: ["a.", "b."] }, "dns"],
      ["aws:cloudwatch/metricAlarm:MetricAlarm", {}, "alarms"],
      ["aws:cloudwatch/eventRule:EventRule", {}, "rules"],
      ["aws:cloudwatch/dashboard:Dashboard", {}, "dashboard"],
      ["aws:guardduty/detector:Detector", {}, "guardduty"],
      ["aws:cloudtrail/trail:Trail", {}, "trail"],
      ["aws:ec2/vpcEndpoint:VpcEndpoint", { vpcEndpointType: "Interface" }, "endpoints"],
    ];
    for (const [type, properties, line] of guards) {
      expect({ type, lines: chargesOf(one(type, properties), usage)?.map((charge) => charge.line) }).toEqual({
        type,
        lines: expect.arrayContaining([line]) as unknown,
      });
      expect(lines[line as keyof typeof lines]).toMatch(/^guard: /u);
    }
  });

  it("takes an alarm on a band for three metrics", () => {
    const band = { metricQueries: [{ id: "m" }, { id: "b", expression: "ANOMALY_DETECTION_BAND(m, 2)" }] };
    expect(chargesOf(one("aws:cloudwatch/metricAlarm:MetricAlarm", band), usage)).toMatchObject([{ quantity: 3 }]);
  });

  it("counts the NAT instance to the NAT and not to the host", () => {
    const nat = one("aws:ec2/instance:Instance", { instanceType: "t4g.nano" }, "grid-network-nat");
    expect(chargesOf(nat, usage)?.map(({ line }) => line)).toEqual(["nat", "nat"]);
  });
});

describe("the price table", () => {
  it("has a price, a unit, a source that can be opened and a day for every entry, and a price for every charge", () => {
    for (const [id, price] of Object.entries(prices)) {
      expect({ id, usd: price.usd >= 0, per: price.per !== "" }).toEqual({ id, usd: true, per: true });
      expect(price.source).toMatch(/^https:\/\//u);
      expect(price.date).toMatch(/^20\d\d-\d\d-\d\d$/u);
      expect(["aws", "third party", "unverified"]).toContain(price.evidence);
    }
  });
});

describe("--assume", () => {
  it("sets a number instead of an assumption", () => {
    expect(usageOf(["gb-out=250.5"])["gb-out"]).toBe(250.5);
    expect(usageOf([])["gb-out"]).toBe(assumptions["gb-out"].value);
  });

  it.each([["gb-in=1"], ["gb-out"], ["gb-out=-1"], ["gb-out=1e9"], ["toString=1"]])("refuses %s", (text) => {
    expect(() => usageOf([text])).toThrow(/--assume/u);
  });
});
