import type { Highs } from "highs";
import { createRandom } from "#kernel";
import { findOptimalBins, freeBinLimits, informationOf } from "#scorecard";
import type { BinningProblem, Trend } from "#scorecard";
import { preBinsOf } from "../src/scorecard/testing/binning-problems.ts";

/** One problem size: microseconds of the solver by trend, and of a mixed-integer program where it was asked. */
export interface SolverTimes {
  readonly preBins: number;
  readonly microseconds: Readonly<Record<string, number>>;
  /** HiGHS on the ascending problem, model included; null when left out. */
  readonly mipMicroseconds: number | null;
  readonly timesFaster: number | null;
}

const auto: readonly Trend[] = ["ascending", "descending", "peak", "valley"];

/**
 * Times the solver on a noisy rising indicator, 100,000 rows, at most 6 bins of at least 5 % of the rows. Against HiGHS on
 * the same problem as a mixed-integer program, after comparing the optima; CP-SAT has no package for this platform.
 * @param rounds  runs of which the fastest counts
 */
export async function benchSolver(preBins: number, rounds: number, withMip: boolean): Promise<SolverTimes> {
  const problem = noisyProblem(preBins);
  const microseconds: Record<string, number> = {};
  for (const trends of [["ascending"], ["peak"], ["none"], ["concave"], auto] as const) {
    const name = trends === auto ? "auto" : (trends[0] as string);
    microseconds[name] = fastest(rounds, () => findOptimalBins({ ...problem, trends }));
  }
  if (!withMip) return { preBins, microseconds, mipMicroseconds: null, timesFaster: null };
  const highs = await loadHighs();
  const found = findOptimalBins(problem);
  const objective = solveByHighs(highs, problem);
  if (found.kind !== "optimal" || Math.abs(found.value - objective) > 1e-6) {
    throw new Error(`the solver found ${JSON.stringify(found)}, HiGHS ${objective}`);
  }
  const mipMicroseconds = fastest(3, () => solveByHighs(highs, problem));
  return {
    preBins,
    microseconds,
    mipMicroseconds,
    timesFaster: mipMicroseconds / (microseconds.ascending as number),
  };
}

function noisyProblem(size: number): BinningProblem {
  const random = createRandom(`binning solver ${size}`);
  const rows = Math.round(100_000 / size);
  const preBins = preBinsOf(
    Array.from({ length: size }, (_, place) => {
      const rate = 0.05 + (0.2 * place) / size;
      const bads = Math.round(rows * rate + 3 * Math.sqrt(rows * rate) * random.normal());
      return [Math.max(0, Math.min(rows, bads)), rows - Math.max(0, Math.min(rows, bads))] as const;
    }),
  );
  return {
    preBins,
    totals: { bads: preBins.bads[size] as number, goods: preBins.goods[size] as number },
    objective: "iv",
    over: "sample",
    vintages: [],
    smoothingRows: 0.5,
    limits: { ...freeBinLimits, maxBins: 6, minRows: 5_000, minBadRows: 1, minGoodRows: 1 },
    trends: ["ascending"],
  };
}

/** The fastest of several runs, each repeated until a millisecond has passed. */
function fastest(rounds: number, run: () => unknown): number {
  let best = Number.POSITIVE_INFINITY;
  for (let round = 0; round < rounds; round++) {
    const startedAtMs = performance.now();
    let repeats = 0;
    do {
      run();
      repeats++;
    } while (performance.now() - startedAtMs < 1);
    best = Math.min(best, ((performance.now() - startedAtMs) / repeats) * 1000);
  }
  return best;
}

async function loadHighs(): Promise<Highs> {
  const loaded = await import("highs");
  return (loaded.default as unknown as typeof loaded.default.default)();
}

interface ModelRow {
  readonly columns: readonly number[];
  readonly values: readonly number[];
  readonly lower: number;
  readonly upper: number;
}

/** One binary column for each bin of 5 % or more: each pre-bin is in one bin, and no bin stands before one of a lower rate. */
function solveByHighs(highs: Highs, problem: BinningProblem): number {
  const { preBins, totals, smoothingRows, limits } = problem;
  const span = (prefix: ArrayLike<number>, start: number, end: number): number =>
    (prefix[end] as number) - (prefix[start] as number);
  const bins: { start: number; end: number; rate: number; value: number }[] = [];
  for (let start = 0; start < preBins.size; start++) {
    for (let end = start + 1; end <= preBins.size; end++) {
      const rows = span(preBins.rows, start, end);
      if (rows < limits.minRows) continue;
      const bads = span(preBins.bads, start, end);
      const value = informationOf(bads, span(preBins.goods, start, end), totals, smoothingRows);
      bins.push({ start, end, rate: bads / rows, value });
    }
  }
  const rowOf = (columns: number[], lower: number, upper: number): ModelRow => ({
    columns,
    values: columns.map(() => 1),
    lower,
    upper,
  });
  const indices = bins.map((_, index) => index);
  const rows: ModelRow[] = [rowOf(indices, limits.minBins, limits.maxBins)];
  for (let place = 0; place < preBins.size; place++) {
    const covering = indices.filter((index) => isWithin(place, bins[index]));
    rows.push(rowOf(covering, 1, 1));
  }
  for (const [index, bin] of bins.entries()) {
    const lower = indices.filter((other) => {
      const next = bins[other];
      return next !== undefined && next.start === bin.end && next.rate < bin.rate;
    });
    if (lower.length > 0) rows.push(rowOf([index, ...lower], -highs.infinity, 1));
  }
  return maximise(
    highs,
    bins.map(({ value }) => value),
    rows,
  );
}

function isWithin(place: number, bin: { readonly start: number; readonly end: number } | undefined): boolean {
  return bin !== undefined && bin.start <= place && place < bin.end;
}

function maximise(highs: Highs, gains: readonly number[], rows: readonly ModelRow[]): number {
  const { constants } = highs;
  let filled = 0;
  const starts = [0, ...rows.map(({ columns }) => (filled += columns.length))];
  const model = highs.createModel({
    sense: constants.objectiveSense.maximize,
    numCols: gains.length,
    numRows: rows.length,
    colCost: [...gains],
    colLower: gains.map(() => 0),
    colUpper: gains.map(() => 1),
    rowLower: rows.map(({ lower }) => lower),
    rowUpper: rows.map(({ upper }) => upper),
    matrix: {
      format: "csr",
      numRows: rows.length,
      numCols: gains.length,
      starts,
      indices: rows.flatMap(({ columns }) => columns),
      values: rows.flatMap(({ values }) => values),
    },
    integrality: gains.map(() => constants.variableType.integer),
  });
  try {
    model.options.set({ output_flag: false, mip_rel_gap: 0, mip_abs_gap: 1e-9, random_seed: 0 });
    model.run();
    return model.getObjectiveValue();
  } finally {
    model.dispose();
  }
}

if (import.meta.main) {
  for (const preBins of [20, 32, 64, 128, 256]) {
    const times = await benchSolver(preBins, preBins > 128 ? 20 : 200, preBins <= 32);
    const rounded = Object.entries(times.microseconds).map(
      ([trend, value]) => `${trend} ${value.toFixed(1)}`,
    );
    const mip =
      times.mipMicroseconds === null
        ? ""
        : ` | HiGHS ${(times.mipMicroseconds / 1000).toFixed(1)} ms, ${times.timesFaster?.toFixed(0)} times as long`;
    console.log(`${preBins} pre-bins, µs: ${rounded.join(", ")}${mip}`);
  }
}
