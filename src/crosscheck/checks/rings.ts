import { formatWan } from "#kernel";
import { type Check, concluded, notComputable } from "../check.ts";
import { contradict, percent } from "../contradict.ts";
import { deliveriesOf, hasGoods } from "../invoice-book.ts";

const check = "rings";

/** Invoices that go round among enterprises of the region and come back, without goods behind them. */
export const checkRings: Check = ({ facts, neighbours, parameters }) => {
  const sales = facts.invoices.filter(({ direction, isVoid }) => direction === "sale" && !isVoid);
  if (sales.length === 0) return notComputable(check, "noDocuments");
  if (neighbours === null) return notComputable(check, "noNeighbours");
  const moved = deliveriesOf(facts);
  const usual = sales.filter((invoice) => hasGoods(invoice, moved)).length / sales.length;
  const rings = neighbours.rings().filter(({ deliveredShare, chance }) => {
    // An enterprise whose deliveries nobody reports has no goods behind any invoice; that says nothing.
    const expected = Math.max(usual, 0.2);
    return deliveredShare < parameters.ringDeliveredShare * expected && chance <= parameters.mostChance;
  });
  const contradictions = rings.slice(0, 5).map((ring) => {
    const { fromDay, toDay, members, rounds, amountYuan, deliveredShare, chance } = ring;
    const inside = facts.invoices.filter(({ onDay }) => onDay >= fromDay && onDay <= toDay);
    const numbers = inside.filter((invoice) => !hasGoods(invoice, moved)).map(({ number }) => number);
    return contradict({
      type: "circularOrders",
      sentence: "circularOrders",
      fromDay,
      toDay,
      chance,
      figures: {
        members: members.length,
        rounds,
        amount: formatWan(BigInt(Math.round(amountYuan * 100))),
        found: percent(deliveredShare),
      },
      rows: [{ stream: "invoices", asset: "", numbers: numbers.slice(0, 50), fromDay, toDay }],
    });
  });
  return concluded(check, contradictions, rings.length);
};
