/** What the pages and commands of parties and their people need, passed in. */
export interface PartyServices {}
