import type { InvoiceItem } from "#operations";
import { type Check, concluded, notComputable } from "../check.ts";
import { contradict, percent } from "../contradict.ts";
import type { Contradiction } from "../contradiction.ts";
import { deliveriesOf, hasGoods } from "../invoice-book.ts";
import { binomialTail } from "../robust-statistics.ts";

const check = "documents";
const recentDays = 180;

/**
 * Deliveries against invoices, and invoices against payments: the recent half year compared with the time before. An
 * enterprise that never reports deliveries contradicts nothing.
 */
export const checkDocuments: Check = ({ facts, parameters, lastDay }) => {
  const sales = facts.invoices.filter(
    ({ direction, isVoid, redOf }) => direction === "sale" && !isVoid && redOf === "",
  );
  // Goods may follow the invoice for a while.
  const told = sales.filter(({ onDay }) => onDay <= lastDay - parameters.graceDays);
  if (told.length < 40) return notComputable(check, told.length === 0 ? "noDocuments" : "tooShort");
  const moved = deliveriesOf(facts);
  const isBare = (invoice: InvoiceItem): boolean => !hasGoods(invoice, moved);
  const recent = told.filter(({ onDay }) => onDay > lastDay - recentDays);
  const before = told.filter(({ onDay }) => onDay <= lastDay - recentDays);
  const bare = recent.filter(isBare);
  const usual = (before.filter(isBare).length + 1) / (before.length + 2);
  const contradictions: Contradiction[] = [];
  const share = bare.length / Math.max(1, recent.length);
  const chance = binomialTail(bare.length, recent.length, usual);
  if (before.length >= 20 && usual < 0.5 && share > 2 * usual + 0.05 && chance <= parameters.mostChance) {
    const fromDay = bare[0]?.onDay ?? lastDay;
    const toDay = bare.at(-1)?.onDay ?? lastDay;
    contradictions.push(
      contradict({
        type: "deliveryInvoice",
        sentence: "deliveryInvoice",
        fromDay,
        toDay,
        chance,
        figures: { count: bare.length, found: percent(share), expected: percent(usual) },
        rows: [
          {
            stream: "invoices",
            asset: "",
            numbers: bare.map(({ number }) => number).slice(0, 50),
            fromDay,
            toDay,
          },
        ],
      }),
    );
  }
  return concluded(check, contradictions, share);
};
