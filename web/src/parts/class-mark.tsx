import { usePhrase } from "../i18n/language.tsx";
import "./class-mark.css";

/** The five classes by their names. */
export const classNames = {
  pass: { zh: "正常", en: "Pass" },
  specialMention: { zh: "关注", en: "Special mention" },
  substandard: { zh: "次级", en: "Substandard" },
  doubtful: { zh: "可疑", en: "Doubtful" },
  loss: { zh: "损失", en: "Loss" },
} as const;

interface ClassMarkProps {
  readonly value: keyof typeof classNames | null;
  /** Proposed by the system and not yet confirmed: drawn with a broken edge. */
  readonly isPending?: boolean;
}

/** A class of a loan: one colour for each, and its word. */
export function ClassMark({ value, isPending = false }: ClassMarkProps) {
  const phrase = usePhrase();
  if (value === null) return <span className="soft">—</span>;
  return (
    <span className={`class-mark class-mark--${value}`} data-pending={isPending}>
      {phrase(classNames[value])}
    </span>
  );
}
