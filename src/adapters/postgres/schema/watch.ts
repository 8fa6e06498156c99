/** The tables of early warning, as the newest migration leaves them. */
export interface WatchTables {}
