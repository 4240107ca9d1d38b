import { isRandom } from "./texture";

// Templates and references: the value comes from elsewhere.
const reference =
  /\$\{|\$\(|\{\{|<%|#\{|%\([a-z_]+\)s|%[A-Z_]{3,40}%|\{[a-z_]{2,40}\}|<[\w .:-]{2,80}>|process\.env|os\.environ|import\.meta|getenv|System\.get|op:\/\/|vault:|vault\/|secretsmanager|arn:aws|ssm:|gcp:\/\/|akv:|sops:|ENC\[|AQICAH|secret:\/\/|ref\+|awskms|keyvault|valueFrom|secretKeyRef|projects\/[^/]{1,60}\/secrets|\/run\/secrets|^\$[A-Z_]|^!(?:Ref|Sub|GetAtt)|^\{{0,2}resolve:|^@Microsoft|^file:|^env[.:]|^v1:[\w+/=]{8,24}:|\$argon2|\$2[aby]\$|^\$\d\$|pbkdf2|scrypt:/iu;

// What authors of examples write where a value belongs.
const stand =
  /your|change[-_ ]?me|change[-_ ]?this|replace|example|placeholder|dummy|redacted|xxxx|todo|insert|\*\*\*|\.\.\.|•|…|<[^>]{0,80}>|\[[^\]]{0,80}\]$|fill[-_ ]?in|goes[-_ ]?here|put[-_ ]|enter[-_ ]|sample|fake|mock|not[-_ ]?(?:a[-_ ])?(?:real|set|needed)|(?:my|the|test|some|super|top|very)[-_ ]?(?:api|secret|key|token|pass)|^(?:none|null|nil|undefined|true|false|empty|string|secret|password|token|key|user|admin|root|guest|default|optional|required|hidden|unset|tbd|n\/a|test|testing|foo|bar|baz|foobar|abc|value|public|private|any|unknown|str|bytes|bool|int|number|object|self|this)$|deadbeef|0123456789|1234567890|abcdef0123|abcdefgh|qwerty|aaaaaa|00000000|(?:abc123){2}|lorem/iu;

// Of these no random value holds one by chance.
const long =
  /change[-_]?me|replace[-_]|example|placeholder|redacted|xxxxxx|\*\*\*|\.\.\.|…|your[-_]|deadbeef|0123456789|1234567890|abcdef0123|abcdefgh|(?:abc123){2}|00000000|(.)\1{7}/iu;

/** Whether a value refers to a credential kept elsewhere, or is a template or a ciphertext of one. */
export function isReference(value: string): boolean {
  return reference.test(value);
}

/** Whether a value only stands where a credential belongs: a template, a documented example, a mask, one character over and over. */
export function isPlaceholder(value: string): boolean {
  const told = value.length >= 24 && isRandom(value) ? long : stand;
  return (
    isReference(value) || told.test(value) || new Set(value).size < Math.min(5, value.length / 2) || isSequence(value)
  );
}

// 1234…, abcd…, and short pieces repeated: typed, not generated.
function isSequence(value: string): boolean {
  let steps = 0;
  for (let index = 1; index < value.length; index++) {
    const step = value.charCodeAt(index) - value.charCodeAt(index - 1);
    if (step === 1 || step === 0 || step === -1) steps++;
  }
  return (value.length >= 8 && steps > value.length * 0.6) || /^(.{1,12})\1{2,}.{0,12}$/u.test(value);
}
