/** The tables of the mirrored loan book and its five classes, as the newest migration leaves them. */
export interface LoanBookTables {}
