import { useText } from "../../../i18n/language.tsx";
import { text } from "./text.ts";

type Light = "green" | "amber" | "yellow" | "red" | "notice";

/** A traffic light by shape and word as well as colour. */
export function LightMark({ light }: { readonly light: Light }) {
  const t = useText(text);
  return (
    <span className={`light-mark light-mark--${light === "yellow" ? "amber" : light}`}>
      <span className="light-mark__shape" aria-hidden="true" />
      {t(light)}
    </span>
  );
}
