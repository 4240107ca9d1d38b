/** What an error may say of a configuration value: the value itself where it is plainly harmless, else what it looks like. */
export function shown(text: string): string {
  if (text === "") return "empty";
  return harmless(text) ? `"${text}"` : `a text of ${text.length} characters (not shown: it could be a secret)`;
}

const mostWords = 3;
/** The shortest mnemonic has twelve words, whatever stands between them. */
const mostRuns = 11;
const longestText = 120;

// People paste keys under the wrong name. Names, regions, ARNs, addresses and numbers fall into words, numbers and short
// mixed runs between separators; exchange keys and hex digests do not, and a mnemonic is many words.
const harmlessRun = /^(?:[a-z]{1,20}|[A-Z]{1,10}|[A-Z]?[a-z]{1,15}(?:[A-Z][a-z]{1,15}){0,3}|\d{1,12}|[a-z\d]{1,7})$/u;

/** Whether a text is so plainly no credential that a message may repeat it. */
export function harmless(text: string): boolean {
  if (text.length > longestText || !/^[\w .,:;/@()[\]{}"*-]+$/u.test(text)) return false;
  if (text.split(/\s+/u).filter((word) => word !== "").length > mostWords) return false;
  const runs = text.split(/[^A-Za-z\d]+/u).filter((run) => run !== "");
  return runs.length <= mostRuns && runs.every((run) => harmlessRun.test(run));
}
