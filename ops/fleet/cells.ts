import { ageInDays, type FleetRow } from "./fleet-report";
import type { Seen } from "./seen";

/** The columns of the fleet's table, in order. */
export const columns = ["stack", "exchange", "address", "keys", "secret", "host", "alerts", "verdict"] as const;

export type Column = (typeof columns)[number];

const unseen = "not seen";

/** What a row shows in each column, in plain text. */
export function cellsOf({ standing, ...row }: FleetRow, at: Date): Readonly<Record<Column, string>> {
  const told = <Value>(what: Seen<Value> | undefined, say: (value: Value) => string): string =>
    what === undefined || row.isBuilt === false ? "" : "value" in what ? say(what.value) : unseen;
  return {
    stack: row.stack,
    exchange: [row.exchange ?? "", row.network ?? "", row.region ?? ""].filter((each) => each !== "").join(", "),
    address:
      row.isBuilt === false
        ? "not built"
        : row.sharesWith?.joined !== undefined
          ? `that of ${row.sharesWith.joined}`
          : told(standing?.addresses, (all) =>
              all.length === 0 ? "none" : all.map(({ ip, isBound }) => (isBound ? ip : `${ip} (unbound)`)).join(", "),
            ),
    keys: told(standing?.keys, (all) => {
      const good = all.filter(
        ({ state, rotates }) => "value" in state && state.value === "Enabled" && "value" in rotates && rotates.value,
      ).length;
      return all.length === 0
        ? "none"
        : good === all.length
          ? `${good} enabled, rotating`
          : `${good} of ${all.length} in order`;
    }),
    secret: told(standing?.secret, (secret) => {
      if (secret === undefined) return "none";
      if (secret.isEmpty) return "empty";
      return secret.changed === undefined ? "put" : `put ${ageInDays(secret.changed, at)} d ago`;
    }),
    host: told(standing?.host, (host) => {
      if (host === undefined) return "none";
      return host.since === undefined ? host.state : `${host.state}, ${ageInDays(host.since, at)} d`;
    }),
    alerts: told(standing?.subscriptions, (all) => {
      const confirmed = all.filter(({ isConfirmed }) => isConfirmed).length;
      return all.length === 0 ? "nobody" : `${confirmed} of ${all.length} confirmed`;
    }),
    verdict: row.hasFile ? row.verdict : "no stack file",
  };
}
