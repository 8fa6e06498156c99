/**
 * Rows by distinct score, the riskiest (lowest score) first: sorted once, and every figure is then a pass over levels.
 * All arrays but `codes` have one entry a level; weights count as 1 when there are none.
 */
export interface ScoreLevels {
  readonly points: Float64Array;
  /** Weight of the goods and of the bads. */
  readonly goods: Float64Array;
  readonly bads: Float64Array;
  /** Sums of squared weights, for variances. */
  readonly goodsSquared: Float64Array;
  readonly badsSquared: Float64Array;
  /** Weighted sum of the PDs. */
  readonly pd: Float64Array;
  /** Level of each row given; −1 for a row left out. */
  readonly codes: Int32Array;
  readonly totals: LevelTotals;
}

export interface LevelTotals {
  /** Rows and bads by number. */
  readonly rows: number;
  readonly badRows: number;
  /** By weight. */
  readonly goods: number;
  readonly bads: number;
  readonly pd: number;
  /**
   * By what a weight is multiplied so that tests and intervals see as many rows as the weights are worth; 1 without.
   * @source L. Kish, Survey Sampling (1965), §8.2: effective rows = (Σw)² / Σw²
   */
  readonly effectiveScale: number;
}

/** Scored rows with outcome, columns of equal length. */
export interface ScoredRows {
  readonly points: Float64Array;
  readonly pd: Float64Array;
  readonly bad: Uint8Array;
  readonly weights?: Float64Array;
}

/**
 * @param keep  whether a row counts, for a part of the rows; all when left out
 */
export function levelsOf(rows: ScoredRows, keep?: (row: number) => boolean): ScoreLevels {
  const codes = new Int32Array(rows.points.length).fill(-1);
  const points = distinctPoints(rows.points, keep);
  const levelOf = levelFinder(points);
  const size = points.length;
  const levels = {
    points,
    goods: new Float64Array(size),
    bads: new Float64Array(size),
    goodsSquared: new Float64Array(size),
    badsSquared: new Float64Array(size),
    pd: new Float64Array(size),
    codes,
  };
  let kept = 0;
  let badRows = 0;
  for (let row = 0; row < codes.length; row++) {
    if (keep && !keep(row)) continue;
    const level = levelOf(rows.points[row] as number);
    const weight = rows.weights ? (rows.weights[row] as number) : 1;
    const isBad = rows.bad[row] === 1;
    codes[row] = level;
    add(isBad ? levels.bads : levels.goods, level, weight);
    add(isBad ? levels.badsSquared : levels.goodsSquared, level, weight * weight);
    add(levels.pd, level, weight * (rows.pd[row] as number));
    kept++;
    if (isBad) badRows++;
  }
  return { ...levels, totals: totalsOf(levels, kept, badRows) };
}

/** Index of the last level whose points are not above the given ones; −1 below all. */
export function levelAt(points: Float64Array, value: number): number {
  let low = 0;
  let high = points.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((points[middle] as number) <= value) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/** Finds the level of points that are among the levels: evenly spaced buckets say between which levels to search. */
function levelFinder(points: Float64Array): (value: number) => number {
  const lowest = points[0] ?? 0;
  const perPoint = (points.length - 1) / ((points.at(-1) ?? 0) - lowest);
  if (points.length < 64 || !Number.isFinite(perPoint)) return (value) => levelAt(points, value);
  const bucketOf = (value: number): number => Math.floor((value - lowest) * perPoint);
  const starts = new Int32Array(points.length + 2);
  for (const value of points) {
    const next = bucketOf(value) + 1;
    starts[next] = (starts[next] as number) + 1;
  }
  for (let bucket = 1; bucket < starts.length; bucket++) {
    starts[bucket] = (starts[bucket] as number) + (starts[bucket - 1] as number);
  }
  return (value) => {
    const bucket = bucketOf(value);
    let low = starts[bucket] as number;
    let high = starts[bucket + 1] as number;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((points[middle] as number) <= value) low = middle + 1;
      else high = middle;
    }
    return low - 1;
  };
}

