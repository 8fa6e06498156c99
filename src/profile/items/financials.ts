import type { Fen } from "#kernel";
import type { StreamName } from "#operations";
import type { ProfileItem } from "../profile-item.ts";
import { type ProxyItem, proxyItems } from "../proxy-balance.ts";
import { sumFen } from "../proxy/bounds.ts";
import { cashOf, owedOf } from "../value-enterprise.ts";
import type { ProfileItemId } from "./item-words.ts";
import { type BehindRow, type ItemContext, itemsOf } from "./item.ts";

const ids = {
  fixedAssetsFen: "fixed-assets",
  depreciationFen: "depreciation",
  inventoriesFen: "inventories",
  receivablesFen: "receivables",
  payablesFen: "payables",
  revenueFen: "revenue",
  purchasesFen: "purchases",
} as const satisfies Readonly<Record<ProxyItem, ProfileItemId>>;

/** Money, from proxies with bounds, and what follows from them: days, cash, debt. */
export function financialItems(context: ItemContext): readonly ProfileItem[] {
  const { facts, year, proxy } = context;
  const proxies = proxyItems.map((item) => {
    const estimate = proxy[item];
    const streams = (estimate?.streams ?? []) as readonly StreamName[];
    return {
      id: ids[item],
      streams,
      rows: streams.flatMap((stream) => lastRows(context, stream)),
      value: estimate?.valueFen ?? null,
      bounds: estimate ?? undefined,
    };
  });
  const days = (id: ProfileItemId, stock: ProxyItem, flow: ProxyItem) => {
    const streams = [
      ...new Set([...(proxy[stock]?.streams ?? []), ...(proxy[flow]?.streams ?? [])]),
    ] as StreamName[];
    const value = daysOf(proxy[stock]?.valueFen, proxy[flow]?.valueFen);
    const rows = streams.flatMap((stream) => lastRows(context, stream));
    return { id, streams, rows, value };
  };
  const paid = { streams: ["payments"] as const, rows: year.payments };
  const loans = { streams: ["loans"] as const, rows: facts.loans };
  const incoming = sumFen(year.payments.map(({ amountFen }) => (amountFen > 0n ? amountFen : 0n)));
  const outgoing = sumFen(year.payments.map(({ amountFen }) => (amountFen < 0n ? -amountFen : 0n)));
  const hasPayments = year.payments.length > 0;
  return itemsOf("financials", context, [
    ...proxies,
    days("receivable-days", "receivablesFen", "revenueFen"),
    days("inventory-days", "inventoriesFen", "purchasesFen"),
    days("payable-days", "payablesFen", "purchasesFen"),
    { ...paid, id: "cash", value: cashOf(facts) },
    {
      ...paid,
      id: "cash-in",
      value: hasPayments ? incoming : null,
    },
    {
      ...paid,
      id: "cash-net",
      value: hasPayments ? incoming - outgoing : null,
    },
    {
      ...loans,
      id: "borrowings",
      value: facts.loans.length === 0 ? null : owedOf(facts.loans),
    },
  ]);
}

/** Rows of a stream within twelve months, or the newest of a stream that changes seldom. */
function lastRows({ facts, year }: ItemContext, stream: StreamName): readonly BehindRow[] {
  if (stream === "twins" || stream === "stock" || stream === "orders") return facts[stream].slice(-50);
  if (stream === "invoices" || stream === "movements" || stream === "payments")
    return year[stream].slice(-200);
  if (stream === "machineDays" || stream === "meterDays") return year[stream].slice(-90);
  return facts[stream];
}

function daysOf(stock: Fen | undefined, flow: Fen | undefined): number | null {
  return stock === undefined || flow === undefined || flow <= 0n
    ? null
    : (Number(stock) / Number(flow)) * 365;
}
