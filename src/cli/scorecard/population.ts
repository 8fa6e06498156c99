import {
  type BinnedColumn,
  type DataTable,
  type DevelopmentPlan,
  type FormedSample,
  formSample,
  labelOfBin,
  type Population,
  type PopulationKind,
  type Scorecard,
  scoreSample,
  splitSample,
  takeTableRows,
} from "#scorecard";

/** The rows of a formed sample scored by a card, with everything by which they can be judged. */
export function populationOf(
  card: Scorecard,
  { sample, groups }: FormedSample,
  kind: PopulationKind,
  oldPoints: Float64Array | null = null,
): Population {
  const scored = scoreSample(card, sample.indicators);
  return {
    kind,
    points: scored.points,
    pd: scored.rawPd,
    bad: sample.bad,
    ...(sample.weights === undefined ? {} : { weights: sample.weights }),
    ...(sample.vintages === undefined ? {} : { vintages: sample.vintages }),
    groups,
    indicators: binnedColumnsOf(card, scored.perIndicator),
    ...(oldPoints === null ? {} : { oldPoints }),
  };
}

/** The bins of every indicator on the card. */
export function binnedColumnsOf(
  card: Scorecard,
  perIndicator: ReturnType<typeof scoreSample>["perIndicator"],
): readonly BinnedColumn[] {
  return card.indicators.map(({ id, bins }, index) => ({
    id,
    codes: perIndicator[index]?.bins ?? new Uint8Array(0),
    labels: bins.map((bin) => labelOfBin(bin, "en")),
    points: bins.map(({ points }) => points),
  }));
}

/** The rows of a table that a card of this plan learnt from, scored by it: what newer rows are compared with. */
export function baselineOf(card: Scorecard, plan: DevelopmentPlan, table: DataTable): Population {
  const sample = { ...plan.sample, indicators: card.indicators.map(({ id }) => id) };
  const formed = formSample(table, sample);
  const { development } = splitSample(table, formed, plan.split, plan.seed);
  const rows = development.map((place) => formed.rows[place] as number);
  return populationOf(card, formSample(takeTableRows(table, rows), sample), "development");
}
