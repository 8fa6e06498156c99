import { columnNamed, type DataTable, takeRows, takeTableRows, textOfCell } from "../data-table.ts";
import { scorecardFaults } from "../errors.ts";
import type { GroupColumn } from "../evaluation/population.ts";
import { checkSample, type IndicatorColumn, type Sample, type Vintages } from "../sample.ts";
import type { Outcomes, SampleArtefact } from "./artefacts.ts";
import { isExcludedBy } from "./exclusions.ts";
import type { SamplePlan } from "./plan.ts";
import { vintagesOf } from "./vintages.ts";

/** Step 1 carried out: the rows whose outcome is known, those of declined applicants, and what was left out. */
export interface FormedSample {
  readonly sample: Sample;
  /** Place of each of the sample's rows in the table. */
  readonly rows: Int32Array;
  /** The same indicators of the declined; no rows without any. */
  readonly rejects: readonly IndicatorColumn[];
  readonly rejectRows: number;
  /** Region, size, kind of owner of the sample's rows. */
  readonly groups: readonly GroupColumn[];
  /** The column whose value is a row's segment; null without one. */
  readonly segment: IndicatorColumn | null;
  readonly artefact: SampleArtefact;
}

/**
 * Forms the development sample of a table: who is in, what bad means, when each was observed.
 * @throws SCORECARD_INDICATOR_ABSENT for a column that the plan names and the table lacks, SCORECARD_PLAN for a plan that
 *   leaves nothing to learn from, checkSample's faults
 */
export function formSample(table: DataTable, plan: SamplePlan): FormedSample {
  const vintages = plan.observation === null ? null : vintagesOf(columnNamed(table, plan.observation));
  const sorted = sortRows(table, plan, vintages);
  const indicators = indicatorsOf(table, plan);
  const { accepted, bad } = sorted;
  const weights = plan.weight === null ? null : weightsOf(columnNamed(table, plan.weight), accepted);
  const sample: Sample = {
    indicators: takeTableRows({ rows: table.rows, columns: indicators }, accepted).columns,
    bad,
    ...(weights === null ? {} : { weights }),
    ...(vintages === null
      ? {}
      : { vintages: { ...vintages, codes: accepted.map((row) => vintages.codes[row] as number) } }),
  };
  const { rows, bads, badRate } = checkSample(sample);
  return {
    sample,
    rows: accepted,
    rejects: indicators.map((column) => takeRows(column, sorted.rejects)),
    rejectRows: sorted.rejects.length,
    groups: plan.groups.map((id) => groupColumn(takeRows(columnNamed(table, id), accepted))),
    segment: plan.segment === null ? null : takeRows(columnNamed(table, plan.segment), accepted),
    artefact: {
      tableRows: table.rows,
      sample: { rows, bads, badRate },
      rejects: sorted.rejects.length,
      indeterminate: sorted.indeterminate,
      withoutOutcome: sorted.withoutOutcome,
      outsideWindow: sorted.outsideWindow,
      excluded: plan.exclusions.map(({ reason }, index) => ({
        reason,
        rows: sorted.excluded[index] as number,
      })),
      performanceMonths: plan.performanceMonths,
      vintages: sample.vintages === undefined ? [] : outcomesByVintage(sample, sample.vintages),
      indicators: indicators.map(({ id, kind }) => ({ id, valueKind: kind })),
    },
  };
}

interface SortedRows {
  readonly accepted: Int32Array;
  readonly bad: Uint8Array;
  readonly rejects: Int32Array;
  /** One count for each exclusion of the plan; a row counts for the first that meets it. */
  readonly excluded: readonly number[];
  readonly indeterminate: number;
  readonly withoutOutcome: number;
  readonly outsideWindow: number;
}

