/** What the pages and commands of the shadow comparison need, passed in. */
export interface ShadowServices {}
