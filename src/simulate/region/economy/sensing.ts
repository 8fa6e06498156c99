import { pickWeighted } from "../../industry.ts";
import { finance, transport } from "../region-parameters.ts";
import type { Evidence } from "#operations";
import { monthOfBooks } from "./books.ts";
import { dayNumber, type Firm } from "./firm.ts";
import type { CentreDay } from "./workshop.ts";

/** What stands between the machines and the platform. */
export interface Sensing {
  readonly evidence: Evidence;
  /** Load that is there day and night, kW. */
  readonly baseKw: number;
  /** Cubic metres of gas in an hour of all machines; 0 without gas. */
  readonly gasAnHour: number;
  readonly nightShare: number;
  readonly skewSeconds: number;
  /** Minutes of an outage that are still to come. */
  outageMinutes: number;
}

export function openSensing(firm: Firm, powerKw: number): Sensing {
  const random = firm.chance.sensing;
  const share = transport.evidenceShare.value;
  const evidence = pickWeighted(random, ["device", "gateway", "manual"] as const, (kind) => share[kind]);
  const isGas = random.next() < firm.plan.industry.gasShare;
  const isKiln = firm.plan.industry.code === "C30";
  return {
    evidence,
    baseKw: Math.max(0.4, powerKw * (0.05 + 0.09 * random.next())),
    gasAnHour: isGas ? powerKw * (isKiln ? 0.35 : 0.06) * (0.7 + 0.6 * random.next()) : 0,
    nightShare: [0.02, 0.26, 0.33][firm.shifts - 1] ?? 0.02,
    skewSeconds: 1 + Math.round(3 * Math.abs(random.normal())),
    outageMinutes: 0,
  };
}

/** Tells the platform of a day, and the books of the energy that was used. */
export function sense(firm: Firm, sensing: Sensing, days: readonly CentreDay[]): void {
  const random = firm.chance.sensing;
  const energy = energyOf(firm, sensing, days);
  const gasCubicMetres = gasOf(sensing, days);
  monthOfBooks(firm.books, firm.month).energyFen += Math.round(
    energy.kwh * finance.electricityYuanPerKwh.value * 100 +
      gasCubicMetres * finance.gasYuanPerCubicMetre.value * 100,
  );
  if (firm.day < firm.climate.firstVisible) return;
  const known = knownMinutesOf(firm, sensing);
  const delivery = firm.sink.deliveryOf(firm.day);
  const day = dayNumber(firm, firm.day);
  for (const centreDay of days) {
    if (centreDay.centre.isConnected) tellCentre(firm, { sensing, centreDay, known, delivery, day });
  }
  const code = firm.plan.code;
  firm.sink.push("meterDays", delivery, {
    asset: `${code}-E1`,
    day,
    medium: "electricity",
    quantity: Math.round(energy.kwh * 1000),
    nightQuantity: Math.round(energy.nightKwh * 1000),
    peakWatt: Math.round(energy.peakKw * 1000),
    knownMinutes: known,
    evidence: sensing.evidence,
  });
  if (sensing.gasAnHour > 0) {
    firm.sink.push("meterDays", delivery, {
      asset: `${code}-G1`,
      day,
      medium: "gas",
      quantity: Math.round(gasCubicMetres * 1000),
      nightQuantity: null,
      peakWatt: null,
      knownMinutes: known,
      evidence: sensing.evidence,
    });
  }
  const assets = days.length + 1;
  const readings = assets * known;
  const about = (share: number): number =>
    Math.max(0, Math.round(readings * share * (1 + 0.4 * random.normal())));
  firm.sink.push("collectorDays", delivery, {
    collector: `${code}-C1`,
    day,
    readings,
    late: about(transport.lateShare.value),
    repeated: about(transport.repeatedShare.value),
    clockJumps: 0,
    mostSkewSeconds: sensing.skewSeconds + random.integer(3),
    gapMinutes: 1440 - known,
    evidence: sensing.evidence,
  });
}

function energyOf(
  firm: Firm,
  { baseKw, nightShare }: Sensing,
  days: readonly CentreDay[],
): { readonly kwh: number; readonly nightKwh: number; readonly peakKw: number } {
  let used = 0;
  let peak = 0;
  for (const { energyKwh, centre, runMinutes } of days) {
    used += energyKwh;
    if (runMinutes > 0) peak += centre.machines * centre.powerKw;
  }
  const month = firm.climate.rhythm.calendarMonths[firm.month] ?? 0;
  const cooling = month >= 5 && month <= 8 ? 1.35 : 1;
  const isOpen = used > 0 ? 1 : 0;
  const base = baseKw * 24 * (0.75 + 0.25 * isOpen * cooling) * (1 + 0.03 * firm.chance.sensing.normal());
  return {
    kwh: used + base,
    nightKwh: used * nightShare + base / 3,
    peakKw: peak * (0.7 + 0.15 * firm.chance.sensing.next()) + baseKw,
  };
}

function gasOf({ gasAnHour }: Sensing, days: readonly CentreDay[]): number {
  if (gasAnHour === 0 || days.length === 0) return 0;
  const machines = days.reduce((sum, { centre }) => sum + centre.machines, 0);
  const hours =
    days.reduce((sum, { centre, runMinutes }) => sum + centre.machines * runMinutes, 0) / 60 / machines;
  return gasAnHour * (hours + 0.12 * (24 - hours));
}

/** Minutes of a day that came through: a few packets are always lost, an outage takes hours. */
function knownMinutesOf(firm: Firm, sensing: Sensing): number {
  const random = firm.chance.sensing;
  if (random.next() < 1 / transport.daysBetweenOutages.value) {
    sensing.outageMinutes += Math.round(-transport.outageMeanMinutes.value * Math.log(1 - random.next()));
  }
  const outage = Math.min(1440, sensing.outageMinutes);
  sensing.outageMinutes -= outage;
  const lost = Math.max(0, Math.round(1440 * transport.lostShare.value * (1 + 0.5 * random.normal())));
  return Math.max(0, 1440 - outage - lost);
}

function tellCentre(
  firm: Firm,
  told: {
    readonly sensing: Sensing;
    readonly centreDay: CentreDay;
    readonly known: number;
    readonly delivery: number;
    readonly day: number;
  },
): void {
  const { centreDay, known, delivery, day } = told;
  const { centre } = centreDay;
  const share = known / 1440;
  // Whoever writes hours by hand writes quarters of an hour.
  const grain = told.sensing.evidence === "manual" ? 15 : 1;
  const runMinutes = Math.floor((centreDay.runMinutes * share) / grain) * grain;
  const idleMinutes = Math.floor((centreDay.idleMinutes * share) / grain) * grain;
  firm.sink.push("machineDays", delivery, {
    asset: centre.asset,
    day,
    runMinutes,
    idleMinutes,
    alarmMinutes: Math.min(Math.floor(centreDay.alarmMinutes * share), known - runMinutes - idleMinutes),
    knownMinutes: known,
    goodCount: centre.isClampOnly ? 0 : centreDay.good,
    rejectCount: centre.isClampOnly ? 0 : centreDay.reject,
    scrapCount: centre.isClampOnly ? 0 : centreDay.scrap,
    energyWh: centre.hasEnergy
      ? Math.round(centreDay.energyKwh * 1000 * (centre.isClampOnly ? share : 1))
      : null,
    evidence: told.sensing.evidence,
  });
}
