import { configurationOf } from "../embedded/configuration";
import { stackFileOf, stacksOf, type Project } from "../embedded/project";
import { quoted, UserError } from "../user-error";
import { many, type Values } from "../values";

/** The lists of roles in a stack file, and the flag that names one role of each. */
export const roleFlags = {
  admins: "admin",
  operators: "operator",
  responders: "responder",
  deployers: "deployer",
} as const;

export type RoleList = keyof typeof roleFlags;

/** ARNs of the IAM roles around a bot. */
export type People = Readonly<Record<RoleList, readonly string[]>>;

const lists = Object.keys(roleFlags) as RoleList[];
const roleArn = /^arn:aws(?:-[a-z]+)*:iam::\d{12}:role\/(?:[\w+=,.@-]{1,64}\/)*[\w+=,.@-]{1,64}$/u;

/** The roles that flags name, list by list; a list without a flag is left out. Throws UserError. */
export function peopleOfFlags(values: Values): Partial<People> {
  return Object.fromEntries(
    lists.flatMap((list) => {
      const arns = [...new Set(many(values[roleFlags[list]]))];
      const wrong = arns.find((arn) => !roleArn.test(arn));
      if (wrong !== undefined) {
        throw new UserError(
          `--${roleFlags[list]} takes the ARN of an IAM role, such as arn:aws:iam::111122223333:role/NAME; found ${quoted(wrong)}.`,
        );
      }
      return arns.length === 0 ? [] : [[list, arns]];
    }),
  );
}

/** The roles that a stack's file lists. Throws UserError where it can't be read. */
export function peopleOfStack(project: Project, stack: string): People {
  const { values } = configurationOf(project, stack, stackFileOf(project, stack), new Map());
  return ofLists((list) => texts(values.get(`bulkhead:${list}`)));
}

/** Every role that any stack file of the project lists. */
export function peopleOfProject(project: Project): People {
  const all = stacksOf(project).map((stack) => peopleOfStack(project, stack));
  return ofLists((list) => [...new Set(all.flatMap((people) => people[list]))].sort());
}

function ofLists(arns: (list: RoleList) => readonly string[]): People {
  return {
    admins: arns("admins"),
    operators: arns("operators"),
    responders: arns("responders"),
    deployers: arns("deployers"),
  };
}

/** A list as the engine hands it over: JSON text. */
function texts(json: string | undefined): readonly string[] {
  try {
    const content: unknown = JSON.parse(json ?? "[]");
    return Array.isArray(content) ? content.filter((each) => typeof each === "string") : [];
  } catch {
    return [];
  }
}
