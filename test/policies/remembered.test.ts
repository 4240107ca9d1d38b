import { remembered } from "../../policies/remembered";

/** A judgement, and how often it was made. */
function counted() {
  let times = 0;
  const judge = remembered((text, about) => {
    times++;
    return `${text} of ${about}`;
  });
  return { judge, times: () => times };
}

test("a judgement on a text is made once for each thing that it is about", () => {
  const { judge, times } = counted();
  for (let round = 0; round < 2; round++) {
    for (const text of ["a", "b"])
      for (const about of ["x", "y"]) expect(judge(text, about)).toBe(`${text} of ${about}`);
  }
  expect(times()).toBe(4);
});

test("a judgement on more than 200 characters is made each time", () => {
  const { judge, times } = counted();
  const [longest, longer] = ["x".repeat(200), "x".repeat(201)];
  for (const text of [longest, longest, longer, longer]) expect(judge(text, "")).toBe(`${text} of `);
  expect(times()).toBe(3);
});

test("8192 judgements are remembered at a time, and then none of them", () => {
  const { judge, times } = counted();
  const first = (texts: number): void => {
    for (let text = 0; text < texts; text++) judge(`${text}`, `${text % 2}`);
  };
  first(8191);
  first(8192);
  expect(times()).toBe(8192);
  first(8192);
  expect(times()).toBe(2 * 8192);
});
