import { useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { Checkbox, Input, Pagination, Select, Table } from "antd";
import { formatOverviewMoney, overviewUnit } from "../../figures/format-money.ts";
import { formatCount } from "../../figures/format-number.ts";
import { useLanguage, usePhrase, useText } from "../../i18n/language.tsx";
import { classNames } from "../../parts/class-mark.tsx";
import { Failure, Nothing, Waiting } from "../../parts/states.tsx";
import { usePageTitle } from "../../parts/use-page-title.ts";
import { exportAddress, type ListedLoan, type LoanSearch, loansQuery, pageSize } from "./loan-book-api.ts";
import { useLoanColumns } from "./loan-columns.tsx";
import { text } from "./text.ts";
import "./loan-book.css";

const route = getRouteApi("/shell/loan-book/loans");

/** The bank's loans (借据台账): search, filters, totals, export. */
export function LoansPage() {
  const t = useText(text);
  usePageTitle(t("loans"));
  const { language } = useLanguage();
  const search = route.useSearch();
  const list = useQuery(loansQuery(search));
  const { page: _page, ...filters } = search;
  const exported = { ...filters, minimumDaysPastDue: search.minimumDaysPastDue?.toString(), language };
  return (
    <div className="loan-book">
      <header className="loan-book__head">
        <h1>{t("loans")}</h1>
        {list.data?.businessDate && (
          <span className="soft figure">{t("asOf", { day: list.data.businessDate })}</span>
        )}
        <span className="loan-book__space" />
        <a className="button-link" href={exportAddress("exports/loans.xlsx", exported)}>
          {t("export")} Excel
        </a>
        <a className="button-link" href={exportAddress("exports/loans.csv", exported)}>
          CSV
        </a>
        <a className="button-link" href={exportAddress("exports/statistics.xlsx", { language })}>
          {t("statistics")}
        </a>
      </header>
      <Filters />
      {list.data === undefined && list.isPending && <Waiting />}
      {list.isError && <Failure error={list.error} onRetry={() => void list.refetch()} />}
      {list.data?.total === 0 && <Nothing title={t("none")} next={t("noneNext")} />}
      {list.data !== undefined && list.data.total > 0 && (
        <>
          <LoanTable rows={list.data.items} isLoading={list.isPlaceholderData} />
          <footer className="loan-book__foot">
            <p>
              {t("totals", { count: formatCount(list.data.total) })} · {t("balance")}{" "}
              <b className="figure">
                {formatOverviewMoney(list.data.balanceFen)} {overviewUnit[language]}
              </b>{" "}
              · {t("overduePrincipal")}{" "}
              <b className="figure">
                {formatOverviewMoney(list.data.overduePrincipalFen)} {overviewUnit[language]}
              </b>
            </p>
            <PageChoice total={list.data.total} />
          </footer>
        </>
      )}
    </div>
  );
}

function PageChoice({ total }: { readonly total: number }) {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  return (
    <Pagination
      size="small"
      current={search.page ?? 1}
      pageSize={pageSize}
      total={total}
      showSizeChanger={false}
      onChange={(page) => void navigate({ search: (old) => ({ ...old, page }) })}
    />
  );
}

function Filters() {
  const t = useText(text);
  const phrase = usePhrase();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const change = (changed: LoanSearch) =>
    void navigate({ search: (old) => ({ ...old, page: undefined, ...changed }), replace: true });
  return (
    <div className="loan-book__filters">
      <Input.Search
        allowClear
        placeholder={t("search")}
        aria-label={t("search")}
        defaultValue={search.search ?? ""}
        onSearch={(value) => change({ search: value === "" ? undefined : value })}
      />
      <Select
        allowClear
        aria-label={t("anyClass")}
        placeholder={t("anyClass")}
        value={search.loanClass ?? null}
        onChange={(loanClass) => change({ loanClass: loanClass ?? undefined })}
        options={Object.entries(classNames).map(([value, label]) => ({
          value: value as keyof typeof classNames,
          label: phrase(label),
        }))}
      />
      <Select
        allowClear
        aria-label={t("anyState")}
        placeholder={t("anyState")}
        value={search.state ?? null}
        onChange={(state) => change({ state: state ?? undefined })}
        options={(["active", "overdue", "restructured", "settled", "writtenOff"] as const).map((value) => ({
          value,
          label: t(value),
        }))}
      />
      <Select
        allowClear
        aria-label={t("anySize")}
        placeholder={t("anySize")}
        value={search.sizeClass ?? null}
        onChange={(sizeClass) => change({ sizeClass: sizeClass ?? undefined })}
        options={(["micro", "small", "medium", "large"] as const).map((value) => ({
          value,
          label: t(value),
        }))}
      />
      <Checkbox
        checked={search.minimumDaysPastDue !== undefined}
        onChange={(event) => change({ minimumDaysPastDue: event.target.checked ? 1 : undefined })}
      >
        {t("overdueOnly")}
      </Checkbox>
      <Checkbox
        checked={search.unmatched === "true"}
        onChange={(event) => change({ unmatched: event.target.checked ? "true" : undefined })}
      >
        {t("unmatchedOnly")}
      </Checkbox>
    </div>
  );
}

interface LoanTableProps {
  readonly rows: readonly ListedLoan[];
  readonly isLoading: boolean;
}

function LoanTable({ rows, isLoading }: LoanTableProps) {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const columns = useLoanColumns(search);
  return (
    <Table<ListedLoan>
      size="small"
      rowKey={({ loan }) => loan.id}
      loading={isLoading}
      pagination={false}
      scroll={{ x: 1180 }}
      columns={columns}
      dataSource={[...rows]}
      onChange={(_page, _filters, sorter) => {
        const chosen = Array.isArray(sorter) ? sorter[0] : sorter;
        const sort = chosen?.order ? (chosen.columnKey as LoanSearch["sort"]) : undefined;
        const direction = chosen?.order === "descend" ? "descending" : "ascending";
        void navigate({ search: (old) => ({ ...old, sort, direction, page: undefined }), replace: true });
      }}
    />
  );
}
