import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Button } from "antd";
import { useState } from "react";
import { uploadFiles } from "../../api/upload-files.ts";
import { useMay } from "../../app/use-may.ts";
import { formatCount } from "../../figures/format-number.ts";
import { formatInstant } from "../../figures/format-time.ts";
import { useText } from "../../i18n/language.tsx";
import { FigureTable } from "../../parts/figure-table.tsx";
import { Panel } from "../../parts/panel.tsx";
import { Refusal } from "../../parts/refusal.tsx";
import { Failure, Nothing, Waiting } from "../../parts/states.tsx";
import { usePageTitle } from "../../parts/use-page-title.ts";
import { FileDrop } from "../runs/file-drop.tsx";
import { DeliveryResult } from "./delivery-result.tsx";
import { deliveryText } from "./delivery-text.ts";
import {
  deliveriesQuery,
  type DeliveryOutcome,
  type LoanDelivery,
  receiveDelivery,
} from "./loan-book-api.ts";
import { text } from "./text.ts";
import "../runs/runs.css";
import "./loan-book.css";

/** Daily files (每日文件): receive a delivery, and the list of what was accepted. */
export function DeliveriesPage() {
  const t = useText(text);
  const d = useText(deliveryText);
  usePageTitle(t("deliveries"));
  const may = useMay();
  const list = useQuery(deliveriesQuery);
  return (
    <div className="loan-book">
      <h1>{t("deliveries")}</h1>
      {may("loanBook.deliver") && <ReceivePanel />}
      <Panel title={d("deliveries")}>
        {list.isError && <Failure error={list.error} onRetry={() => void list.refetch()} />}
        {list.data === undefined && list.isPending && <Waiting />}
        {list.data?.items.length === 0 && <Nothing title={d("none")} next={d("dropNote")} />}
        {list.data !== undefined && list.data.items.length > 0 && <DeliveryTable rows={list.data.items} />}
      </Panel>
    </div>
  );
}

function ReceivePanel() {
  const d = useText(deliveryText);
  const client = useQueryClient();
  const [files, setFiles] = useState<readonly File[]>([]);
  const receive = useMutation({
    mutationFn: async (): Promise<DeliveryOutcome> => {
      const signal = new AbortController().signal;
      return await receiveDelivery(await uploadFiles({ files, signal, onProgress: () => undefined }));
    },
    onSuccess: async (outcome) => {
      if (outcome.kind !== "refused") setFiles([]);
      for (const queryKey of [["loan-deliveries"], ["loans"], ["loan"], ["class-moves"], ["loan-quality"]]) {
        await client.invalidateQueries({ queryKey });
      }
    },
  });
  return (
    <Panel title={d("drop")} note={d("dropNote")}>
      <FileDrop files={files} onFiles={setFiles} isDisabled={receive.isPending} />
      <p className="delivery-send">
        <Button
          type="primary"
          disabled={files.length === 0}
          loading={receive.isPending}
          onClick={() => receive.mutate()}
        >
          {receive.isPending ? d("sending") : d("send")}
        </Button>
      </p>
      <Refusal error={receive.error} />
      {receive.data !== undefined && <DeliveryResult outcome={receive.data} />}
    </Panel>
  );
}

function DeliveryTable({ rows }: { readonly rows: readonly LoanDelivery[] }) {
  const d = useText(deliveryText);
  return (
    <FigureTable
      label={d("deliveries")}
      rows={rows}
      rowKey={({ id }) => id}
      columns={[
        {
          key: "day",
          title: d("businessDate"),
          render: ({ id, businessDate }) => (
            <Link to="/loan-book/deliveries/$deliveryId" params={{ deliveryId: id }}>
              {businessDate}
            </Link>
          ),
        },
        { key: "number", title: d("number"), isFigure: true, render: ({ number }) => number },
        {
          key: "state",
          title: d("state"),
          render: ({ state }) => (state === "accepted" ? d("inForce") : d("superseded")),
        },
        {
          key: "rows",
          title: d("rows"),
          render: ({ files }) => files.map(({ kind, rows }) => `${d(kind)} ${formatCount(rows)}`).join(" · "),
        },
        {
          key: "recheck",
          title: d("recheck"),
          isFigure: true,
          render: ({ recheck }) => (recheck.length === 0 ? "—" : formatCount(recheck.length)),
        },
        { key: "at", title: d("received"), render: ({ receivedAtMs }) => formatInstant(receivedAtMs) },
      ]}
    />
  );
}
