import { useQuery } from "@tanstack/react-query";
import { formatCount, formatDecimal, formatPercent } from "../../figures/format-number.ts";
import { useLanguage, usePhrase, useText } from "../../i18n/language.tsx";
import { FigureTable } from "../../parts/figure-table.tsx";
import { Panel } from "../../parts/panel.tsx";
import { Failure, Nothing, Waiting } from "../../parts/states.tsx";
import { usePageTitle } from "../../parts/use-page-title.ts";
import { reportAddress, type WeakSteps, weakStepsQuery } from "./customers-api.ts";
import { ShareMark, Word } from "./marks.tsx";
import { text } from "./text.ts";
import { wordOf } from "./words.ts";
import "./customers.css";

/** Where the bank's service waits, loses, repeats and refuses. */
export function WeakStepsPage() {
  const t = useText(text);
  const { language } = useLanguage();
  usePageTitle(t("weakSteps"));
  const query = useQuery(weakStepsQuery);
  return (
    <div className="customers">
      <header className="customers__head">
        <h1>{t("weakSteps")}</h1>
        <span className="soft">{t("weakNote")}</span>
        <span className="customers__space" />
        <a className="button-link" href={reportAddress("weak-steps", "xlsx", language)}>
          {t("exported")} Excel
        </a>
      </header>
      {query.isError && <Failure error={query.error} onRetry={() => void query.refetch()} />}
      {query.isPending && <Waiting />}
      {query.data?.items.length === 0 && <Nothing title={t("noSteps")} next={t("noStepsNext")} />}
      {query.data !== undefined && query.data.items.length > 0 && (
        <Panel title={t("weakSteps")}>
          <StepTable items={query.data.items} />
        </Panel>
      )}
    </div>
  );
}

type Step = WeakSteps["items"][number];

function StepTable({ items }: { readonly items: readonly Step[] }) {
  const t = useText(text);
  const phrase = usePhrase();
  const shares = (["dropOff", "rework", "rejected"] as const).map((key) => ({
    key,
    title: t(key),
    isFigure: true,
    render: (step: Step) => <ShareMark share={step[key]} />,
  }));
  return (
    <FigureTable
      label={t("weakSteps")}
      rows={items}
      rowKey={({ process, step }) => `${process}/${step}`}
      columns={[
        { key: "process", title: t("process"), render: ({ process }) => <Word code={process} /> },
        { key: "step", title: t("step"), render: ({ step }) => <Word code={step} /> },
        { key: "cases", title: t("cases"), isFigure: true, render: ({ cases }) => formatCount(cases) },
        {
          key: "wait",
          title: t("wait"),
          isFigure: true,
          render: ({ medianWaitHours, p90WaitHours }) =>
            `${formatDecimal(medianWaitHours, 1)} / ${formatDecimal(p90WaitHours, 1)}`,
        },
        {
          key: "waiting",
          title: t("waitingNow"),
          isFigure: true,
          render: ({ waiting }) => formatCount(waiting),
        },
        ...shares,
        {
          key: "share",
          title: t("timeShare"),
          isFigure: true,
          render: ({ shareOfTime }) => formatPercent(shareOfTime, 0),
        },
        {
          key: "weak",
          title: t("weakness"),
          render: ({ weaknesses }) =>
            weaknesses.length === 0 ? "—" : `▲ ${weaknesses.map((code) => phrase(wordOf(code))).join(" ")}`,
        },
      ]}
    />
  );
}
