/** What the pages and commands of the expert card of the cold start need, passed in. */
export interface ExpertCardServices {}
