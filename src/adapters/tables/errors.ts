import { defineFaults } from "#kernel";

/** What can be wrong with a table that is read into columns: always with the file, and the row and field where there is one. */
export const tablesFaults = defineFaults({
  TABLES_NO_SUCH_FILE: {
    kind: "badInput",
    zh: "读不到数据文件 {file}：{problem}",
    en: "the data file {file} cannot be read: {problem}",
  },
  TABLES_FORMAT: {
    kind: "badInput",
    zh: "{file} 的内容是 {found}；可读 CSV（UTF-8 或 GBK，可为 .gz）与 Parquet",
    en: "{file} holds {found}; CSV (UTF-8 or GBK, also .gz) and Parquet can be read",
  },
  TABLES_EMPTY: {
    kind: "badInput",
    zh: "{file} 没有数据行：首行应为列名，其下至少一行",
    en: "{file} has no data rows: expected a line of column names and at least one row below it",
  },
  TABLES_COLUMN_TWICE: {
    kind: "badInput",
    zh: "{file} 的列名 {column} 出现两次（第 {first} 列与第 {second} 列）",
    en: "{file} has the column name {column} twice (columns {first} and {second})",
  },
  TABLES_NO_SUCH_COLUMN: {
    kind: "badInput",
    zh: "{file} 没有列 {column}；有：{found}",
    en: "{file} has no column {column}; it has: {found}",
  },
  TABLES_ROW_COLUMNS: {
    kind: "badInput",
    zh: "{file} 第 {row} 行有 {found} 个字段，应为 {expected} 个",
    en: "{file}, row {row}: {found} fields, expected {expected}",
  },
  TABLES_ROW_BROKEN: {
    kind: "badInput",
    zh: "{file} 第 {row} 行读不下去：引号没有闭合，或一行超过 {limit} 字节",
    en: "{file}, row {row}: the quotation mark is never closed, or the row is longer than {limit} bytes",
  },
  TABLES_NOT_A_NUMBER: {
    kind: "badInput",
    zh: "{file} 第 {row} 行，列 {column}：“{found}”不是数（该列指定为数值；可用 --missing-text 将其视为缺失）",
    en: "{file}, row {row}, column {column}: “{found}” is not a number (the column was said to be numeric; --missing-text takes it as missing)",
  },
  TABLES_ENCODING: {
    kind: "badInput",
    zh: "{file} 第 {row} 行，列 {column}：文字不是 {encoding} 编码",
    en: "{file}, row {row}, column {column}: the text is not valid {encoding}",
  },
  TABLES_CUT_OFF: {
    kind: "badInput",
    zh: "{file} 在第 {row} 行之后中断：{problem}",
    en: "{file} ends early after row {row}: {problem}",
  },
  TABLES_QUERY: {
    kind: "badInput",
    zh: "查询失败：{problem}",
    en: "the query failed: {problem}",
  },
});