/** Sum of an array of a level's figures. */
export function sumOf(values: Float64Array): number {
  let sum = 0;
  for (let index = 0; index < values.length; index++) sum += values[index] as number;
  return sum;
}

/**
 * Neighbouring levels in groups of about equal weight: ends lie where a level ends nearest to each equal share. A level
 * is never split, and a group of less than a quarter of its share, left beside a heavy level, goes to its neighbour.
 * @returns for each group the index after its last level, rising; the last is the number of levels
 */
export function equalGroups(levels: Pick<ScoreLevels, "goods" | "bads">, groups: number): readonly number[] {
  const size = levels.goods.length;
  const share = (sumOf(levels.goods) + sumOf(levels.bads)) / groups;
  const ends: number[] = [];
  let before = 0;
  let grouped = 0;
  for (let level = 0; level < size - 1; level++) {
    const weight = before + (levels.goods[level] as number) + (levels.bads[level] as number);
    const next = weight + (levels.goods[level + 1] as number) + (levels.bads[level + 1] as number);
    // This end is the nearest of those shares that lie between the middle before it and the middle after it.
    const first = Math.max(1, Math.ceil((level === 0 ? 0 : before + weight) / 2 / share));
    const isNearest = first < groups && first * share < (weight + next) / 2;
    if (isNearest && weight - grouped >= share / 4) {
      ends.push(level + 1);
      grouped = weight;
    }
    before = weight;
  }
  if (before + (levels.goods[size - 1] as number) + (levels.bads[size - 1] as number) - grouped < share / 4) {
    ends.pop();
  }
  return [...ends, size];
}

function distinctPoints(values: Float64Array, keep: ((row: number) => boolean) | undefined): Float64Array {
  const kept = keep ? values.filter((_, row) => keep(row)) : values;
  if (kept.length === 0) return new Float64Array(0);
  const whole = distinctWholePoints(kept);
  if (whole) return whole;
  const sorted = Float64Array.from(kept).sort();
  let size = 0;
  for (let index = 0; index < sorted.length; index++) {
    if (index === 0 || sorted[index] !== sorted[index - 1]) sorted[size++] = sorted[index] as number;
  }
  return sorted.slice(0, size);
}

/** Without sorting, for the whole points of a card; `null` for others, or when they lie further apart than the rows. */
function distinctWholePoints(values: Float64Array): Float64Array | null {
  let lowest = Number.POSITIVE_INFINITY;
  let highest = Number.NEGATIVE_INFINITY;
  for (let row = 0; row < values.length; row++) {
    const value = values[row] as number;
    if (!Number.isInteger(value)) return null;
    if (value < lowest) lowest = value;
    if (value > highest) highest = value;
  }
  if (!(highest - lowest <= values.length)) return null;
  const isFound = new Uint8Array(highest - lowest + 1);
  for (let row = 0; row < values.length; row++) isFound[(values[row] as number) - lowest] = 1;
  const found: number[] = [];
  for (let offset = 0; offset < isFound.length; offset++)
    if (isFound[offset] === 1) found.push(lowest + offset);
  return Float64Array.from(found);
}

function totalsOf(levels: Omit<ScoreLevels, "codes" | "totals">, rows: number, badRows: number): LevelTotals {
  const goods = sumOf(levels.goods);
  const bads = sumOf(levels.bads);
  const squared = sumOf(levels.goodsSquared) + sumOf(levels.badsSquared);
  const effectiveScale = squared > 0 ? (goods + bads) / squared : 1;
  return { rows, badRows, goods, bads, pd: sumOf(levels.pd), effectiveScale };
}

function add(values: Float64Array, level: number, amount: number): void {
  values[level] = (values[level] as number) + amount;
}
