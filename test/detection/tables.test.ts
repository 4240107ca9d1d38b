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
      "which are none, where the brackets stay open",
      `CREATE TABLE a (id int, secret text\n${rows.replaceAll(")", "")}`,
      [],
    ],
  ])("%s", (_, text, values) => {
    expect(given(text)).toEqual(values);
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
