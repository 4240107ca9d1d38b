import type { Candidate, Detector, Judgement } from "../detector";
import { isPlaceholder } from "../placeholder";
import { holdsVariable, isDocumentation, isVariable } from "../position";
import { isRandom, sorts } from "../texture";
import { commonPassword } from "./database-url";

const longestLead = 240;
const longestList = 600;
const leastPassword = 6;

/** Commands as they begin, in small letters, and where a password stands: the group `password`, and `user` for who has none. */
interface Form {
  readonly commands: readonly string[];
  readonly password: RegExp;
  /** What has to follow of the command. */
  readonly goesOn?: RegExp;
  /** Among the command's words where nothing else is said; or what is piped into it; or on the lines below it. */
  readonly at?: "before" | "below";
  /** Whether no shell reads it. */
  readonly isFile?: true;
}

const form = (
  commands: readonly string[],
  password: RegExp,
  more: Pick<Form, "goesOn" | "at" | "isFile"> = {},
): Form => ({
  commands,
  password,
  ...more,
});
const login = /^\S{4,8}\s{1,4}(?:registry\s{1,4})?login\s/i;
const piped =
  /\b(?:echo|printf)(?: {1,4}-[neE]{1,3})? {1,4}["']?(?<password>[^\s"'`|]{3,120}?)(?:\\n)?["']? {0,4}\|[^|\n]{0,100}$/;

