import { BlockList, isIP } from "node:net";

/** `10.0.0.0/8`, taken apart. */
export interface IpRange {
  readonly address: string;
  readonly bits: number;
  readonly family: "ipv4" | "ipv6";
}

/** A range as AWS writes it; undefined where it is none. */
export function ipRange(text: string): IpRange | undefined {
  const [address = "", bits = ""] = text.trim().split("/");
  const version = isIP(address);
  if (version === 0 || !/^\d{1,3}$/u.test(bits) || Number(bits) > (version === 4 ? 32 : 128)) return undefined;
  return { address, bits: Number(bits), family: version === 4 ? "ipv4" : "ipv6" };
}

/** Whether every address of one range is in the other. */
export function contains(outer: IpRange, inner: IpRange): boolean {
  if (outer.family !== inner.family || inner.bits < outer.bits) return false;
  const subnet = new BlockList();
  subnet.addSubnet(outer.address, outer.bits, outer.family);
  return subnet.check(inner.address, inner.family);
}

// RFC 1918, 3927, 4193, 4291 and 6598.
const inside = [
  "10.0.0.0/8",
  "172.16.0.0/12",
  "192.168.0.0/16",
  "169.254.0.0/16",
  "100.64.0.0/10",
  "fc00::/7",
  "fe80::/10",
].flatMap((text) => ipRange(text) ?? []);

/** Whether addresses of the internet are in the range, or could be: what is no range at all could be anything. */
export function reachesInternet(text: string): boolean {
  const range = ipRange(text);
  return range === undefined || !inside.some((outer) => contains(outer, range));
}
