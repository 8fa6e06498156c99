import { type Random, type RoundingMode, createRandom, multiplyByRate } from "#kernel";
import type { EnterprisePlan } from "./enterprise-plan.ts";
import { pickWeighted } from "./industry.ts";
import type { Direction, SimulatedInvoice } from "./invoice.ts";
import { type Strain, strainOf } from "./misfortune.ts";
import { type WorkingRhythm, newYearActivity } from "./working-rhythm.ts";

const roundingMode: RoundingMode = "halfUp";

/** VAT rates in parts per million with their weights; micro enterprises are small-scale taxpayers (小规模纳税人). */
const vatRates = {
  general: [
    { ratePpm: 130_000, weight: 88 },
    { ratePpm: 60_000, weight: 12 },
  ],
  smallScale: [{ ratePpm: 10_000, weight: 1 }],
  bought: [
    { ratePpm: 130_000, weight: 72 },
    { ratePpm: 90_000, weight: 10 },
    { ratePpm: 60_000, weight: 10 },
    { ratePpm: 30_000, weight: 8 },
  ],
} as const;

/** Purchases come in more and smaller invoices than sales. */
const purchasesPerSale = 1.3;
/** Spread of the logarithm of an invoice's amount. */
const amountSpread = 0.8;
/** Mean of a lognormal over its median. */
const meanOverMedian = Math.exp(amountSpread ** 2 / 2);

/** The invoices of one enterprise in one direction, in the order of their days. */
export function simulateTrade(
  plan: EnterprisePlan,
  options: { readonly seed: string; readonly direction: Direction; readonly rhythm: WorkingRhythm },
): SimulatedInvoice[] {
  const { seed, direction, rhythm } = options;
  const random = createRandom(`${seed}/${direction}/${plan.code}`);
  const noise = monthlyNoise(createRandom(`${seed}/months/${plan.code}`), rhythm.calendarMonths.length);
  const partners = partnersOf(random, plan, direction);
  const book = openBook(random, { plan, direction });
  const workdays = 21;
  for (let day = 0; day < rhythm.days.length; day++) {
    const month = rhythm.monthOfDay[day] ?? 0;
    if (month < plan.firstMonth) continue;
    const strain = strainOf(plan.misfortune, month);
    const level = trendAt(plan, month) * (noise[month] ?? 1) * dayActivity(plan, rhythm, day);
    const factor = direction === "sales" ? strain.salesFactor : strain.purchaseFactor * purchasesPerSale;
    const expected = (plan.monthlySalesInvoices / workdays) * level * factor;
    for (let left = poisson(random, expected); left > 0; left--) {
      book.issue({
        day,
        lastDay: rhythm.days.length - 1,
        strain,
        counterparty: partners.pick(strain.topCustomerFactor),
      });
    }
  }
  return book.invoices().sort((left, right) => left.day - right.day);
}

/** Slow growth of the whole enterprise, in units of its own average month. */
function trendAt(plan: EnterprisePlan, month: number): number {
  const start = Math.min(1, (month - plan.firstMonth + 1) / (plan.firstMonth > 0 ? 6 : 1));
  return start * Math.exp((plan.annualGrowth * (month - 18)) / 12);
}

function dayActivity(plan: EnterprisePlan, rhythm: WorkingRhythm, day: number): number {
  const calendarMonth = rhythm.calendarMonths[rhythm.monthOfDay[day] ?? 0] ?? 0;
  const season = plan.industry.seasonality[calendarMonth] ?? 1;
  const work = rhythm.isWorkingDay[day] === 1 ? 1 : 0.12;
  const settlement = (rhythm.dayOfMonth[day] ?? 1) >= 24 ? 1.5 : 0.9;
  return season * work * settlement * newYearActivity(rhythm.newYearOffset[day] ?? 0, plan.newYearStopDays);
}

/** Months are a little alike: half of last month's surprise stays. */
function monthlyNoise(random: Random, months: number): number[] {
  let state = 0;
  return Array.from({ length: months }, () => {
    state = 0.5 * state + 0.16 * random.normal();
    return Math.exp(state);
  });
}

