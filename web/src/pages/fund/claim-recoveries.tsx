import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Button } from "antd";
import { useMay } from "../../app/use-may.ts";
import { formatExactMoney } from "../../figures/format-money.ts";
import { useText } from "../../i18n/language.tsx";
import { FigureTable } from "../../parts/figure-table.tsx";
import { Panel } from "../../parts/panel.tsx";
import { Refusal } from "../../parts/refusal.tsx";
import { bookRecovery, type ClaimCase } from "./fund-api.ts";
import { text } from "./text.ts";

/** What came back from the borrower and how it was split. */
export function ClaimRecoveries({ claim }: { readonly claim: ClaimCase }) {
  const t = useText(text);
  const may = useMay();
  const client = useQueryClient();
  const book = useMutation({
    mutationFn: bookRecovery,
    onSuccess: () => client.invalidateQueries({ queryKey: ["fund"] }),
  });
  if (claim.recoveries.length === 0) return null;
  return (
    <Panel title={t("recoveries")}>
      <Refusal error={book.error} />
      <FigureTable
        label={t("recoveries")}
        rows={claim.recoveries}
        rowKey={(row) => row.recoveryId}
        columns={[
          { key: "day", title: t("day"), render: (row) => row.onDay },
          {
            key: "gross",
            title: t("gross"),
            isFigure: true,
            render: (row) => formatExactMoney(row.grossFen),
          },
          { key: "cost", title: t("cost"), isFigure: true, render: (row) => formatExactMoney(row.costFen) },
          { key: "fund", title: t("toFund"), isFigure: true, render: (row) => formatExactMoney(row.fundFen) },
          { key: "bank", title: t("toBank"), isFigure: true, render: (row) => formatExactMoney(row.bankFen) },
          { key: "note", title: t("note"), render: (row) => <span data-quotes>{row.note}</span> },
          {
            key: "book",
            title: "",
            render: (row) =>
              row.state === "reported" && may("fund.decide") ? (
                <Button size="small" loading={book.isPending} onClick={() => book.mutate(row.recoveryId)}>
                  {t("book")}
                </Button>
              ) : null,
          },
        ]}
      />
    </Panel>
  );
}
