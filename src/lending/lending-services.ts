/** What the pages and commands of own loans, from application to settlement need, passed in. */
export interface LendingServices {}
