/**
 * IAM's wildcards: `*` for any characters, `?` for one, colons and slashes included. Letters count as they are written:
 * whoever compares actions lowers both. Never backtracks twice.
 */
export function matches(pattern: string, text: string): boolean {
  let [at, place] = [0, 0];
  let [star, resumed] = [-1, 0];
  while (place < text.length) {
    if (pattern[at] === "*") {
      star = at++;
      resumed = place;
    } else if (pattern[at] === "?" || pattern[at] === text[place]) {
      at++;
      place++;
    } else if (star === -1) return false;
    else {
      at = star + 1;
      place = ++resumed;
    }
  }
  return /^\**$/u.test(pattern.slice(at));
}

/** As `matches`, for names of actions, whose letters may be written large or small. */
export function matchesAction(pattern: string, action: string): boolean {
  return matches(pattern.toLowerCase(), action.toLowerCase());
}

/** A pattern with a star in place of each policy variable, `${…}`, which may come to stand for anything. */
export function withoutVariables(pattern: string): string {
  return pattern
    .split("${")
    .map((part, index) => (index === 0 ? part : `*${part.slice(part.indexOf("}") + 1)}`))
    .join("");
}

/**
 * Whether a pattern, variables included, meets an action, or an ARN wherever that stands: a partition, region or account of the
 * pattern's own, written out or in part, makes it name nothing more closely.
 */
export function matchesAnywhere(written: string, text: string): boolean {
  const pattern = withoutVariables(written);
  // A star may stand for several parts of an ARN.
  return matchesAction(pattern, text) || matchesAction(placedAs(pattern, text), text);
}

/** A pattern with the partition, region and account of an ARN; what has not all parts of an ARN stays as it is. */
function placedAs(pattern: string, arn: string): string {
  const [, partition, , region, account] = arn.split(":");
  const [head, , service, , , ...rest] = pattern.split(":");
  return rest.length === 0 ? pattern : [head, partition, service, region, account, ...rest].join(":");
}
