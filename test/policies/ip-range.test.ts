import { contains, ipRange, reachesInternet } from "../../policies/ip-range";

test.each([
  ["10.0.0.0/8", { address: "10.0.0.0", bits: 8, family: "ipv4" }],
  [" 10.0.0.0/8 ", { address: "10.0.0.0", bits: 8, family: "ipv4" }],
  ["203.0.113.7/32", { address: "203.0.113.7", bits: 32, family: "ipv4" }],
  ["0.0.0.0/0", { address: "0.0.0.0", bits: 0, family: "ipv4" }],
  ["2001:db8::/32", { address: "2001:db8::", bits: 32, family: "ipv6" }],
  ["2001:db8::7/128", { address: "2001:db8::7", bits: 128, family: "ipv6" }],
])("%j is a range", (text, range) => {
  expect(ipRange(text)).toEqual(range);
});

test.each([
  "10.0.0.0",
  "10.0.0.0/",
  "10.0.0.0/33",
  "10.0.0.0/8x",
  "10.0.0.0/x8",
  "10.0.0.0/-8",
  "10.0.0.0/0008",
  "10.0.0/8",
  "2001:db8::/129",
  "anywhere",
  "",
])("%j is none", (text) => {
  expect(ipRange(text)).toBeUndefined();
  // What is no range at all could be anything.
  expect(reachesInternet(text)).toBe(true);
});

const range = (text: string) => {
  const found = ipRange(text);
  if (found === undefined) throw new Error(text);
  return found;
};

test.each([
  ["10.0.0.0/8", "10.1.0.0/16", true],
  ["10.0.0.0/8", "10.0.0.0/8", true],
  ["10.0.0.0/8", "10.0.0.0/7", false],
  ["10.0.0.0/8", "11.0.0.0/16", false],
  ["0.0.0.0/0", "10.0.0.0/8", true],
  ["2001:db8::/32", "2001:db8:1::/48", true],
  ["2001:db8::/32", "2001:db9::/48", false],
  ["::/0", "10.0.0.0/8", false],
  ["0.0.0.0/0", "2001:db8::/32", false],
])("%s contains %s: %s", (outer, inner, whether) => {
  expect(contains(range(outer), range(inner))).toBe(whether);
});

test.each([
  ["10.0.0.0/8", "10.255.255.255/32", "9.0.0.0/8", "10.0.0.0/7"],
  ["172.16.0.0/12", "172.31.255.0/24", "172.32.0.0/16", "172.0.0.0/11"],
  ["192.168.0.0/16", "192.168.7.0/24", "192.169.0.0/16", "192.168.0.0/15"],
  ["169.254.0.0/16", "169.254.169.254/32", "169.253.0.0/16", "169.254.0.0/15"],
  ["100.64.0.0/10", "100.127.0.0/16", "100.128.0.0/16", "100.64.0.0/9"],
  ["fc00::/7", "fd12:3456::/32", "fe00::/8", "fc00::/6"],
  ["fe80::/10", "fe80::1/128", "fec0::/10", "fe80::/9"],
])("%s and %s stay inside, %s and %s reach the internet", (whole, part, beside, wider) => {
  expect([whole, part, beside, wider].map(reachesInternet)).toEqual([false, false, true, true]);
});
