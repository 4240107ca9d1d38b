/** What a comment beside a finding says of it. */
export type Allowance = { readonly reason: string } | { readonly flaw: string };

const comment = /bulkhead:allow[ \t]{1,8}([a-z0-9-]{1,60})([^\n]{0,400})/gu;
const remark = /^[ \t]{0,8}--[ \t]{0,8}(\S[^\n]*)/u;
// Ends of comments are no reason: `# bulkhead:allow x -- */`.
const closers = /(?:\*\/|-->|%>|\}\})["'`,;]{0,4}$/u;

/**
 * The allowance for a detector on a finding's own first line or on the line before it:
 * `bulkhead:allow DETECTOR -- REASON`. Without a reason, or for another detector, it is a flaw, and the finding stays.
 */
export function allowanceAt(text: string, start: number, detector: string): Allowance | undefined {
  // A line of a minified file can be megabytes long; a comment stands near what it speaks of.
  const head = text.slice(Math.max(0, start - 1_000), start);
  const tail = text.slice(start, start + 4_000);
  const own = head.lastIndexOf("\n");
  const before = own < 1 ? 0 : head.lastIndexOf("\n", own - 1) + 1;
  const near = head.slice(before) + (/^[^\n]*/u.exec(tail)?.[0] ?? "");
  let flaw: Allowance | undefined;
  for (const [, named, rest = ""] of near.matchAll(comment)) {
    if (named !== detector) {
      flaw ??= { flaw: `the allowance beside it names another detector than ${detector}` };
      continue;
    }
    const reason = remark.exec(rest)?.[1]?.trimEnd().replace(closers, "").trimEnd() ?? "";
    if (reason !== "") return { reason };
    flaw = { flaw: `the allowance beside it gives no reason (bulkhead:allow ${detector} -- REASON)` };
  }
  return flaw;
}
