import { Tables } from "../../policies/detection/tables";
import { foundIn } from "./scanned";

/** What every `secret` of a text is given. */
function given(text: string): readonly string[] {
  const tables = new Tables(text);
  return Array.from(text.matchAll(/secret/gu)).flatMap(({ 0: name, index }) =>
    tables.of(index, index + name.length).map(({ start, end }) => text.slice(start, end)),
  );
}

const [one, two] = ["q7Lw2Rk9Zx4Tn8Vb", "Hy3Pd6Sg1Mf5Jc0B"] as const;
const rows = `INSERT INTO a VALUES (1,'${one}');`;

describe("a dump gives a column the cells of its rows", () => {
  test.each<[string, string, readonly string[]]>([
    ["SQLite's", `CREATE TABLE a(id INTEGER, secret TEXT);\n${rows}`, [one]],
    ["in small letters", `create table a (id int, secret varchar(64));\ninsert into a values (1, '${one}');`, [one]],
    [
      "MySQL's, with what stands between the two",
      "CREATE TABLE IF NOT EXISTS `a` (\n  `id` int NOT NULL,\n  `secret` varchar(255) DEFAULT NULL,\n  PRIMARY KEY (`id`)\n) ENGINE=InnoDB;\n" +
        `LOCK TABLES \`a\` WRITE;\nINSERT INTO \`a\` VALUES (1,'${one}'),(2,'${two}');`,
      [one, two],
    ],
    [
      "a row a statement",
      `CREATE TABLE a(secret TEXT);\nINSERT INTO a VALUES('${one}');\nINSERT INTO a VALUES('${two}');`,
      [one, two],
    ],
    ["behind a column with a comma in brackets", `CREATE TABLE a (price decimal(10,2), secret text);\n${rows}`, [one]],
    [
      "behind two columns with a comma in brackets",
      `CREATE TABLE a (b decimal(10,2), c decimal(10,2), secret text);\nINSERT INTO a VALUES (1,2,'${one}');`,
      [one],
    ],
    [
      "of two columns between quotes",
      `CREATE TABLE a ("secret" text, "b" text, "secret" text);\nINSERT INTO a VALUES ('${one}','b','${two}');`,
      [one, two],
    ],
    [
      "of two statements that stand 4,000 characters apart",
      `CREATE TABLE a (id int, secret text);\n${rows}${" ".repeat(3_997)}${rows.replace(one, two)}`,
      [one, two],
    ],
    [
      "of the first of two that stand further apart",
      `CREATE TABLE a (id int, secret text);\n${rows}${" ".repeat(3_998)}${rows.replace(one, two)}`,
      [one],
    ],
    [
      "of two tables the own one",
      `CREATE TABLE b (secret text);\nCREATE TABLE a (id int, secret text);\n${rows}`,
      [one],
    ],
    [
      "of a schema",
      `CREATE TABLE "x"."a" (id int, "secret" character varying(64));\nINSERT INTO "x"."a" VALUES (1, '${one}');`,
      [one],
    ],
    ["which are none, without rows", "CREATE TABLE a (id int, secret text);\n", []],
    ["which are none, of a number", `CREATE TABLE a (id int, secret int);\n${rows}`, []],
    ["which are none, without a declaration", `a (id int, secret text);\n${rows}`, []],
    ["which are none, outside the brackets", `CREATE TABLE a (id int); secret text;\n${rows}`, []],
    ["which are none, without quotes", "CREATE TABLE a (secret text, id int);\nINSERT INTO a VALUES (NULL, 2);", []],
    ["which are none, beyond a row's end", `CREATE TABLE a (id int, b text, secret text);\n${rows}`, []],
    [
      "behind a declaration whose brackets stay open",
      `CREATE TABLE b (id int, secret text,\nCREATE TABLE a (id int, secret text);\n${rows}`,
      [one],
    ],
    [
      "which are none of a declaration whose brackets the next one closes",
      `CREATE TABLE a (id int, secret text,\nCREATE TABLE b (id int));\n${rows}`,
      [],
    ],
    [
      "which are none, where the brackets stay open",
      `CREATE TABLE a (id int, secret text\n${rows.replaceAll(")", "")}`,
      [],
    ],
  ])("%s", (_, text, values) => {
    expect(given(text)).toEqual(values);
  });

  test.each<[string, string]>([
    ["a text with a comma", "id text DEFAULT 'a,b', "],
    ["a text with a bracket", "id text DEFAULT 'a)b', "],
    ["a quoted name with a comma", '"a,b" text, '],
    ["a name between backticks with a comma", "`a,b` text, "],
    ["a comment with a comma", "id text -- first, second\n, "],
    ["a longer comment with a comma", "id text /* first, second */, "],
    ["a sign of subtraction and one of division", "id int DEFAULT 4-1, "],
    ["a list of values", "id enum('a','b'), "],
  ])("behind %s", (_, before) => {
    const text = `CREATE TABLE a (${before}"secret" text);\nINSERT INTO a VALUES ('x','${one}');`;
    expect(given(text)).toEqual([one]);
  });

  test("on any number of blanks and lines", () => {
    const text = `create  table  if  not  exists  a  (\n  id  int ,\n  secret  mediumtext\n)  ;\ninsert  into  a  values  ( 1 , '${one}' ) , ( 2 , '${two}' ) ;`;
    expect(given(text)).toEqual([one, two]);
  });

  test.each([
    "text",
    "longtext",
    "tinytext",
    "varchar(9)",
    "nvarchar(9)",
    "char(9)",
    "nchar",
    "varchar2(9)",
    "blob",
    "longblob",
    "varbinary(9)",
    "bytea",
    "string",
  ])("of type %s", (type) => {
    expect(given(`CREATE TABLE a (secret ${type}, b int);\nINSERT INTO a VALUES ('${one}', 1);`)).toEqual([one]);
  });

  test("by the table's own name, whatever its quotes, its case and its schema", () => {
    const under = (declared: string, filled: string): readonly string[] =>
      given(
        `CREATE TABLE ${declared} (secret text);\nINSERT INTO b VALUES ('${two}');\nINSERT INTO ${filled} VALUES ('${one}');`,
      );
    expect(under("`a`", '"x"."A"')).toEqual([one]);
    expect(under("[a]", "a")).toEqual([one]);
    expect(under("a", "ab")).toEqual([]);
    expect(under("a.b", "a")).toEqual([two]);
  });

  test("of tables that are all declared first, each its own", () => {
    expect(
      given(
        `CREATE TABLE a (id int, secret text);CREATE TABLE b (secret text);INSERT INTO a VALUES (1, '${one}');INSERT INTO b VALUES ('${two}');`,
      ),
    ).toEqual([one, two]);
  });

  test("which stand behind its declaration, of a statement the name does not change in between", () => {
    expect(given(`INSERT INTO a VALUES ('${one}');CREATE TABLE a (secret text);`)).toEqual([]);
    expect(
      given(
        `CREATE TABLE a (secret text);INSERT INTO a VALUES ('${one}');INSERT INTO b VALUES ('x');INSERT INTO a VALUES ('${two}');`,
      ),
    ).toEqual([one]);
  });

  test("of twelve columns at most", () => {
    const columns = Array.from({ length: 13 }, () => "secret text").join(",");
    const cells = Array.from({ length: 13 }, () => `'${one}'`).join(",");
    expect(given(`CREATE TABLE a (${columns});INSERT INTO a VALUES (${cells});`)).toHaveLength(12);
  });

  test("of a declaration of 4,000 characters at most", () => {
    const behind = (size: number): readonly string[] =>
      given(`CREATE TABLE a (secret text,${" ".repeat(size)}id int);INSERT INTO a VALUES ('${one}', 1);`);
    expect(behind(3_900)).toEqual([one]);
    expect(behind(4_000)).toEqual([]);
  });

  test("of twenty rows at most", () => {
    const all = Array.from({ length: 25 }, (_, index) => `(${index},'${one}')`).join(",");
    expect(given(`CREATE TABLE a (id int, secret text);INSERT INTO a VALUES ${all};`)).toHaveLength(20);
  });

  test("and a scan finds them", () => {
    expect(foundIn(`CREATE TABLE a(id INTEGER, api_secret TEXT);\nINSERT INTO a VALUES(1,'${one}${two}');`)).toEqual([
      one + two,
    ]);
  });
});
