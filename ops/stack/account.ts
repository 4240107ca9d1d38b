/** The account stack's log group for operators' journals, in every region that bots are in. */
export const journalLogGroup = "/bulkhead/account/journals";
