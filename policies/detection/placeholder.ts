import { isRandom } from "./texture";

// Templates and references: the value comes from elsewhere. They hold a sign that no generated value does, or are told by words.
const signs = /[^\w+/=-]/u;
const references = [
  /\$\{|\$\(|\{\{|<%|#\{|process\.env|os\.environ|import\.meta|System\.get|op:\/\/|vault:|arn:aws|ssm:|gcp:\/\/|akv:|sops:|ENC\[|secret:\/\/|^\$[A-Z_]|^!(?:Ref|Sub|GetAtt)|^(?:\{\{?)?resolve:|^@Microsoft|^file:|^env[.:]|\$argon2|\$2[aby]\$|^\$\d\$|scrypt:/i,
  // With a name inside: %(name)s, %NAME%, {name}, <a name>, and a ciphertext of Pulumi's.
  /%\([a-z_]+\)s/i,
  /%[A-Z_]{3,40}%/i,
  /\{[a-z_]{2,40}\}/i,
  /^\{(?=[a-z]{0,30}[_.[(])[A-Z_][\w.[\]()]{2,60}\}$/iu,
  // An expression that such values match.
  /-[z9f7]\](?:[+*]|\{\d)/iu,
  /<[\w .:-]{2,80}>/,
  /^@@\w{1,60}@@$/u,
  /^v1:[\w+/=]{8,24}:/i,
  // A ciphertext of dotenvx: the point of a key, a nonce and a sum before what it holds.
  /^encrypted:B[A-Za-z\d+/]{129,4000}={0,2}$/u,
  // A ciphertext of Maven's settings: a salt, a length, blocks and what fills them up, 32 bytes or more.
  /^\{[A-Za-z\d+/]{42,2000}={0,2}\}$/u,
];
const worded = [
  // A ciphertext of the Pulumi service: its version in four bytes comes first.
  /^AAABA[A-Za-z\d+/]{30,4000}={0,2}$/u,
  // A command of PowerShell.
  /^(?:Get|Read|New|Import|ConvertTo|ConvertFrom)-[A-Z][A-Za-z]{3,20}$/u,
  // What a request was signed with.
  /^AWS4-(?:HMAC|ECDSA)/u,
  // A type of the API of Kubernetes: V1beta1TokenReviewSpec.
  /^V\d(?:(?:alpha|beta)\d)?(?:[A-Z][a-z]{2,20}){1,8}$/u,
  // A class.
  /^[A-Z][A-Za-z\d]{2,40}(?:Public|Private|Secret)Key$/u,
  /getenv|secretsmanager|AQICAH|awskms|keyvault|valueFrom|secretKeyRef|pbkdf2|vault\/|\/run\/secrets|^ref\+/i,
  // A path in Google's secret store.
  /projects\/[^/]+\/secrets/i,
  // A ciphertext of Google's key service: the key's id of 36 bytes comes first, and a zero in it.
  /^CiQA[A-Za-z\d+/]{80}/u,
  // What Bitnami's Sealed Secrets write: a length of 512 in two bytes, a session key under RSA, the ciphertext.
  /^Ag[A-D][A-Za-z\d+/]{240}/u,
  // A token of Fernet: a version, a time from 2004 to 2038 in eight bytes, a vector, a block or more, a sum.
  /^gAAAAAB[\w-]{91,4000}={0,2}$/u,
  // What openssl writes before its salt and at least a block: Salted__.
  /^U2FsdGVkX1[89+/][A-Za-z\d+/]{31,4000}={0,2}$/u,
];

// What authors of examples write where a value belongs.
const stand =
  /your|change[-_ ]?me|change[-_ ]?this|replace|example|placeholder|dummy|redacted|xxxx|todo|insert|\*\*\*|\.\.\.|•|…|fill[-_ ]?in|goes[-_ ]?here|\bword[-_ ]?1\b|put[-_ ]|enter[-_ ]|sample|fake|mock|something[-_ ]?random|votre[-_](?:cl|mot|secret|jeton)|[-_](?:ici|hier|aqui|aquí|buraya)$|[-_]for[-_]tests?$|not[-_ ]?(?:a[-_ ])?(?:real|set|needed)|(?:my|the|test|some|super|top|very)[-_ ]?(?:api|secret|key|token|pass)|^(?:none|null|nil|undefined|true|false|empty|string|secret|password|token|key|user|admin|root|guest|default|optional|required|hidden|unset|tbd|n\/a|test|testing|foo|bar|baz|foobar|abc|abc123|value|xyz|xyz123|public|private|any|unknown|str|bytes|bool|int|number|object|self|this)$|deadbeef|0123456789|1234567890|abcdef0123|abcdefgh|qwerty|aaaaaa|00000000|(?:abc123){2}|lorem/i;

// The same behind letters that look like others: t0k3nH34r, Exampl3Pass. And words with the digits and marks that rules ask for.
const spelled =
  /example|placeholder|(?:token|secret|pass(?:word)?|key)h(?:ere|ear)|^(?:some|any|other|another|my|your|the|test|sample|demo|dummy|fake|new|old|default|super|very|top)+(?:secret|token|key|pass(?:word)?s?)|nota?(?:my|real)|must(?:be|have)|plaintext/u;
const common =
  /^(?:pass|passw(?:or)?d|passwort|secret|token|admin|root|test|user|guest|hunter2?|letmein|welcome|changeit|foobar)[-_ ]?\d{0,6}[!@#$.*]{0,3}$/i;
const counted = /\d\s?chars?(?:acters?)?/i;

// ^5.2.5 behind the name of a package, and the number of an object.
const version =
  /^(?:[~^<>=v]{0,2}\d{1,5}(?:\.\d{1,9}){1,3}(?:[-+][\w.-]{1,40})?|npm:.{1,80}|[012]\.\d{1,5}(?:\.\d{1,9}){2,20}(?:\\x00)?)$/u;

const lookalikes = new Map(
  Object.entries({ "0": "o", "1": "l", "3": "e", "4": "a", "5": "s", "7": "t", "@": "a", $: "s" }),
);

function unspelled(value: string): string {
  let letters = "";
  for (const character of value.slice(0, 80).toLowerCase()) {
    if (character >= "a" && character <= "z") letters += character;
    else letters += lookalikes.get(character) ?? "";
  }
  return letters;
}

const bracketed = [/<[^<>]{0,80}>/u, /%3C[\w .-]{1,80}%3E/iu, /\[[^\][]{0,80}\]$/u];

// Of these no random value holds one by chance.
const long =
  /change[-_]?me|replace[-_]|\bword[-_ ]?1\b|example|placeholder|redacted|xxxxxx|\*\*\*|\.\.\.|…|your[-_]|deadbeef|0123456789|1234567890|abcdef0123|abcdefgh|(?:abc123){2}|00000000|AAECAwQF|(.)\1{7}/i;

const longestStore = 8_000;

/** Whether a value is a keystore in hex, as Hummingbot keeps the keys of exchanges: JSON that tells how to make its key from a password. */
function isStore(value: string): boolean {
  if (!value.startsWith("7b22") || value.length > longestStore || !/^[\da-f]+$/u.test(value)) return false;
  const text = Buffer.from(value, "hex").toString("latin1");
  return text.includes('"ciphertext"') && text.includes('"kdf');
}

/** Whether a value refers to a credential kept elsewhere, or is a template or a ciphertext of one. */
export function isReference(value: string): boolean {
  return (
    isStore(value) ||
    worded.some((shape) => shape.test(value)) ||
    (signs.test(value) && references.some((shape) => shape.test(value)))
  );
}

/** Whether a value only stands where a credential belongs: a template, a documented example, a mask, one character over and over. */
export function isPlaceholder(value: string): boolean {
  if (value !== judged.value) judged = { value, is: standsIn(value) };
  return judged.is;
}

// Every detector that a name calls asks the same of the same value.
let judged = { value: "", is: true };

function standsIn(value: string): boolean {
  const random = value.length >= 24 && isRandom(value);
  const told = random ? [long] : [stand, common, counted, ...bracketed];
  const respelled = random ? "" : unspelled(value);
  return (
    isReference(value) ||
    told.some((shape) => shape.test(value)) ||
    version.test(value) ||
    spelled.test(respelled) ||
    common.test(respelled) ||
    marks.has(value) ||
    (!random && new Set(value).size < Math.min(5, value.length / 2)) ||
    isSequence(value.toLowerCase())
  );
}

// 1234…, abcd…, and short pieces repeated: typed, not generated.
function isSequence(value: string): boolean {
  let steps = 0;
  for (let index = 1; index < value.length; index++) {
    const step = value.charCodeAt(index) - value.charCodeAt(index - 1);
    if (step === 1 || step === 0 || step === -1) steps++;
  }
  return (value.length >= 8 && steps > value.length * 0.6) || repeats(value);
}

// Signatures by which Pulumi's states and messages tell secrets, assets, archives, resources and outputs (sdk/nodejs/runtime/rpc.ts).
const marks: ReadonlySet<string> = new Set([
  "4dabf18193072939515e22adb298388d",
  "1b47061264138c4ac30d75fd1eb44270",
  "c44067f5952c0a294b673a41bacd8c17",
  "0def7320c3a5731c473e5ecbe6d01bc7",
  "5cf8f73096256a8f31e491e813e4eb8e",
  "d0e6a833031e9bbcd3f4e8bde6ca49a4",
]);

const longestPiece = 12;

// A piece three times or more from the beginning, and at most a piece of something else after it.
function repeats(value: string): boolean {
  for (let size = 1; size <= longestPiece; size++) {
    let end = size;
    while (end < value.length && value[end] === value[end - size]) end++;
    if (end >= 3 * size && value.length - end <= longestPiece) return true;
  }
  return false;
}
