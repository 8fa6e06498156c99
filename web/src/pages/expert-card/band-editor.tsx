import { useQuery } from "@tanstack/react-query";
import { Button, Input, InputNumber, Select } from "antd";
import { useState } from "react";
import { indicatorsQuery } from "../../api/queries.ts";
import { useLanguage, useText } from "../../i18n/language.tsx";
import { FigureTable } from "../../parts/figure-table.tsx";
import { IndicatorTerm } from "../../parts/indicator-term.tsx";
import { Panel } from "../../parts/panel.tsx";
import type { Indicator } from "./expert-card-api.ts";
import { text } from "./text.ts";

interface BandEditorProps {
  readonly indicators: readonly Indicator[];
  readonly onChange: (indicators: readonly Indicator[]) => void;
}

/** Indicators of the catalogue with their cuts and what each band is worth. */
export function BandEditor({ indicators, onChange }: BandEditorProps) {
  const t = useText(text);
  const { language } = useLanguage();
  const { data } = useQuery(indicatorsQuery);
  const change = (id: string, changes: Partial<Indicator>): void =>
    onChange(indicators.map((one) => (one.id === id ? { ...one, ...changes } : one)));
  const used = new Set(indicators.map(({ id }) => id));
  const free = (data?.items ?? []).filter(({ id }) => !used.has(id));
  return (
    <Panel
      title={t("indicators")}
      note={t("indicatorsNote")}
      actions={
        <Select
          showSearch
          aria-label={t("add")}
          placeholder={t("add")}
          value={null}
          style={{ width: 240 }}
          optionFilterProp="label"
          onChange={(id: string | null) => {
            if (id !== null) onChange([...indicators, { id, cuts: [0], worth: [30, 70], missingWorth: 40 }]);
          }}
          options={free.map((one) => ({ value: one.id, label: one[language] }))}
        />
      }
    >
      <FigureTable
        label={t("indicators")}
        rows={indicators}
        rowKey={({ id }) => id}
        columns={[
          { key: "id", title: t("indicator"), render: ({ id }) => <IndicatorTerm id={id} /> },
          {
            key: "cuts",
            title: t("cuts"),
            render: ({ id, cuts }) => (
              <NumbersInput label={t("cuts")} values={cuts} onChange={(next) => change(id, { cuts: next })} />
            ),
          },
          {
            key: "worth",
            title: t("worth"),
            render: ({ id, worth }) => (
              <NumbersInput
                label={t("worth")}
                values={worth}
                onChange={(next) => change(id, { worth: next })}
              />
            ),
          },
          {
            key: "missing",
            title: t("missingWorth"),
            render: ({ id, missingWorth }) => (
              <InputNumber
                aria-label={t("missingWorth")}
                min={0}
                max={100}
                value={missingWorth}
                onChange={(value) => change(id, { missingWorth: value ?? 0 })}
              />
            ),
          },
          {
            key: "remove",
            title: "",
            render: ({ id }) => (
              <Button
                type="text"
                size="small"
                onClick={() => onChange(indicators.filter((one) => one.id !== id))}
              >
                {t("remove")}
              </Button>
            ),
          },
        ]}
      />
    </Panel>
  );
}

/** Numbers typed in one line; what is no number stays marked until it is one. */
function NumbersInput({
  label,
  values,
  onChange,
}: {
  readonly label: string;
  readonly values: readonly number[];
  readonly onChange: (values: number[]) => void;
}) {
  const [typed, setTyped] = useState(values.join(", "));
  const parsed = parseNumbers(typed);
  return (
    <Input
      aria-label={label}
      value={typed}
      style={{ width: 190 }}
      {...(parsed === null ? { status: "error" as const } : {})}
      onChange={(event) => {
        setTyped(event.target.value);
        const next = parseNumbers(event.target.value);
        if (next !== null) onChange(next);
      }}
    />
  );
}

function parseNumbers(typed: string): number[] | null {
  const parts = typed
    .split(/[,，\s]+/)
    .filter((part) => part !== "")
    .map(Number);
  return parts.some(Number.isNaN) ? null : parts;
}
