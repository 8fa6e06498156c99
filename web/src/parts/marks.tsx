import { Tooltip } from "antd";
import type { Decision } from "../api/types.ts";
import { useText } from "../i18n/language.tsx";
import { text } from "./text.ts";

/** A grade as a letter in a box; its place in the scale is the strength of one hue, not a traffic light. */
export function GradeMark({
  grade,
  large = false,
}: {
  readonly grade: string | null;
  readonly large?: boolean;
}) {
  const t = useText(text);
  if (grade === null) return <span className="soft">—</span>;
  return (
    <span
      className={large ? "grade-mark grade-mark--large" : "grade-mark"}
      data-rank={rankOf(grade)}
      role="img"
      aria-label={t("grade", { grade })}
      translate="no"
    >
      {grade}
    </span>
  );
}

/** The place of a grade in its scale, 1 the best: `G1`, `A` → 1; beyond 7 it looks like 7. */
function rankOf(grade: string): number {
  const number = /\d+/.exec(grade)?.[0];
  const rank = number === undefined ? grade.charCodeAt(0) - 64 : Number(number);
  return Math.min(7, Math.max(1, rank));
}

/** A decision with a shape as well as a word. */
export function DecisionMark({ decision }: { readonly decision: Decision }) {
  const t = useText(text);
  const mark = (
    <span className={`decision-mark decision-mark--${decision}`}>
      <span className="decision-mark__shape" aria-hidden="true" />
      {t(decision)}
    </span>
  );
  return decision === "notApplicable" ? <Tooltip title={t("notApplicableTitle")}>{mark}</Tooltip> : mark;
}

/** Whether an enterprise defaulted, where it is known. */
export function LabelMark({ label }: { readonly label: "default" | "performing" | null }) {
  const t = useText(text);
  if (label === null) return <span className="soft">{t("unknown")}</span>;
  return <span>{label === "default" ? t("defaulted") : t("performing")}</span>;
}
