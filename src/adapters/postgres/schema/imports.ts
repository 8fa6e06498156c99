/** The tables of imports of files, their quarantine and its correction, as the newest migration leaves them. */
export interface ImportsTables {}
