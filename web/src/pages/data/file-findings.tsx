import type { InputFile } from "../../api/types.ts";
import { formatCount } from "../../figures/format-number.ts";
import { usePhrase, useText } from "../../i18n/language.tsx";
import { text } from "./text.ts";

type Statement = NonNullable<InputFile["statements"]>[number];

/** Notes beyond this many of one kind stand behind a fold. */
const notesShown = 2;

/** What reading a file found out: whether its balances follow from each other, and notes such as lines that were merged. */
export function FileFindings({ file }: { readonly file: InputFile }) {
  const t = useText(text);
  const phrase = usePhrase();
  const notes = file.notes ?? [];
  const line = (note: (typeof notes)[number], index: number) => (
    <p key={index} className="file-note" data-quotes>
      {phrase(note)}
    </p>
  );
  return (
    <>
      {(file.statements ?? []).map((statement) => (
        <StatementFinding key={`${statement.account} ${statement.firstDay}`} statement={statement} />
      ))}
      {notes.slice(0, notesShown).map(line)}
      {notes.length > notesShown && (
        <details className="file-note">
          <summary>{t("moreNotes", { count: notes.length - notesShown })}</summary>
          {notes.slice(notesShown).map(line)}
        </details>
      )}
    </>
  );
}

function StatementFinding({ statement }: { readonly statement: Statement }) {
  const t = useText(text);
  const phrase = usePhrase();
  const { account, lines, steps, breaks, verdict, firstBreak, joinsPrevious } = statement;
  const counts = {
    account,
    lines: formatCount(lines),
    steps: formatCount(steps),
    breaks: formatCount(breaks),
  };
  return (
    <>
      <p className={verdict === "broken" ? "file-problem" : "file-note"} data-quotes>
        {verdict === "broken" ? "⚠ " : ""}
        {t(verdict, counts)}
        {firstBreak !== null && ` ${phrase(firstBreak)}`}
      </p>
      {joinsPrevious === false && <p className="file-problem">⚠ {t("notJoined")}</p>}
    </>
  );
}
