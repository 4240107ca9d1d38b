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
 * A pattern of an ARN as it would read in this region and account of the partition `aws`: its own, written out or in part, make it
 * name nothing more closely. What has not all parts of an ARN stays as it is.
 */
export function placedIn(pattern: string, region: string, account: string): string {
  const [arn, , service, , , ...rest] = pattern.split(":");
  return rest.length === 0 ? pattern : [arn, "aws", service, region, account, ...rest].join(":");
}
