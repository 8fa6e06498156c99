/** What the pages and commands of imports of files, their quarantine and its correction need, passed in. */
export interface ImportServices {}
