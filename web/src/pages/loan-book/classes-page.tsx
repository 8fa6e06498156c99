import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Button, Input, Popconfirm } from "antd";
import { useState } from "react";
import { useMay } from "../../app/use-may.ts";
import { formatCount } from "../../figures/format-number.ts";
import { useText } from "../../i18n/language.tsx";
import { ClassMark } from "../../parts/class-mark.tsx";
import { FigureTable } from "../../parts/figure-table.tsx";
import { Panel } from "../../parts/panel.tsx";
import { Refusal } from "../../parts/refusal.tsx";
import { Failure, Nothing, Waiting } from "../../parts/states.tsx";
import { usePageTitle } from "../../parts/use-page-title.ts";
import { MoveSteps, Triggers } from "./class-history.tsx";
import { ClassRulesPanel } from "./class-rules-panel.tsx";
import { deliveryText } from "./delivery-text.ts";
import { movesQuery, type QueueItem, type StepToTake, takeStep } from "./loan-book-api.ts";
import { text } from "./text.ts";
import "./loan-book.css";

/** Changes of class that are under way (分类认定): each with its triggers, its steps and who may go on. */
export function ClassesPage() {
  const t = useText(text);
  const d = useText(deliveryText);
  usePageTitle(t("classes"));
  const client = useQueryClient();
  const queue = useQuery(movesQuery);
  const step = useMutation({
    mutationFn: takeStep,
    onSettled: async () => {
      for (const queryKey of [["class-moves"], ["loan"], ["loans"], ["tasks"]]) {
        await client.invalidateQueries({ queryKey });
      }
    },
  });
  if (queue.isError) return <Failure error={queue.error} onRetry={() => void queue.refetch()} />;
  if (queue.data === undefined) return <Waiting />;
  return (
    <div className="loan-book">
      <h1>{t("classes")}</h1>
      <Panel title={d("queue")} note={d("queueNote")}>
        <Refusal error={step.error} />
        {queue.data.items.length === 0 ? (
          <Nothing title={d("emptyQueue")} />
        ) : (
          <QueueTable
            items={queue.data.items}
            isBusy={step.isPending}
            onStep={(wanted) => step.mutate(wanted)}
          />
        )}
      </Panel>
      <ClassRulesPanel />
    </div>
  );
}

interface QueueTableProps {
  readonly items: readonly QueueItem[];
  readonly isBusy: boolean;
  readonly onStep: (wanted: StepToTake) => void;
}

function QueueTable({ items, isBusy, onStep }: QueueTableProps) {
  const t = useText(text);
  const d = useText(deliveryText);
  return (
    <FigureTable
      label={d("queue")}
      rows={items}
      rowKey={({ move }) => move.id}
      columns={[
        {
          key: "loan",
          title: t("number"),
          render: ({ loan }) => (
            <>
              <Link to="/loan-book/loans/$loanId" params={{ loanId: loan.id }} translate="no">
                {loan.number}
              </Link>
              <div className="soft" translate="no">
                {loan.borrowerName}
              </div>
            </>
          ),
        },
        {
          key: "days",
          title: t("daysPastDue"),
          isFigure: true,
          render: ({ day }) => formatCount(day?.daysPastDue),
        },
        {
          key: "change",
          title: d("change"),
          render: ({ move }) => (
            <span className="class-pair">
              <ClassMark value={move.from} /> → <ClassMark value={move.to} isPending />
            </span>
          ),
        },
        {
          key: "bank",
          title: t("bankClass"),
          render: ({ bankClass }) => <ClassMark value={bankClass} />,
        },
        {
          key: "triggers",
          title: d("triggers"),
          render: ({ move }) => (
            <>
              <Triggers codes={move.triggers} />
              <div className="move-steps">
                {move.proposedOn} · <MoveSteps move={move} />
              </div>
            </>
          ),
        },
        {
          key: "action",
          title: d("action"),
          render: (item) => <Actions item={item} isBusy={isBusy} onStep={onStep} />,
        },
      ]}
    />
  );
}

interface ActionsProps extends Omit<QueueTableProps, "items"> {
  readonly item: QueueItem;
}

function Actions({ item, isBusy, onStep }: ActionsProps) {
  const d = useText(deliveryText);
  const may = useMay();
  const [reason, setReason] = useState("");
  const { move, nextStep, mayTake, isOwn } = item;
  if (isOwn) return <span className="soft">{d("ownPending")}</span>;
  if (nextStep === null || !mayTake) {
    return <span className="soft">{d("notYours", { step: nextStep === null ? "" : d(nextStep) })}</span>;
  }
  return (
    <div className="move-actions">
      <Button
        size="small"
        type="primary"
        disabled={isBusy}
        onClick={() => onStep({ id: move.id, step: nextStep, reason: null })}
      >
        {d(nextStep)}
      </Button>
      {may("loanClass.return") && (
        <Popconfirm
          title={d("reason")}
          description={
            <Input
              value={reason}
              aria-label={d("reason")}
              onChange={(event) => setReason(event.target.value)}
            />
          }
          onConfirm={() => onStep({ id: move.id, step: "return", reason })}
        >
          <Button size="small" disabled={isBusy}>
            {d("return")}
          </Button>
        </Popconfirm>
      )}
    </div>
  );
}