function partnersOf(
  random: Random,
  plan: EnterprisePlan,
  direction: Direction,
): { pick(topFactor: number): string } {
  const count = direction === "sales" ? plan.customers : plan.customers + 4;
  const letter = direction === "sales" ? "Q" : "P";
  const codes = Array.from(
    { length: count },
    () => `${letter}${String(random.integer(9000) + 1).padStart(5, "0")}`,
  );
  const top = direction === "sales" ? plan.topCustomerShare : Math.min(0.5, plan.topCustomerShare * 0.8);
  const tail = Array.from({ length: count - 1 }, (_, rank) => 1 / (rank + 1.5) ** 0.8);
  const tailSum = tail.reduce((sum, weight) => sum + weight, 0);
  const others = tail.map((weight, index) => ({
    code: codes[index + 1] ?? "",
    weight: (weight / tailSum) * (1 - top),
  }));
  const first = codes[0] ?? "";
  return {
    pick: (topFactor) => {
      const topWeight = direction === "sales" ? top * topFactor : top;
      if (random.next() * (topWeight + 1 - top) < topWeight) return first;
      return pickWeighted(random, others, (partner) => partner.weight).code;
    },
  };
}

interface Issue {
  readonly day: number;
  readonly lastDay: number;
  readonly strain: Strain;
  readonly counterparty: string;
}

/** An enterprise's book of invoices: numbers are unique in it, a voided invoice is mostly written again. */
function openBook(
  random: Random,
  { plan, direction }: { plan: EnterprisePlan; direction: Direction },
): { issue(issue: Issue): void; invoices(): SimulatedInvoice[] } {
  const written: SimulatedInvoice[] = [];
  const nextNumber = numberSource(random, direction);
  const rates = ratesOf(plan, direction);
  const medianFen = medianFenOf(plan, direction);
  const write = (invoice: Omit<SimulatedInvoice, "number">): void => {
    written.push({ number: nextNumber(), ...invoice });
  };
  return {
    invoices: () => written,
    issue: ({ day, lastDay, strain, counterparty }) => {
      const { ratePpm } = pickWeighted(random, rates, (rate) => rate.weight);
      const netFen = Math.max(100, Math.round(medianFen * Math.exp(amountSpread * random.normal())));
      const taxFen = Number(multiplyByRate(BigInt(netFen), ratePpm, roundingMode));
      const invoice = { day, counterparty, netFen, taxFen, isVoid: false };
      if (random.next() < plan.voidRate + strain.extraVoidRate) {
        write({ ...invoice, isVoid: true });
        if (random.next() < 0.2) return;
      }
      write(invoice);
      const reversalDay = day + 2 + random.integer(40);
      if (random.next() < plan.reversalRate + strain.extraReversalRate && reversalDay <= lastDay) {
        write({ ...invoice, day: reversalDay, netFen: -netFen, taxFen: -taxFen });
      }
    },
  };
}

function ratesOf(
  plan: EnterprisePlan,
  direction: Direction,
): readonly { readonly ratePpm: number; readonly weight: number }[] {
  if (direction === "purchase") return vatRates.bought;
  return plan.size === "micro" ? vatRates.smallScale : vatRates.general;
}

/** Purchases sum to the planned share of sales although they are more invoices. */
function medianFenOf(plan: EnterprisePlan, direction: Direction): number {
  const medianFen = (plan.medianSaleYuan * 100) / meanOverMedian;
  return direction === "sales" ? medianFen : (medianFen * plan.purchaseRatio) / purchasesPerSale;
}

/** Sold invoices count up from a block of the tax bureau's, bought ones come from everywhere. */
function numberSource(random: Random, direction: Direction): () => number {
  const used = new Set<number>();
  let last = 1_000_000 + random.integer(80_000_000);
  return () => {
    do {
      if (direction === "sales") last += random.next() < 0.01 ? 25 + random.integer(5000) : 1;
      else last = 1_000_000 + random.integer(98_000_000);
    } while (used.has(last));
    used.add(last);
    return last;
  };
}

/** Knuth's method, for the small means of one day. */
function poisson(random: Random, mean: number): number {
  const limit = Math.exp(-mean);
  let count = 0;
  for (let product = random.next(); product > limit; product *= random.next()) count++;
  return count;
}
