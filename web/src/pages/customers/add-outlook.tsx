import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Button, Input, InputNumber, Select } from "antd";
import { useState } from "react";
import { businessDayOf } from "../../figures/format-time.ts";
import { usePhrase, useText } from "../../i18n/language.tsx";
import { DayInput } from "../../parts/day-input.tsx";
import { Refusal } from "../../parts/refusal.tsx";
import { addOutlook, type NewOutlook } from "./customers-api.ts";
import { text } from "./text.ts";
import { wordOf } from "./words.ts";

const axes = ["industry", "region"] as const;
const views = ["positive", "stable", "cautious", "negative"] as const;
const percentPpm = 10_000;

interface Draft {
  readonly axis: (typeof axes)[number];
  readonly key: string;
  readonly view: (typeof views)[number];
  /** Percent of the limit, and percentage points on the price. */
  readonly limit: number;
  readonly price: number;
  readonly source: string;
}

const blank: Draft = { axis: "industry", key: "", view: "cautious", limit: 100, price: 0, source: "" };

/** Writes down what risk thinks of an industry or a region from a day on, and where it has that from. */
export function AddOutlook() {
  const t = useText(text);
  const client = useQueryClient();
  const [draft, setDraft] = useState(blank);
  const [from, setFrom] = useState(() => businessDayOf(Date.now()));
  const add = useMutation({
    mutationFn: () => addOutlook(from, contentOf(draft)),
    onSuccess: () => {
      setDraft(blank);
      return client.invalidateQueries({ queryKey: ["customers"] });
    },
  });
  const { key, source } = draft;
  return (
    <div className="customers__add">
      <h3>{t("addOutlook")}</h3>
      <div className="customers__form">
        <DraftFields draft={draft} onChange={(part) => setDraft({ ...draft, ...part })} />
        <DayInput label={t("from")} value={from} onChange={setFrom} />
        <Input.TextArea
          aria-label={t("source")}
          placeholder={t("source")}
          autoSize={{ minRows: 1, maxRows: 4 }}
          maxLength={2000}
          value={source}
          onChange={(event) => setDraft({ ...draft, source: event.target.value })}
        />
        <Button
          type="primary"
          disabled={key.trim() === "" || source.trim() === "" || from === ""}
          loading={add.isPending}
          onClick={() => add.mutate()}
        >
          {t("save")}
        </Button>
      </div>
      <Refusal error={add.error} />
    </div>
  );
}

interface FieldsProps {
  readonly draft: Draft;
  readonly onChange: (part: Partial<Draft>) => void;
}

function DraftFields({ draft, onChange }: FieldsProps) {
  const t = useText(text);
  const phrase = usePhrase();
  const words = <Code extends string>(codes: readonly Code[]) =>
    codes.map((value) => ({ value, label: phrase(wordOf(value)) }));
  const { axis, key, view, limit, price } = draft;
  return (
    <>
      <Select
        aria-label={t("axis")}
        value={axis}
        onChange={(chosen) => onChange({ axis: chosen })}
        options={words(axes)}
      />
      <Input
        aria-label={t("outlookKey")}
        placeholder={t("outlookKey")}
        maxLength={100}
        value={key}
        onChange={(event) => onChange({ key: event.target.value })}
      />
      <Select
        aria-label={t("view")}
        value={view}
        onChange={(chosen) => onChange({ view: chosen })}
        options={words(views)}
      />
      <label>
        <span className="soft">{t("limitPercent")}</span>{" "}
        <InputNumber
          min={0}
          max={200}
          value={limit}
          onChange={(value) => onChange({ limit: value ?? blank.limit })}
        />
      </label>
      <label>
        <span className="soft">{t("pricePoints")}</span>{" "}
        <InputNumber
          min={-5}
          max={5}
          step={0.05}
          precision={2}
          value={price}
          onChange={(value) => onChange({ price: value ?? blank.price })}
        />
      </label>
    </>
  );
}

function contentOf({ axis, key, view, limit, price, source }: Draft): NewOutlook {
  return {
    axis,
    key: key.trim(),
    view,
    limitFactorPpm: Math.round(limit * percentPpm),
    priceAddPpm: Math.round(price * percentPpm),
    source: source.trim(),
  };
}
