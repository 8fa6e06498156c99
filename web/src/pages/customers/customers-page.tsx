import { useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { Checkbox, Input, Pagination, Select, Table } from "antd";
import { formatCount } from "../../figures/format-number.ts";
import { useLanguage, usePhrase, useText } from "../../i18n/language.tsx";
import { Failure, Nothing, Waiting } from "../../parts/states.tsx";
import { usePageTitle } from "../../parts/use-page-title.ts";
import { useCustomerColumns } from "./customer-columns.tsx";
import {
  type CustomerPage,
  type CustomerSearch,
  customersQuery,
  type ListedCustomer,
  pageSize,
  reportAddress,
} from "./customers-api.ts";
import { text } from "./text.ts";
import { wordOf } from "./words.ts";
import "./customers.css";

const route = getRouteApi("/shell/customers/list");

/** One record a customer: search, filters on the five axes, order by the server, export. */
export function CustomersPage() {
  const t = useText(text);
  const { language } = useLanguage();
  usePageTitle(t("customers"));
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const list = useQuery(customersQuery(search));
  return (
    <div className="customers">
      <header className="customers__head">
        <h1>{t("customers")}</h1>
        <span className="soft">{t("customersNote")}</span>
        <span className="customers__space" />
        <a className="button-link" href={reportAddress("customers", "xlsx", language)}>
          {t("exported")} Excel
        </a>
      </header>
      <Filters page={list.data} />
      {list.data === undefined && list.isPending && <Waiting />}
      {list.isError && <Failure error={list.error} onRetry={() => void list.refetch()} />}
      {list.data?.total === 0 && <Nothing title={t("none")} next={t("noneNext")} />}
      {list.data !== undefined && list.data.total > 0 && (
        <>
          <CustomerTable page={list.data} isLoading={list.isPlaceholderData} />
          <footer className="customers__foot">
            <span>{t("total", { count: formatCount(list.data.total) })}</span>
            <Pagination
              size="small"
              current={search.page ?? 1}
              pageSize={pageSize}
              total={list.data.total}
              showSizeChanger={false}
              onChange={(page) => void navigate({ search: (old) => ({ ...old, page }) })}
            />
          </footer>
        </>
      )}
    </div>
  );
}

const choices = {
  standing: ["prospect", "customer", "former"],
  lifeStage: ["startUp", "growth", "maturity", "decline"],
  supplyChain: ["captive", "exporter", "concentrated", "diversified"],
  publicData: ["adverse", "innovative", "trustedTaxpayer", "clean"],
  need: [
    "orderGrowth",
    "slowReceivables",
    "newMachines",
    "idleStock",
    "thinCash",
    "youngEnterprise",
    "saidSo",
  ],
} as const;
const choiceLabels = {
  standing: "anyStanding",
  lifeStage: "anyStage",
  supplyChain: "anyChain",
  publicData: "anyPublic",
  need: "anyNeed",
} as const;

function Filters({ page }: { readonly page: CustomerPage | undefined }) {
  const t = useText(text);
  const phrase = usePhrase();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const change = (changed: CustomerSearch) =>
    void navigate({ search: (old) => ({ ...old, page: undefined, ...changed }), replace: true });
  const names = Object.keys(choices) as (keyof typeof choices)[];
  return (
    <div className="customers__filters">
      <Input.Search
        allowClear
        placeholder={t("search")}
        aria-label={t("search")}
        defaultValue={search.search ?? ""}
        onSearch={(value) => change({ search: value === "" ? undefined : value })}
      />
      {names.map((name) => (
        <Select
          key={name}
          allowClear
          aria-label={t(choiceLabels[name])}
          placeholder={t(choiceLabels[name])}
          value={search[name] ?? null}
          onChange={(value) => change({ [name]: value ?? undefined })}
          options={choices[name].map((value) => ({ value, label: phrase(wordOf(value)) }))}
        />
      ))}
      {(["industry", "region"] as const).map((name) => (
        <Select
          key={name}
          allowClear
          showSearch
          aria-label={t(name === "industry" ? "anyIndustry" : "anyRegion")}
          placeholder={t(name === "industry" ? "anyIndustry" : "anyRegion")}
          value={search[name] ?? null}
          onChange={(value: string | null) => change({ [name]: value ?? undefined })}
          options={
            (name === "industry" ? page?.industries : page?.regions)?.map((value) => ({
              value,
              label: <span translate="no">{value}</span>,
            })) ?? []
          }
        />
      ))}
      <Checkbox
        checked={search.isListed === "true"}
        onChange={(event) => change({ isListed: event.target.checked ? "true" : undefined })}
      >
        {t("onlyListed")}
      </Checkbox>
    </div>
  );
}

function CustomerTable({ page, isLoading }: { readonly page: CustomerPage; readonly isLoading: boolean }) {
  const navigate = route.useNavigate();
  const columns = useCustomerColumns(page, route.useSearch());
  return (
    <Table<ListedCustomer>
      size="small"
      rowKey={({ customer }) => customer.id}
      loading={isLoading}
      pagination={false}
      scroll={{ x: 1160 }}
      columns={columns}
      dataSource={page.items}
      onChange={(_page, _filters, sorter) => {
        const chosen = Array.isArray(sorter) ? sorter[0] : sorter;
        const sort = chosen?.order ? (chosen.columnKey as CustomerSearch["sort"]) : undefined;
        const direction = chosen?.order === "descend" ? "descending" : "ascending";
        void navigate({ search: (old) => ({ ...old, sort, direction, page: undefined }), replace: true });
      }}
    />
  );
}
