import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Select } from "antd";
import { useMay } from "../../app/use-may.ts";
import { useText } from "../../i18n/language.tsx";
import { FigureTable } from "../../parts/figure-table.tsx";
import { Panel } from "../../parts/panel.tsx";
import { Refusal } from "../../parts/refusal.tsx";
import { listText } from "./list-text.ts";
import { keepersQuery, setKeeper } from "./watch-api.ts";

type Keeper = { readonly accountManagerId: string | null; readonly postLoanManagerId: string | null };

/** Who keeps which customer: alerts go to them. */
export function KeeperPanel() {
  const t = useText(listText);
  const may = useMay();
  const client = useQueryClient();
  const { data } = useQuery(keepersQuery);
  const keep = useMutation({
    mutationFn: ({ id, keeper }: { id: string; keeper: Keeper }) => setKeeper(id, keeper),
    onSuccess: () => client.invalidateQueries({ queryKey: keepersQuery.queryKey }),
  });
  if (data === undefined) return null;
  const nameOf = (id: string | null): string =>
    data.people.find((person) => person.id === id)?.name ?? t("nobody");
  const choice = (row: Keeper & { readonly id: string }, field: keyof Keeper, role: string) =>
    may("watch.assign") ? (
      <Select
        size="small"
        aria-label={t(field === "accountManagerId" ? "accountManager" : "postLoanManager")}
        style={{ minWidth: 140 }}
        value={row[field] ?? ""}
        onChange={(value) =>
          keep.mutate({
            id: row.id,
            keeper: {
              accountManagerId: row.accountManagerId,
              postLoanManagerId: row.postLoanManagerId,
              [field]: value === "" ? null : value,
            },
          })
        }
        options={[
          { value: "", label: t("nobody") },
          ...data.people
            .filter((person) => person.role === role)
            .map(({ id, name }) => ({ value: id, label: name })),
        ]}
      />
    ) : (
      nameOf(row[field])
    );
  return (
    <Panel title={t("keepers")} note={t("keepersNote")}>
      <Refusal error={keep.error} />
      {data.items.length === 0 ? (
        <p className="soft">{t("noEnterprises")}</p>
      ) : (
        <FigureTable
          label={t("keepers")}
          isTall
          rows={data.items}
          rowKey={(row) => row.id}
          columns={[
            { key: "name", title: t("enterprise"), render: (row) => <span translate="no">{row.name}</span> },
            {
              key: "account",
              title: t("accountManager"),
              render: (row) => choice(row, "accountManagerId", "accountManager"),
            },
            {
              key: "postLoan",
              title: t("postLoanManager"),
              render: (row) => choice(row, "postLoanManagerId", "postLoanManager"),
            },
          ]}
        />
      )}
    </Panel>
  );
}
