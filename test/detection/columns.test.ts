import { Columns } from "../../policies/detection/columns";

/** What every `secret` and `token` of a text is given. */
function given(text: string, isPassword = false): readonly string[] {
  const columns = new Columns(text);
  return Array.from(text.matchAll(/secret|token/gu)).flatMap(({ 0: name, index }) =>
    columns.of(index, index + name.length, isPassword).map(({ start, end }) => text.slice(start, end)),
  );
}

const [one, two, three] = ["q7Lw2Rk9Zx4Tn8Vb", "Hy3Pd6Sg1Mf5Jc0B", "uW8eQ2rT6yU1iO9p"] as const;

test.each<[string, boolean]>([
  ["MyHarborBot#72", true],
  ["river-stone-lamp65", true],
  ["MyHarborBot", false],
  ["Ha#bor7", false],
  ["clang-format-14", false],
  ["1:14.0.6-12", false],
  ["polars_runtime_32", false],
  ["harborbot7", false],
  ["HarborBot7", true],
  ["Harb#7o", false],
  ["Harbo#7r", true],
  [`Ha#7${"r".repeat(60)}`, true],
  [`Ha#7${"r".repeat(61)}`, false],
  ["Harbor7(x)", false],
  ["Harbor7[0]", false],
  ["Harbor\\7x", false],
])("a cell without quotes, %s, is a password under the head of passwords alone: %s", (cell, isPassword) => {
  for (const text of [`id,secret\n1,${cell}\n`, `COPY a (id, secret) FROM stdin;\n1\t${cell}\n\\.\n`]) {
    expect(given(text, true)).toEqual(isPassword ? [cell] : []);
    expect(given(text)).toEqual([]);
  }
});

test("what stands behind a statement's words is no cell", () => {
  for (const word of ["select", "INSERT", "return", "const", "from"])
    expect(given(`${word} id,secret\n1,MyHarborBot#72\n`, true)).toEqual([]);
  expect(given("selection id,secret\n1,MyHarborBot#72\n", true)).toEqual(["MyHarborBot#72"]);
  expect(given("x = id,secret\n1,MyHarborBot#72\n", true)).toEqual([]);
});

test("a table that psql or mysql draws has lines between its rows", () => {
  expect(given(` id | secret\n----+--------\n 1 | ${one}\n 2 | ${two}\n`)).toEqual([one, two]);
  expect(given(`+----+--------+\n| id | secret |\n+----+--------+\n| 1 | ${one} |\n+----+--------+\n`)).toEqual([one]);
  expect(given(` id | secret\n  ====  \n 1 | ${one}\n`)).toEqual([one]);
  expect(given(` id | secret\n--\n 1 | ${one}\n`)).toEqual([]);
  expect(given(` id | secret\n----x\n 1 | ${one}\n`)).toEqual([]);
  expect(given(`id,secret\n----\n1,${one}\n`)).toEqual([]);
});

