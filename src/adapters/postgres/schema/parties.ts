/** The tables of parties and their people, as the newest migration leaves them. */
export interface PartiesTables {}
