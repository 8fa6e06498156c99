import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { formatOverviewMoney, overviewUnit } from "../../figures/format-money.ts";
import { useLanguage, useText } from "../../i18n/language.tsx";
import { Panel } from "../../parts/panel.tsx";
import { Failure, Waiting } from "../../parts/states.tsx";
import { CashCalendar } from "./cash-calendar.tsx";
import { FlowSankey } from "./flow-sankey.tsx";
import { OrderTable } from "./order-table.tsx";
import { flowsQuery, type OrderChoice, type ProfileOf, streamsQuery } from "./profile-api.ts";
import { tradeText } from "./trade-text.ts";

const pageSize = 25;
const calendarDays = 365;

/** What it trades: every order with its five flows, where they break off, and the days on which money moves. */
export function TradeTab({ of }: { readonly of: ProfileOf }) {
  const t = useText(tradeText);
  const { language } = useLanguage();
  const [choice, setChoice] = useState<OrderChoice>({ verdict: undefined, offset: 0, limit: pageSize });
  const flows = useQuery({ ...flowsQuery(of, choice), placeholderData: (before) => before });
  const streams = useQuery(streamsQuery(of, calendarDays));
  if (flows.data === undefined) {
    return flows.isError ? <Failure error={flows.error} onRetry={() => void flows.refetch()} /> : <Waiting />;
  }
  const { orders, amountFen, matchedFen, sankey } = flows.data;
  if (orders === 0) {
    return (
      <Panel title={t("flows")}>
        <p className="soft">{t("noOrders")}</p>
      </Panel>
    );
  }
  const note = t("flowsNote", {
    orders,
    amount: formatOverviewMoney(amountFen),
    matched: formatOverviewMoney(matchedFen),
    unit: overviewUnit[language],
  });
  return (
    <div className="panels">
      <div className="span-12">
        <FlowSankey sankey={sankey} />
      </div>
      <div className="span-12">
        <Panel title={t("flows")} note={note}>
          <OrderTable flows={flows.data} choice={choice} onChoose={setChoice} />
        </Panel>
      </div>
      {streams.data !== undefined && (
        <div className="span-12">
          <CashCalendar streams={streams.data} />
        </div>
      )}
    </div>
  );
}
