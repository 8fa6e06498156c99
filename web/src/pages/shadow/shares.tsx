import { formatDecimal, formatPercent } from "../../figures/format-number.ts";
import type { Share } from "./shadow-api.ts";

/** A share of few cases, always with the interval in which it lies. */
export function ShareText({ share }: { readonly share: Share }) {
  if (share.share === null) return <span className="soft">—</span>;
  return (
    <span className="figure">
      {share.hits}/{share.total}{" "}
      <span className="soft">
        ({formatPercent(share.low, 0)}–{formatPercent(share.high, 0)})
      </span>
    </span>
  );
}

/** Both ends of an interval. */
export function intervalText(interval: readonly number[]): string {
  return interval.map((end) => formatDecimal(end, 2)).join(" – ");
}
