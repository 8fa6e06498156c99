import { finance, paperParameters } from "../region-parameters.ts";
import { pickWeighted } from "../../industry.ts";
import { activityOf } from "./activity.ts";
import { monthOfBooks } from "./books.ts";
import { dayNumber, type Firm, later } from "./firm.ts";
import { type Bill, payBill } from "./treasury.ts";

export interface PurchaseDesk {
  /** Thousandths of the material's unit in a piece. */
  readonly milliAPiece: number;
  readonly termDays: number;
  onOrder: number;
  count: number;
  /** Bills that are owed, and some that were: the paid ones are swept out now and then. */
  bills: Bill[];
}

export function openPurchaseDesk(firm: Firm): PurchaseDesk {
  const random = firm.chance.setup;
  const [shortest, longest] = finance.supplierTermDays.value;
  return {
    milliAPiece: 200 + random.integer(4000),
    termDays: shortest + random.next() * (longest - shortest),
    onOrder: 0,
    count: 0,
    bills: [],
  };
}

/** Orders material when what is there and on its way does not last. */
export function orderMaterial(firm: Firm, desk: PurchaseDesk, pace: number): void {
  if ((firm.climate.dayKind[firm.day] ?? 0) < 1 || activityOf(firm, firm.day, 0) < 0.5) return;
  const random = firm.chance.purchases;
  const usage = pace * 0.85 * 1.03;
  const position = firm.books.rawPieces + firm.books.wipPieces + desk.onOrder;
  if (position >= usage * (firm.rawDays + 8)) return;
  const lotDays = firm.plan.size === "micro" ? 12 : firm.plan.size === "small" ? 7 : 4;
  const pieces = Math.round(usage * lotDays * (0.8 + 0.4 * random.next()));
  if (pieces < 1) return;
  const supplier = pickWeighted(random, firm.plan.suppliers, ({ share }) => share);
  const number = `PO${firm.plan.code}-${String(++desk.count).padStart(5, "0")}`;
  const price = firm.climate.materialPrice.get(firm.plan.industry.code)?.[firm.month] ?? 1;
  const netFen = Math.round(
    pieces * firm.materialFen * price * firm.strain.materialPrice * Math.exp(0.02 * random.normal()),
  );
  const leadDays = 3 + random.integer(9);
  const order: Purchase = { number, supplier: supplier.name, pieces, netFen, dueDay: firm.day + leadDays };
  desk.onOrder += pieces;
  tellPurchase(firm, desk, order, "created");
  const parts = random.next() < 0.12 ? 2 : 1;
  const first = Math.floor(pieces / parts);
  for (let part = 0; part < parts; part++) {
    const delay = leadDays + (random.next() < 0.15 ? random.integer(6) : 0) + part * 4;
    const partPieces = part === 0 ? first : pieces - first;
    later(firm, firm.day + delay, () =>
      receiveGoods(firm, desk, {
        order,
        pieces: partPieces,
        isLast: part === parts - 1,
        number: `GR${number.slice(2)}-${part + 1}`,
      }),
    );
  }
}

interface Purchase {
  readonly number: string;
  readonly supplier: string;
  readonly pieces: number;
  readonly netFen: number;
  readonly dueDay: number;
}

function tellPurchase(
  firm: Firm,
  desk: PurchaseDesk,
  order: Purchase,
  action: "created" | "completed",
): void {
  firm.sink.add("orders", firm.day, {
    onDay: dayNumber(firm, firm.day),
    direction: "purchase",
    number: order.number,
    counterparty: order.supplier,
    item: firm.plan.industry.material,
    action,
    dueDay: dayNumber(firm, order.dueDay),
    quantityMilli: order.pieces * desk.milliAPiece,
    amountFen: BigInt(order.netFen),
  });
}

