import { addressMoved } from "./rules/address-moved";
import { codeExposed } from "./rules/code-exposed";
import { dataDeleted } from "./rules/data-deleted";
import { denied } from "./rules/denied";
import { diskCopied } from "./rules/disk-copied";
import { diskShared } from "./rules/disk-shared";
import { dnsOpened } from "./rules/dns-opened";
import { eyesClosed } from "./rules/eyes-closed";
import { hostChanged } from "./rules/host-changed";
import { hostEntered } from "./rules/host-entered";
import { hostRewritten } from "./rules/host-rewritten";
import { keyChanged } from "./rules/key-changed";
import { keyInDanger } from "./rules/key-in-danger";
import { keyUsed } from "./rules/key-used";
import { networkOpened } from "./rules/network-opened";
import { ordersChanged } from "./rules/orders-changed";
import { roleAssumed } from "./rules/role-assumed";
import { roleChanged } from "./rules/role-changed";
import { roleStrays } from "./rules/role-strays";
import { secretChanged } from "./rules/secret-changed";
import { secretPut } from "./rules/secret-put";
import { secretRead } from "./rules/secret-read";
import type { EyeRule } from "./rule";

/** Every rule of a stack that holds a credential, the worst first. */
export const eyeRules: readonly EyeRule[] = [
  secretRead,
  keyUsed,
  roleStrays,
  roleAssumed,
  denied,
  secretChanged,
  secretPut,
  keyInDanger,
  keyChanged,
  roleChanged,
  hostEntered,
  hostRewritten,
  ordersChanged,
  hostChanged,
  addressMoved,
  networkOpened,
  dnsOpened,
  diskCopied,
  diskShared,
  dataDeleted,
  codeExposed,
  eyesClosed,
];
