import { Button, Segmented } from "antd";
import { formatOverviewMoney, overviewUnit } from "../../figures/format-money.ts";
import { useLanguage, usePhrase, useText } from "../../i18n/language.tsx";
import { FigureTable } from "../../parts/figure-table.tsx";
import { flowLabels, verdictNames } from "./names.ts";
import type { Flows, OrderChoice, ReconciledOrder } from "./profile-api.ts";
import { tradeText } from "./trade-text.ts";

const verdicts = ["matched", "open", "missing", "contradicting"] as const;
const flowNames = ["information", "goods", "trade", "funds", "service"] as const;

interface OrderTableProps {
  readonly flows: Flows;
  readonly choice: OrderChoice;
  readonly onChoose: (choice: OrderChoice) => void;
}

/** The orders, newest first, with how each of the five flows stands. */
export function OrderTable({ flows, choice, onChoose }: OrderTableProps) {
  const t = useText(tradeText);
  const phrase = usePhrase();
  const { items, total, offset, limit, byVerdict } = flows;
  return (
    <>
      <div className="profile__choice">
        <Segmented
          aria-label={t("verdict")}
          value={choice.verdict ?? "all"}
          onChange={(value) =>
            onChoose({ ...choice, offset: 0, verdict: verdicts.find((one) => one === value) })
          }
          options={[
            { value: "all", label: `${t("all")} ${flows.orders}` },
            ...verdicts.map((one) => ({
              value: one,
              label: `${phrase(verdictNames[one])} ${byVerdict[one] ?? 0}`,
            })),
          ]}
        />
      </div>
      <OrderRows items={items} />
      <div className="profile__choice">
        <span className="soft">
          {t("shown", { from: total === 0 ? 0 : offset + 1, to: offset + items.length, total })}
        </span>
        <Button
          size="small"
          disabled={offset === 0}
          onClick={() => onChoose({ ...choice, offset: Math.max(0, offset - limit) })}
        >
          {t("later")}
        </Button>
        <Button
          size="small"
          disabled={offset + items.length >= total}
          onClick={() => onChoose({ ...choice, offset: offset + limit })}
        >
          {t("earlier")}
        </Button>
      </div>
    </>
  );
}

function OrderRows({ items }: Pick<Flows, "items">) {
  const t = useText(tradeText);
  const phrase = usePhrase();
  const { language } = useLanguage();
  const unit = overviewUnit[language];
  return (
    <FigureTable
      label={t("flows")}
      isTall
      rows={items}
      rowKey={({ orderNumber, direction }) => `${direction} ${orderNumber}`}
      columns={[
        {
          key: "order",
          title: t("order"),
          render: ({ orderNumber, direction }) => (
            <>
              <span translate="no">{orderNumber}</span>
              <div className="soft">{t(direction)}</div>
            </>
          ),
        },
        {
          key: "partner",
          title: t("partner"),
          render: ({ counterparty }) => (
            <span className="profile__partner" translate="no">
              {counterparty}
            </span>
          ),
        },
        { key: "placed", title: t("placed"), render: ({ placedOn }) => placedOn },
        { key: "due", title: t("due"), render: ({ dueDay }) => dueDay ?? "—" },
        {
          key: "amount",
          title: `${t("amount")} (${unit})`,
          isFigure: true,
          render: ({ amountFen }) => formatOverviewMoney(amountFen),
        },
        ...flowNames.map((flow) => ({
          key: flow,
          title: phrase(flowLabels[flow]),
          render: ({ states }: ReconciledOrder) => {
            const state = states[flow] ?? "notUsed";
            return <span className={`flow-state flow-state--${state}`}>{t(`state_${state}`)}</span>;
          },
        })),
        {
          key: "verdict",
          title: t("verdict"),
          render: ({ verdict }) => (
            <b className={`flow-state flow-state--${verdict}`}>{phrase(verdictNames[verdict])}</b>
          ),
        },
      ]}
    />
  );
}
