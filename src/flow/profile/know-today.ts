import { dataClasses } from "#consent";
import { dayFiguresOf } from "#indicators";
import { dayOfNumber } from "#kernel";
import type { OperatingFacts } from "#operations";
import type { LiveFacts } from "../live/live-facts.ts";
import { keepPermittedOperations } from "../operations/permitted-operations.ts";
import type { KnownToday, ProfileRead } from "./profile-services.ts";

const weekDays = 7;

/** The figures of the newest day of machines and meters, from the facts that go on with what arrives. */
export async function todayOf(
  live: LiveFacts,
  { enterpriseId, classes }: Pick<ProfileRead, "enterpriseId" | "classes">,
): Promise<KnownToday> {
  const { facts, last } = await live.factsOf(enterpriseId);
  const permitted = keepPermittedOperations(facts, classes);
  const day = newestDayOf(permitted);
  const figuresOf = (of: number) => (hasDay(permitted, of) ? dayFiguresOf(permitted, of) : null);
  const isReadable = classes.has("machine") || classes.has("energy");
  return {
    enterpriseId,
    asOf: day === null ? facts.asOf : dayOfNumber(day),
    knownAt: facts.knownAt,
    withheld: dataClasses.filter((one) => one !== "evaluation" && !classes.has(one)),
    figures: day === null ? null : figuresOf(day),
    before: day === null ? null : figuresOf(day - weekDays),
    last: isReadable ? last : null,
  };
}

function newestDayOf({ machineDays, meterDays }: OperatingFacts): number | null {
  const newest = Math.max(machineDays.at(-1)?.day ?? 0, meterDays.at(-1)?.day ?? 0);
  return newest === 0 ? null : newest;
}

function hasDay({ machineDays, meterDays }: OperatingFacts, day: number): boolean {
  return machineDays.some((row) => row.day === day) || meterDays.some((row) => row.day === day);
}
