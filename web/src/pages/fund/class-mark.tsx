import { useText } from "../../i18n/language.tsx";
import { text } from "./text.ts";

type LoanClass = "pass" | "specialMention" | "substandard" | "doubtful" | "loss";

/** One of the five classes, by its word and the one colour that each has. */
export function ClassMark({ name }: { readonly name: string }) {
  const t = useText(text);
  return (
    <span className={`class-mark class-mark--${name}`}>
      <span className="class-mark__shape" aria-hidden="true" />
      {t(name as LoanClass)}
    </span>
  );
}
