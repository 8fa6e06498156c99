import type { PlannedEnterprise } from "../enterprise-outline.ts";
import { type RegionClimate, warmUpMonths } from "../region-climate.ts";
import type { RegionEnterprise, TrueBalance } from "../region-enterprise.ts";
import { sumOf } from "./books.ts";
import { declare } from "./declarations.ts";
import { type Firm, later, openFirm } from "./firm.ts";
import { openLoanDesk } from "./loan-desk.ts";
import { keepPark, type MachinePark, openMachinePark } from "./machine-park.ts";
import { countStock, design, register, tellMaster, tellMeters } from "./papers.ts";
import { keepPeople, openPeople, type People, tellPeople } from "./people.ts";
import { issueMaterial, openPurchaseDesk, orderMaterial, type PurchaseDesk } from "./purchase-desk.ts";
import { deliver, openSalesDesk, type SalesDesk, takeOrders } from "./sales-desk.ts";
import { openSensing, sense, type Sensing } from "./sensing.ts";
import { keepCalendar, targetCashFen } from "./treasury.ts";
import { bookWork, openWorkshop, planWork, work, type Workshop } from "./workshop.ts";

interface Business {
  readonly firm: Firm;
  readonly desk: SalesDesk;
  readonly purchases: PurchaseDesk;
  readonly workshop: Workshop;
  readonly park: MachinePark;
  readonly people: People;
  readonly sensing: Sensing;
  readonly balance: TrueBalance[];
}

/** An honest enterprise's days from its first to the last: what the platform sees of them, and its true balance. */
export function liveThrough(
  outline: PlannedEnterprise,
  climate: RegionClimate,
  seed: string,
): { readonly rows: RegionEnterprise["rows"]; readonly balance: readonly TrueBalance[] } {
  const business = openBusiness(openFirm(outline, climate, seed));
  const { firm } = business;
  for (let day = firm.firstDay; day < climate.rhythm.days.length; day++) liveDay(business, day);
  return { rows: firm.sink.rows, balance: business.balance };
}

function openBusiness(firm: Firm): Business {
  firm.day = firm.firstDay;
  firm.month = firm.climate.rhythm.monthOfDay[firm.firstDay] ?? 0;
  const park = openMachinePark(firm);
  const powerKw = park.centres.reduce((sum, { machines, powerKw: each }) => sum + machines * each, 0);
  const desk = openSalesDesk(firm);
  const purchases = openPurchaseDesk(firm);
  const people = openPeople(firm);
  const sensing = openSensing(firm, powerKw);
  openLoanDesk(firm, { sales: desk, purchases });
  firm.books.cashFen = targetCashFen(firm);
  firm.books.finishedPieces.push(...firm.products.map(() => 0));
  const told = Math.max(firm.firstDay, firm.climate.firstVisible);
  for (let day = told; day < firm.climate.rhythm.days.length; day += 365) {
    later(firm, day, () => tellMaster(firm, people));
  }
  later(firm, told, () => tellMeters(firm, sensing));
  return { firm, park, desk, purchases, people, sensing, workshop: openWorkshop(firm), balance: [] };
}

function liveDay(business: Business, day: number): void {
  const { firm, desk, purchases, workshop } = business;
  firm.day = day;
  firm.month = firm.climate.rhythm.monthOfDay[day] ?? firm.month;
  const dayOfMonth = firm.climate.rhythm.dayOfMonth[day] ?? 1;
  if (dayOfMonth === 1 || day === firm.firstDay) beginMonth(business);
  takeOrders(firm, desk);
  happen(firm);
  planWork(firm, business);
  orderMaterial(firm, purchases, workshop.pace);
  issueMaterial(firm, purchases, workshop.pace);
  const days = work(firm, { ...business, purchases });
  bookWork(firm, { ...business, days });
  sense(firm, business.sensing, days);
  tellPeople(firm, business.people, loadOf(business, days));
  deliver(firm, desk);
  keepCalendar(firm, dayOfMonth);
  happen(firm);
  if (firm.climate.monthStarts[firm.month + 1] === day + 1) endMonth(business);
}

function beginMonth({ firm, people, park }: Business): void {
  firm.strain = firm.strains[firm.month] ?? firm.strain;
  keepPeople(firm, people);
  keepPark(firm, park);
  register(firm);
  if (firm.month >= warmUpMonths) design(firm);
}

/** Everything that was settled for today, in the order in which it was settled; what it settles for today too. */
function happen(firm: Firm): void {
  const list = firm.agenda.get(firm.day);
  if (list === undefined) return;
  for (let index = 0; index < list.length; index++) list[index]?.();
  firm.agenda.delete(firm.day);
}

function loadOf({ park }: Business, days: ReturnType<typeof work>): number {
  const machines = days.reduce((sum, { centre }) => sum + centre.machines, 0);
  const minutes = days.reduce((sum, { centre, runMinutes }) => sum + centre.machines * runMinutes, 0);
  return machines === 0 ? 0 : minutes / 60 / machines / park.hoursADay;
}

function endMonth(business: Business): void {
  const { firm, purchases, workshop, balance } = business;
  countStock(firm, { desk: purchases, workshop });
  declare(firm);
  if (firm.month < warmUpMonths) return;
  const { books } = firm;
  const fen = (value: number): string => String(Math.round(value));
  const year = firm.month - 11;
  balance.push({
    month: firm.climate.months[firm.month] ?? "",
    fixedAssetsFen: fen(books.fixedAssetsFen),
    depreciationFen: fen(sumOf(books, "depreciationFen", year, firm.month)),
    inventoriesFen: fen(books.rawFen + books.wipFen + books.finishedFen),
    receivablesFen: fen(books.receivablesFen),
    payablesFen: fen(books.payablesFen),
    revenueFen: fen(sumOf(books, "revenueFen", year, firm.month)),
    purchasesFen: fen(sumOf(books, "purchasesFen", year, firm.month)),
  });
}
