/**
 * A judgement on a short text, made once for each: names of properties, tags and their values come again with every
 * resource. What is remembered is dropped as a whole when it is too much.
 */
export function remembered<T>(judge: (text: string, about: string) => T): (text: string, about: string) => T {
  const known = new Map<string, Map<string, T>>();
  let size = 0;
  return (text, about) => {
    if (text.length > longest) return judge(text, about);
    if (size >= most) {
      known.clear();
      size = 0;
    }
    let ofAbout = known.get(about);
    if (ofAbout === undefined) {
      ofAbout = new Map();
      known.set(about, ofAbout);
    }
    let judged = ofAbout.get(text);
    if (judged === undefined) {
      judged = judge(text, about);
      ofAbout.set(text, judged);
      size++;
    }
    return judged;
  };
}

const longest = 200;
const most = 8192;
