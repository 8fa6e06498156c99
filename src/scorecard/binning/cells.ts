import type { DistinctValues } from "./distinct-values.ts";
import { addCounts, countOnGrid, planGrid, takeCells } from "./key-grid.ts";
import type { GridCounts, KeyGrid } from "./key-grid.ts";
import type { OutcomeCount, PresentRows } from "./present-rows.ts";
import { countValues, mergeValueCounts, mostDistinctValues } from "./value-counts.ts";
import type { ValueCounts } from "./value-counts.ts";

/**
 * Outcomes of a numeric column by rising cells, none empty. An atom is the only value in its cell; any other cell is an
 * interval from its floor to the floor of the next that has not been looked into.
 */
export interface Cells {
  readonly floors: Float64Array;
  /** −1 for an atom, else the cell's place on the grid. */
  readonly gridCells: Int32Array;
  readonly goodRows: Float64Array;
  readonly badRows: Float64Array;
  readonly goods: Float64Array;
  readonly bads: Float64Array;
}

/** A numeric column counted: enough to choose candidates from, and to look into any cell again. */
export interface CountedColumn {
  readonly shards: readonly PresentRows[];
  /** Null when every cell is an atom. */
  readonly grid: KeyGrid | null;
  readonly cells: Cells;
  readonly missing: OutcomeCount;
  readonly special: readonly OutcomeCount[];
}

/** About how many cells a column of very many distinct values is counted in: finer than any candidate needs. */
const wantedCells = 4_096;

/** Counts a column given as any number of shards in any order, to the same bits. */
export function countColumn(shards: readonly PresentRows[], limit = mostDistinctValues): CountedColumn {
  const counts = shards
    .map((shard) => countValues(shard, limit))
    .reduce((left, right): ValueCounts => mergeValueCounts(left, right, limit));
  const { special } = counts;
  if (counts.kind === "distinct") {
    const { values } = counts;
    return { shards, grid: null, cells: cellsOfValues(values), missing: values.missing, special };
  }
  const grid = planGrid(counts.tops, wantedCells);
  const onGrid = shards.map((shard) => countOnGrid(shard, grid)).reduce(addGridCounts);
  const cells = cellsOfGrid(grid, onGrid);
  const missing = outcomesOfPlace(onGrid, grid.size);
  return lookIntoCells({ shards, grid, cells, missing, special }, heavyCells(cells));
}

function addGridCounts(left: GridCounts, right: GridCounts): GridCounts {
  const rows = addCounts(left.rows, right.rows);
  const isWeighted = left.weighted !== left.rows;
  return { rows, weighted: isWeighted ? addCounts(left.weighted, right.weighted) : rows };
}

function outcomesOfPlace({ rows, weighted }: GridCounts, place: number): OutcomeCount {
  const at = (counts: Float64Array, outcome: number): number => counts[2 * place + outcome] as number;
  return {
    goodRows: at(rows, 0),
    badRows: at(rows, 1),
    goods: at(weighted, 0),
    bads: at(weighted, 1),
  };
}

function cellsOfValues({ values, goodRows, badRows, goods, bads }: DistinctValues): Cells {
  return {
    floors: values,
    gridCells: new Int32Array(values.length).fill(-1),
    goodRows,
    badRows,
    goods,
    bads,
  };
}

function cellsOfGrid({ floors, size }: KeyGrid, { rows, weighted }: GridCounts): Cells {
  const filled = new Int32Array(size);
  let count = 0;
  for (let place = 0; place < size; place++) {
    if ((rows[2 * place] as number) + (rows[2 * place + 1] as number) > 0) filled[count++] = place;
  }
  const gridCells = filled.slice(0, count);
  const pick = (counts: Float64Array, outcome: number): Float64Array =>
    Float64Array.from(gridCells, (place) => counts[2 * place + outcome] as number);
  const goodRows = pick(rows, 0);
  const badRows = pick(rows, 1);
  return {
    floors: Float64Array.from(gridCells, (place) => floors[place] as number),
    gridCells,
    goodRows,
    badRows,
    goods: weighted === rows ? goodRows : pick(weighted, 0),
    bads: weighted === rows ? badRows : pick(weighted, 1),
  };
}

/** Cells with several times their share: one frequent value, or values closer together than the grid. */
function heavyCells({ gridCells, goodRows, badRows }: Cells): number[] {
  let rows = 0;
  for (let cell = 0; cell < goodRows.length; cell++)
    rows += (goodRows[cell] as number) + (badRows[cell] as number);
  const most = (4 * rows) / wantedCells;
  const heavy: number[] = [];
  for (let cell = 0; cell < gridCells.length; cell++) {
    if ((goodRows[cell] as number) + (badRows[cell] as number) > most) heavy.push(cell);
  }
  return heavy;
}

/** Replaces some cells by atoms, one for each value in them; cells that are atoms already stay. */
export function lookIntoCells(column: CountedColumn, wanted: readonly number[]): CountedColumn {
  const { shards, grid, cells } = column;
  const chosen = wanted.filter((cell) => (cells.gridCells[cell] as number) >= 0);
  if (grid === null || chosen.length === 0) return column;
  const marked = new Uint8Array(grid.size + 1);
  let most = 0;
  for (const cell of chosen) {
    marked[cells.gridCells[cell] as number] = 1;
    most += (cells.goodRows[cell] as number) + (cells.badRows[cell] as number);
  }
  const inside = shards
    .map((shard) => takeCells(shard, grid, marked, most))
    .map((rows) => countValues({ ...rows, special: [] }, Number.MAX_SAFE_INTEGER))
    .reduce((left, right) => mergeValueCounts(left, right, Number.MAX_SAFE_INTEGER));
  if (inside.kind !== "distinct") return column;
  return { ...column, cells: replaceCells(cells, marked, cellsOfValues(inside.values)) };
}

/** Both lists rise, so the atoms of a cell are the next ones below the floor of the cell that follows. */
function replaceCells(cells: Cells, marked: Uint8Array, atoms: Cells): Cells {
  const sources: { readonly from: Cells; readonly place: number }[] = [];
  let atom = 0;
  for (let cell = 0; cell < cells.floors.length; cell++) {
    const gridCell = cells.gridCells[cell] as number;
    if (gridCell < 0 || marked[gridCell] === 0) {
      sources.push({ from: cells, place: cell });
      continue;
    }
    const end = cells.floors[cell + 1] ?? Number.POSITIVE_INFINITY;
    for (; atom < atoms.floors.length && (atoms.floors[atom] as number) < end; atom++) {
      sources.push({ from: atoms, place: atom });
    }
  }
  const pick = (kind: Exclude<keyof Cells, "gridCells">): Float64Array =>
    Float64Array.from(sources, ({ from, place }) => from[kind][place] as number);
  const goodRows = pick("goodRows");
  const badRows = pick("badRows");
  const isWeighted = cells.goods !== cells.goodRows;
  return {
    floors: pick("floors"),
    gridCells: Int32Array.from(sources, ({ from, place }) => from.gridCells[place] as number),
    goodRows,
    badRows,
    goods: isWeighted ? pick("goods") : goodRows,
    bads: isWeighted ? pick("bads") : badRows,
  };
}
