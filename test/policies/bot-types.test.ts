import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { botTypes } from "../../policies/bot-types";

const sdk = dirname(require.resolve("@pulumi/aws/package.json"));

test.each(Object.entries(botTypes))(
  "%s is a type of the installed provider, and takes tags or does not",
  (type, { tags }) => {
    const [, folder = "", file = "", name = ""] = /^aws:(\w+)\/(\w+):(\w+)$/u.exec(type) ?? [];
    const path = join(sdk, folder, `${file}.d.ts`);
    expect(existsSync(path)).toBe(true);
    const typings = readFileSync(path, "utf8");
    const args = typings.slice(typings.indexOf(`export interface ${name}Args `));
    expect(args.startsWith(`export interface ${name}Args `)).toBe(true);
    expect(/^ {4}tags\?: /mu.test(args)).toBe(tags);
  },
);
