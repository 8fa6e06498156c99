import { addMonths, dayNumberOf, dayOfNumber, firstDayOf, formatWan, monthOf } from "#kernel";
import type { DeclaredRow } from "#operations";
import { type Check, type CheckInput, concluded, notComputable } from "../check.ts";
import { contradict } from "../contradict.ts";
import type { Contradiction } from "../contradiction.ts";
import { median } from "../robust-statistics.ts";

const check = "declared";

/** Revenue of statements and tax returns against the invoices of the same months, net of tax and of red invoices. */
export const checkDeclared: Check = (input) => {
  const rows = input.facts.declared.filter(({ item, months }) => item === "revenue" && months > 0);
  if (rows.length === 0 || input.facts.invoices.length === 0) return notComputable(check, "noDocuments");
  const gaps = rows.flatMap((row) => {
    const invoiced = invoicedFen(input, row);
    return invoiced === null || invoiced <= 0n || row.amountFen <= 0n
      ? []
      : [{ row, invoiced, gap: Math.log(Number(row.amountFen) / Number(invoiced)) }];
  });
  if (gaps.length === 0) return notComputable(check, "tooShort");
  const contradictions: Contradiction[] = [];
  const kinds = {
    statement: { zh: "报表", en: "statement" },
    taxReturn: { zh: "纳税申报", en: "tax return" },
  };
  for (const kind of ["statement", "taxReturn"] as const) {
    const own = gaps.filter(({ row }) => row.kind === kind);
    const usual = median(own.map(({ gap }) => gap));
    if (own.length < 2 || Math.abs(usual) < input.parameters.declaredGap) continue;
    const worst = own.reduce((left, right) => (Math.abs(right.gap) > Math.abs(left.gap) ? right : left));
    const figures = { found: formatWan(worst.row.amountFen), expected: formatWan(worst.invoiced) };
    contradictions.push(
      contradict({
        type: "declaredSensed",
        sentence: "declaredSensed",
        fromDay: own[0]?.row.onDay ?? worst.row.onDay,
        toDay: worst.row.onDay,
        chance: 0.05,
        figures,
        words: { what: kinds[kind] },
        rows: [
          { stream: "declared", asset: "", numbers: [], fromDay: worst.row.onDay, toDay: worst.row.filedOn },
        ],
      }),
    );
  }
  return concluded(check, contradictions, median(gaps.map(({ gap }) => gap)));
};

/** Null where the invoices do not reach back to the first day of the period. */
function invoicedFen({ facts }: CheckInput, { onDay, months }: DeclaredRow): bigint | null {
  const first = dayNumberOf(firstDayOf(addMonths(monthOf(dayOfNumber(onDay)), 1 - months)));
  const sales = facts.invoices.filter(({ direction }) => direction === "sale");
  if ((sales[0]?.onDay ?? first + 1) > first + 31) return null;
  return sales
    .filter((sale) => !sale.isVoid && sale.onDay >= first && sale.onDay <= onDay)
    .reduce((sum, { netFen }) => sum + netFen, 0n);
}
