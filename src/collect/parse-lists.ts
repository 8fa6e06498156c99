import type { Rows } from "./columns.ts";
import type { Layout } from "./layout.ts";
import { parseScaled } from "./parse-number.ts";
import type { ChurnRate, ListedEnterprise, ParsedChurn, ParsedEnterprises } from "./parsed.ts";
import { RowCursor, type BatchNotes } from "./row-cursor.ts";

const longestCode = 64;
const longestName = 200;

/** Parses a list of enterprises, with or without the bank's rating (信誉评级) and the outcome (是否违约). */
export function parseEnterprises(layout: Layout, rows: Rows, notes: BatchNotes): ParsedEnterprises {
  const cursor = new RowCursor(layout, rows, notes);
  const at = (column: string): number => layout.columns.indexOf(column);
  const ratingColumn = at("信誉评级");
  const labelColumn = at("是否违约");
  const enterprises: ListedEnterprise[] = [];
  while (cursor.next()) {
    const code = cursor.name(at("企业代号"), longestCode);
    const name = code === null ? null : cursor.name(at("企业名称"), longestName);
    if (code === null || name === null) continue;
    if (code === "") {
      cursor.reject(at("企业代号"), "ENTERPRISE_MISSING");
      continue;
    }
    const rating = ratingColumn < 0 ? "" : cursor.name(ratingColumn, longestCode);
    const label = labelColumn < 0 ? "" : cursor.text(labelColumn);
    if (rating === null || label === null) continue;
    if (label !== "" && label !== "是" && label !== "否") {
      cursor.rejectField(labelColumn, "LABEL_UNKNOWN");
      continue;
    }
    enterprises.push({
      ordinal: cursor.ordinal,
      code,
      name: name === "" ? code : name,
      label: label === "是" ? "default" : label === "否" ? "performing" : null,
      bankRating: rating === "" ? null : rating,
    });
  }
  return { kind: "enterprises", enterprises, problems: cursor.problems };
}

/** Parses the table of annual rates against the share of customers lost, for ratings A, B and C. */
export function parseChurn(layout: Layout, rows: Rows, notes: BatchNotes): ParsedChurn {
  const cursor = new RowCursor(layout, rows, notes);
  const names = ["loan_annual_rate", "churn_rating_A", "churn_rating_B", "churn_rating_C"] as const;
  const rates: ChurnRate[] = [];
  while (cursor.next()) {
    const numbers: number[] = [];
    for (const name of names) {
      const column = layout.columns.indexOf(name);
      const text = cursor.text(column);
      if (text === null) break;
      const share = /^\d*\.?\d+$/.test(text) ? Number(text) : Number.NaN;
      if (!(share >= 0 && share <= 1)) {
        cursor.rejectField(column, "RATE_MALFORMED");
        break;
      }
      numbers.push(name === "loan_annual_rate" ? parseScaled(text, 1_000_000) : share);
    }
    const [ratePpm, A, B, C] = numbers;
    if (ratePpm === undefined || A === undefined || B === undefined || C === undefined) continue;
    rates.push({ ordinal: cursor.ordinal, ratePpm, A, B, C });
  }
  return { kind: "churn", rates, problems: cursor.problems };
}
