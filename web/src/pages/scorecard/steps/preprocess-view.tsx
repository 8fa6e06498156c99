import { getRouteApi, Link } from "@tanstack/react-router";
import type { BinnedIndicator, PreprocessingArtefact } from "#scorecard";
import { formatCount, formatDecimal, formatPercent } from "../../../figures/format-number.ts";
import { useText } from "../../../i18n/language.tsx";
import { type FigureColumn, FigureTable } from "../../../parts/figure-table.tsx";
import { IndicatorTerm } from "../../../parts/indicator-term.tsx";
import { Panel, Stat } from "../../../parts/panel.tsx";
import { useIsNarrow } from "../../../parts/use-is-narrow.ts";
import { text as binningText } from "../binning/text.ts";
import type { Project } from "../studio-api.ts";
import { BinningPanel } from "./binning-panel.tsx";
import { useConstraintNames } from "./reason-text.ts";
import { text } from "./text.ts";

const route = getRouteApi("/shell/scorecards/projects/$projectId");

interface PreprocessViewProps {
  readonly project: Project;
  readonly artefact: PreprocessingArtefact;
}

/** What the card learns from, and the bins of every indicator with the editor of the one that is chosen. */
export function PreprocessView({ project, artefact }: PreprocessViewProps) {
  const t = useText(text);
  const { indicator } = route.useSearch();
  const { development, heldOut } = artefact;
  const byIv = artefact.indicators.toSorted((left, right) => ivOf(right) - ivOf(left));
  const chosen = byIv.find(({ id }) => id === indicator) ?? byIv[0];
  return (
    <>
      <dl className="stats">
        <Stat
          label={t("development")}
          value={formatCount(development.rows)}
          note={`${t("badRate")} ${formatPercent(development.badRate)}`}
        />
        {heldOut === null ? (
          <Stat label={t("heldOut")} value="—" note={t("crossNote")} />
        ) : (
          <Stat
            label={t(heldOut.kind)}
            value={formatCount(heldOut.rows)}
            note={`${t("badRate")} ${formatPercent(heldOut.badRate)}`}
          />
        )}
        <Stat label={t("indicators")} value={formatCount(byIv.length)} />
      </dl>
      <Panel title={t("binned")} note={t("binnedNote")}>
        <BinnedTable project={project} rows={byIv} chosenId={chosen?.id} />
      </Panel>
      {chosen !== undefined && (
        <BinningPanel key={`${chosen.id}/${project.revision}`} project={project} indicator={chosen} />
      )}
    </>
  );
}

function ivOf({ result }: BinnedIndicator): number {
  return result.kind === "binned" ? result.iv : -1;
}

interface BinnedTableProps {
  readonly project: Project;
  readonly rows: readonly BinnedIndicator[];
  readonly chosenId: string | undefined;
}

function BinnedTable({ project, rows, chosenId }: BinnedTableProps) {
  const t = useText(text);
  const course = useText(binningText);
  const constraints = useConstraintNames();
  const isNarrow = useIsNarrow();
  const isShown = ({ key }: { readonly key: string }): boolean =>
    !isNarrow || ["id", "iv", "edit"].includes(key);
  const columns: readonly FigureColumn<BinnedIndicator>[] = [
    { key: "id", title: t("indicator"), render: ({ id }) => <IndicatorTerm id={id} /> },
    {
      key: "iv",
      title: t("iv"),
      isFigure: true,
      render: ({ result }) => formatDecimal(result.kind === "binned" ? result.iv : null, 4),
    },
    {
      key: "bins",
      title: t("bins"),
      isFigure: true,
      // The bins of missing and unseen values are always there; here those count that hold a row.
      render: ({ result }) =>
        result.kind === "binned" ? result.bins.filter(({ count }) => count > 0).length : "—",
    },
    {
      key: "trend",
      title: t("trend"),
      render: ({ result }) =>
        result.kind === "binned" ? course(result.trend === "none" ? "noCourse" : result.trend) : "—",
    },
    {
      key: "status",
      title: t("status"),
      render: ({ result }) =>
        result.kind === "binned" ? (
          t(result.status)
        ) : (
          <span title={t("conflicts", { names: constraints(result.reason.conflicts) })}>
            {t("infeasible")} <span className="soft">{constraints(result.reason.conflicts)}</span>
          </span>
        ),
    },
    {
      key: "bounds",
      title: t("bounds"),
      isFigure: true,
      render: ({ result }) =>
        result.kind === "binned"
          ? `${formatDecimal(result.certificate.lower, 4)} / ${formatDecimal(result.certificate.upper, 4)}`
          : "—",
    },
    {
      key: "edit",
      title: "",
      render: ({ id }) => (
        <Link
          to="/scorecards/projects/$projectId"
          params={{ projectId: project.id }}
          search={{ step: "preprocess", indicator: id }}
          resetScroll={false}
          aria-current={id === chosenId ? "true" : undefined}
          className="step-edit"
        >
          {t("edit")}
        </Link>
      ),
    },
  ];
  return (
    <FigureTable
      label={t("binned")}
      isTall
      rows={rows}
      rowKey={({ id }) => id}
      columns={columns.filter(isShown)}
    />
  );
}
