import { type Fen, multiplyByRate } from "#kernel";
import type { DayNumber, MachineDay, OperatingFacts, RegisterRow, TwinRow } from "#operations";
import type { ProfileParameters } from "./parameters.ts";
import { bookOf, newestTwins } from "./proxy/fixed-assets.ts";
import type { MachineTwin } from "./twin.ts";

/** Every machine and meter that was known by the day, in the order of their names. @param facts  none after the day */
export function machineTwins(
  facts: OperatingFacts,
  day: DayNumber,
  parameters: ProfileParameters,
): readonly MachineTwin[] {
  const history = daysOf(facts);
  const pledges = openPledges(facts.registers);
  return newestTwins(facts.twins).map((twin): MachineTwin => {
    const { asset, kind, name, workCentre, ratedWatt, idealCycleMs, inServiceOn, encumbrance } = twin;
    const seen = history.get(asset) ?? nothingSeen;
    const isToday = seen.last?.day === day;
    const today = isToday ? seen.last : null;
    return {
      asset,
      kind,
      name,
      workCentre,
      ratedWatt,
      idealCycleMs,
      inServiceOn,
      state: stateOf(today),
      runMinutes: today?.runMinutes ?? 0,
      idleMinutes: today?.idleMinutes ?? 0,
      alarmMinutes: today?.alarmMinutes ?? 0,
      knownMinutes: today?.knownMinutes ?? 0,
      goodCount: today?.goodCount ?? 0,
      energyWh: today?.energyWh ?? null,
      evidence: seen.last?.evidence ?? null,
      lastSeenOn: seen.last?.day ?? seen.lastMetered,
      runMinutesSinceService: seen.runMinutes,
      grossFen: twin.purchaseFen,
      netFen: wornValueOf(twin, day, seen, parameters),
      encumbrance,
      pledgedTo: pledges.get(asset) ?? [],
    };
  });
}

interface Seen {
  readonly last: MachineDay | null;
  readonly lastMetered: DayNumber | null;
  readonly runMinutes: number;
  readonly days: number;
}

const nothingSeen: Seen = { last: null, lastMetered: null, runMinutes: 0, days: 0 };

function daysOf({ machineDays, meterDays }: OperatingFacts): ReadonlyMap<string, Seen> {
  const seen = new Map<string, { -readonly [Key in keyof Seen]: Seen[Key] }>();
  for (const row of machineDays) {
    const one = seen.get(row.asset) ?? { ...nothingSeen };
    one.last = row;
    one.runMinutes += row.runMinutes;
    one.days += 1;
    seen.set(row.asset, one);
  }
  for (const { asset, day } of meterDays) {
    const one = seen.get(asset) ?? { ...nothingSeen };
    one.lastMetered = day;
    seen.set(asset, one);
  }
  return seen;
}

/** What the machine did most of the time that it was on; `off` where all that is known is that it was not. */
function stateOf(day: MachineDay | null): MachineTwin["state"] {
  if (day === null || day.knownMinutes === 0) return "unknown";
  const { runMinutes, idleMinutes, alarmMinutes } = day;
  if (runMinutes + idleMinutes + alarmMinutes === 0) return "off";
  if (runMinutes >= idleMinutes && runMinutes >= alarmMinutes) return "running";
  return idleMinutes >= alarmMinutes ? "idle" : "alarm";
}

const leastDays = 60;
const daysPerMonth = 365.25 / 12;

/**
 * Straight line, bent by how hard the machine works against standard hours (工时因子), within its bounds; never below
 * the residual value. Null without a price.
 */
function wornValueOf(
  twin: TwinRow,
  day: DayNumber,
  { runMinutes, days }: Seen,
  parameters: ProfileParameters,
): Fen | null {
  const book = bookOf(twin, day, parameters);
  if (book === null) return null;
  if (days < leastDays) return book.netFen;
  const hoursPerMonth = (runMinutes / 60 / days) * daysPerMonth;
  const bend = (hoursPerMonth / parameters.standardHoursPerMonth - 1) * 1_000_000;
  const bounded = Math.round(Math.max(-parameters.hoursFactorPpm, Math.min(parameters.hoursFactorPpm, bend)));
  const taken = multiplyByRate(book.grossFen - book.netFen, 1_000_000 + bounded, "halfUp");
  const residual = multiplyByRate(book.grossFen, twin.residualPpm ?? parameters.residualPpm, "halfUp");
  const worn = book.grossFen - taken;
  return worn > residual ? worn : residual;
}

/** Creditors of each asset that the registry of movables names and has not released. */
export function openPledges(registers: readonly RegisterRow[]): ReadonlyMap<string, readonly string[]> {
  const open = new Map<string, RegisterRow>();
  for (const row of registers) {
    if (row.kind === "pledge") open.set(row.number, row);
    if (row.kind === "pledgeReleased") open.delete(row.number);
  }
  const creditors = new Map<string, string[]>();
  for (const { subject, counterparty } of open.values()) {
    creditors.set(subject, [...(creditors.get(subject) ?? []), counterparty].sort());
  }
  return creditors;
}
