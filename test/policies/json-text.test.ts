import { parseJson } from "../../policies/json-text";

describe("a JSON text", () => {
  test.each([
    '{"a":{"a":1},"b":{"a":1}}',
    '[{"a":1},{"a":2}]',
    '{"a":[{"b":1},{"b":2}],"b":["a","a"]}',
    '{"a":"a","b":"a"}',
    '{"a":"{\\"b\\":1,","b":"}:{"}',
    '{"a\\"":1,"a":2,"\\\\":3}',
    '{"":1," ":2,"A":3,"a":4}',
    ' "a" ',
    "7",
  ])("that names each key of an object once is its data: %s", (text) => {
    expect(parseJson(text)).toEqual(JSON.parse(text));
  });

  test.each([
    '{"a":1,"a":1}',
    '{"a":1, "b":2, "a" : 3}',
    '{"a":1,"\\u0061":2}',
    '{"a":{"b":1},"a":2}',
    '{"a":[1,[2]],"a":3}',
    '{"b":{"a":1,"a":2}}',
    '[[],{"a":1,"a":2}]',
    '{"a\\"":1,"a\\"":2}',
    '{"a:":1,"a:":2}',
    '{"":1,"":2}',
  ])("that names one twice is refused: %s", (text) => {
    expect(() => parseJson(text)).toThrow(new SyntaxError("a key stands twice"));
  });

  test.each(["", "{", '{"a"}', "{a:1}", "'a'"])("that is none is refused: %s", (text) => {
    expect(() => parseJson(text)).toThrow(SyntaxError);
  });
});
