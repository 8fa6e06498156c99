import { useQuery } from "@tanstack/react-query";
import { Button, InputNumber, Slider } from "antd";
import { useState } from "react";
import { sessionQuery } from "../../api/queries.ts";
import { formatPercent } from "../../figures/format-number.ts";
import { useText } from "../../i18n/language.tsx";
import { IndicatorTerm } from "../../parts/indicator-term.tsx";
import { Panel } from "../../parts/panel.tsx";
import { Refusal } from "../../parts/refusal.tsx";
import { type Card, useCardStep, weighCard } from "./expert-card-api.ts";
import { text } from "./text.ts";

const firstWeight = 10;
const mostWeight = 100;

/** The reader's own weights; only their proportions count, so the shares stand beside them. */
export function MyWeights({ card }: { readonly card: Card }) {
  const t = useText(text);
  const { data } = useQuery(sessionQuery);
  const own = card.members.find(({ accountId }) => accountId === data?.user.id)?.weights ?? null;
  const [changed, setChanged] = useState<Readonly<Record<string, number>>>({});
  const weightOf = (id: string): number => changed[id] ?? own?.[id] ?? firstWeight;
  const sum = card.indicators.reduce((total, { id }) => total + weightOf(id), 0);
  const weigh = useCardStep(() =>
    weighCard(card.id, Object.fromEntries(card.indicators.map(({ id }) => [id, weightOf(id)]))),
  );
  return (
    <Panel title={t("myWeights")} note={t("myWeightsNote")}>
      <div className="expert-card__weights">
        {card.indicators.map(({ id }) => (
          <div key={id} className="expert-card__weight">
            <IndicatorTerm id={id} />
            <Slider
              min={0}
              max={mostWeight}
              value={weightOf(id)}
              ariaLabelForHandle={t("weight")}
              onChange={(value) => setChanged({ ...changed, [id]: value })}
            />
            <InputNumber
              aria-label={t("weight")}
              min={0}
              max={mostWeight}
              value={weightOf(id)}
              onChange={(value) => setChanged({ ...changed, [id]: value ?? 0 })}
            />
            <span className="figure">{formatPercent(sum === 0 ? null : weightOf(id) / sum, 1)}</span>
          </div>
        ))}
      </div>
      <div className="expert-card__actions">
        <Button
          type="primary"
          disabled={sum === 0}
          loading={weigh.isPending}
          onClick={() => weigh.mutate(undefined)}
        >
          {t("saveWeights")}
        </Button>
        {own !== null && <span className="soft">{t("given")}</span>}
        <Refusal error={weigh.error} />
      </div>
    </Panel>
  );
}