/** Each row of the table has exactly one fate, so that the counts add up to the table. */
function sortRows(table: DataTable, plan: SamplePlan, vintages: Vintages | null): SortedRows {
  const target = columnNamed(table, plan.target);
  const rejectColumn = plan.rejects === null ? null : columnNamed(table, plan.rejects.column);
  const tests = plan.exclusions.map((exclusion) =>
    isExcludedBy(exclusion, columnNamed(table, exclusion.column)),
  );
  const indeterminateValues = new Set(plan.indeterminateValues);
  const accepted: number[] = [];
  const bad: number[] = [];
  const rejects: number[] = [];
  const excluded = tests.map(() => 0);
  const left = { indeterminate: 0, withoutOutcome: 0, outsideWindow: 0 };
  for (let row = 0; row < table.rows; row++) {
    const reason = tests.findIndex((isExcluded) => isExcluded(row));
    const outcome = textOfCell(target, row);
    if (reason >= 0) excluded[reason] = (excluded[reason] as number) + 1;
    else if (vintages !== null && !isInWindow(vintages, row, plan)) left.outsideWindow++;
    else if (rejectColumn !== null && textOfCell(rejectColumn, row) === plan.rejects?.value)
      rejects.push(row);
    else if (outcome === null) left.withoutOutcome++;
    else if (indeterminateValues.has(outcome)) left.indeterminate++;
    else {
      accepted.push(row);
      bad.push(outcome === plan.badValue ? 1 : 0);
    }
  }
  return {
    accepted: Int32Array.from(accepted),
    bad: Uint8Array.from(bad),
    rejects: Int32Array.from(rejects),
    excluded,
    ...left,
  };
}

function isInWindow({ codes, labels }: Vintages, row: number, plan: SamplePlan): boolean {
  const { observedFrom, observedTo } = plan;
  const label = labels[codes[row] as number];
  if (label === undefined) return observedFrom === null && observedTo === null;
  return (observedFrom === null || label >= observedFrom) && (observedTo === null || label <= observedTo);
}

/** All columns that may enter: what the plan names or, without that, whatever it does not use for something else. */
function indicatorsOf(table: DataTable, plan: SamplePlan): readonly IndicatorColumn[] {
  if (plan.indicators !== null) {
    return plan.indicators
      .filter((id) => !plan.excludedIndicators.includes(id))
      .map((id) => columnNamed(table, id));
  }
  const used = new Set<string | null>([
    plan.target,
    plan.weight,
    plan.observation,
    plan.segment,
    plan.rejects?.column ?? null,
    ...plan.groups,
    ...plan.excludedIndicators,
  ]);
  return table.columns.filter(({ id }) => !used.has(id));
}

function weightsOf(column: IndicatorColumn, rows: Int32Array): Float64Array {
  if (column.kind === "numeric") return Float64Array.from(rows, (row) => column.values[row] as number);
  throw scorecardFaults.fault("SCORECARD_PLAN", { problem: `the weights in ${column.id} are not numbers` });
}

/** A kind of group by its texts; a numeric column is taken value by value. */
function groupColumn(column: IndicatorColumn): GroupColumn {
  if (column.kind === "categorical") {
    return { id: column.id, codes: column.codes, labels: column.categories };
  }
  const labels = [...new Set(column.values)].filter((value) => !Number.isNaN(value)).sort((a, b) => a - b);
  const codeOf = new Map(labels.map((value, code) => [value, code]));
  return {
    id: column.id,
    codes: Int32Array.from(column.values, (value) => codeOf.get(value) ?? -1),
    labels: labels.map(String),
  };
}

function outcomesByVintage(
  { bad }: Sample,
  { codes, labels }: Vintages,
): readonly (Outcomes & { readonly label: string })[] {
  const counts = labels.map((label) => ({ label, rows: 0, bads: 0 }));
  codes.forEach((code, row) => {
    const own = counts[code];
    if (own === undefined) return;
    own.rows++;
    own.bads += bad[row] as number;
  });
  return counts
    .filter(({ rows }) => rows > 0)
    .map(({ label, rows, bads }) => ({ label, rows, bads, badRate: bads / rows }));
}
