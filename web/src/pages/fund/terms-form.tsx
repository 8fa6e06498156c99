import { InputNumber, Select } from "antd";
import { useText } from "../../i18n/language.tsx";
import type { Terms } from "./fund-api.ts";
import { text } from "./text.ts";

interface TermsFormProps {
  readonly terms: Terms;
  readonly onChange: (terms: Terms) => void;
}

const ppmPerPercent = 10_000;
const fenPerWan = 1_000_000;

/** Every number of the terms; rates in percent, caps in 万元. */
export function TermsForm({ terms, onChange }: TermsFormProps) {
  const t = useText(text);
  const percent = (label: string, ppm: number, change: (ppm: number) => Terms) => (
    <label className="fund-form__field" key={label}>
      {label} %
      <InputNumber
        min={0}
        max={100}
        step={1}
        value={ppm / ppmPerPercent}
        onChange={(value) => onChange(change(Math.round((value ?? 0) * ppmPerPercent)))}
      />
    </label>
  );
  const cap = (label: string, field: "annualCapFen" | "bankCapFen" | "firmCapFen") => (
    <label className="fund-form__field" key={field}>
      {label}
      <InputNumber
        min={0}
        placeholder={t("none")}
        value={terms[field] === null ? null : Number(terms[field]) / fenPerWan}
        onChange={(value) =>
          onChange({ ...terms, [field]: value === null ? null : String(Math.round(value * fenPerWan)) })
        }
      />
    </label>
  );
  const { ratioPpm, cumulativePpm } = terms;
  return (
    <>
      {(["micro", "small", "medium"] as const).map((size) =>
        percent(`${t("ratios")} · ${t(size)}`, ratioPpm[size], (ppm) => ({
          ...terms,
          ratioPpm: { ...ratioPpm, [size]: ppm },
        })),
      )}
      {(["specialMention", "substandard", "doubtful"] as const).map((stage) =>
        percent(`${t("stages")} · ${t(stage)}`, cumulativePpm[stage], (ppm) => ({
          ...terms,
          cumulativePpm: { ...cumulativePpm, [stage]: ppm },
        })),
      )}
      <label className="fund-form__field">
        {t("startClass")}
        <Select
          value={terms.startClass}
          options={(["specialMention", "substandard", "doubtful", "loss"] as const).map((value) => ({
            value,
            label: t(value),
          }))}
          onChange={(startClass) => onChange({ ...terms, startClass })}
        />
      </label>
      {percent(t("retention"), terms.bankRetentionPpm, (bankRetentionPpm) => ({
        ...terms,
        bankRetentionPpm,
      }))}
      {percent(t("stack"), terms.stackCapPpm, (stackCapPpm) => ({ ...terms, stackCapPpm }))}
      {percent(t("average"), terms.averageCapPpm, (averageCapPpm) => ({ ...terms, averageCapPpm }))}
      {cap(t("annualCap"), "annualCapFen")}
      {cap(t("bankCap"), "bankCapFen")}
      {cap(t("firmCap"), "firmCapFen")}
      {percent(t("warn"), terms.warnPpm, (warnPpm) => ({ ...terms, warnPpm }))}
      {percent(t("trip"), terms.tripPpm, (tripPpm) => ({ ...terms, tripPpm }))}
      <label className="fund-form__field">
        {t("refundDays")}
        <InputNumber
          min={0}
          max={365}
          precision={0}
          value={terms.refundDays}
          onChange={(value) => onChange({ ...terms, refundDays: value ?? 0 })}
        />
      </label>
    </>
  );
}
