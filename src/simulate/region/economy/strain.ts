import { ramp } from "../../misfortune.ts";
import type { Trial, TrialKind } from "../enterprise-outline.ts";

/** What a month of trouble does to an enterprise; factors of 1 and additions of 0 change nothing. */
export interface Strain {
  /** Factor on new orders. */
  orders: number;
  /** Factor on the largest customer's orders. */
  topCustomer: number;
  cancelRate: number;
  reversalRate: number;
  price: number;
  materialPrice: number;
  customerDelayDays: number;
  stretchDays: number;
  /** Share of the machines that can run. */
  availability: number;
  /** Machines added, as a share of those before. */
  addedCapacity: number;
  /** Factor on the stock of finished goods that is aimed at. */
  finishedTarget: number;
  /** Factor on production beyond what orders ask for. */
  overproduction: number;
  staff: number;
  /** Days of sales that leave the account each month for other purposes. */
  drainDays: number;
  /** Lawsuits expected in a month. */
  lawsuits: number;
  /** The owner puts no more money in, and whoever presses hardest is paid first. */
  isDoomed: boolean;
}

export function calm(): Strain {
  return {
    orders: 1,
    topCustomer: 1,
    cancelRate: 0,
    reversalRate: 0,
    price: 1,
    materialPrice: 1,
    customerDelayDays: 0,
    stretchDays: 0,
    availability: 1,
    addedCapacity: 0,
    finishedTarget: 1,
    overproduction: 1,
    staff: 1,
    drainDays: 0,
    lawsuits: 0,
    isDoomed: false,
  };
}

/** The strain of a month, counted as the trial's own month is. */
export function strainOf(trials: readonly Trial[], month: number): Strain {
  const strain = calm();
  for (const trial of trials) {
    const since = month - trial.month;
    const scaled = since < 0 ? since / trial.stretch : since;
    const left = trial.recovers ? 1 - ramp(since, -2, 3) : 1;
    if (left === 0 || scaled < -22) continue;
    effects[trial.kind](strain, {
      depth: (from, to) => trial.severity * left * ramp(scaled, from, to),
      since: scaled,
    });
    if (!trial.recovers) afterDefault(strain, since);
  }
  return strain;
}

interface Course {
  /** 0 up to the month `from`, the trial's severity from `to` on. */
  readonly depth: (from: number, to: number) => number;
  readonly since: number;
}

/** A cut by a share that never takes everything. */
function cut(share: number): number {
  return Math.max(0.12, 1 - share);
}

const effects: Readonly<Record<TrialKind, (strain: Strain, course: Course) => void>> = {
  orderCollapse(strain, { depth }) {
    strain.cancelRate += 0.06 * depth(-9.5, -7);
    strain.reversalRate += 0.05 * depth(-9.5, -6);
    strain.orders *= cut(0.4 * depth(-8, -6) + 0.15 * depth(-5, -2));
    strain.topCustomer *= cut(0.6 * depth(-8, -5));
    strain.staff *= cut(0.35 * depth(-5, -3));
    strain.stretchDays += 30 * depth(-4, -1);
    strain.lawsuits += 0.08 * depth(-2, 0);
  },
  customerDefault(strain, { depth }) {
    strain.customerDelayDays += 30 * depth(-7, -5);
    strain.orders *= cut(0.15 * depth(-3.5, -2));
    strain.topCustomer *= cut(0.9 * depth(-3.5, -2));
    strain.stretchDays += 35 * depth(-5, -2);
    strain.lawsuits += 0.15 * depth(-4, -1);
  },
  marginSqueeze(strain, { depth }) {
    strain.orders *= 1 + 0.08 * depth(-13, -8);
    strain.price *= cut(0.07 * depth(-13, -6));
    strain.materialPrice *= 1 + 0.12 * depth(-13, -4);
    strain.finishedTarget *= 1 + 0.8 * depth(-10, -3);
    strain.stretchDays += 25 * depth(-6, -1);
  },
  overExpansion(strain, { depth, since }) {
    strain.addedCapacity += since >= -12 ? 0.55 : 0;
    strain.orders *= 1 + 0.1 * depth(-16, -10) - 0.2 * Math.min(1.2, depth(-6, -2));
    strain.stretchDays += 30 * depth(-8, -2);
    strain.drainDays += 2.5 * depth(-12, -10);
  },
  breakdown(strain, { depth }) {
    strain.availability *= cut(0.85 * depth(-4.1, -3.9));
    strain.staff *= cut(0.3 * depth(-3, -2));
    strain.orders *= cut(0.4 * depth(-4, -2));
    strain.stretchDays += 30 * depth(-3.5, -1);
    strain.lawsuits += 0.05 * depth(-3, -1);
  },
  inventory(strain, { depth, since }) {
    strain.finishedTarget *= 1 + 2.2 * depth(-12, -7) - 1.2 * Math.min(1, depth(-5, -1));
    strain.overproduction *= since < -6 ? 1 + 0.12 * depth(-12, -9) : cut(0.25 * depth(-6, -3));
    strain.orders *= cut(0.3 * depth(-9, -3));
    strain.price *= cut(0.06 * depth(-7, -2));
    strain.stretchDays += 25 * depth(-6, -1);
  },
  diversion(strain, { depth }) {
    strain.drainDays += 9 * depth(-7, -4);
    strain.stretchDays += 25 * depth(-4, -1);
    strain.lawsuits += 0.22 * depth(-7, -3);
  },
  entryFraud(strain, { depth }) {
    strain.orders *= cut(0.2 * depth(-4, -2));
    strain.drainDays += 8 * depth(-4, -3);
    strain.lawsuits += 0.08 * depth(-3, -1);
  },
};

/** After more than 90 days past due the accounts are watched and suppliers want cash: what is left is run down. */
function afterDefault(strain: Strain, since: number): void {
  strain.isDoomed = since >= -4;
  if (since <= 0) return;
  const rest = Math.max(0.12, 0.75 - 0.08 * since);
  strain.orders *= rest;
  strain.staff *= Math.max(0.25, rest);
  strain.lawsuits += 0.12;
}
