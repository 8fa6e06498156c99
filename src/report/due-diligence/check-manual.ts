import { reportFaults } from "../errors.ts";
import type { ManualKind } from "./input.ts";

const wholeFields = [
  "inventoryDays",
  "receivableDays",
  "payableDays",
  "prepaidDays",
  "advanceDays",
  "marginPpm",
  "growthPpm",
];
const moneyFields = ["revenueFen", "ownFundsFen", "loansFen", "otherFundsFen"];
const mostDays = 3_650;
const mostPpm = 10_000_000;

/**
 * Refuses fields of a record that a calculation could not take.
 * @throws REPORT_MANUAL_FIELD
 */
export function checkManual(kind: ManualKind, fields: Readonly<Record<string, string>>): void {
  const known = kind === "financials" ? [...wholeFields, ...moneyFields, "summary"] : ["summary"];
  for (const [field, found] of Object.entries(fields)) {
    if (known.includes(field) && (field === "summary" || isAcceptable(field, found))) continue;
    throw reportFaults.fault("REPORT_MANUAL_FIELD", { field, found: found.slice(0, 40) });
  }
  if (kind !== "financials") return;
  for (const field of [...wholeFields, "ownFundsFen", "otherFundsFen"]) {
    if (fields[field] === undefined) throw reportFaults.fault("REPORT_MANUAL_FIELD", { field, found: "" });
  }
}

function isAcceptable(field: string, text: string): boolean {
  if (!/^-?\d{1,18}$/.test(text)) return false;
  if (moneyFields.includes(field)) return !text.startsWith("-");
  const value = Number(text);
  return field.endsWith("Ppm") ? Math.abs(value) <= mostPpm : value >= 0 && value <= mostDays;
}
