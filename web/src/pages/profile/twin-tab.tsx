import { useQuery } from "@tanstack/react-query";
import { Button, Slider } from "antd";
import { useState } from "react";
import { addDays, daysBetween } from "../../figures/day-arithmetic.ts";
import { formatOverviewMoney, overviewUnit } from "../../figures/format-money.ts";
import { useLanguage, useText } from "../../i18n/language.tsx";
import { DayInput } from "../../parts/day-input.tsx";
import { Panel } from "../../parts/panel.tsx";
import { Failure, Waiting } from "../../parts/states.tsx";
import { twinQuery } from "./profile-api.ts";
import { ConversionTable, GoodsTable, MachineTable } from "./twin-tables.tsx";
import { twinText } from "./twin-text.ts";

const sliderDays = 365;

/** Machines and goods as they stood on any day, to be replayed day by day. */
export function TwinTab({ enterpriseId, asOf }: { readonly enterpriseId: string; readonly asOf: string }) {
  const t = useText(twinText);
  const { language } = useLanguage();
  const [day, setDay] = useState(asOf);
  const query = useQuery(twinQuery(enterpriseId, day));
  if (query.data === undefined) {
    return query.isError ? <Failure error={query.error} onRetry={() => void query.refetch()} /> : <Waiting />;
  }
  const { machines, goods, conversions, machineNetFen, goodsFen, encumberedFen } = query.data;
  const note = t("worth", {
    machines: formatOverviewMoney(machineNetFen),
    goods: formatOverviewMoney(goodsFen),
    encumbered: formatOverviewMoney(encumberedFen),
    unit: overviewUnit[language],
  });
  return (
    <div className="panels">
      <div className="span-12">
        <Panel title={t("replay")} note={`${t("replayNote")} ${note}`}>
          <ReplayChoice day={day} last={asOf} onChoose={setDay} />
          {machines.length + goods.length === 0 && <p className="soft">{t("none")}</p>}
        </Panel>
      </div>
      {machines.length > 0 && (
        <div className="span-7">
          <Panel title={t("machines")}>
            <MachineTable machines={machines} />
          </Panel>
        </div>
      )}
      {goods.length > 0 && (
        <div className="span-5">
          <Panel title={t("goods")}>
            <GoodsTable goods={goods} />
          </Panel>
        </div>
      )}
      {conversions.length > 0 && (
        <div className="span-12">
          <Panel title={t("conversions")}>
            <ConversionTable conversions={conversions} />
          </Panel>
        </div>
      )}
    </div>
  );
}

/** Day by day, by calendar, or by a slider over the last year. */
function ReplayChoice({
  day,
  last,
  onChoose,
}: {
  readonly day: string;
  readonly last: string;
  readonly onChoose: (day: string) => void;
}) {
  const t = useText(twinText);
  const back = Math.min(sliderDays, Math.max(0, daysBetween(day, last)));
  return (
    <div className="profile__choice">
      <Button size="small" onClick={() => onChoose(addDays(day, -1))}>
        {t("earlier")}
      </Button>
      <DayInput value={day} label={t("replay")} max={last} onChange={onChoose} />
      <Button size="small" disabled={day >= last} onClick={() => onChoose(addDays(day, 1))}>
        {t("later")}
      </Button>
      <div className="profile__slider">
        <Slider
          min={-sliderDays}
          max={0}
          value={-back}
          aria-label={t("replay")}
          tooltip={{ formatter: (value) => addDays(last, value ?? 0) }}
          onChange={(value) => onChoose(addDays(last, value))}
        />
      </div>
    </div>
  );
}
