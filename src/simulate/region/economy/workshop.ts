import { machineActivityOf } from "./activity.ts";
import { dayNumber, type Firm } from "./firm.ts";
import type { MachinePark, WorkCentre } from "./machine-park.ts";
import type { SalesDesk } from "./sales-desk.ts";
import { issue, type PurchaseDesk } from "./purchase-desk.ts";

/** What one work centre did on a day, before anybody measured it. */
export interface CentreDay {
  readonly centre: WorkCentre;
  /** Minutes of one machine of the centre. */
  readonly runMinutes: number;
  readonly idleMinutes: number;
  readonly alarmMinutes: number;
  readonly good: number;
  readonly reject: number;
  readonly scrap: number;
  readonly energyKwh: number;
}

export interface Workshop {
  /** Pieces of a working day that the plan asks for now. */
  pace: number;
  /** Made and not yet booked into the store, by product. */
  readonly made: number[];
  /** Days that a broken machine is still out, by asset. */
  readonly out: Map<string, number>;
}

export function openWorkshop(firm: Firm): Workshop {
  return {
    pace: firm.dailyPieces * (firm.trend[firm.month] ?? 1),
    made: firm.products.map(() => 0),
    out: new Map(),
  };
}

/** Plans anew every Monday: what is ordered and not finished, and a stock to deliver from. */
export function planWork(
  firm: Firm,
  { desk, workshop }: { readonly desk: SalesDesk; readonly workshop: Workshop },
): void {
  if (firm.climate.weekday[firm.day] !== 1) return;
  const [soonest, latest] = firm.leadDays;
  const horizon = Math.max(4, 0.24 * (soonest + latest));
  const need = needs(firm, { desk, workshop }).reduce((sum, part) => sum + part, 0);
  workshop.pace = 0.5 * workshop.pace + (0.5 * need * firm.strain.overproduction) / horizon;
}

function needs(
  firm: Firm,
  { desk, workshop }: { readonly desk: SalesDesk; readonly workshop: Workshop },
): number[] {
  const stockFor =
    firm.finishedDays * firm.dailyPieces * 0.8 * (firm.trend[firm.month] ?? 1) * firm.strain.finishedTarget;
  return firm.products.map((_, index) => {
    const ordered = (desk.backlog[index] ?? 0) + stockFor / firm.products.length;
    return Math.max(0, ordered - (firm.books.finishedPieces[index] ?? 0) - (workshop.made[index] ?? 0));
  });
}

/** A day's work: hours that there are, what the plan and the material ask of them, and what came of it. */
export function work(
  firm: Firm,
  shop: {
    readonly desk: SalesDesk;
    readonly workshop: Workshop;
    readonly park: MachinePark;
    readonly purchases: PurchaseDesk;
  },
): CentreDay[] {
  const { park, workshop } = shop;
  const random = firm.chance.production;
  const worked = workedShareOf(firm);
  const hours = park.hoursADay * worked * firm.strain.availability;
  const limit = firm.climate.powerLimit.get(firm.plan.region)?.[firm.day] ?? 1;
  let load = 0;
  let machines = 0;
  for (const centre of park.centres) {
    if (centre.from > firm.day) continue;
    breakDown(firm, workshop, centre);
    if ((workshop.out.get(centre.asset) ?? 0) > 0) continue;
    load += centre.machines * centre.load;
    machines += centre.machines;
  }
  const most = Math.min(machines * hours * limit * 1.12 * park.piecesAnHour, 0.85 * firm.books.wipPieces);
  const pieces = Math.max(0, Math.min(most, workshop.pace * worked * Math.exp(0.04 * random.normal())));
  const machineHours = pieces / park.piecesAnHour;
  const days: CentreDay[] = [];
  for (const centre of park.centres) {
    if (centre.from > firm.day) continue;
    const isOut = (workshop.out.get(centre.asset) ?? 0) > 0;
    const share = isOut || load === 0 ? 0 : (machineHours * centre.load) / load;
    days.push(
      runCentre(firm, {
        park,
        centre,
        runHours: share,
        plannedHours: isOut ? 0 : hours * limit,
        isOut,
        worked,
      }),
    );
  }
  return days;
}

/** Of a full day, by calendar and new year; a plant of three shifts works on part of the Sundays. */
function workedShareOf(firm: Firm): number {
  const kind = firm.climate.dayKind[firm.day] ?? 0;
  const isKiln = firm.plan.industry.code === "C30";
  const rest = isKiln ? 0.7 : firm.shifts === 3 ? 0.35 : kind;
  return Math.max(kind, rest) * machineActivityOf(firm, firm.day);
}

