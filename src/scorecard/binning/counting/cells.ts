import { sumCells } from "./cell-sums.ts";
import type { Cells, CellSums } from "./cell-sums.ts";
import type { DistinctValues } from "./distinct-values.ts";
import { addCounts, countOnGrid, planGrid, takeCells } from "./key-grid.ts";
import type { GridCounts, KeyGrid } from "./key-grid.ts";
import type { OutcomeCount, PresentRows } from "./present-rows.ts";
import { countValues, mergeValueCounts } from "./value-counts.ts";
import type { ValueCounts } from "./value-counts.ts";
import { searchParameters } from "../search-parameters.ts";

/** A numeric column counted: enough to choose candidates from, and to look into any cell again. */
export interface CountedColumn {
  readonly shards: readonly PresentRows[];
  /** Null when every cell is an atom. */
  readonly grid: KeyGrid | null;
  readonly cells: Cells;
  readonly sums: CellSums;
  readonly missing: OutcomeCount;
  readonly special: readonly OutcomeCount[];
}

/** Counts a column given as any number of shards in any order, to the same bits. */
export function countColumn(shards: readonly PresentRows[], limit = mostDistinctOf(shards)): CountedColumn {
  const counts = shards
    .map((shard) => countValues(shard, limit))
    .reduce((left, right): ValueCounts => mergeValueCounts(left, right, limit));
  const { special } = counts;
  if (counts.kind === "distinct") {
    const { values } = counts;
    const cells = cellsOfValues(values);
    return { shards, grid: null, cells, sums: sumCells(cells), missing: values.missing, special };
  }
  const grid = planGrid(counts.tops, searchParameters.cells.value);
  const onGrid = shards.map((shard) => countOnGrid(shard, grid)).reduce(addGridCounts);
  const cells = cellsOfGrid(grid, onGrid);
  const missing = outcomesOfPlace(onGrid, grid.size);
  return lookIntoCells({ shards, grid, cells, sums: sumCells(cells), missing, special }, heavyCells(cells));
}

/** In a small sample every value is kept apart, as it costs little. */
function mostDistinctOf(shards: readonly PresentRows[]): number {
  const smallSample = searchParameters.smallSampleRows.value;
  const rows = shards.reduce((sum, { values }) => sum + values.length, 0);
  return Math.max(searchParameters.distinctValues.value, rows <= smallSample ? rows : 0);
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
  const cells = emptyCells(count, weighted !== rows);
  for (let cell = 0; cell < count; cell++) {
    const place = filled[cell] as number;
    cells.gridCells[cell] = place;
    cells.floors[cell] = floors[place] as number;
    cells.goods[cell] = weighted[2 * place] as number;
    cells.bads[cell] = weighted[2 * place + 1] as number;
    cells.goodRows[cell] = rows[2 * place] as number;
    cells.badRows[cell] = rows[2 * place + 1] as number;
  }
  return cells;
}

/** Without weights, outcomes and rows are the same arrays. */
function emptyCells(size: number, isWeighted: boolean): Cells {
  const goodRows = new Float64Array(size);
  const badRows = new Float64Array(size);
  return {
    floors: new Float64Array(size),
    gridCells: new Int32Array(size).fill(-1),
    goodRows,
    badRows,
    goods: isWeighted ? new Float64Array(size) : goodRows,
    bads: isWeighted ? new Float64Array(size) : badRows,
  };
}

/** Cells with several times their share: one frequent value, or values closer together than the grid. */
function heavyCells({ gridCells, goodRows, badRows }: Cells): number[] {
  let rows = 0;
  for (let cell = 0; cell < goodRows.length; cell++)
    rows += (goodRows[cell] as number) + (badRows[cell] as number);
  const most = (4 * rows) / searchParameters.cells.value;
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
  const replaced = replaceCells(cells, marked, cellsOfValues(inside.values));
  return { ...column, cells: replaced, sums: sumCells(replaced) };
}

/** Both lists rise, so the atoms of a cell are the next ones below the floor of the cell that follows. */
function replaceCells(cells: Cells, marked: Uint8Array, atoms: Cells): Cells {
  const most = cells.floors.length + atoms.floors.length;
  const isWeighted = cells.goods !== cells.goodRows;
  const replaced = emptyCells(most, isWeighted);
  let atom = 0;
  let size = 0;
  for (let cell = 0; cell < cells.floors.length; cell++) {
    const gridCell = cells.gridCells[cell] as number;
    if (gridCell < 0 || marked[gridCell] === 0) {
      copyCell(cells, cell, replaced, size++);
      continue;
    }
    const end = cells.floors[cell + 1] ?? Number.POSITIVE_INFINITY;
    while (atom < atoms.floors.length && (atoms.floors[atom] as number) < end) {
      copyCell(atoms, atom++, replaced, size++);
    }
  }
  const goodRows = replaced.goodRows.slice(0, size);
  const badRows = replaced.badRows.slice(0, size);
  return {
    floors: replaced.floors.slice(0, size),
    gridCells: replaced.gridCells.slice(0, size),
    goodRows,
    badRows,
    goods: isWeighted ? replaced.goods.slice(0, size) : goodRows,
    bads: isWeighted ? replaced.bads.slice(0, size) : badRows,
  };
}

function copyCell(from: Cells, cell: number, to: Cells, place: number): void {
  to.floors[place] = from.floors[cell] as number;
  to.gridCells[place] = from.gridCells[cell] as number;
  to.goods[place] = from.goods[cell] as number;
  to.bads[place] = from.bads[cell] as number;
  to.goodRows[place] = from.goodRows[cell] as number;
  to.badRows[place] = from.badRows[cell] as number;
}
