import type { Policy } from "./policy";
import { imdsv2 } from "./rules/compute/imdsv2";
import { marksRead } from "./rules/bot/marks-read";

/** Every policy of the pack. The list is the order in which they are judged. */
export const policies: readonly Policy[] = [imdsv2, marksRead];
