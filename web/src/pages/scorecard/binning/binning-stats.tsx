import { formatDecimal } from "../../../figures/format-number.ts";
import { useText } from "../../../i18n/language.tsx";
import { Stat } from "../../../parts/panel.tsx";
import type { DraftFigures } from "./bin-figures.ts";
import { text } from "./text.ts";

interface BinningStatsProps {
  readonly figures: DraftFigures;
  /** Before anything was changed. */
  readonly before: DraftFigures;
}

/** IV, KS, PSI and course of the draft, each beside what it was. */
export function BinningStats({ figures, before }: BinningStatsProps) {
  const t = useText(text);
  const was = (now: number | null, then: number | null, decimals: number): string | undefined =>
    formatDecimal(now, decimals) === formatDecimal(then, decimals)
      ? undefined
      : t("was", { value: formatDecimal(then, decimals) });
  const courseName = (course: DraftFigures["course"]): string => t(course === "none" ? "noCourse" : course);
  const worst = worstOf(figures);
  return (
    <dl className="stats" aria-live="polite">
      <Stat label={t("iv")} value={formatDecimal(figures.iv, 4)} note={was(figures.iv, before.iv, 4)} />
      {figures.heldOutIv !== null && (
        <Stat
          label={t("heldOutIv")}
          value={formatDecimal(figures.heldOutIv, 4)}
          note={was(figures.heldOutIv, before.heldOutIv, 4)}
        />
      )}
      <Stat label={t("ks")} value={formatDecimal(figures.ks, 3)} note={was(figures.ks, before.ks, 3)} />
      {figures.psi !== null && (
        <Stat
          label={t("psi")}
          value={formatDecimal(figures.psi, 4)}
          note={was(figures.psi, before.psi, 4) ?? t("psiNote")}
        />
      )}
      {worst !== null && (
        <Stat label={t("worstPsi")} value={formatDecimal(worst, 3)} note={was(worst, worstOf(before), 3)} />
      )}
      <Stat
        label={t("course")}
        value={courseName(figures.course)}
        note={
          figures.heldOutCourse === null
            ? undefined
            : t("courseHeldOut", { course: courseName(figures.heldOutCourse) })
        }
      />
    </dl>
  );
}

function worstOf({ psiByVintage }: DraftFigures): number | null {
  const known = psiByVintage.filter((psi) => psi !== null);
  return known.length === 0 ? null : Math.max(...known);
}
