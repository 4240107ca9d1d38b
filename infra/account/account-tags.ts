/** What every taggable resource of an account's stack carries, and by which it is known. */
export const accountTags = { "bulkhead:kind": "account" } as const;
