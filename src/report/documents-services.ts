/** What the pages and commands of printed documents, the due-diligence report first need, passed in. */
export interface DocumentServices {}
