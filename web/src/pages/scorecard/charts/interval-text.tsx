import type { Estimate } from "#scorecard";
import { formatDecimal, formatPercent } from "../../../figures/format-number.ts";

interface IntervalTextProps {
  readonly estimate: Estimate | null;
  readonly isShare?: boolean;
  readonly decimals?: number;
}

/** A figure with the interval in which it lies. */
export function IntervalText({ estimate, isShare = false, decimals = isShare ? 1 : 3 }: IntervalTextProps) {
  if (estimate === null) return <span className="soft">—</span>;
  const show = (value: number): string =>
    isShare ? formatPercent(value, decimals) : formatDecimal(value, decimals);
  return (
    <span className="figure">
      {show(estimate.value)}{" "}
      <span className="soft">
        ({show(estimate.low)}–{show(estimate.high)})
      </span>
    </span>
  );
}
