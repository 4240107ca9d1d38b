import { isMap } from "../embedded/project";
import { StepFailure } from "../steps/step";

/** Id of the statement that denies a contained bot's secret. `release` takes away this one and no other. */
export const denialSid = "BulkheadContained";

const denial = {
  Sid: denialSid,
  Effect: "Deny",
  Principal: "*",
  Action: ["secretsmanager:GetSecretValue", "secretsmanager:BatchGetSecretValue"],
  Resource: "*",
};

/** The secret's policy with the denial added, once. Throws StepFailure where it can't be read: what it says must not be lost. */
export function withDenial(policy: string | undefined): string {
  const { document, statements } = read(policy);
  const others = statements.filter((one) => !isDenial(one));
  return JSON.stringify({ ...document, Statement: [...others, denial] });
}

/** The secret's policy without the denial; undefined where nothing else was in it. */
export function withoutDenial(policy: string | undefined): string | undefined {
  const { document, statements } = read(policy);
  const others = statements.filter((one) => !isDenial(one));
  return others.length === 0 ? undefined : JSON.stringify({ ...document, Statement: others });
}

/** Whether a policy denies reading to everybody. */
export function isDenied(policy: string | undefined): boolean {
  return read(policy).statements.some(isDenial);
}

function isDenial(statement: unknown): boolean {
  return isMap(statement) && statement.Sid === denialSid;
}

function read(policy: string | undefined): { document: object; statements: readonly unknown[] } {
  if (policy === undefined || policy === "") return { document: { Version: "2012-10-17" }, statements: [] };
  let document: unknown;
  try {
    document = JSON.parse(policy);
  } catch {
    document = undefined;
  }
  if (!isMap(document)) throw new StepFailure("the secret's policy can't be read, and is left as it is");
  const { Statement: statement } = document;
  return { document, statements: Array.isArray(statement) ? statement : statement === undefined ? [] : [statement] };
}
