// Words that authors of templates put where a value belongs.
const stand =
  /your|change[-_ ]?me|replace|example|placeholder|dummy|redacted|xxxx|todo|insert|<[^>]*>|\$\{|\$\(|\{\{|%\w+%|\*\*\*|\.\.\.|process\.env|os\.environ|getenv|op:\/\/|vault:|arn:aws|ssm:|\bnone\b|\bnull\b|undefined/iu;

/** Whether a value only stands where a credential belongs: a template, a reference, a documented example, a mask. */
export function isPlaceholder(value: string): boolean {
  return stand.test(value) || value.startsWith("$") || new Set(value).size < 4;
}
