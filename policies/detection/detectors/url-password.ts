import type { Detector } from "../detector";
import { isPlaceholder } from "../placeholder";
import { holdsVariable } from "../position";
import { isRandom } from "../texture";

// RFC 2606 and RFC 6761: nobody can own these.
const reserved = /(?:^|\.)example(?:\.(?:com|net|org))?$|\.(?:test|invalid)$/i;
// What documentation calls a host; people call theirs so as well, and then the password is one that was made.
const standIn = /^(?:host|proxy\b|foo|bar|my|some)|domain\.|example\./i;

/**
 * A password in the user part of a web URL: proxies, package registries, RPC nodes, git remotes. A proxy's is high like any other: who has
 * it goes out from the address that the exchange's allow-list names.
 */
export const urlPassword: Detector = {
  id: "url-password",
  title: "a password in a URL",
  severity: "high",
  reference: "https://www.rfc-editor.org/rfc/rfc3986#section-3.2.1",
  proposal: { by: "url", hosts: [] },
  judge({ value, text, start: at }) {
    const match =
      /^(?:git\+)?(?:https?|wss?|ftps?|sftp|ssh|smtps?|socks5h?|imaps?|mqtts?|ldaps?):\/\/[^\s/:@?#]{0,80}:([^\s/@?#]{3,200})@([\w.-]{1,200})/i.exec(
        value,
      );
    const password = match?.[1];
    if (match === null || password === undefined) return undefined;
    if (/[{}<>*[\]()|\\^]/u.test(password) || holdsVariable(password, text, at)) return undefined;
    const start = match[0].lastIndexOf(`:${password}@`) + 1;
    const range = [start, start + password.length] as const;
    const host = match[2] ?? "";
    const example =
      isPlaceholder(password) ||
      /^(?:pass|pw|pwd|p|x-oauth-basic|x-access-token|passwd|bar|user)\d{0,3}$/i.test(password) ||
      reserved.test(host) ||
      (standIn.test(host) && !isRandom(password)) ||
      password.length < 6;
    if (example) return { confidence: "shaped", severity: "low", range };
    return { confidence: "shaped", ...(/^(?:localhost|127\.)/u.test(host) ? { severity: "medium" } : {}), range };
  },
};
