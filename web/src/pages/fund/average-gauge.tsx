import { formatRate } from "../../figures/format-number.ts";
import { useText } from "../../i18n/language.tsx";
import { Panel } from "../../parts/panel.tsx";
import type { Standing } from "./fund-api.ts";
import { text } from "./text.ts";

/** The three average ratios on one scale, with the cap as a line. */
export function AverageGauge({ standing }: { readonly standing: Standing }) {
  const t = useText(text);
  const { ratios, averageCapPpm } = standing;
  const rows = [
    { name: t("grossRatio"), ppm: ratios.grossPpm, isCapped: true },
    { name: t("netRatio"), ppm: ratios.netPpm, isCapped: false },
    { name: t("lifetimeRatio"), ppm: ratios.lifetimePpm, isCapped: false },
  ];
  const widest = 1_000_000;
  const share = (ppm: number): string => `${Math.min(100, (ppm / widest) * 100)}%`;
  return (
    <Panel title={t("gauge")} note={t("capLine", { cap: formatRate(averageCapPpm) })}>
      <div className="gauge">
        {rows.map(({ name, ppm, isCapped }) => (
          <div key={name} className="gauge__row">
            <span className="gauge__name">{name}</span>
            <span className="gauge__track">
              <span
                className={
                  isCapped && (ppm ?? 0) > averageCapPpm ? "gauge__bar gauge__bar--over" : "gauge__bar"
                }
                style={{ width: share(ppm ?? 0) }}
              />
              <span className="gauge__cap" style={{ left: share(averageCapPpm) }} />
            </span>
            <span className="figure">{formatRate(ppm)}</span>
          </div>
        ))}
      </div>
    </Panel>
  );
}
