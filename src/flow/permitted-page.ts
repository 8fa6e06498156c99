import type { DataClass } from "#consent";
import { catalogue } from "#indicators";
import type { EvaluatedEnterprise } from "#report";
import { classesOfIndicator } from "./permitted-data.ts";

/** An enterprise's result without what was made of data classes that may not be read any more. */
export function keepPermittedResult(
  enterprise: EvaluatedEnterprise,
  classes: ReadonlySet<DataClass>,
): EvaluatedEnterprise {
  const refused = new Set(
    catalogue
      .filter((definition) => !classesOfIndicator(definition).every((dataClass) => classes.has(dataClass)))
      .map(({ id }) => id),
  );
  if (refused.size === 0) return enterprise;
  return {
    ...enterprise,
    indicators: enterprise.indicators.map((indicator) =>
      refused.has(indicator.id) ? { ...indicator, value: null, missingReason: "notPermitted" } : indicator,
    ),
    points: enterprise.points.filter(({ indicator }) => !refused.has(indicator)),
    series: classes.has("invoice") ? enterprise.series : noSeries,
    machines: enterprise.machines.flatMap((machine) => {
      const minutes = classes.has("machine") ? machine.minutes : null;
      const producedCount = classes.has("machine") ? machine.producedCount : null;
      const energyWh = classes.has("energy") ? machine.energyWh : null;
      const isEmpty = minutes === null && producedCount === null && energyWh === null;
      return isEmpty ? [] : [{ ...machine, minutes, producedCount, energyWh }];
    }),
  };
}

const noSeries: EvaluatedEnterprise["series"] = {
  months: [],
  salesFen: [],
  purchasesFen: [],
  salesInvoices: [],
  voidInvoices: [],
  redInvoices: [],
};