describe("a list of names gives each its value", () => {
  test.each<[string, string, readonly string[]]>([
    ["a table", `id,secret\n1,${one}`, [one]],
    ["a table whose first column it is", `secret,id\n${one},1\n`, [one]],
    ["a table of several rows", `id,secret\n1,${one}\n2,${two}\n3,${three}\n`, [one, two, three]],
    ["a table of two such columns", `token,secret\n${one},${two}\n`, [one, two]],
    ["a table behind a text", `Keys:\n\nid,secret\n1,${one}\n`, [one]],
    ["a table with quotes", `"id","secret"\n"1","${one}"\n`, [one]],
    ["a table with words between quotes", `id,secret\n1,"two words"\n`, ["two words"]],
    ["a table with a separator between quotes", `id,secret\n"a,b",${one}\n`, [one]],
    ["a table with an escaped quote", `id,secret\n"a\\"b",${one}\n`, [one]],
    ["a table with lines of Windows", `id,secret\r\n1,${one}\r\n2,${two}\r\n`, [one, two]],
    ["a table with semicolons", `id;secret\n1;${one}\n`, [one]],
    ["a table with tabulators", `id\tsecret\n1\t${one}\n`, [one]],
    ["a table with blanks", `id , secret\n1 , ${one}\n`, [one]],
    ["a table with names of several words", `account id,the API secret\n1,${one}\n`, [one]],
    ["a value with padding", `id,secret\n1,${one}==\n`, [`${one}==`]],
    ["Markdown", `| id | secret |\n| --- | :---: |\n| 1 | ${one} |\n`, [one]],
    ["Markdown, marked as code", `| id | \`secret\` |\n|---|---|\n| 1 | \`${one}\` |\n`, [one]],
    ["Markdown without a frame", `id | secret\n---|---\n1 | ${one}\n`, [one]],
    ["a table in a text of JSON", `{"a": "id,secret\n1,${one}\n2,${two}\n"}`, [one, two]],
    ["a table in a parameter", `https://a.org/?table=id,secret\n1,${one}\n`, [one]],
    ["a table in an element", `<pre>id,secret\n1,${one}\n</pre>`, [one]],
    ["SQL", `INSERT INTO a (id, secret) VALUES ('1', '${one}');`, [one]],
    ["SQL of one column", `INSERT INTO a (secret) VALUES ('${one}'), ('${two}')`, [one, two]],
    ["SQL in small letters, on two lines", `insert into a (secret, id)\n  values ('${one}', 1)`, [one]],
    ["SQL with quoted names", "INSERT INTO a (`id`, \"secret\") VALUES (1, 'x y')", ["x y"]],
    ["SQL of several rows", `INSERT INTO a (id, secret) VALUES (1, '${one}'), (2, '${two}')`, [one, two]],
    ["a dump of PostgreSQL", `COPY public.a (id, secret) FROM stdin;\n1\t${one}\n2\t${two}\n\\.\n`, [one, two]],
    [
      "a dump of PostgreSQL, with lines of Windows",
      `copy a (secret, id) from stdin;\r\n${one}\t1\r\n${two}\t2\r\n`,
      [one, two],
    ],
    ["a dump of PostgreSQL, with options", `COPY a (id, secret)  FROM  stdin WITH (FORMAT text);\n1\t${one}\n`, [one]],
    ["a dump of PostgreSQL with a bracket in it", `COPY a (id, secret) FROM stdin;\na)b\t${one}\n`, [one]],
    [
      "a dump of PostgreSQL whose first column it is",
      `COPY a (secret, id) FROM stdin;\n${one}\t1\n${two}\t2\n`,
      [one, two],
    ],
    ["Markdown without a frame, in three columns", `secret | id | x\n---|---|---\n${one} | 1 | 2\n`, [one]],
    ["SQL with more blanks", `INSERT INTO a (id, secret)  VALUES  ('1', '${one}')  ,  ('2', '${two}')`, [one, two]],
    [
      "SQL of several rows that end in a number",
      `INSERT INTO a (secret, id) VALUES ('${one}', 1), ('${two}', 2)`,
      [one, two],
    ],
    ["a table in a text of JSON, without a blank", `{"a":"id,secret\n1,${one}\n"}`, [one]],
    ["a pair of names with more blanks", `id, secret  =  "1", "x"  \n`, ["x"]],
    ["a pair of names, unpacked with more blanks", `const [id, secret]  =  ["1", "x"];`, ["x"]],
    ["a pair of names", `id, secret = "1", "x"`, ["x"]],
    ["a pair of names, in Lua", `local id, secret = '1', 'x'\n`, ["x"]],
    ["a pair of names, in Go", `  id, secret := "1", "x"\n`, ["x"]],
    ["a pair of names, with a comment", `id, secret = "1", "x"  # of the bot\n`, ["x"]],
    ["a pair of names, unpacked", `const [id, secret] = ["1", "x"];`, ["x"]],
    ["a pair of names, without blanks", `id,secret="1","x"`, ["x"]],
    ["a pair of names, with a comment behind a tabulator", `id, secret = "1", "x"\t# of the bot\n`, ["x"]],
    ["a table of 600 characters before it", `${"id,".repeat(200)}secret\n${"1,".repeat(200)}${one}\n`, [one]],
    ["a table of 600 characters from it on", `secret${",id".repeat(198)}\n${one}${",1".repeat(198)}\n`, [one]],
    ["a pair of names, of bytes", `id, secret = b"1", b"x"`, ["x"]],
  ])("%s", (_, text, values) => {
    expect(given(text)).toEqual(values);
  });
});

