import { createRandom } from "#kernel";
import { columnNamed, type DataTable, textOfCell } from "../data-table.ts";
import { scorecardFaults } from "../errors.ts";
import type { PopulationKind } from "../evaluation/population.ts";
import type { FormedSample } from "./form-sample.ts";
import type { SplitPlan } from "./plan.ts";

/** Places of the sample's rows: those the card learns from, and those it is judged on besides. */
export interface Split {
  readonly development: Int32Array;
  /** Empty with folds: then every row is both, in turn. */
  readonly heldOut: Int32Array;
  readonly heldOutKind: PopulationKind;
}

/**
 * Splits a formed sample.
 * @throws SCORECARD_PLAN when one side lacks an outcome, or a split by time meets what is no period
 */
export function splitSample(table: DataTable, formed: FormedSample, split: SplitPlan, seed: string): Split {
  const { bad } = formed.sample;
  if (split.kind === "folds") {
    return {
      development: Int32Array.from(bad.keys()),
      heldOut: new Int32Array(0),
      heldOutKind: "crossValidated",
    };
  }
  const isHeldOut = holdOut(table, formed, split, seed);
  const places = Int32Array.from(bad.keys());
  const found: Split = {
    development: places.filter((row) => !isHeldOut(row)),
    heldOut: places.filter(isHeldOut),
    heldOutKind: split.kind === "time" ? "outOfTime" : "heldOut",
  };
  requireBothOutcomes(found.development, bad, "development");
  requireBothOutcomes(found.heldOut, bad, "held out");
  return found;
}

function holdOut(
  table: DataTable,
  { sample, rows }: FormedSample,
  split: Exclude<SplitPlan, { readonly kind: "folds" }>,
  seed: string,
): (row: number) => boolean {
  if (split.kind === "column") {
    const column = columnNamed(table, split.column);
    return (row) => textOfCell(column, rows[row] as number) === split.heldOut;
  }
  if (split.kind === "random") {
    const chosen = drawStratified(sample.bad, split.heldOutShare, seed);
    return (row) => chosen[row] === 1;
  }
  const { vintages } = sample;
  if (vintages === undefined) {
    throw scorecardFaults.fault("SCORECARD_PLAN", {
      problem: "a split by time needs the column of the observation date",
    });
  }
  requirePeriods(vintages.labels);
  return (row) => (vintages.labels[vintages.codes[row] as number] ?? "") >= split.heldOutFrom;
}

/** Text is compared with text: an age or a region would be split somewhere without anybody noticing. */
function requirePeriods(labels: readonly string[]): void {
  const found = labels.find((label) => !/^\d{4}/.test(label));
  if (found === undefined) return;
  throw scorecardFaults.fault("SCORECARD_PLAN", {
    problem: `a split by time needs dates, months or quarters that begin with the year, found “${found}” in the column of the observation date`,
  });
}

/** Draws the share from each outcome, so that both sides have the same bad rate. */
function drawStratified(bad: Uint8Array, share: number, seed: string): Uint8Array {
  const random = createRandom(`${seed} split`);
  const chosen = new Uint8Array(bad.length);
  for (const outcome of [1, 0]) {
    const rows: number[] = [];
    for (let row = 0; row < bad.length; row++) if (bad[row] === outcome) rows.push(row);
    for (const row of random.shuffle(rows).slice(0, Math.round(share * rows.length))) chosen[row] = 1;
  }
  return chosen;
}

function requireBothOutcomes(rows: Int32Array, bad: Uint8Array, side: string): void {
  let bads = 0;
  for (const row of rows) bads += bad[row] as number;
  if (bads > 0 && bads < rows.length) return;
  throw scorecardFaults.fault("SCORECARD_PLAN", {
    problem: `the ${side} rows need both outcomes: ${rows.length} rows, ${bads} of them bad`,
  });
}
