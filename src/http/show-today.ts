import type { z } from "zod";
import type { KnownToday } from "#flow";
import { type DayFigures, type IndicatorValue, missingReasons } from "#indicators";
import { dayOfNumber } from "#kernel";
import { showFrame } from "./show-profile.ts";
import type { todaySchema } from "./today.schema.ts";

type Shown = z.infer<typeof todaySchema>;

/** How the factory runs now, as JSON carries it. */
export function showToday(today: KnownToday): Shown {
  const { figures, before, last } = today;
  return {
    ...showFrame(today),
    figures: figures && showFigures(figures),
    before: before && showFigures(before),
    lastObservedMs: last?.observedMs ?? null,
    lastReceivedMs: last?.receivedAtMs ?? null,
  };
}

function showFigures(figures: DayFigures): NonNullable<Shown["figures"]> {
  return {
    ...figures,
    day: dayOfNumber(figures.day),
    energyPerUnit: showValue(figures.energyPerUnit),
    availability: showValue(figures.availability),
    effectiveness: showValue(figures.effectiveness),
    quality: showValue(figures.quality),
    oee: showValue(figures.oee),
  };
}

function showValue({ value, missingReason }: IndicatorValue): NonNullable<Shown["figures"]>["oee"] {
  const missing = missingReason === null ? null : missingReasons.messages[missingReason];
  return { value, missingReason, missing: missing === null ? null : { ...missing } };
}
