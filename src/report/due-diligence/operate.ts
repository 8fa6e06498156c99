import { type BusinessDay, daysBetween, divideRounded } from "#kernel";
import type { Operation } from "./figure.ts";
import { workingCapitalOf } from "./working-capital.ts";

/** Shares and growths are parts of a million. */
const million = 1_000_000n;

/**
 * Works out a formula from the exact values of its operands.
 * @returns null when an operand is null, when it would divide by zero, and for a growth over nothing
 */
export function operate(operation: Operation, operands: readonly (string | null)[]): string | null {
  const known = operands.filter((operand) => operand !== null);
  if (known.length < operands.length || known.length === 0) return null;
  if (operation === "days") {
    return String(daysBetween(known[0] as BusinessDay, known[1] as BusinessDay));
  }
  const value = calculate(operation, known.map(BigInt));
  return value === null ? null : String(value);
}

function calculate(operation: Exclude<Operation, "days">, values: readonly bigint[]): bigint | null {
  const [first = 0n, second = 0n] = values;
  switch (operation) {
    case "sum":
      return values.reduce((total, value) => total + value, 0n);
    case "difference":
      return values.slice(1).reduce((rest, value) => rest - value, first);
    case "share":
      return second === 0n ? null : divideRounded(first * million, second, "halfUp");
    case "growth":
      return second === 0n ? null : divideRounded((first - second) * million, absolute(second), "halfUp");
    case "workingCapital":
      return workingCapitalOf({
        revenueFen: first,
        marginPpm: Number(second),
        growthPpm: Number(values[2] ?? 0n),
        inventoryDays: Number(values[3] ?? 0n),
        receivableDays: Number(values[4] ?? 0n),
        payableDays: Number(values[5] ?? 0n),
        prepaidDays: Number(values[6] ?? 0n),
        advanceDays: Number(values[7] ?? 0n),
      });
    case "workingCapitalGap": {
      const gap = values.slice(1).reduce((rest, value) => rest - value, first);
      return gap < 0n ? 0n : gap;
    }
  }
}

function absolute(value: bigint): bigint {
  return value < 0n ? -value : value;
}
