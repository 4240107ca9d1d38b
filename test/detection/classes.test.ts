import { classOf, dash, digit, lower, other, slash, upper } from "../../policies/detection/classes";

test("characters are of six classes", () => {
  for (const [of, text] of [
    [lower, "az"],
    [upper, "AZ"],
    [digit, "09"],
    [slash, "+/"],
    [dash, "-_"],
    [other, "\u00c0\u00ff\u0100\u5bc6"],
    [0, " =.,:@[`{\u007f\u00bf\u2026\u3000"],
  ] as const)
    for (const character of text) expect([character, classOf(character.charCodeAt(0))]).toEqual([character, of]);
});
