import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { type BusinessDay, addDays } from "#kernel";
import { type DatasetReadings, type ReadingKind, mappingFileOf, simulatedMappings } from "./dataset.ts";
import { energyHeader, energyReadings } from "./energy-readings.ts";
import type { EnterprisePlan } from "./enterprise-plan.ts";
import { machineHeader, machineReadings } from "./machine-readings.ts";
import { productionHeader, productionReports } from "./production-reports.ts";

export interface WrittenReadings extends DatasetReadings {
  /** Rows without the header. */
  readonly rows: number;
}

/**
 * Writes readings of four enterprises up to the last day, and the mapping files by which they are read: machines and
 * electricity of two, production reports of the other two, who have no collector on their machines.
 */
export async function writeReadings(
  plans: readonly EnterprisePlan[],
  options: {
    readonly seed: string;
    readonly endDay: BusinessDay;
    readonly months: number;
    readonly directory: string;
  },
): Promise<WrittenReadings[]> {
  const { seed, endDay, months, directory } = options;
  const lastMonth = months - 1;
  const written: WrittenReadings[] = [];
  const write = async (
    kind: ReadingKind,
    plan: EnterprisePlan,
    table: { header: string; lines: readonly string[] },
  ): Promise<void> => {
    const file = `simulated_${kind}_${plan.code}.csv`;
    await writeFile(join(directory, file), `${[table.header, ...table.lines].join("\n")}\n`);
    written.push({ kind, file, enterprise: plan.code, rows: table.lines.length });
  };
  for (const [index, plan] of watchedPlans(plans).entries()) {
    const weeks = { seed, firstDay: addDays(endDay, -20), days: 21, lastMonth };
    const quarter = { seed, firstDay: addDays(endDay, -59), days: 60, lastMonth };
    if (index % 2 === 0) {
      await write("machines", plan, { header: machineHeader, lines: machineReadings(plan, weeks) });
      // The real plant's file begins with a byte order mark.
      const header = `\uFEFF${energyHeader}`;
      await write("energy", plan, { header, lines: energyReadings(plan, quarter) });
    } else {
      const lines = productionReports(plan, { ...quarter, days: 50 });
      await write("production", plan, { header: productionHeader, lines });
    }
  }
  await writeMappings(directory);
  return written;
}

/** A defaulter whose trouble shows, a sound enterprise, and two applicants. */
function watchedPlans(plans: readonly EnterprisePlan[]): EnterprisePlan[] {
  const grown = plans.filter((plan) => plan.firstMonth === 0);
  return [
    grown.find((plan) => plan.isDefault && plan.misfortune?.kind !== "diversion"),
    grown.find((plan) => plan.group === "history" && plan.misfortune === null),
    ...grown.filter((plan) => plan.group === "applicant").slice(0, 2),
  ].filter((plan) => plan !== undefined);
}

async function writeMappings(directory: string): Promise<void> {
  for (const [kind, mapping] of simulatedMappings()) {
    const path = join(directory, mappingFileOf(kind));
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, `${JSON.stringify(mapping, null, 2)}\n`);
  }
}
