/** The tables of consent, the basis of each read, and the access log, as the newest migration leaves them. */
export interface ConsentTables {}
