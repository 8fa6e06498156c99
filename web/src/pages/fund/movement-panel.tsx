import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Button, Input, Select } from "antd";
import { useState } from "react";
import { sessionQuery } from "../../api/queries.ts";
import { useMay } from "../../app/use-may.ts";
import { fenOfWan, formatExactMoney } from "../../figures/format-money.ts";
import { businessDayOf } from "../../figures/format-time.ts";
import { useText } from "../../i18n/language.tsx";
import { FigureTable } from "../../parts/figure-table.tsx";
import { Panel } from "../../parts/panel.tsx";
import { Refusal } from "../../parts/refusal.tsx";
import { confirmMovement, type NewMovement, proposeMovement, type Standing } from "./fund-api.ts";
import { text } from "./text.ts";

const kinds = ["injection", "interest", "fee", "return"] as const;

/** Money into and out of the pool: one officer proposes, another books. */
export function MovementPanel({ standing }: { readonly standing: Standing }) {
  const t = useText(text);
  const may = useMay();
  const client = useQueryClient();
  const { data: session } = useQuery(sessionQuery);
  const confirm = useMutation({
    mutationFn: confirmMovement,
    onSuccess: () => client.invalidateQueries({ queryKey: ["fund"] }),
  });
  const waiting = standing.movements.filter(({ state }) => state === "proposed");
  return (
    <Panel title={t("movements")} note={t("movementsNote")}>
      <div className="fund__column">
        {waiting.length > 0 && (
          <FigureTable
            label={t("movements")}
            rows={waiting}
            rowKey={(row) => row.movementId}
            columns={[
              { key: "kind", title: t("kind"), render: (row) => t(row.kind) },
              {
                key: "source",
                title: t("source"),
                render: (row) => (
                  <span translate="no">
                    {row.source}
                    <br />
                    <span className="soft">{row.madeByName}</span>
                  </span>
                ),
              },
              {
                key: "amount",
                title: t("amount"),
                isFigure: true,
                render: (row) => formatExactMoney(row.amountFen),
              },
              {
                key: "confirm",
                title: "",
                render: (row) =>
                  may("fund.confirmMovement") && (
                    <Button
                      size="small"
                      disabled={session?.user.id === row.madeBy}
                      loading={confirm.isPending}
                      onClick={() => confirm.mutate(row.movementId)}
                    >
                      {t("confirm")}
                    </Button>
                  ),
              },
            ]}
          />
        )}
        <Refusal error={confirm.error} />
        {may("fund.write") && <MovementForm programmeId={standing.programmeId} />}
      </div>
    </Panel>
  );
}

function MovementForm({ programmeId }: { readonly programmeId: string }) {
  const t = useText(text);
  const client = useQueryClient();
  const [kind, setKind] = useState<NewMovement["kind"]>("injection");
  const [fields, setFields] = useState({ amount: "", source: "" });
  const amountFen = fenOfWan(fields.amount);
  const propose = useMutation({
    mutationFn: (body: NewMovement) => proposeMovement(programmeId, body),
    onSuccess: () => {
      setFields({ amount: "", source: "" });
      return client.invalidateQueries({ queryKey: ["fund"] });
    },
  });
  return (
    <form
      className="fund-form"
      onSubmit={(event) => {
        event.preventDefault();
        const { source } = fields;
        if (amountFen !== null) propose.mutate({ kind, onDay: businessDayOf(Date.now()), amountFen, source });
      }}
    >
      <Select
        aria-label={t("kind")}
        value={kind}
        options={kinds.map((value) => ({ value, label: t(value) }))}
        onChange={setKind}
      />
      <Input
        aria-label={t("amountWan")}
        placeholder={t("amountWan")}
        value={fields.amount}
        onChange={(event) => setFields({ ...fields, amount: event.target.value })}
      />
      <Input
        aria-label={t("source")}
        placeholder={t("source")}
        value={fields.source}
        onChange={(event) => setFields({ ...fields, source: event.target.value })}
      />
      <Button
        htmlType="submit"
        disabled={amountFen === null || fields.source === ""}
        loading={propose.isPending}
      >
        {t("newMovement")}
      </Button>
      <Refusal error={propose.error} />
    </form>
  );
}
