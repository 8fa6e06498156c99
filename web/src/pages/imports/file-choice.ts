/** What a person decided about one file. */
export interface FileChoice {
  readonly enterpriseCode?: string;
  readonly mapping?: string;
  readonly isSkipped?: boolean;
}
