import { useEffect, useState } from "react";
import { useText } from "../../i18n/language.tsx";
import type { ReportDocument } from "./documents-api.ts";
import { text } from "./text.ts";

/** How far below the top of the window a part counts as the one being read. */
const readingLine = 130;

/** The parts of the report beside it; the one being read is marked. */
export function ReportContents({ sections }: Pick<ReportDocument, "sections">) {
  const t = useText(text);
  const entries = [
    ...sections.map(({ id, title }) => ({ id: `section-${id}`, title })),
    { id: "section-sources", title: "附 数据来源表" },
  ];
  const current = useCurrent(entries.map(({ id }) => id).join(" "));
  return (
    <nav className="report-contents" aria-label={t("contents")}>
      <h2>{t("contents")}</h2>
      <ol translate="no" data-quotes>
        {entries.map(({ id, title }) => (
          <li key={id}>
            <a href={`#${id}`} aria-current={id === current ? "location" : undefined}>
              {title}
            </a>
          </li>
        ))}
      </ol>
    </nav>
  );
}

/** The last of the parts that begins above the reading line. */
function useCurrent(ids: string): string | null {
  const [current, setCurrent] = useState<string | null>(null);
  useEffect(() => {
    const follow = () => {
      const { scrollHeight } = document.documentElement;
      const isAtEnd = window.scrollY > 0 && window.scrollY + window.innerHeight >= scrollHeight - 2;
      const begun = ids.split(" ").filter((id) => {
        const part = document.getElementById(id);
        return isAtEnd || (part !== null && part.getBoundingClientRect().top < readingLine);
      });
      setCurrent(begun.at(-1) ?? null);
    };
    follow();
    window.addEventListener("scroll", follow, { passive: true });
    return () => window.removeEventListener("scroll", follow);
  }, [ids]);
  return current;
}
