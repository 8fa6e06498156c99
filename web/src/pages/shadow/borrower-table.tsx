import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { formatOverviewMoney, overviewUnit } from "../../figures/format-money.ts";
import { formatDecimal, formatPercent } from "../../figures/format-number.ts";
import { useLanguage, usePhrase, useText } from "../../i18n/language.tsx";
import { ClassMark } from "../../parts/class-mark.tsx";
import { type FigureColumn, FigureTable } from "../../parts/figure-table.tsx";
import { GradeMark } from "../../parts/marks.tsx";
import { Panel } from "../../parts/panel.tsx";
import { LevelMark } from "../watch/level-mark.tsx";
import { rulesQuery } from "../watch/watch-api.ts";
import { outcomeWord } from "./outcome-word.ts";
import type { Borrower, Comparison } from "./shadow-api.ts";
import { text } from "./text.ts";

const gravity = { default: 0, trouble: 1, missed: 2, sound: 2 } as const;

/** What the bank says of each borrower, what happened, what we say, and what would have been warned. */
export function BorrowerTable({ comparison }: { readonly comparison: Comparison }) {
  const t = useText(text);
  const rows = comparison.borrowers.toSorted(
    (left, right) => gravity[left.outcome.kind] - gravity[right.outcome.kind],
  );
  const columns = [...useBankColumns(comparison), ...useOurColumns(comparison)];
  return (
    <Panel title={t("list")} note={t("listNote")}>
      <FigureTable
        label={t("list")}
        isTall
        rows={rows}
        rowKey={({ enterpriseId }) => enterpriseId}
        columns={columns}
      />
    </Panel>
  );
}

/** What the bank says, and what happened. */
function useBankColumns(comparison: Comparison): readonly FigureColumn<Borrower>[] {
  const t = useText(text);
  const { language } = useLanguage();
  return [
    {
      key: "name",
      title: t("enterprise"),
      render: ({ enterpriseId, name }) => (
        <Link
          to="/evaluations/$evaluationId/enterprises/$enterpriseId"
          params={{ evaluationId: comparison.evaluation.id, enterpriseId }}
          translate="no"
        >
          {name}
        </Link>
      ),
    },
    {
      key: "balance",
      title: t("balance", { unit: overviewUnit[language] }),
      isFigure: true,
      render: ({ balanceFen }) => formatOverviewMoney(balanceFen),
    },
    { key: "rating", title: t("rating"), render: ({ bankRating }) => bankRating ?? "—" },
    { key: "class", title: t("bankClass"), render: ({ bankClass }) => <ClassMark value={bankClass} /> },
    { key: "outcome", title: t("outcome"), render: (one) => <OutcomeText borrower={one} /> },
    {
      key: "days",
      title: t("maxDays"),
      isFigure: true,
      render: ({ outcome }) => outcome.maxDaysPastDue,
    },
  ];
}

/** What we say, and what would have been warned. */
function useOurColumns(comparison: Comparison): readonly FigureColumn<Borrower>[] {
  const t = useText(text);
  const day = comparison.earlierAsOf;
  return [
    {
      key: "grade",
      title: t("grade"),
      render: ({ ours }) => <GradeMark grade={ours?.grade ?? null} />,
    },
    {
      key: "pd",
      title: t("pd"),
      isFigure: true,
      render: ({ ours }) => formatPercent(ours?.pd ?? null),
    },
    ...(day === null
      ? []
      : [
          {
            key: "earlier",
            title: t("earlierPd", { day }),
            isFigure: true,
            render: ({ earlier }: Borrower) => formatPercent(earlier?.pd ?? null),
          },
        ]),
    {
      key: "answer",
      title: t("answer"),
      render: ({ ours }) => (ours === null ? "—" : t(ours.isAccepted ? "accepted" : "declined")),
    },
    {
      key: "lead",
      title: t("lead"),
      isFigure: true,
      render: ({ warning }) => formatDecimal(warning?.leadToMissedDays ?? null, 0),
    },
    {
      key: "leadDefault",
      title: t("leadDefault"),
      isFigure: true,
      render: ({ warning }) => formatDecimal(warning?.leadToDefaultDays ?? null, 0),
    },
    { key: "alert", title: t("firstAlert"), render: ({ warning }) => <AlertText warning={warning} /> },
  ];
}

function OutcomeText({ borrower }: { readonly borrower: Borrower }) {
  const t = useText(text);
  const { kind, firstMissedOn, defaultedOn } = borrower.outcome;
  return (
    <span className={`shadow__outcome shadow__outcome--${kind}`}>
      <span className="shadow__outcome-shape" aria-hidden="true" />
      {t(outcomeWord(kind))}
      {(defaultedOn ?? firstMissedOn) !== null && (
        <span className="soft"> {defaultedOn ?? firstMissedOn}</span>
      )}
    </span>
  );
}

function AlertText({ warning }: { readonly warning: Borrower["warning"] }) {
  const phrase = usePhrase();
  const { data } = useQuery(rulesQuery);
  const first = warning?.first.yellow ?? null;
  if (first === null) return <span className="soft">—</span>;
  const rule = data?.items.find(({ code }) => code === first.rule);
  return (
    <span className="shadow__alert">
      <LevelMark level={first.level} /> {first.on} {rule === undefined ? "" : phrase(rule.name)}
    </span>
  );
}
