import type { Detector, Judgement } from "../detector";
import { isPlaceholder } from "../placeholder";
import { lineBefore } from "../position";
import { commonPassword, localHost } from "./database-url";

const longest = 400;
// jdbc:postgresql://host:5432/db?user=…&password=…, host=… dbname=… password=…, Server=…;Database=…;Password=…
const server =
  /(?:^|[\s;,"'`=>])(?:jdbc:[\w:]{1,40}:\/\/|(?:host|hostaddr|server|data source|addr|address) ?= ?(?:tcp:)?)([^\s;,/?"'`<]{1,200})/gi;
const account = /(?:^|[\s;,&?"'`>])(?:user|uid|user ?id|username|dbname|database|initial catalog|sid) ?=/i;

/**
 * A database password in a connection string of another form than a URL's user part: JDBC's query, libpq's keywords, ADO's list. What it
 * stands beside tells, so that the password may look like anything. One for the same machine is graded lower.
 */
export const databasePassword: Detector = {
  id: "database-password",
  title: "a database password in a connection string",
  severity: "high",
  reference: "https://www.postgresql.org/docs/current/libpq-connect.html#LIBPQ-CONNSTRING-KEYWORD-VALUE",
  proposal: { by: "name" },
  judge({ value, name, text, start, end }): Judgement | undefined {
    if (name?.role !== "password" || text[start - 1] !== "=") return undefined;
    const password = /^[^;&\s"'`<]{3,120}/u.exec(value)?.[0] ?? "";
    if (password === "" || /[${}<>*()|\\]|^%/u.test(password)) return undefined;
    const line = lineBefore(text, start, longest);
    const host = [...line.matchAll(server)].at(-1)?.[1];
    if (host === undefined || !(account.test(line) || account.test(text.slice(end, end + 200).split("\n", 1)[0] ?? "")))
      return undefined;
    const range = [0, password.length] as const;
    if (isPlaceholder(password) || commonPassword.test(password))
      return { confidence: "shaped", severity: "low", range };
    return { confidence: "shaped", severity: localHost.test(host) ? "medium" : "high", range };
  },
};
