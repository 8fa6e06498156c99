import { dayNumberOf, type Fen, multiplyByRate } from "#kernel";
import type { DayNumber, MachineDay, OperatingFacts, TwinRow } from "#operations";
import type { IdleAsset } from "./idle-asset.ts";
import { customerParameters } from "./parameters.ts";
import { isOverdueOn, openInvoicesOf } from "./trade-figures.ts";

/**
 * What an enterprise owns free of pledges and does not use (沉睡资产盘活): receivables that are not overdue and not pledged,
 * stock that nothing was taken from, machines that do not run. The same facts give the same list in the same order.
 */
export function findIdleAssets(facts: OperatingFacts): readonly IdleAsset[] {
  const lastDay = dayNumberOf(facts.asOf);
  const pledged = pledgedSubjects(facts);
  return [
    ...freeReceivables(facts, lastDay, pledged),
    ...slowStock(facts, lastDay, pledged),
    ...idleMachines(facts, lastDay, pledged),
  ]
    .filter(({ valueFen }) => valueFen >= BigInt(customerParameters.smallestIdleFen.value))
    .sort((left, right) => Number(right.valueFen - left.valueFen) || (left.subject < right.subject ? -1 : 1));
}

/** Subjects of pledges in the registry of movables that are not released. */
export function pledgedSubjects({ registers }: OperatingFacts): ReadonlySet<string> {
  const held = new Map<string, string>();
  for (const { kind, number, subject } of registers) {
    if (kind === "pledge") held.set(number, subject);
    if (kind === "pledgeReleased") {
      held.delete(number);
      for (const [pledge, of] of held) if (of === subject && subject !== "") held.delete(pledge);
    }
  }
  return new Set(held.values());
}

function freeReceivables(
  facts: OperatingFacts,
  lastDay: DayNumber,
  pledged: ReadonlySet<string>,
): readonly IdleAsset[] {
  return (openInvoicesOf(facts) ?? [])
    .filter((invoice) => !isOverdueOn(invoice, lastDay))
    .filter(({ number, orderNumber }) => !pledged.has(number) && !(orderNumber && pledged.has(orderNumber)))
    .map(({ number, buyer, onDay, leftFen }) => ({
      kind: "receivable",
      subject: number,
      detail: buyer,
      valueFen: leftFen,
      sinceDay: onDay,
      days: lastDay - onDay,
      product: "receivableLoan",
    }));
}

function slowStock(
  facts: OperatingFacts,
  lastDay: DayNumber,
  pledged: ReadonlySet<string>,
): readonly IdleAsset[] {
  const left = new Map<string, DayNumber>();
  for (const { kind, item, onDay } of facts.movements) {
    if (kind === "delivery" || kind === "materialIssue") left.set(item, onDay);
  }
  const first = new Map<string, DayNumber>();
  for (const { item, onDay } of facts.stock) if (!first.has(item)) first.set(item, onDay);
  const newest = new Map(facts.stock.map((row) => [`${row.stage}/${row.item}/${row.place}`, row]));
  return [...newest.values()].flatMap(({ item, place, stage, amountFen, quantityMilli }): IdleAsset[] => {
    const sinceDay = left.get(item) ?? first.get(item) ?? lastDay;
    const days = lastDay - sinceDay;
    const isFree = !pledged.has(item);
    if (amountFen === null || quantityMilli <= 0 || stage === "wip" || !isFree) return [];
    if (days <= customerParameters.slowStockDays.value) return [];
    return [
      {
        kind: "stock",
        subject: item,
        detail: place,
        valueFen: amountFen,
        sinceDay,
        days,
        product: "stockLoan",
      },
    ];
  });
}

const minutesOfDay = 1440;

function idleMachines(
  facts: OperatingFacts,
  lastDay: DayNumber,
  pledged: ReadonlySet<string>,
): readonly IdleAsset[] {
  const twins = new Map(facts.twins.map((twin) => [twin.asset, twin]));
  const daysOf = Map.groupBy(facts.machineDays, ({ asset }) => asset);
  return [...twins.values()].flatMap((twin): IdleAsset[] => {
    const valueFen = netWorthOf(twin, lastDay);
    const isFree = twin.encumbrance === "" && !pledged.has(twin.asset);
    if (twin.kind !== "machine" || !isFree || valueFen === null) return [];
    const sinceDay = idleSince(daysOf.get(twin.asset) ?? [], lastDay);
    if (sinceDay === null) return [];
    const { asset: subject, name: detail } = twin;
    const days = lastDay - sinceDay;
    return [{ kind: "machine", subject, detail, valueFen, sinceDay, days, product: "equipmentLoan" }];
  });
}

/** The last day on which it ran, when that is long ago and enough of the time since then is known; null otherwise. */
function idleSince(days: readonly MachineDay[], lastDay: DayNumber): DayNumber | null {
  const [first] = days;
  if (first === undefined) return null;
  const lastRun = days.findLast(({ runMinutes }) => runMinutes > 0)?.day ?? first.day;
  const idleDays = lastDay - lastRun;
  if (idleDays <= customerParameters.idleMachineDays.value) return null;
  const known = days
    .filter(({ day }) => day > lastRun)
    .reduce((sum, { knownMinutes }) => sum + knownMinutes, 0);
  const isKnown = known * 1_000_000 >= idleDays * minutesOfDay * customerParameters.knownSharePpm.value;
  return isKnown ? lastRun : null;
}

/** Purchase price less straight-line depreciation to the residual; null without a price. */
function netWorthOf(twin: TwinRow, lastDay: DayNumber): Fen | null {
  const { purchaseFen, inServiceOn, lifeMonths, residualPpm } = twin;
  if (purchaseFen === null) return null;
  if (inServiceOn === null || lifeMonths === null || lifeMonths <= 0) return purchaseFen;
  const residualFen = multiplyByRate(purchaseFen, residualPpm ?? 0, "floor");
  const lifeDays = Math.round(lifeMonths * 30.4375);
  const used = Math.min(lifeDays, Math.max(0, lastDay - inServiceOn));
  return purchaseFen - ((purchaseFen - residualFen) * BigInt(used)) / BigInt(lifeDays);
}
