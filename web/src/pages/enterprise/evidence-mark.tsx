import { useText } from "../../i18n/language.tsx";
import type { EvidenceMix, TracedRow } from "./provenance-api.ts";
import { provenanceText } from "./provenance-text.ts";

/** By what a row is evidenced: a shape and a word, so that it is not told by colour alone. */
export function EvidenceMark({ evidence }: { readonly evidence: TracedRow["evidence"] }) {
  const t = useText(provenanceText);
  return <span className={`evidence-mark evidence-mark--${evidence}`}>{t(evidence)}</span>;
}

const classes = ["device", "gateway", "manual"] as const;
const whole = 1_000_000;
const degradedTexts = {
  coverage: "degradedCoverage",
  gapNotTold: "degradedGap",
  unknown: "degradedUnknown",
} as const;

/** The shares of the three kinds of evidence, as a bar and in words. */
export function MixBar({ mix }: { readonly mix: EvidenceMix }) {
  const t = useText(provenanceText);
  const parts = { device: mix.devicePpm, gateway: mix.gatewayPpm, manual: mix.manualPpm };
  const shown = classes.filter((one) => parts[one] > 0);
  return (
    <div className="mix">
      <div className="mix__bar" aria-hidden="true">
        {shown.map((one) => (
          <span key={one} className={`mix__part mix__part--${one}`} style={{ flexGrow: parts[one] }} />
        ))}
      </div>
      <p className="mix__words">
        {shown.map((one) => (
          <span key={one} className={`evidence-mark evidence-mark--${one}`}>
            {t(one)} <span className="figure">{shareOf(parts[one])}</span>
          </span>
        ))}
      </p>
      {mix.degraded !== null && (
        <p className="mix__degraded">
          {t(degradedTexts[mix.degraded.reason], {
            coverage: shareOf(mix.degraded.coveragePpm),
            least: shareOf(mix.degraded.leastPpm),
          })}
        </p>
      )}
    </div>
  );
}

/** Parts per million as per cent with one decimal; a little is never shown as nothing, nor nearly all as all. */
export function shareOf(ppm: number): string {
  const percent = (100 * ppm) / whole;
  if (percent > 0 && percent < 0.1) return "<0.1%";
  if (percent > 99.9 && percent < 100) return ">99.9%";
  return `${percent.toFixed(1)}%`;
}
