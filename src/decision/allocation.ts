import type { RatePpm } from "#kernel";
import { decisionFaults } from "./errors.ts";

/** An applicant that may be granted something; amounts are counted in units (1 万元 by default). */
export interface Candidate {
  readonly profitPpm: RatePpm;
  /** At least the least amount. */
  readonly capacityUnits: number;
}

export interface AllocationProblem {
  /** In order of preference: of equally profitable answers the earlier candidates are filled first. */
  readonly candidates: readonly Candidate[];
  readonly minimumUnits: number;
  readonly budgetUnits: number;
}

export interface SolverAnswer {
  readonly status: string;
  /** Amount of each candidate in units; may carry rounding noise of the solver. */
  readonly units: Float64Array;
  readonly objective: number;
  readonly relativeGap: number;
  /** Objective gained by one more unit of budget; null for a mixed-integer programme, which has no dual. */
  readonly budgetDual: number | null;
}

/**
 * A solver of: maximise Σ profitᵢ·unitsᵢ subject to Σ unitsᵢ ≤ budget and unitsᵢ in {0} ∪ [minimum, capacityᵢ];
 * with `granted` every unitsᵢ lies in [minimum, capacityᵢ] instead, which makes it a linear programme with a dual.
 * It must prove optimality (gap 0) or say another status, and give the same answer to the same problem.
 */
export interface AllocationSolver {
  readonly name: string;
  solve(problem: AllocationProblem, choices: "free" | "granted"): SolverAnswer;
}

export interface Allocation {
  /** Whole units per candidate: 0, or at least the minimum. */
  readonly units: readonly number[];
  /** Σ profitPpm·units, exact. */
  readonly profit: number;
  readonly status: string;
  readonly relativeGap: number;
}

/**
 * Allocates the budget: who is granted comes from the mixed-integer programme, the whole units from an exact pass.
 *
 * The pass loses nothing. Once the set of granted candidates is fixed, what is left is one budget row over bounded
 * amounts: filling in order of profit is optimal (exchange argument), and since bounds and budget are whole units, so
 * is every amount. The recomputed profit must equal the solver's objective.
 * @throws DECISION_SOLVER_FAILED when optimality was not proved
 * @throws DECISION_SOLUTION_DISAGREES when the exact profit is not the solver's
 */
export function allocateBudget(problem: AllocationProblem, solver: AllocationSolver): Allocation {
  const { candidates, minimumUnits, budgetUnits } = problem;
  if (candidates.length === 0 || budgetUnits < minimumUnits) {
    return { units: candidates.map(() => 0), profit: 0, status: "nothingToAllocate", relativeGap: 0 };
  }
  const answer = solver.solve(problem, "free");
  if (answer.status !== "optimal") {
    throw decisionFaults.fault("DECISION_SOLVER_FAILED", { status: answer.status });
  }
  const units = candidates.map((_, index) =>
    (answer.units[index] ?? 0) > minimumUnits / 2 ? minimumUnits : 0,
  );
  let left = budgetUnits - units.reduce((sum, amount) => sum + amount, 0);
  const byProfit = candidates.map((_, index) => index).filter((index) => (units[index] ?? 0) > 0);
  byProfit.sort((a, b) => profitOf(candidates, b) - profitOf(candidates, a) || a - b);
  for (const index of byProfit) {
    const more = Math.min((candidates[index]?.capacityUnits ?? 0) - minimumUnits, left);
    units[index] = (units[index] ?? 0) + more;
    left -= more;
  }
  const profit = units.reduce((sum, amount, index) => sum + amount * profitOf(candidates, index), 0);
  if (left < 0 || Math.abs(profit - answer.objective) > 1e-6 * Math.max(1, profit)) {
    throw decisionFaults.fault("DECISION_SOLUTION_DISAGREES", { found: answer.objective, expected: profit });
  }
  return { units, profit, status: answer.status, relativeGap: answer.relativeGap };
}

/**
 * Shadow price of the budget (影子价格): the dual of its row in the linear programme in which the granted candidates
 * and their rates stay as they are and only their amounts may move. Half a unit is added to the budget first: at a
 * whole number of units the dual can be any value between two neighbours' profits, half a unit further it is unique,
 * and it is the profit of the next yuan, because the optimum is linear between whole units.
 * @returns ppm of profit per yuan of budget; 0 when every granted amount is at its capacity; null when none is granted
 */
export function shadowPriceOf(
  problem: AllocationProblem,
  allocation: Allocation,
  solver: AllocationSolver,
): RatePpm | null {
  const granted = problem.candidates.filter((_, index) => (allocation.units[index] ?? 0) > 0);
  if (granted.length === 0) return null;
  const budgetUnits = problem.budgetUnits + 0.5;
  const answer = solver.solve({ ...problem, candidates: granted, budgetUnits }, "granted");
  if (answer.status !== "optimal" || answer.budgetDual === null) {
    throw decisionFaults.fault("DECISION_SOLVER_FAILED", { status: answer.status });
  }
  return Math.round(answer.budgetDual);
}

function profitOf(candidates: readonly Candidate[], index: number): number {
  return candidates[index]?.profitPpm ?? 0;
}
