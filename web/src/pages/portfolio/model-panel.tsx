import type { EvaluatedModel } from "../../api/types.ts";
import { formatCount, formatDecimal, formatPercent } from "../../figures/format-number.ts";
import { useLanguage, useText } from "../../i18n/language.tsx";
import { Panel } from "../../parts/panel.tsx";
import { text } from "./text.ts";

type Auc = NonNullable<EvaluatedModel["auc"]>;

/** How well the model tells defaulters apart, with the spread that so few defaults leave. */
export function ModelPanel({ model }: { readonly model: EvaluatedModel }) {
  const t = useText(text);
  const { language } = useLanguage();
  if (model.auc === null) {
    return (
      <Panel title={t("model")}>
        <p className="soft">{t("noModel")}</p>
      </Panel>
    );
  }
  const { sample } = model;
  return (
    <Panel
      title={t("model")}
      note={t("modelNote", {
        enterprises: formatCount(sample.enterprises),
        defaults: formatCount(sample.defaults),
        bad: formatPercent(sample.badRate, 1),
      })}
    >
      <AucLines auc={model.auc} />
      <p className="model-note">{t("aucWithoutNote")}</p>
      <p className="model-note">{language === "zh" ? model.auc.methodZh : model.auc.method}</p>
    </Panel>
  );
}

/** AUC on one scale from 0.5 (no better than chance) to 1: the interval, and the two comparisons. */
function AucLines({ auc }: { readonly auc: Auc }) {
  const t = useText(text);
  const interval = t("aucInterval", {
    low: formatDecimal(auc.low, 3),
    high: formatDecimal(auc.high, 3),
    sd: formatDecimal(auc.foldSd, 3),
  });
  return (
    <div className="auc-lines">
      <AucLine label={t("aucMain")} value={auc.mean} interval={auc} note={interval} />
      <AucLine label={t("aucEarlier")} value={auc.asOf12m} />
      <AucLine label={t("aucWithout")} value={auc.withoutEndOfSeries} />
      <p className="auc-scale">
        <span>{t("chance")}</span>
        <span>{t("perfect")}</span>
      </p>
    </div>
  );
}

interface AucLineProps {
  readonly label: string;
  readonly value: number | null;
  readonly interval?: Auc;
  readonly note?: string;
}

function AucLine({ label, value, interval, note }: AucLineProps) {
  return (
    <div className="auc-line">
      <span className="auc-line__label">{label}</span>
      <b className="figure">{formatDecimal(value, 3)}</b>
      <span className="auc-line__scale" aria-hidden="true">
        {interval !== undefined && (
          <span
            className="auc-line__interval"
            style={{
              left: placeOf(interval.low),
              width: `calc(${placeOf(interval.high)} - ${placeOf(interval.low)})`,
            }}
          />
        )}
        {value !== null && <span className="auc-line__point" style={{ left: placeOf(value) }} />}
      </span>
      {note !== undefined && <span className="auc-line__note">{note}</span>}
    </div>
  );
}

function placeOf(auc: number): string {
  return `${Math.min(100, Math.max(0, (auc - 0.5) * 200))}%`;
}
