import { Link } from "@tanstack/react-router";
import type { TableColumnsType } from "antd";
import { formatOverviewMoney, overviewUnit } from "../../figures/format-money.ts";
import { formatRate } from "../../figures/format-number.ts";
import { usePhrase, useText } from "../../i18n/language.tsx";
import type { CustomerPage, CustomerSearch, ListedCustomer } from "./customers-api.ts";
import { ListMark, NeedChips, SegmentChips, StageMark, Word } from "./marks.tsx";
import { text } from "./text.ts";

type Columns = TableColumnsType<ListedCustomer>;

/** The columns of the list of customers; those that can be ordered are ordered by the server. */
export function useCustomerColumns({ people }: CustomerPage, { sort, direction }: CustomerSearch): Columns {
  const t = useText(text);
  const unit = usePhrase()(overviewUnit);
  const order = direction === "descending" ? ("descend" as const) : ("ascend" as const);
  const sortable = (key: NonNullable<CustomerSearch["sort"]>) => ({
    key,
    sorter: true,
    sortOrder: sort === key ? order : null,
  });
  const figure = { align: "right", className: "figure" } as const;
  return [
    {
      ...sortable("name"),
      title: t("name"),
      fixed: "left",
      width: 200,
      render: (_, row) => <Name row={row} />,
    },
    {
      key: "standing",
      title: t("standing"),
      width: 80,
      render: (_, { customer }) => <Word code={customer.standing} />,
    },
    { key: "place", title: t("segment"), width: 210, render: (_, row) => <Place row={row} /> },
    {
      ...sortable("stage"),
      title: t("stage"),
      width: 110,
      render: (_, { portrait }) => <StageMark lifeStage={portrait?.lifeStage ?? null} />,
    },
    {
      ...sortable("sales"),
      ...figure,
      title: t("sales", { unit }),
      width: 150,
      render: (_, { portrait }) => formatOverviewMoney(portrait?.features.salesFen ?? null),
    },
    {
      ...sortable("growth"),
      ...figure,
      title: t("growth"),
      width: 100,
      render: (_, { portrait }) => formatRate(portrait?.features.salesGrowthPpm ?? null),
    },
    {
      key: "needs",
      title: t("needs"),
      width: 190,
      render: (_, { portrait }) => (portrait === null ? "—" : <NeedChips portrait={portrait} />),
    },
    {
      ...sortable("idle"),
      ...figure,
      title: t("idle", { unit }),
      width: 140,
      render: (_, { portrait }) => formatOverviewMoney(idleOf(portrait)),
    },
    {
      key: "manager",
      title: t("manager"),
      width: 110,
      render: (_, { customer }) => (
        <span translate="no">{people.find(({ id }) => id === customer.managerId)?.name ?? "—"}</span>
      ),
    },
  ];
}

function Name({ row: { customer, portrait } }: { readonly row: ListedCustomer }) {
  return (
    <>
      <Link to="/customers/$customerId" params={{ customerId: customer.id }} translate="no">
        {customer.name}
      </Link>{" "}
      <ListMark isListed={portrait?.quality.isListed ?? false} />
    </>
  );
}

function Place({ row: { customer, portrait } }: { readonly row: ListedCustomer }) {
  const t = useText(text);
  return (
    <>
      <span translate="no">
        {customer.industry ?? "—"} {customer.region ?? ""}
      </span>{" "}
      {portrait === null ? (
        <span className="soft">{t("withheld")}</span>
      ) : (
        <SegmentChips segment={portrait.segment} />
      )}
    </>
  );
}

function idleOf(portrait: ListedCustomer["portrait"]): string | null {
  if (portrait === null) return null;
  return portrait.idleAssets.reduce((sum, { valueFen }) => sum + BigInt(valueFen), 0n).toString();
}
