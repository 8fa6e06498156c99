import { useText } from "../../i18n/language.tsx";
import { text } from "./text.ts";
import type { Level } from "./watch-api.ts";
import "./watch.css";

const shapes: Readonly<Record<Level, string>> = { red: "■", orange: "◆", yellow: "▲" };

/** An alert's level: a shape as well as a colour and a word. */
export function LevelMark({ level }: { readonly level: Level }) {
  const t = useText(text);
  return (
    <span className={`level-mark level-mark--${level}`}>
      <span aria-hidden="true">{shapes[level]}</span> {t(level)}
    </span>
  );
}