describe("nothing is given", () => {
  test.each<[string, string]>([
    ["by a name alone", "secret"],
    ["by a ruler between quotes", `id,secret\n1,"---"\n`],
    ["by nothing between quotes", `id,secret\n1,""\n`],
    ["behind a quote inside a word", `x:a"id,secret\n1,${one}\n`],
    ["by a pair of names behind a brace", `{id, secret = "1", "x"\n`],
    ["by a table of 601 characters before it", `x${"id,".repeat(200)}secret\n${"1,".repeat(200)}${one}\n`],
    ["by a table of 601 characters from it on", `secret${",id".repeat(198)}x\n${one}${",1".repeat(198)}\n`],
    ["by SQL with fewer values than names", "INSERT INTO a (id, secret) VALUES (1)"],
    ["by SQL of one column to what is no literal", "INSERT INTO a (secret) VALUES (current_secret)"],
    ["by a call with one name", `insert(secret) ('${one}')`],
    ["by lines that end in a return alone", `id,secret\r1,${one}\r`],
    ["behind a cell of 4,000 characters", `id,secret\n${"1".repeat(4_000)},${one}\n`],
    ["behind a colon", `x: id,secret\n1,${one}\n`],
    ["by SQL that opens otherwise", `INSERT INTO a {id, secret) VALUES ('1', '${one}')`],
    ["by a list that opens otherwise", `(id, secret] = ["1", "x"]`],
    ["by arguments with a default", `f(id, secret = "1", "x"\n`],
    ["by a dump with a value more", `COPY a (id, secret) FROM stdin;\n1\t${one}\t2\n`],
    ["where the first heading is empty", `,secret\n1,${one}\n`],
    ["where a heading in a frame has five words", `| one two three four five | secret |\n|---|---|\n| 1 | ${one} |\n`],
    ["where a heading without a frame has five words", `one two three four five | secret\n---|---\n1 | ${one}\n`],
    ["by SQL with another separator", `INSERT INTO a (id; secret) VALUES ('1', '${one}')`],
    ["by names between other brackets", `[id; secret] = ["1", "x"]`],
    ["by quotes over two lines", `id,secret\n1,"two\nwords"\n`],
    ["by one column", `secret\n${one}\n`],
    ["by a sentence with a comma", `Keep the secret, it is yours alone and stays so.\nx,${one}\n`],
    ["behind a row with a number", `secret,0.1.4,1963\n${one},0.2.0,1964\n`],
    ["behind a row with a date", `secret,2026-11-28\n${one},2026-11-29\n`],
    ["where a heading is none", `id,secret,{a}\n1,${one},2\n`],
    ["where a heading is empty", `id,secret,\n1,${one},\n`],
    ["where a heading has five words", `id of the very first,secret\n1,${one}\n`],
    ["by words without quotes", "id,secret\n1,password\n2,something-else\n"],
    ["by words of a dump", "COPY a (id, secret) FROM stdin;\n1\tpassword\n\\.\n"],
    ["by a row of another width of a dump", `COPY a (id, secret) FROM stdin;\n1\t2\t${one}\n`],
    ["by a dump of another sort", `COPY a (id, secret) FROM 'file';\n1\t${one}\n`],
    ["by a row of another width", `id,secret\n1,${one},2\n`],
    ["by rows behind one of another width", `id,secret\n1\n2,${one}\n`],
    ["by a row behind an empty line", `id,secret\n\n1,${one}\n`],
    ["by a call", `f(id, secret)\n1,${one}\n`],
    ["by arguments of a call", `f(id, secret, "${one}")`],
    ["by names that stand for themselves", "id, secret = a, b"],
    ["by a comparison", 'id, secret == "1", "x"'],
    ["by more values than names", 'id, secret = "1", "x", "y"'],
    ["by fewer values than names", 'a, id, secret = "1", "x"'],
    ["by an expression that goes on", 'id, secret = "1", "x" + y'],
    ["by a default", 'def f(id, secret="x"):'],
    ["by a call of SQL", "INSERT INTO a (id, secret) VALUES (1, read())"],
    ["by SQL that selects", `INSERT INTO a (id, secret) SELECT '1', '${one}'`],
    ["by an open quote", `id,secret\n1,"${one}\n`],
    ["by code behind a quote", `id,secret\n1,"${one}" + x\n`],
  ])("%s", (_, text) => {
    expect(given(text)).toEqual([]);
  });

  test("by a row as a head of those behind it", () => {
    expect(given(`id,secret\n1,${one}\ntoken,secret\n${two},${three}\n`)).toEqual([one, three]);
  });

  test("beyond twenty rows, or twelve names of one list", () => {
    expect(given(`id,secret\n${`1,${one}\n`.repeat(25)}`)).toHaveLength(20);
    expect(given(`INSERT INTO a (id, secret) VALUES ${Array(25).fill(`(1, '${one}')`).join(", ")}`)).toHaveLength(20);
    expect(given(`COPY a (id, secret) FROM stdin;\n${`1\t${one}\n`.repeat(25)}`)).toHaveLength(20);
    const wide = (cell: string): string => Array.from({ length: 15 }, () => cell).join(",");
    expect(given(`${wide("token")}\n${wide(one)}\n`)).toHaveLength(12);
  });
});
