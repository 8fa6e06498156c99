import {
  addMonths,
  type BusinessMonth,
  createRandom,
  monthNumberOf,
  monthOfNumber,
  monthsBetween,
  type Random,
} from "#kernel";
import { type Fraud, frauds, type SensorFault, sensorFaults } from "../region-enterprise.ts";
import type { Misconduct, MisconductCandidate, MisconductRequest } from "./misconduct.ts";
import {
  faultWeights,
  schemeWeights,
  loanFrauds,
  lookAlikes,
  misconductShares,
} from "./misconduct-shares.ts";
import { findPartners, sizeOfScheme } from "./partners.ts";

/**
 * Who cheats, how and from when: by enterprise code; one without an entry is honest and its sensors are sound. Those who
 * are about to default cheat more often; every enterprise on the path of fraud at entry does. A stratified request gets
 * fewer of a kind when the region has too few enterprises left.
 */
export function planMisconduct(
  candidates: readonly MisconductCandidate[],
  request: MisconductRequest,
): ReadonlyMap<string, Misconduct> {
  const planning = new Planning(candidates, request);
  if (request.shares.kind === "stratified") planning.planEachKind(request.shares.perKind);
  else planning.planShares();
  return planning.plan;
}

const leastMonthsKnown = 8;

class Planning {
  readonly plan = new Map<string, Misconduct>();
  /** Not yet taken; those with the strongest motive first. */
  readonly #waiting: MisconductCandidate[];
  readonly #request: MisconductRequest;
  readonly #random: Random;
  readonly #total: number;

  constructor(candidates: readonly MisconductCandidate[], request: MisconductRequest) {
    this.#request = request;
    this.#random = createRandom(`${request.seed}/misconduct`);
    this.#total = candidates.length;
    const { firstMonth, months } = request;
    // Of one that has just begun there is nothing honest yet with which anything could be compared.
    const known = candidates.filter(
      ({ path, firstSeenMonth = firstMonth }) =>
        path === "entryFraud" || monthsBetween(firstMonth, firstSeenMonth) <= months - leastMonthsKnown,
    );
    this.#waiting = byMotive(known, this.#random);
  }

