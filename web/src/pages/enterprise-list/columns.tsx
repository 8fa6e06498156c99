import { Link } from "@tanstack/react-router";
import { Tooltip } from "antd";
import type { ReactNode } from "react";
import type { EnterpriseSummary } from "../../api/types.ts";
import { formatOverviewMoney, overviewUnit } from "../../figures/format-money.ts";
import { formatBasisPoints, formatCount, formatPercent, formatRate } from "../../figures/format-number.ts";
import type { Language } from "../../i18n/language.tsx";
import { DecisionMark, GradeMark, LabelMark } from "../../parts/marks.tsx";
import type { TextKey } from "./text.ts";

export type ColumnKey =
  | "code"
  | "name"
  | "grade"
  | "score"
  | "pd"
  | "rawPd"
  | "decision"
  | "amount"
  | "rate"
  | "capacity"
  | "label"
  | "bankRating"
  | "scoredBy"
  | "mainReason"
  | "lastDay"; // prettier-ignore

type Sort = "score" | "pd" | "amountFen" | "annualRatePpm" | "code" | "name";
type Translate = (key: TextKey, values?: Readonly<Record<string, string>>) => string;

/** One column of the list: on the screen, and in the export. */
export interface ListColumn {
  readonly key: ColumnKey;
  readonly title: string;
  readonly sort?: Sort;
  readonly isFigure?: boolean;
  readonly width: number;
  readonly render: (row: EnterpriseSummary) => ReactNode;
  readonly exported: (row: EnterpriseSummary) => string | number | null;
}

/** Shown until a reader chooses their own. */
export const defaultColumns: readonly ColumnKey[] = [
  "code",
  "name",
  "grade",
  "score",
  "pd",
  "decision",
  "amount",
  "rate",
  "mainReason",
  "lastDay",
]; // prettier-ignore

interface ColumnContext {
  readonly t: Translate;
  readonly language: Language;
  readonly evaluationId: string;
}

const scoredByKey = { model: "model", outOfFold: "outOfFold", none: "notScored" } as const;

/** Every column in the reader's language. */
export function columnsOf(context: ColumnContext): readonly ListColumn[] {
  return [
    ...identityColumns(context),
    ...riskColumns(context),
    ...decisionColumns(context),
    ...historyColumns(context),
  ];
}

function identityColumns({ t, evaluationId }: ColumnContext): readonly ListColumn[] {
  return [
    {
      key: "code",
      title: t("code"),
      sort: "code",
      width: 84,
      render: (row) => <EnterpriseLink evaluationId={evaluationId} row={row} content={row.code} />,
      exported: (row) => row.code,
    },
    {
      key: "name",
      title: t("name"),
      sort: "name",
      width: 232,
      render: (row) => <span translate="no">{row.name}</span>,
      exported: (row) => row.name,
    },
  ];
}

function riskColumns({ t }: ColumnContext): readonly ListColumn[] {
  return [
    {
      key: "grade",
      title: t("grade"),
      width: 68,
      render: (row) => <GradeMark grade={row.grade} />,
      exported: (row) => row.grade,
    },
    {
      key: "score",
      title: t("score"),
      sort: "score",
      isFigure: true,
      width: 84,
      render: (row) => formatCount(row.score),
      exported: (row) => row.score,
    },
    {
      key: "pd",
      title: t("pd"),
      sort: "pd",
      isFigure: true,
      width: 100,
      render: (row) => formatPercent(row.pd),
      exported: (row) => row.pd,
    },
    {
      key: "rawPd",
      title: t("rawPd"),
      isFigure: true,
      width: 118,
      render: (row) => formatPercent(row.rawPd),
      exported: (row) => row.rawPd,
    },
  ];
}

function decisionColumns({ t, language }: ColumnContext): readonly ListColumn[] {
  const unit = overviewUnit[language];
  return [
    {
      key: "decision",
      title: t("decision"),
      width: 96,
      render: (row) => <DecisionMark decision={row.decision} />,
      exported: (row) => t(row.decision),
    },
    {
      key: "amount",
      title: t("amount", { unit }),
      sort: "amountFen",
      isFigure: true,
      width: 122,
      render: (row) => formatOverviewMoney(row.amountFen),
      exported: (row) =>
        row.amountFen === null ? null : formatOverviewMoney(row.amountFen).replaceAll(",", ""),
    },
    {
      key: "rate",
      title: t("rate"),
      sort: "annualRatePpm",
      isFigure: true,
      width: 130,
      render: (row) => <Rate ppm={row.annualRatePpm} />,
      exported: (row) => (row.annualRatePpm === null ? null : row.annualRatePpm / 1e6),
    },
    {
      key: "capacity",
      title: t("capacity", { unit }),
      isFigure: true,
      width: language === "zh" ? 138 : 156,
      render: (row) => formatOverviewMoney(row.capacityFen),
      exported: (row) =>
        row.capacityFen === null ? null : formatOverviewMoney(row.capacityFen).replaceAll(",", ""),
    },
  ];
}

function historyColumns({ t, language }: ColumnContext): readonly ListColumn[] {
  return [
    {
      key: "label",
      title: t("label"),
      width: 96,
      render: (row) => <LabelMark label={row.label} />,
      exported: (row) => row.label,
    },
    {
      key: "bankRating",
      title: t("bankRating"),
      width: 96,
      render: (row) => <Tooltip title={t("bankRatingTitle")}>{row.bankRating ?? "—"}</Tooltip>,
      exported: (row) => row.bankRating,
    },
    {
      key: "scoredBy",
      title: t("scoredBy"),
      width: 96,
      render: (row) => t(scoredByKey[row.scoredBy]),
      exported: (row) => t(scoredByKey[row.scoredBy]),
    },
    {
      key: "mainReason",
      title: t("mainReason"),
      width: 204,
      render: (row) => <span className="reason-cell">{row.mainReason?.[language] ?? "—"}</span>,
      exported: (row) => row.mainReason?.[language] ?? null,
    },
    {
      key: "lastDay",
      title: t("lastDay"),
      isFigure: true,
      width: 110,
      render: (row) => row.lastDay ?? "—",
      exported: (row) => row.lastDay,
    },
  ];
}

export function Rate({ ppm }: { readonly ppm: number | null }) {
  if (ppm === null) return <>—</>;
  return (
    <span className="figure">
      {formatRate(ppm)} <span className="soft">{formatBasisPoints(ppm)}</span>
    </span>
  );
}

interface EnterpriseLinkProps {
  readonly evaluationId: string;
  readonly row: EnterpriseSummary;
  readonly content: ReactNode;
}

export function EnterpriseLink({ evaluationId, row, content }: EnterpriseLinkProps) {
  return (
    <Link
      to="/evaluations/$evaluationId/enterprises/$enterpriseId"
      params={{ evaluationId, enterpriseId: row.id }}
      translate="no"
      className="enterprise-link"
    >
      {content}
    </Link>
  );
}