function breakDown(firm: Firm, { out }: Workshop, { asset }: WorkCentre): void {
  const left = out.get(asset) ?? 0;
  if (left > 0) out.set(asset, left - 1);
  else if (firm.chance.production.next() < firm.plan.habits.breakdownRate)
    out.set(asset, 1 + firm.chance.production.integer(3));
}

interface Run {
  readonly park: MachinePark;
  readonly centre: WorkCentre;
  readonly runHours: number;
  readonly plannedHours: number;
  readonly isOut: boolean;
  readonly worked: number;
}

function runCentre(firm: Firm, { park, centre, runHours, plannedHours, isOut, worked }: Run): CentreDay {
  const random = firm.chance.production;
  const { habits } = firm.plan;
  const noise = 1 + 0.07 * random.normal();
  const run = Math.min(23.6, Math.max(0, runHours * noise));
  const standing = Math.max(0, plannedHours - run);
  const idle = Math.min(24 - run - 0.2, standing * habits.idleShare);
  const alarm = isOut ? Math.min(24 - run, worked * 2.5) : run * 0.01 * random.next();
  const gross = Math.round(run * centre.machines * park.piecesAnHour * (1 + 0.02 * random.normal()));
  const bad = Math.min(gross, Math.round(gross * habits.rejectRate * (0.7 + 0.6 * random.next())));
  const scrap = Math.round(bad * 0.4);
  const kwh =
    centre.machines *
    centre.powerKw *
    habits.energyFactor *
    (run * (1 + 0.02 * random.normal()) + 0.22 * Math.max(0, idle));
  return {
    centre,
    runMinutes: run * 60,
    idleMinutes: Math.max(0, idle) * 60,
    alarmMinutes: Math.max(0, Math.min(alarm, 24 - run - Math.max(0, idle))) * 60,
    good: gross - bad,
    reject: bad - scrap,
    scrap,
    energyKwh: Math.max(0, kwh),
  };
}

/** Takes the day's pieces out of the work in progress and shares the good ones out among the products. */
export function bookWork(
  firm: Firm,
  given: {
    readonly desk: SalesDesk;
    readonly workshop: Workshop;
    readonly purchases: PurchaseDesk;
    readonly days: readonly CentreDay[];
  },
): void {
  const { workshop, days } = given;
  const { books } = firm;
  const good = days.reduce((sum, day) => sum + day.good, 0);
  const gross = days.reduce((sum, day) => sum + day.good + day.reject + day.scrap, 0);
  if (gross > 0) {
    if (books.wipPieces < gross) issue(firm, given.purchases, gross - books.wipPieces);
    const usedFen =
      books.wipPieces <= gross ? books.wipFen : Math.round((books.wipFen * gross) / books.wipPieces);
    books.wipFen -= usedFen;
    books.wipPieces = Math.max(0, books.wipPieces - gross);
    books.finishedFen += usedFen + Math.round(good * firm.conversionFen);
    const need = needs(firm, given);
    const sum = need.reduce((total, part) => total + part, 0);
    let left = good;
    firm.products.forEach((product, index) => {
      const share = sum > 0 ? (need[index] ?? 0) / sum : product.share;
      const part = index === firm.products.length - 1 ? left : Math.min(left, Math.round(good * share));
      workshop.made[index] = (workshop.made[index] ?? 0) + part;
      left -= part;
    });
  }
  if (isBookingDay(firm)) storeMade(firm, workshop);
}

function isBookingDay(firm: Firm): boolean {
  const weekday = firm.climate.weekday[firm.day];
  const next = firm.climate.rhythm.monthOfDay[firm.day + 1];
  return weekday === 2 || weekday === 5 || next !== firm.month;
}

function storeMade(firm: Firm, { made }: Workshop): void {
  firm.products.forEach((product, index) => {
    const pieces = made[index] ?? 0;
    if (pieces <= 0) return;
    made[index] = 0;
    firm.books.finishedPieces[index] = (firm.books.finishedPieces[index] ?? 0) + pieces;
    firm.sink.add("movements", firm.day, {
      onDay: dayNumber(firm, firm.day),
      kind: "productionReceipt",
      number: `PR${firm.plan.code}-${firm.day}-${index + 1}`,
      orderNumber: "",
      counterparty: "",
      item: product.name,
      quantityMilli: pieces * 1000,
      amountFen: null,
      place: "成品库",
    });
  });
}