  planShares(): void {
    const target = Math.round(this.#total * misconductShares.fraud);
    while (this.plan.size < target || this.#waiting[0]?.path === "entryFraud") {
      const first = this.#waiting[0];
      if (first === undefined) return;
      this.#cheat(first, pick(this.#random, frauds.filter(isOpenTo(first)), schemeWeights), target);
    }
    this.#random.shuffle(this.#waiting);
    for (let i = Math.round(this.#total * misconductShares.fault); i > 0; i--) {
      this.#break(pick(this.#random, sensorFaults, faultWeights));
    }
    this.#mislead();
  }

  planEachKind(perKind: number): void {
    // Kinds that need a loan choose first, or none with a loan would be left.
    const ordered = [...frauds].sort(
      (left, right) => Number(loanFrauds.has(right)) - Number(loanFrauds.has(left)),
    );
    for (const fraud of ordered) {
      const until = this.plan.size + perKind;
      while (this.plan.size < until) {
        const first = this.#waiting.find((candidate) => isOpenTo(candidate)(fraud));
        if (first === undefined) break;
        this.#cheat(first, fraud, until);
      }
    }
    this.#random.shuffle(this.#waiting);
    for (const fault of sensorFaults) for (let i = 0; i < perKind; i++) this.#break(fault);
    this.#mislead();
  }

  #cheat(first: MisconductCandidate, chosen: Fraud, until: number): void {
    const random = this.#random;
    const wanted = sizeOfScheme(chosen, random, until - this.plan.size);
    const others = findPartners(first, chosen, this.#waiting, wanted - 1, random);
    // In a region that has nobody left to join in, one cheats alone.
    const fraud = others.length < wanted - 1 ? "reversedInvoices" : chosen;
    if (fraud !== chosen) others.length = 0;
    const scheme = fraud === "clone" ? [...others, first] : [first, ...others];
    const common = {
      what: "fraud" as const,
      fraud,
      from: this.#beginningOf(scheme, first, fraud),
      intensity: intensityOf(random),
      seed: `${this.#request.seed}/misconduct/${fraud}/${first.code}`,
      monthlyFen: fraud === "circularOrders" ? volumeOf(scheme, random) : 0n,
    };
    for (const [i, member] of scheme.entries()) {
      const order = fraud === "circularOrders" ? [...scheme.slice(i), ...scheme.slice(0, i)] : scheme;
      const members = scheme.length === 1 ? [] : order.map(({ code, name }) => ({ code, name }));
      this.plan.set(member.code, { ...common, members });
      this.#take(member);
    }
  }

  #break(fault: SensorFault): void {
    const unlucky = this.#waiting.pop();
    if (unlucky === undefined) return;
    this.plan.set(unlucky.code, { what: "fault", fault, ...this.#someTime(unlucky, fault) });
  }

  #mislead(): void {
    const wanted = Math.round(this.#total * misconductShares.lookAlike);
    for (let i = 0; i < wanted; i++) {
      const honest = this.#waiting.pop();
      if (honest === undefined) return;
      const fraud = lookAlikes[i % lookAlikes.length] ?? "reversedInvoices";
      this.plan.set(honest.code, { what: "lookAlike", fraud, ...this.#someTime(honest, "honest") });
    }
  }

  #someTime(one: MisconductCandidate, name: string) {
    const { seed, firstMonth, months } = this.#request;
    return {
      from: this.#within([one], firstMonth, 5 + this.#random.integer(months)),
      intensity: intensityOf(this.#random),
      seed: `${seed}/misconduct/${name}/${one.code}`,
    };
  }

  /** Before the loan that is wanted, before the default that is hidden, else at any time. */
  #beginningOf(
    scheme: readonly MisconductCandidate[],
    { path, defaultMonth, firstLoanMonth }: MisconductCandidate,
    fraud: Fraud,
  ): BusinessMonth {
    const { firstMonth, months } = this.#request;
    const draw = this.#random.next();
    if (firstLoanMonth !== null && loanFrauds.has(fraud)) return this.#within(scheme, firstLoanMonth, 0);
    if (firstLoanMonth !== null && path === "entryFraud") {
      return this.#within(scheme, firstLoanMonth, -2 - Math.floor(3 * draw));
    }
    if (defaultMonth !== null) return this.#within(scheme, defaultMonth, -3 - Math.floor(8 * draw));
    return this.#within(scheme, firstMonth, 5 + Math.floor(draw * (months - 8)));
  }

  /** A month in which something honest lies before, of everybody in it, and enough time after. */
  #within(scheme: readonly MisconductCandidate[], month: BusinessMonth, offset: number): BusinessMonth {
    const { firstMonth, months } = this.#request;
    const wanted = monthsBetween(firstMonth, addMonths(month, offset));
    const seen = scheme.map(({ firstSeenMonth = firstMonth }) => monthsBetween(firstMonth, firstSeenMonth));
    const latest = Math.max(0, months - 4);
    const earliest = Math.min(Math.max(0, ...seen) + 3, latest);
    return monthOfNumber(monthNumberOf(firstMonth) + Math.min(latest, Math.max(earliest, wanted)));
  }

  #take(candidate: MisconductCandidate): void {
    this.#waiting.splice(this.#waiting.indexOf(candidate), 1);
  }
}

function isOpenTo({ firstLoanMonth }: MisconductCandidate): (fraud: Fraud) => boolean {
  return (fraud) => firstLoanMonth !== null || !loanFrauds.has(fraud);
}

/** A random order in which a strong motive tends to come first (weighted sampling without replacement). */
function byMotive(candidates: readonly MisconductCandidate[], random: Random): MisconductCandidate[] {
  return candidates
    .map((candidate) => ({ candidate, key: -Math.log(1 - random.next()) / motiveOf(candidate) }))
    .sort((left, right) => left.key - right.key)
    .map(({ candidate }) => candidate);
}

function motiveOf({ path, defaultMonth, lifeStage }: MisconductCandidate): number {
  if (path === "entryFraud") return Number.POSITIVE_INFINITY;
  if (defaultMonth !== null) return 5;
  if (path === "recoveredShock") return 2;
  return lifeStage === "decline" ? 2.5 : lifeStage === "startUp" ? 1.5 : 1;
}

/** Most are in between; some are hardly to be seen. */
function intensityOf(random: Random): number {
  return 0.1 + 0.9 * ((random.next() + random.next()) / 2);
}

function volumeOf(scheme: readonly MisconductCandidate[], random: Random): bigint {
  const sales = scheme.map(({ monthlySalesFen }) => monthlySalesFen);
  const least = sales.reduce((left, right) => (left < right ? left : right));
  return (least * BigInt(20 + random.integer(50))) / 100n;
}

function pick<Kind extends string>(
  random: Random,
  kinds: readonly Kind[],
  weights: Readonly<Record<Kind, number>>,
): Kind {
  const sum = kinds.reduce((total, kind) => total + weights[kind], 0);
  let left = random.next() * sum;
  const found = kinds.find((kind) => {
    left -= weights[kind];
    return left < 0;
  });
  return found ?? (kinds[0] as Kind);
}
