import { plural } from "./wording";
import type { ExportedState } from "../embedded/exported-state";
import { nameOf } from "../embedded/urn";
import type { Limit } from "./report";
import { oneLine } from "../../policies/verdict";

const providersCheck: Limit = {
  subject: "the provider's own check",
  reason: "it needs the provider; pulumi preview runs it",
};

/** What judging a program offline does not reach (docs/embedded-engine.md). */
export const limitsOfPrograms: readonly Limit[] = [
  providersCheck,
  {
    subject: "what exists already",
    reason: "a stack is judged as if it were new: no state, no differences, no deletions",
  },
  {
    subject: "resources that the program only reads",
    reason: "the protocol shows packs what is made, not what is read",
  },
];

/** What judging an exported state does not reach. */
export function limitsOfState(state: ExportedState, withStackFile: boolean): readonly Limit[] {
  const left = (why: "read" | "pending deletion"): string[] =>
    state.leftOut.filter((each) => each.why === why).map(({ urn }) => oneLine(nameOf(urn)));
  const some = (names: readonly string[]): string =>
    names.length > 5 ? `${names.slice(0, 5).join(", ")} and ${names.length - 5} more` : names.join(", ");
  const [read, deleted] = [left("read"), left("pending deletion")];
  return [
    ...(state.decrypted
      ? [
          {
            subject: "the secrets of this file",
            reason:
              "they stand in it decrypted, by --show-secrets, and were not looked at; delete the file and export it without",
          },
        ]
      : []),
    ...(withStackFile
      ? []
      : [
          {
            subject: "policies about the stack file",
            reason: "a state holds no configuration; --program DIR names the project with the stack file",
          },
        ]),
    {
      subject: "values of secrets",
      reason: `encrypted${state.secretsProvider === undefined ? "" : ` (secrets provider: ${state.secretsProvider})`}; they count as marked secrets of unknown value`,
    },
    {
      subject: "what the next update would change",
      reason: "a state holds what was last deployed; check the program for the rest",
    },
    providersCheck,
    ...(read.length === 0
      ? []
      : [
          {
            subject: plural(
              read.length,
              "resource that the program only reads",
              "resources that the program only reads",
            ),
            reason: some(read),
          },
        ]),
    ...(deleted.length === 0
      ? []
      : [
          {
            subject: plural(
              deleted.length,
              "old copy that a replacement left behind",
              "old copies that a replacement left behind",
            ),
            reason: some(deleted),
          },
        ]),
  ];
}
