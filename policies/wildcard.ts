/** IAM's wildcards: `*` for any characters, `?` for one. The case of an action does not matter. Never backtracks twice. */
export function matches(written: string, text: string): boolean {
  const [pattern, subject] = [written.toLowerCase(), text.toLowerCase()];
  let [at, place] = [0, 0];
  let [star, resumed] = [-1, 0];
  while (place < subject.length) {
    if (pattern[at] === "*") {
      star = at++;
      resumed = place;
    } else if (pattern[at] === "?" || pattern[at] === subject[place]) {
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
