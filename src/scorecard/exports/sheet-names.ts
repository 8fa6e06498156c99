/** Where people enter values and read scores. */
export const scoreSheetName = "评分 Score";
/** The table of all bins with their points. */
export const cardSheetName = "评分卡 Card";
/** The categories of each group, one a row. */
export const categorySheetName = "类别 Categories";

/** Where an indicator's bins and categories stand: rows from 1, as a spreadsheet counts them. */
export interface IndicatorPlace {
  readonly firstBinRow: number;
  readonly firstCategoryRow: number;
  readonly categories: number;
}
