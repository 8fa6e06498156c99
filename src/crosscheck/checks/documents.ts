import { type Check, concluded, notComputable } from "../check.ts";
import { contradict, percent } from "../contradict.ts";
import { deliveriesOf, hasGoods } from "../invoice-book.ts";
import { findRecentRise } from "../recent-rise.ts";

const check = "documents";
const mostNumbers = 50;

/**
 * Deliveries against invoices: the recent half year compared with the time before. An enterprise that never reports
 * deliveries contradicts nothing.
 */
export const checkDocuments: Check = ({ facts, parameters, lastDay }) => {
  const sales = facts.invoices.filter(
    ({ direction, isVoid, redOf }) => direction === "sale" && !isVoid && redOf === "",
  );
  // Goods may follow the invoice for a while.
  const told = sales.filter(({ onDay }) => onDay <= lastDay - parameters.graceDays);
  if (told.length < 40) return notComputable(check, told.length === 0 ? "noDocuments" : "tooShort");
  const moved = deliveriesOf(facts);
  const cases = told.map((invoice) => ({ ...invoice, isOdd: !hasGoods(invoice, moved) }));
  const rise = findRecentRise(cases, { lastDay, parameters });
  const bareShare = cases.filter(({ isOdd }) => isOdd).length / cases.length;
  if (rise === null) return concluded(check, [], bareShare);
  const { odd, share, usual, chance, fromDay, toDay } = rise;
  const numbers = odd.map(({ number }) => number).slice(0, mostNumbers);
  const contradiction = contradict({
    type: "deliveryInvoice",
    sentence: "deliveryInvoice",
    fromDay,
    toDay,
    chance,
    figures: { count: odd.length, found: percent(share), expected: percent(usual) },
    rows: [{ stream: "invoices", asset: "", numbers, fromDay, toDay }],
  });
  return concluded(check, [contradiction], bareShare);
};
