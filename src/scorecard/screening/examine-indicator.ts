import type { TrainingRows } from "../binning/training-rows.ts";
import type { Binning, BinningResult } from "../binning/binning.ts";
import { codesOf } from "../binning/codes-of.ts";
import type { ScreeningParameters } from "../parameters.ts";
import { fewestRowsForCells } from "../regression/cells.ts";
import { numbersOf } from "../regression/design.ts";
import type { DesignColumn } from "../regression/design.ts";
import type { IndicatorColumn, Sample } from "../sample.ts";
import type { ScreeningReason } from "../scorecard.ts";
import type { Candidate, ScreeningFigures } from "./screening.ts";
import { measureShares } from "./value-shares.ts";
import type { ValueShares } from "./value-shares.ts";
import { shiftOfVintages } from "./vintage-shift.ts";

/** What an indicator shows alone, before it is compared with others. */
export interface Examined {
  readonly figures: Omit<ScreeningFigures, "vif" | "reason">;
  /** Null when it is out. */
  readonly candidate: Candidate | null;
  readonly reason: ScreeningReason | null;
}

export interface Examination {
  readonly sample: Sample;
  readonly training: TrainingRows;
  readonly screening: ScreeningParameters;
  readonly column: IndicatorColumn;
  /** Rows in rising order of the present values, when they were sorted before. */
  readonly order: Int32Array | null;
  /** Called only when nothing cheaper keeps the indicator out. */
  bin(): BinningResult;
}

/** Asks the cheapest question first: an indicator that is out on shares or by experts is not binned. */
export function examineIndicator(examination: Examination): Examined {
  const { column, screening, sample, training } = examination;
  const shares = measureShares(column, examination.order, training);
  const isMustIn = screening.mustIn.includes(column.id) && !screening.mustOut.includes(column.id);
  const early = reasonBeforeBinning(column.id, shares, screening);
  const result = early === null || isMustIn ? examination.bin() : null;
  const binning = result?.kind === "binned" ? result : null;
  const codes = binning ? codesOf(column, binning) : null;
  const shift =
    binning && codes && sample.vintages
      ? shiftOfVintages(codes, binning.bins.length, sample.vintages, training.included)
      : null;
  const figures = {
    id: column.id,
    iv: binning?.iv ?? null,
    trend: binning?.trend ?? null,
    expectedDirection: expectedDirectionOf(column),
    missingShare: shares.missing,
    identicalShare: shares.identical,
    psi: shift?.index ?? null,
    isSuspicious: binning !== null && screening.suspiciousIv !== null && binning.iv > screening.suspiciousIv,
  };
  if (result?.kind === "infeasible") {
    return { figures, candidate: null, reason: { kind: "notBinnable", reason: result.reason } };
  }
  const reason = isMustIn ? null : (early ?? reasonAfterBinning(figures, shift?.limit ?? 0, screening));
  if (reason !== null || binning === null || codes === null) return { figures, candidate: null, reason };
  return { figures, candidate: { id: column.id, binning, column: weighEvidence(codes, binning) }, reason };
}

function reasonBeforeBinning(
  id: string,
  { missing, identical }: ValueShares,
  screening: ScreeningParameters,
): ScreeningReason | null {
  if (screening.mustOut.includes(id)) return { kind: "excludedByExperts" };
  if (missing > screening.maxMissingShare) return { kind: "mostlyMissing", share: missing };
  if (identical > screening.maxIdenticalShare) return { kind: "mostlyIdentical", share: identical };
  return null;
}

function reasonAfterBinning(
  { iv, trend, expectedDirection, psi }: Pick<ScreeningFigures, "iv" | "trend" | "expectedDirection" | "psi">,
  psiOfChance: number,
  screening: ScreeningParameters,
): ScreeningReason | null {
  if (iv !== null && iv < screening.minIv) return { kind: "weak", iv };
  const against = { none: null, higherIsBetter: "ascending", lowerIsBetter: "descending" }[expectedDirection];
  if (trend !== null && trend === against) return { kind: "againstExpectation", trend };
  if (psi !== null && screening.maxPsi !== null && psi > Math.max(screening.maxPsi, psiOfChance)) {
    return { kind: "unstable", psi };
  }
  return null;
}

function expectedDirectionOf(column: IndicatorColumn) {
  return column.kind === "numeric" ? (column.expectedDirection ?? "none") : "none";
}

/** Numbers for a small sample, which is fitted hundreds of times; codes, an eighth of the size, for a large one. */
function weighEvidence(codes: Uint8Array, { bins }: Binning): DesignColumn {
  const coded = { codes, values: Float64Array.from(bins, ({ woe }) => woe) };
  return codes.length < fewestRowsForCells ? numbersOf(coded) : coded;
}
