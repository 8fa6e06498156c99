import { divideRounded, type Fen } from "#kernel";
import type { DayNumber, GoodsMovement, OperatingFacts } from "#operations";
import { shareOf } from "./proxy/bounds.ts";
import { newestCounts } from "./proxy/inventories.ts";
import { type KnownOrder, knownOrders, worthOf } from "./proxy/trade-year.ts";
import type { GoodsConversion, GoodsTwin } from "./twin.ts";

/** Goods of one form, item and place while they are carried on. */
interface Lot {
  readonly form: GoodsTwin["form"];
  readonly item: string;
  readonly place: string;
  quantityMilli: number;
  /** Fen for `priceMilli` thousandths; null where no price is known. */
  readonly priceFen: Fen | null;
  readonly priceMilli: bigint;
  readonly countedOn: DayNumber | null;
  isCarried: boolean;
}

/** Form, place, space and value of the goods on hand at the end of the day. @param facts  none after the day */
export function goodsTwins(facts: OperatingFacts, day: DayNumber): readonly GoodsTwin[] {
  const orders = knownOrders(facts.orders);
  const lots = new Map<string, Lot>();
  for (const row of newestCounts(facts.stock)) {
    lots.set(`${row.stage}/${row.item}/${row.place}`, {
      form: row.stage,
      item: row.item,
      place: row.place,
      quantityMilli: row.quantityMilli,
      priceFen: row.amountFen,
      priceMilli: BigInt(Math.round(row.quantityMilli)),
      countedOn: row.onDay,
      isCarried: row.onDay < day,
    });
  }
  for (const movement of facts.movements) carryOn(lots, movement, orders);
  const goods = [...lots.values()].filter(({ quantityMilli }) => quantityMilli > 0).map(toTwin);
  const ofPlace = new Map<string, Fen>();
  for (const { place, valueFen } of goods) ofPlace.set(place, (ofPlace.get(place) ?? 0n) + (valueFen ?? 0n));
  return goods
    .map((one) => ({ ...one, spacePpm: spaceOf(one, ofPlace) }))
    .sort((left, right) => keyOf(left).localeCompare(keyOf(right), "zh"));
}

function keyOf({ form, item, place }: GoodsTwin): string {
  return `${["raw", "wip", "finished"].indexOf(form)}/${item}/${place}`;
}

/** Which form a movement adds to or takes from; work in progress is only ever counted. */
const effects: Readonly<
  Record<GoodsMovement["kind"], { readonly form: GoodsTwin["form"]; readonly sign: 1 | -1 }>
> = {
  goodsReceipt: { form: "raw", sign: 1 },
  materialIssue: { form: "raw", sign: -1 },
  productionReceipt: { form: "finished", sign: 1 },
  delivery: { form: "finished", sign: -1 },
  return: { form: "finished", sign: 1 },
};

function carryOn(
  lots: Map<string, Lot>,
  movement: GoodsMovement,
  orders: ReadonlyMap<string, KnownOrder>,
): void {
  const { form, sign } = effects[movement.kind];
  const lot = lotOf(lots, form, movement) ?? (sign > 0 ? newLot(lots, form, movement, orders) : null);
  // A movement on or before the day of the count is in the count.
  if (lot === null || movement.onDay <= (lot.countedOn ?? Number.NEGATIVE_INFINITY)) return;
  lot.quantityMilli = Math.max(0, lot.quantityMilli + sign * movement.quantityMilli);
  lot.isCarried = true;
}

/** The lot at the movement's place, else the item's largest one elsewhere. */
function lotOf(
  lots: ReadonlyMap<string, Lot>,
  form: Lot["form"],
  { item, place }: GoodsMovement,
): Lot | null {
  const there = lots.get(`${form}/${item}/${place}`);
  if (there !== undefined) return there;
  let largest: Lot | null = null;
  for (const lot of lots.values()) {
    if (lot.form !== form || lot.item !== item) continue;
    if (largest === null || lot.quantityMilli > largest.quantityMilli) largest = lot;
  }
  return largest;
}

function newLot(
  lots: Map<string, Lot>,
  form: Lot["form"],
  movement: GoodsMovement,
  orders: ReadonlyMap<string, KnownOrder>,
): Lot {
  const { item, place, quantityMilli } = movement;
  const lot: Lot = {
    form,
    item,
    place,
    quantityMilli: 0,
    priceFen: worthOf(movement, orders),
    priceMilli: BigInt(Math.round(quantityMilli)),
    countedOn: null,
    isCarried: true,
  };
  lots.set(`${form}/${item}/${place}`, lot);
  return lot;
}

function toTwin({
  form,
  item,
  place,
  quantityMilli,
  priceFen,
  priceMilli,
  countedOn,
  isCarried,
}: Lot): GoodsTwin {
  const valueFen =
    priceFen === null || priceMilli <= 0n
      ? null
      : divideRounded(priceFen * BigInt(Math.round(quantityMilli)), priceMilli, "halfUp");
  const basis = isCarried ? "carried" : "counted";
  return { form, item, place, quantityMilli, valueFen, basis, countedOn, spacePpm: null };
}

function spaceOf({ place, valueFen }: GoodsTwin, ofPlace: ReadonlyMap<string, Fen>): number | null {
  const whole = ofPlace.get(place) ?? 0n;
  return valueFen === null ? null : shareOf(valueFen, whole);
}

const conversionDays = 30;
const mostConversions = 200;

const turns: Readonly<Record<GoodsMovement["kind"], Pick<GoodsConversion, "kind" | "fromForm" | "toForm">>> =
  {
    goodsReceipt: { kind: "received", fromForm: "outside", toForm: "raw" },
    materialIssue: { kind: "issued", fromForm: "raw", toForm: "wip" },
    productionReceipt: { kind: "produced", fromForm: "wip", toForm: "finished" },
    delivery: { kind: "delivered", fromForm: "finished", toForm: "outside" },
    return: { kind: "returned", fromForm: "outside", toForm: "finished" },
  };

/** Goods that changed form or place within thirty days, newest first. */
export function conversionsOf(facts: OperatingFacts, day: DayNumber): readonly GoodsConversion[] {
  const orders = knownOrders(facts.orders);
  return facts.movements
    .filter(({ onDay }) => onDay > day - conversionDays)
    .slice(-mostConversions)
    .reverse()
    .map((movement) => ({
      ...turns[movement.kind],
      day: movement.onDay,
      item: movement.item,
      quantityMilli: movement.quantityMilli,
      valueFen: worthOf(movement, orders),
      number: movement.number,
      place: movement.place,
    }));
}
