import type { Detector } from "../detector";
import { isPlaceholder } from "../placeholder";
import { holdsVariable } from "../position";

const schemes =
  /^(?:jdbc:)?(?:postgres(?:ql)?|mysql|mariadb|mongodb|redis|rediss|valkey|amqps?|clickhouse|mssql|sqlserver|cockroachdb|cassandra|nats|kafka|influxdb|timescaledb)(?:\+\w{1,20})?:\/\//i;
/** Hosts that are this machine, or a neighbour in the same compose file. */
export const localHost =
  /^(?:localhost|127\.[\d.]+|0\.0\.0\.0|\[::1\]|host\.docker\.internal|db|database|postgres|mysql|redis|mongo|mongodb|rabbitmq|clickhouse)(?=[:/,?]|$)/i;
/** Passwords that everybody uses. */
export const commonPassword =
  /^(?:postgres|root|admin|guest|user|test|password|pass|redis|mysql|mongo|secret|example|dev|bot)\d{0,4}$/i;

// What formats and statements put in place of a value, and letters that only tell the order: %s, %[2]v, ?, u:p.
const stood = /^(?:%(?:\d\$|\[\d\])?[-+#0 ]?\d{0,3}[a-z]|\?|[a-z]{1,2})$/i;

/** Whether a user is the one of Oracle's documents, whom those of others take over: scott, whose cat was called Tiger. */
function isDocumented(authority: string): boolean {
  return /^scott:tiger@/iu.test(authority);
}

const longestPassword = 80;

// A password may hold what ends an authority: the slash that counts has no @ soon after it.
function authorityOf(rest: string): string {
  for (let index = 0; index < rest.length; index++) {
    if (!"/?#".includes(rest[index] ?? " ")) continue;
    const at = rest.indexOf("@", index);
    if (at === -1 || at - index - 1 > longestPassword) return rest.slice(0, index);
  }
  return rest;
}

/** A database URL with a password. One for the same machine, or with a password that everybody uses, is graded lower. */
export const databaseUrl: Detector = {
  id: "database-url",
  title: "a database password in a URL",
  severity: "high",
  reference: "https://www.postgresql.org/docs/current/libpq-connect.html#LIBPQ-CONNSTRING-URIS",
  proposal: { by: "url", hosts: [] },
  judge({ value, text, start }) {
    if (!schemes.test(value)) return undefined;
    const from = value.indexOf("://") + 3;
    const authority = authorityOf(value.slice(from));
    const at = authority.lastIndexOf("@");
    const colon = authority.indexOf(":");
    if (colon === -1 || colon >= at - 1) return undefined;
    const password = authority.slice(colon + 1, at);
    if (/[{}<>]|\*{2}|^\*|%[A-Z_]{3}/u.test(password) || password.startsWith("[")) return undefined;
    if (holdsVariable(password, text, start)) return undefined;
    const range = [from + colon + 1, from + at] as const;
    if (isPlaceholder(password) || stood.test(password) || isDocumented(authority))
      return { confidence: "shaped", severity: "low", range };
    if (localHost.test(authority.slice(at + 1)))
      return { confidence: "shaped", severity: commonPassword.test(password) ? "low" : "medium", range };
    return { confidence: "shaped", severity: commonPassword.test(password) ? "low" : "high", range };
  },
};
