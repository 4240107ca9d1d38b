import { subscriptionFaults, type AlertWay } from "../../ops/eyes/subscriptions";

const mail = { protocol: "email", endpoint: "oncall@example.com" };
const text = { protocol: "sms", endpoint: "+4915112345678" };
const way = (of: typeof mail, state: AlertWay["state"] = "confirmed"): AlertWay => ({ ...of, state });

it.each<[string, Parameters<typeof subscriptionFaults>, readonly (string | RegExp)[]]>([
  [
    "everybody gets alerts",
    [
      [mail, text],
      [way(text), way(mail)],
    ],
    [],
  ],
  ["an address in other capitals is the same", [[mail], [way({ ...mail, endpoint: "OnCall@example.com" })]], []],
  ["a mail nobody confirmed", [[mail], [way(mail, "pending")]], [/^oncall@example\.com has not confirmed/u]],
  ["a number that opted out", [[text], [way(text, "opted-out")]], [/^\+4915112345678 opted out/u]],
  [
    "one that was never subscribed",
    [[mail, text], [way(mail)]],
    [/^\+4915112345678 is in the stack file and not subscribed/u],
  ],
  [
    "a stranger who reads along",
    [[mail], [way(mail), way({ ...mail, endpoint: "x@example.net" })]],
    [/^x@example\.net is subscribed and not/u],
  ],
  ["nobody", [[], []], [/^Nobody gets the alerts/u]],
])("%s", (_, [wanted, ways], faults) => {
  const found = subscriptionFaults(wanted, ways);
  expect(found).toHaveLength(faults.length);
  faults.forEach((fault, index) => {
    expect(found[index]).toMatch(fault);
  });
});
