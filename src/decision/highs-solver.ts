import type { Highs } from "highs";
import type { AllocationProblem, AllocationSolver, SolverAnswer } from "./allocation.ts";

/**
 * HiGHS compiled to WebAssembly; loaded on first use (about 50 ms) because most commands never decide anything.
 * Single-threaded, fixed seed, gap 0: the same problem gives the same answer.
 */
export async function loadAllocationSolver(): Promise<AllocationSolver> {
  // The package declares its types as CommonJS but serves an ES module to `import`, so its loader is typed one level
  // too deep.
  const loaded = await import("highs");
  const loadHighs = loaded.default as unknown as typeof loaded.default.default;
  const highs = await loadHighs();
  return {
    name: `HiGHS ${highs.version.string}`,
    solve: (problem, choices) => solve(highs, problem, choices),
  };
}

/** One row, one column a candidate; amounts are semi-continuous columns, so no binaries are needed. */
function solve(highs: Highs, problem: AllocationProblem, choices: "free" | "granted"): SolverAnswer {
  const { candidates, minimumUnits, budgetUnits } = problem;
  const { constants } = highs;
  const type = choices === "free" ? constants.variableType.semiContinuous : constants.variableType.continuous;
  const model = highs.createModel({
    sense: constants.objectiveSense.maximize,
    numCols: candidates.length,
    numRows: 1,
    colCost: candidates.map((candidate) => candidate.profitPpm),
    colLower: candidates.map(() => minimumUnits),
    colUpper: candidates.map((candidate) => candidate.capacityUnits),
    rowLower: [-highs.infinity],
    rowUpper: [budgetUnits],
    matrix: {
      format: "csr",
      numRows: 1,
      numCols: candidates.length,
      starts: [0, candidates.length],
      indices: candidates.map((_, index) => index),
      values: candidates.map(() => 1),
    },
    integrality: candidates.map(() => type),
  });
  try {
    model.options.set({ output_flag: false, mip_rel_gap: 0, mip_abs_gap: 0.5, random_seed: 0 });
    model.run();
    const isOptimal = model.getModelStatus() === constants.modelStatus.optimal;
    const solution = model.getSolution();
    return {
      status: isOptimal ? "optimal" : `HiGHS model status ${model.getModelStatus()}`,
      units: Float64Array.from(solution.colValue),
      objective: model.getObjectiveValue(),
      relativeGap: choices === "free" ? Number(model.info.get("mip_gap")) : 0,
      budgetDual: choices === "granted" ? (solution.rowDual[0] ?? null) : null,
    };
  } finally {
    model.dispose();
  }
}
