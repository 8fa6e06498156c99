import { type Layout, rowFormatOf } from "./layout.ts";
import { RowFields } from "./row-fields.ts";

/**
 * The cells of a row's text, one a column; where it cannot be split as its layout says, what stands between the
 * delimiters, so that a person can put it right.
 */
export function splitRow(layout: Layout, text: string): readonly string[] {
  const bytes = Buffer.from(text, "utf8");
  const fields = new RowFields(rowFormatOf(layout));
  if (fields.split(bytes, 0, bytes.length).kind === "fields") {
    return layout.columns.map((_, i) => Buffer.from(fields.field(i)).toString("utf8"));
  }
  return layout.format === "jsonl" ? [text] : text.split(layout.delimiter).map((cell) => cell.trim());
}
