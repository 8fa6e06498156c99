import { type BusinessDay, defineParameter, type Parameter } from "#kernel";
import type { DivisionEntry } from "./division-entry.ts";
import { divisionsC13ToC28 } from "./divisions-c13-c28.ts";
import { divisionsC29ToC43 } from "./divisions-c29-c43.ts";
import type { IndustryTemplate, ProductionMode } from "./industry-template.ts";

const effectiveFrom: BusinessDay = "2026-01-01";
const ppmOfPercent = 10_000;

/** What tells most by the way of making things. */
const indicatorsOfMode: Readonly<Record<ProductionMode, readonly string[]>> = {
  discrete: [
    "device-oee-91d",
    "device-availability-91d",
    "device-quality-ratio-91d",
    "electricity-per-unit-91d",
  ],
  batch: ["device-operating-rate-91d", "throughput-rate-91d", "scrap-ratio-91d", "electricity-per-unit-91d"],
  continuous: [
    "calendar-use-91d",
    "mean-time-between-failures-91d",
    "throughput-rate-91d",
    "alarm-day-share-91d",
  ],
};

/** Templates of all 31 divisions of manufacturing, C13 to C43, in the standard's order. */
export const industryTemplates: readonly IndustryTemplate[] = [
  ...divisionsC13ToC28,
  ...divisionsC29ToC43,
].map(templateOf);

/**
 * The template of an enterprise's division.
 * @param industry  section letter and division or more digits: `C33`, `C3311`
 * @returns null outside manufacturing
 */
export function industryTemplateOf(industry: string): IndustryTemplate | null {
  return industryTemplates.find(({ division }) => industry.startsWith(division)) ?? null;
}

function templateOf(entry: DivisionEntry): IndustryTemplate {
  const division = `C${entry.code}`;
  return {
    division,
    name: { zh: entry.zh, en: entry.en },
    mode: entry.mode,
    machines: entry.machines.map(([zh, en, fromKw, toKw, connection]) => ({
      kind: { zh, en },
      ratedKw: [fromKw, toKw],
      connection,
    })),
    keyIndicators: keyIndicatorsOf(entry),
    calendar: {
      shifts: choice(`industry.${division}.shifts`, entry.shifts, "shifts", {
        zh: "通常的班次数",
        en: "usual number of shifts",
      }),
      newYearStopDays: entry.stopDays,
      peakMonths: entry.peaks,
      keepsRunning: entry.mode === "continuous" && entry.gas,
    },
    energy: {
      kwhPerMachineHour: entry.kwh,
      baseLoadShare: choice(`industry.${division}.baseLoadShare`, entry.baseShare, "ratio", {
        zh: "不随产量变化的用电占比",
        en: "share of electricity that does not follow output",
      }),
      usesGas: entry.gas,
    },
    norms: {
      utilisationPpm: utilisationOf(division, entry.use),
      oeePpm: [entry.oee[0] * ppmOfPercent, entry.oee[1] * ppmOfPercent],
      receivableDays: entry.terms,
      leadDays: entry.lead,
    },
  };
}

function utilisationOf(division: string, [percent, source]: DivisionEntry["use"]): Parameter<number> {
  const isPublished = source === "published";
  return defineParameter({
    id: `industry.${division}.utilisationPpm`,
    value: Math.round(percent * ppmOfPercent),
    unit: "ppm",
    effectiveFrom,
    origin: isPublished ? "dataset" : "designChoice",
    zh: isPublished ? "产能利用率，国家统计局 2024 年二至四季度平均" : "产能利用率，自定",
    en: isPublished
      ? "capacity utilisation, National Bureau of Statistics, mean of the second to fourth quarter of 2024"
      : "capacity utilisation, our own choice",
  });
}

function choice(
  id: string,
  value: number,
  unit: string,
  words: { readonly zh: string; readonly en: string },
): Parameter<number> {
  return defineParameter({ id, value, unit, effectiveFrom, origin: "designChoice", ...words });
}

/** Divisions with furnaces are looked at by their gas as well. */
function keyIndicatorsOf({ mode, gas }: DivisionEntry): readonly string[] {
  return gas ? [...indicatorsOfMode[mode], "gas-per-unit-91d"] : indicatorsOfMode[mode];
}
