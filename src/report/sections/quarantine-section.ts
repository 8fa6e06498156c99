import { defineMessages } from "#kernel";
import type { InputFile } from "../evaluation.ts";
import { whole } from "../figures.ts";
import { both, html, type Markup, nothing } from "../markup.ts";
import { word } from "../words.ts";

const words = defineMessages({
  title: { zh: "隔离的行", en: "Quarantined rows" },
  note: {
    zh: "没有采用的行及其原因：共 {total} 行，下表列出每个文件的前若干行，共 {shown} 行。",
    en: "Rows that were not taken, and why: {total} in all; the table has the first of each file, {shown} rows.",
  },
  row: { zh: "行", en: "Row" },
  field: { zh: "字段", en: "Field" },
  reason: { zh: "原因", en: "Reason" },
  received: { zh: "收到的内容", en: "As received" },
  wholeRow: { zh: "（整行）", en: "(whole row)" },
});

/** The first quarantined rows of each file with field and reason; nothing where every row was taken. */
export function quarantineSection(files: readonly InputFile[]): Markup {
  const total = files.reduce((sum, { quarantined }) => sum + quarantined, 0);
  if (total === 0) return nothing;
  const rows = files.flatMap(({ file, quarantinedRows = [] }) =>
    quarantinedRows.map(
      (row) =>
        html`<tr><td>${file}</td><td class="number">${whole(row.row)}</td><td>${
          row.field === "" ? both(words.both("wholeRow")) : row.field
        }</td><td>${both(row)}</td><td class="long"><code>${row.raw}</code></td></tr>`,
    ),
  );
  return html`<section id="quarantine"><h2>${both(words.both("title"))}</h2><p class="muted">${both(
    words.both("note", { total: whole(total), shown: whole(rows.length) }),
  )}</p><div class="scroll"><table><thead><tr><th>${word("file")}</th><th class="number">${both(
    words.both("row"),
  )}</th><th>${both(words.both("field"))}</th><th>${both(words.both("reason"))}</th><th>${both(
    words.both("received"),
  )}</th></tr></thead><tbody>${rows}</tbody></table></div></section>`;
}
