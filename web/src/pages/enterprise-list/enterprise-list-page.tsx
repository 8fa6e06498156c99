import { useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { Button, Pagination, Select } from "antd";
import { useCallback, useMemo } from "react";
import { enterprisesQuery } from "../../api/queries.ts";
import type { EnterpriseQuery } from "../../api/queries.ts";
import type { EnterpriseList } from "../../api/types.ts";
import type { FinishedEvaluation } from "../../app/evaluation-frame.tsx";
import { EvaluationFrame } from "../../app/evaluation-frame.tsx";
import type { ListSearch } from "../../app/list-search.ts";
import { formatOverviewMoney, overviewUnit } from "../../figures/format-money.ts";
import { useLanguage, useText } from "../../i18n/language.tsx";
import { Failure, Nothing, Waiting } from "../../parts/states.tsx";
import { useIsNarrow } from "../../parts/use-is-narrow.ts";
import { columnsOf } from "./columns.tsx";
import { EnterpriseCards } from "./enterprise-cards.tsx";
import { EnterpriseTable } from "./enterprise-table.tsx";
import { exportList } from "./export-list.ts";
import { ListControls } from "./list-controls.tsx";
import { text } from "./text.ts";
import { useKeptColumns } from "./use-kept-columns.ts";
import "./enterprise-list.css";

const route = getRouteApi("/shell/evaluations/$evaluationId/enterprises");

/** Every enterprise of an evaluation: search, sort, filter, totals, export. */
export function EnterpriseListPage() {
  const t = useText(text);
  const { evaluationId } = route.useParams();
  return (
    <EvaluationFrame evaluationId={evaluationId} title={t("title")}>
      {(evaluation) => <EnterpriseListOf evaluation={evaluation} evaluationId={evaluationId} />}
    </EvaluationFrame>
  );
}

interface EnterpriseListOfProps {
  readonly evaluation: FinishedEvaluation;
  /** As in the address: `latest` stays `latest` in links. */
  readonly evaluationId: string;
}

function EnterpriseListOf({ evaluation, evaluationId }: EnterpriseListOfProps) {
  const t = useText(text);
  const { language } = useLanguage();
  const isNarrow = useIsNarrow();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const [shownKeys, keepColumns] = useKeptColumns();
  const columns = useMemo(() => columnsOf({ t, language, evaluationId }), [t, language, evaluationId]);
  const shownColumns = columns.filter((column) => shownKeys.includes(column.key));
  const query = queryOf(search);
  const list = useQuery(enterprisesQuery(evaluation.id, query));
  const change = useCallback(
    (changed: ListSearch) =>
      void navigate({ search: (old) => ({ ...old, page: undefined, ...changed }), replace: true }),
    [navigate],
  );
  const save = () =>
    exportList({
      evaluationId: evaluation.id,
      query,
      columns: shownColumns,
      heading: [
        ...(evaluation.simulated ? [t("simulated")] : []),
        t("disclaimer"),
        `${t("asOf")} ${evaluation.document.asOf} · ${evaluation.dataset}`,
      ],
      fileName: `${evaluation.simulated ? "simulated-" : ""}${evaluation.dataset}-${evaluation.document.asOf}.csv`,
    });
  return (
    <section className="enterprise-list" aria-label={t("title")}>
      <ListControls
        search={search}
        grades={evaluation.document.model.grades.map((grade) => grade.grade)}
        columns={columns}
        shownColumns={shownKeys}
        total={list.data?.total ?? 0}
        onSearch={change}
        onColumns={keepColumns}
        onExport={save}
      />
      {isNarrow && <PhoneSort search={search} onSearch={change} />}
      {list.data === undefined && list.isPending && <Waiting />}
      {list.isError && <Failure error={list.error} onRetry={() => void list.refetch()} />}
      {list.data !== undefined && list.data.withheld > 0 && (
        <p className="notice">{t("withheld", { count: list.data.withheld })}</p>
      )}
      {list.data?.total === 0 && (
        <Nothing title={t("none")} next={t("noneNext")}>
          <Button onClick={() => change({ search: undefined, grade: undefined, decision: undefined })}>
            {t("clear")}
          </Button>
        </Nothing>
      )}
      {list.data !== undefined && list.data.total > 0 && (
        <>
          {isNarrow ? (
            <EnterpriseCards evaluationId={evaluationId} rows={list.data.items} />
          ) : (
            <EnterpriseTable
              columns={shownColumns}
              rows={list.data.items}
              search={search}
              evaluationId={evaluationId}
              isLoading={list.isPlaceholderData}
              onSearch={change}
            />
          )}
          <ListFoot list={list.data} search={search} onSearch={change} isNarrow={isNarrow} />
        </>
      )}
    </section>
  );
}

const defaultPageSize = 50;

function queryOf(search: ListSearch): EnterpriseQuery {
  const limit = search.size ?? defaultPageSize;
  return {
    sort: search.sort ?? "score",
    order: search.order ?? "desc",
    offset: ((search.page ?? 1) - 1) * limit,
    limit,
    ...(search.search === undefined ? {} : { search: String(search.search) }),
    ...(search.grade === undefined ? {} : { grade: search.grade }),
    ...(search.decision === undefined ? {} : { decision: search.decision }),
  };
}

interface ChangeProps {
  readonly search: ListSearch;
  readonly onSearch: (change: ListSearch) => void;
}

function ListFoot({
  list,
  search,
  onSearch,
  isNarrow,
}: ChangeProps & { readonly list: EnterpriseList; readonly isNarrow: boolean }) {
  const t = useText(text);
  const { language } = useLanguage();
  const { totals } = list;
  return (
    <footer className="list-foot">
      <p className="list-foot__totals">
        {t("totals", {
          enterprises: totals.enterprises,
          granted: totals.granted,
          declined: totals.declined,
          notApplicable: totals.notApplicable,
        })}
        <span>
          {t("totalAmount")}{" "}
          <b className="figure">
            {formatOverviewMoney(totals.amountFen)} {overviewUnit[language]}
          </b>
        </span>
      </p>
      <Pagination
        size="small"
        simple={isNarrow}
        current={search.page ?? 1}
        pageSize={search.size ?? defaultPageSize}
        total={list.total}
        showSizeChanger={!isNarrow}
        pageSizeOptions={[50, 100, 200, 500]}
        showTotal={(total, [from, to]) => t("shown", { from, to, total })}
        onChange={(page, size) => onSearch({ page, size })}
      />
    </footer>
  );
}

function PhoneSort({ search, onSearch }: ChangeProps) {
  const t = useText(text);
  return (
    <div className="phone-sort">
      <Select
        aria-label={t("sortBy")}
        value={search.sort ?? "score"}
        onChange={(sort) => onSearch({ sort })}
        options={[
          { value: "score" as const, label: t("score") },
          { value: "pd" as const, label: t("pd") },
          { value: "amountFen" as const, label: t("totalAmount") },
          { value: "annualRatePpm" as const, label: t("rate") },
          { value: "code" as const, label: t("code") },
        ]}
      />
      <Select
        aria-label={t("sortBy")}
        value={search.order ?? "desc"}
        onChange={(order) => onSearch({ order })}
        options={[
          { value: "desc" as const, label: t("descending") },
          { value: "asc" as const, label: t("ascending") },
        ]}
      />
    </div>
  );
}
