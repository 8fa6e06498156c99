/** The tables of printed documents, the due-diligence report first, as the newest migration leaves them. */
export interface DocumentsTables {}
