/** What the pages and commands of early warning need, passed in. */
export interface WatchServices {}
