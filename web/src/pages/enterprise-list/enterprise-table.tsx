import { useNavigate } from "@tanstack/react-router";
import { Table } from "antd";
import type { TableColumnType } from "antd";
import type { EnterpriseSummary } from "../../api/types.ts";
import type { ListSearch } from "../../app/list-search.ts";
import type { ListColumn } from "./columns.tsx";

interface EnterpriseTableProps {
  readonly columns: readonly ListColumn[];
  readonly rows: readonly EnterpriseSummary[];
  readonly search: ListSearch;
  readonly evaluationId: string;
  readonly isLoading: boolean;
  readonly onSearch: (change: ListSearch) => void;
}

/** The list on a desk: sorted by the server, a row opens its enterprise. */
export function EnterpriseTable({
  columns,
  rows,
  search,
  evaluationId,
  isLoading,
  onSearch,
}: EnterpriseTableProps) {
  const navigate = useNavigate();
  const open = (enterpriseId: string) =>
    void navigate({
      to: "/evaluations/$evaluationId/enterprises/$enterpriseId",
      params: { evaluationId, enterpriseId },
    });
  return (
    <Table<EnterpriseSummary>
      size="small"
      rowKey="id"
      loading={isLoading}
      pagination={false}
      sticky={{ offsetHeader: 50 }}
      scroll={{ x: columns.reduce((sum, column) => sum + column.width, 0) }}
      columns={columns.map((column) => antdColumn(column, search))}
      dataSource={[...rows]}
      onRow={(row) => ({ onClick: () => open(row.id), className: "enterprise-row" })}
      onChange={(_page, _filters, sorter) => {
        const chosen = Array.isArray(sorter) ? sorter[0] : sorter;
        const sort = columns.find((column) => column.key === chosen?.columnKey)?.sort;
        if (chosen?.order === undefined || chosen.order === null)
          onSearch({ sort: undefined, order: undefined });
        else onSearch({ sort, order: chosen.order === "ascend" ? "asc" : "desc" });
      }}
    />
  );
}

function antdColumn(column: ListColumn, search: ListSearch): TableColumnType<EnterpriseSummary> {
  const isSorted = column.sort !== undefined && column.sort === (search.sort ?? "score");
  const order = (search.order ?? "desc") === "asc" ? ("ascend" as const) : ("descend" as const);
  return {
    key: column.key,
    title: column.title,
    width: column.width,
    align: column.isFigure === true ? "right" : "left",
    ellipsis: column.key === "mainReason" || column.key === "name",
    render: (_value, row) => column.render(row),
    ...(column.sort === undefined
      ? {}
      : {
          sorter: true,
          sortOrder: isSorted ? order : null,
          sortDirections: ["descend" as const, "ascend" as const, "descend" as const],
        }),
  };
}