function receiveGoods(
  firm: Firm,
  desk: PurchaseDesk,
  receipt: {
    readonly order: Purchase;
    readonly pieces: number;
    readonly isLast: boolean;
    readonly number: string;
  },
): void {
  const random = firm.chance.purchases;
  const { order, pieces } = receipt;
  const netFen = Math.round((order.netFen * pieces) / order.pieces);
  firm.books.rawPieces += pieces;
  firm.books.rawFen += netFen;
  desk.onOrder -= pieces;
  const namesOrder = random.next() > paperParameters.missingOrderNumber.value;
  firm.sink.add("movements", firm.day, {
    onDay: dayNumber(firm, firm.day),
    kind: "goodsReceipt",
    number: receipt.number,
    orderNumber: namesOrder ? order.number : "",
    counterparty: order.supplier,
    item: firm.plan.industry.material,
    quantityMilli: pieces * desk.milliAPiece,
    amountFen: BigInt(netFen),
    place: "原料库",
  });
  if (receipt.isLast) tellPurchase(firm, desk, order, "completed");
  later(firm, firm.day + random.integer(11), () => takeInvoice(firm, desk, { order, netFen, namesOrder }));
}

function takeInvoice(
  firm: Firm,
  desk: PurchaseDesk,
  {
    order,
    netFen,
    namesOrder,
  }: { readonly order: Purchase; readonly netFen: number; readonly namesOrder: boolean },
): void {
  const random = firm.chance.purchases;
  const taxFen = Math.round(netFen * finance.valueAddedTax.value);
  const grossFen = netFen + taxFen;
  const number = `25${String(random.integer(1e9)).padStart(9, "0")}${String(random.integer(10_000)).padStart(4, "0")}`;
  const month = monthOfBooks(firm.books, firm.month);
  month.purchasesFen += netFen;
  month.inputTaxFen += taxFen;
  firm.books.payablesFen += grossFen;
  firm.sink.add("invoices", firm.day, {
    onDay: dayNumber(firm, firm.day),
    direction: "purchase",
    number,
    orderNumber: namesOrder ? order.number : "",
    counterparty: order.supplier,
    netFen: BigInt(netFen),
    taxFen: BigInt(taxFen),
    grossFen: BigInt(grossFen),
    isVoid: false,
    redOf: "",
  });
  const late = firm.plan.habits.stretchDays * -Math.log(1 - random.next()) + firm.strain.stretchDays;
  const reference =
    random.next() < paperParameters.missingReference.value ? "" : random.next() < 0.6 ? number : order.number;
  const bill: Bill = { amountFen: grossFen, counterparty: order.supplier, reference, isPaid: false };
  if (desk.bills.length > 200) desk.bills = desk.bills.filter(({ isPaid }) => !isPaid);
  desk.bills.push(bill);
  later(firm, firm.day + desk.termDays + late, () => payBill(firm, bill));
}

/** Material goes to the shop twice a week: what the plan of the next days needs. */
export function issueMaterial(firm: Firm, desk: PurchaseDesk, pace: number): void {
  const weekday = firm.climate.weekday[firm.day];
  if (weekday !== 1 && weekday !== 4) return;
  const { books } = firm;
  issue(firm, desk, Math.round(pace * 4.7 * activityOf(firm, firm.day + 2, 0) - books.wipPieces));
}

/** Takes up to so many pieces' worth of material from the store to the shop. */
export function issue(firm: Firm, desk: PurchaseDesk, wanted: number): void {
  const { books } = firm;
  const pieces = Math.min(books.rawPieces, wanted);
  if (pieces <= 0) return;
  const valueFen =
    pieces === books.rawPieces ? books.rawFen : Math.round((books.rawFen * pieces) / books.rawPieces);
  books.rawPieces -= pieces;
  books.rawFen -= valueFen;
  books.wipPieces += pieces;
  books.wipFen += valueFen;
  firm.sink.add("movements", firm.day, {
    onDay: dayNumber(firm, firm.day),
    kind: "materialIssue",
    number: `MI${firm.plan.code}-${firm.day}`,
    orderNumber: "",
    counterparty: "",
    item: firm.plan.industry.material,
    quantityMilli: pieces * desk.milliAPiece,
    amountFen: null,
    place: "车间",
  });
}
