/** The tables of the expert card of the cold start, as the newest migration leaves them. */
export interface ExpertCardTables {}
