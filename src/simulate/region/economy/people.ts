import { rhythm } from "../region-parameters.ts";
import { uniform } from "../plan-traits.ts";
import { activityOf } from "./activity.ts";
import { monthOfBooks } from "./books.ts";
import { dayNumber, type Firm } from "./firm.ts";

export interface People {
  headcount: number;
  /** Share of hands that are missing after this new year. */
  readonly missing: number;
}

export function openPeople(firm: Firm): People {
  return {
    headcount: Math.max(
      2,
      Math.round(firm.plan.headcount * Math.max(0.3, firm.trend[firm.month] ?? 1) ** 0.8),
    ),
    missing: uniform(firm.chance.people, rhythm.missingAfterNewYear.value),
  };
}

/** Once a month: hiring follows the trend and trouble slowly; wages of the month. */
export function keepPeople(firm: Firm, people: People): void {
  const random = firm.chance.people;
  const { plan, strain } = firm;
  const wanted = plan.headcount * Math.max(0.15, firm.trend[firm.month] ?? 1) ** 0.8 * strain.staff;
  const drift = people.headcount + 0.3 * (wanted - people.headcount);
  const churn = Math.sqrt(people.headcount) * plan.habits.turnover * 4 * random.normal();
  people.headcount = Math.max(2, Math.round(drift + churn));
  const busy = 0.8 + 0.2 * Math.min(1.3, firm.demand[firm.month] ?? 1);
  monthOfBooks(firm.books, firm.month).wagesFen += Math.round(people.headcount * firm.wageFen * busy);
}

/** Who is there today. */
export function tellPeople(firm: Firm, people: People, loadShare: number): void {
  if (firm.day < firm.climate.firstVisible) return;
  const random = firm.chance.people;
  const kind = firm.climate.dayKind[firm.day] ?? 0;
  const offset = firm.climate.rhythm.newYearOffset[firm.day] ?? 99;
  const sinceRestart = offset + firm.newYear.leadDays - firm.newYear.stopDays + 3;
  const missing = sinceRestart >= 0 && sinceRestart < 16 ? people.missing : 0;
  const atWork = Math.max(kind, firm.shifts === 3 ? 0.4 : 0.02) * activityOf(firm, firm.day, 0.01);
  const present = Math.round(people.headcount * (1 - missing) * atWork * (0.94 + 0.04 * random.next()));
  const shifts = present === 0 ? 0 : loadShare < 0.3 && firm.shifts > 1 ? firm.shifts - 1 : firm.shifts;
  const minutes = 430 + 130 * Math.min(1, loadShare * 1.2);
  firm.sink.add("workforce", firm.day, {
    day: dayNumber(firm, firm.day),
    headcount: people.headcount,
    present,
    shifts,
    workMinutes: Math.round(present * minutes),
  });
}
