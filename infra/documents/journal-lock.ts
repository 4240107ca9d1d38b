/** Actions by which entries of a journal go. */
export const journalDeletions = ["logs:DeleteLogGroup", "logs:DeleteLogStream"] as const;

/** Actions that make entries go later, open them to be deleted, or hide what is in them. */
const loosenings = [
  "logs:AssociateKmsKey",
  "logs:DeleteRetentionPolicy",
  "logs:DisassociateKmsKey",
  "logs:PutDataProtectionPolicy",
  "logs:PutLogGroupDeletionProtection",
  "logs:PutRetentionPolicy",
] as const;

/** Everything that unlocks a journal. */
export const journalLock = [...journalDeletions, ...loosenings] as const;