// The manual page of each: curl(1), mysql(1), sshpass(1), redis-cli, docker-login(1), mongosh, lftp(1), smbclient(1), ldapsearch(1), zip(1),
// 7z(1), htpasswd(1), rabbitmqctl(8), keytool(1), sqlcmd, chpasswd(8), passwd(1), sudo(8).
const forms: readonly Form[] = [
  form(
    ["curl "],
    /\s(?:-[A-Za-z]{0,6}[uU] {0,4}|--(?:proxy-)?user(?:=| {1,4}))["']?(?<user>[^\s:"'`/]{1,120}):(?<password>[^\s"'`]{3,120})?/,
  ),
  form(["mysql", "mariadb"], /\s-p["']?(?<password>[^\s"'`-][^\s"'`]{2,119})/),
  form(["sshpass"], /^\S{1,8} {1,4}-p {0,4}["']?(?<password>[^\s"'`-][^\s"'`]{2,119})/),
  form(["redis-cli", "valkey-cli"], /\s(?:-a|--pass) {1,4}["']?(?<password>[^\s"'`-][^\s"'`]{2,119})/),
  form(
    ["docker ", "podman ", "helm ", "skopeo ", "buildah ", "oras "],
    /\s-p(?:=| {0,4})["']?(?<password>[^\s"'`=-][^\s"'`]{2,119})/,
    { goesOn: login },
  ),
  form(["mongo"], /\s-p {0,4}["']?(?<password>[^\s"'`-][^\s"'`]{2,119})/),
  form(["lftp "], /\s-u {0,4}["']?[^\s,"'`]{1,80},(?<password>[^\s"'`]{3,120})/),
  form(["smbclient"], /\s-U {0,4}["']?[^\s%"'`]{1,80}%(?<password>[^\s"'`]{3,120})/),
  form(["ldapsearch", "ldapmodify", "ldapadd"], /\s-w {0,4}["']?(?<password>[^\s"'`-][^\s"'`]{2,119})/),
  form(["zip -p", "unzip ", "sqlcmd"], /\s-P {0,4}["']?(?<password>[^\s"'`-][^\s"'`]{2,119})/),
  form(["7z a", "7z x"], /\s-p["']?(?<password>[^\s"'`-][^\s"'`]{2,119})/),
  form(
    ["htpasswd"],
    /^\S{8}\s{1,4}-[A-Za-z]{0,6}b[A-Za-z]{0,6}(?:\s{1,4}[^\s"'`-][^\s"'`]{0,100}){1,2}\s{1,4}["']?(?<password>[^\s"'`)]{3,120})["']?(?=\s{0,4}(?:$|[)>]))/,
  ),
  form(
    ["rabbitmqctl"],
    /\s(?:add_user|change_password) {1,4}["']?[^\s"'`]{1,80}["']? {1,4}["']?(?<password>[^\s"'`]{3,120})/,
  ),
  form(["keytool"], /\s-(?:src|dest)?(?:store|key)pass {1,4}["']?(?<password>[^\s"'`-][^\s"'`]{2,119})/),
  form(
    ["chpasswd"],
    /\b(?:echo|printf)(?: {1,4}-[neE]{1,3})? {1,4}["']?[^\s:"'`|]{1,64}:(?<password>[^\s"'`|]{3,120}?)(?:\\n)?["']? {0,4}\|[^|\n]{0,60}$/,
    { at: "before" },
  ),
  form(["sudo "], piped, { goesOn: /^\S{4} {1,4}-S\b/, at: "before" }),
  form(["password-stdin"], piped, { at: "before" }),
  form(["passwd "], piped, { goesOn: /^\S{6} [^|\n]{0,40}?--stdin\b/, at: "before" }),
  form(["chpasswd"], /^\S{8} {0,4}<<< {0,4}["']?[^\s:"'`]{1,64}:(?<password>[^\s"'`]{3,120})/),
  // cloud-init's list of users, and a here-document; a digest and what is to be made at random are no passwords.
  form(
    ["chpasswd"],
    /^[^\n]{1,40}\n(?:[ \t]{1,8}\w{1,20}:(?:[ \t][^\n]{0,20})?\n|[ \t]{0,12}(?:- {1,4})?[\w.-]{1,32}:(?:\$|R)[^\n]{0,140}\n){0,6}[ \t]{0,12}(?:- {1,4})?["']?[^\s:"'`]{1,64}:(?<password>[^\s"'`:$][^\s"'`]{2,119})/,
    { goesOn: /^\S{8}(?:: {0,4}$| {0,4}<<)/, at: "below" },
  ),
  // host:port:database:user:password of ~/.pgpass
  form([":5432:"], /^:5432:[^\s:]{1,63}:[^\s:]{1,63}:(?<password>[^\s"'`:]{3,120})(?=\s|$)/, { isFile: true }),
];
const literals = [...new Set(forms.flatMap(({ commands }) => commands))];

// A variable, what a command prints, a word that only stands for one.
const reference = /[{}<>]|^%|^[A-Z][A-Z_]{2,}$/u;
// $(redis-cli -a …)
const substitutionEnd = /\)$/u;

function gradeOf(password: string, candidate: Candidate): Judgement | undefined {
  if (reference.test(password)) return undefined;
  const isOne =
    password.length >= leastPassword &&
    !isPlaceholder(password) &&
    !commonPassword.test(password) &&
    (isRandom(password) || (sorts(password) >= 2 && /\d/u.test(password))) &&
    !isDocumentation(candidate);
  return { confidence: "shaped", ...(isOne ? {} : { severity: "low" }) };
}

/**
 * A password among the words of a command: `curl -u`, `mysql -p`, `sshpass -p` and their like, what is piped into `chpasswd` and
 * `--password-stdin`, a line of `.pgpass`. Long options and variables that say "password" are told by their name. Words that everybody
 * takes are graded low.
 */
export const commandPassword: Detector = {
  id: "command-password",
  title: "a password on a command line",
  severity: "high",
  reference: "https://curl.se/docs/manpage.html#-u",
  proposal: {
    by: "literal",
    literals,
    // What a separator is glued to on both sides is a part of what stands between quotes.
    shape: /(?:[^\n|;&]|[|;&](?=[^\s"'|;&]{1,60}["'])){4,200}/y,
  },
  judge(candidate) {
    const { value, text, start } = candidate;
    const begins = value.toLowerCase();
    for (const { commands, goesOn, password, at: place, isFile } of forms) {
      if (!commands.some((command) => begins.startsWith(command)) || goesOn?.test(value) === false) continue;
      const from = place === "before" ? Math.max(0, start - longestLead) : start;
      const to = place === "before" ? start : place === "below" ? start + longestList : candidate.end;
      const match = password.exec(text.slice(from, to));
      const { user, password: given } = match?.groups ?? {};
      const told = (given ?? (user !== undefined && isRandom(user) ? user : undefined))?.replace(substitutionEnd, "");
      if (match === null || told === undefined) continue;
      const at = from - start + match.index + match[0].lastIndexOf(told);
      if (isFile === true ? isVariable(told) : holdsVariable(told, text, start + at)) continue;
      const judgement = gradeOf(told, candidate);
      if (judgement !== undefined) return { ...judgement, range: [at, at + told.length] };
    }
    return undefined;
  },
};
