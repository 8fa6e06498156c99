import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { Checkbox, InputNumber, Select } from "antd";
import { useState } from "react";
import { useText } from "../../../i18n/language.tsx";
import { FigureTable } from "../../../parts/figure-table.tsx";
import { IndicatorTerm } from "../../../parts/indicator-term.tsx";
import { Panel } from "../../../parts/panel.tsx";
import { Refusal } from "../../../parts/refusal.tsx";
import { scoreRecord, type Version } from "../version-api.ts";
import { ScoredRecordView } from "./scored-record.tsx";
import { text } from "./text.ts";

type Input = Version["inputs"][number];
type Values = Readonly<Record<string, number | string | null>>;

/** A record typed by hand, scored with its reasons and the nearest change. */
export function TryPanel({ version }: { readonly version: Version }) {
  const t = useText(text);
  const [values, setValues] = useState<Values>({});
  const [immutable, setImmutable] = useState<readonly string[]>([]);
  const score = useQuery({
    queryKey: ["scorecards", version.id, "score", values, immutable],
    queryFn: () => scoreRecord(version.id, { values, immutable: [...immutable] }),
    placeholderData: keepPreviousData,
  });
  const change = (id: string, value: number | string | null): void => setValues({ ...values, [id]: value });
  return (
    <Panel title={t("tryIt")} note={t("tryNote")}>
      <div className="panels">
        <div className="span-5">
          <FigureTable
            label={t("tryIt")}
            rows={version.inputs}
            rowKey={({ id }) => id}
            columns={[
              { key: "id", title: t("indicator"), render: ({ id }) => <IndicatorTerm id={id} /> },
              {
                key: "value",
                title: t("value"),
                render: (input) => (
                  <ValueInput
                    input={input}
                    value={values[input.id] ?? null}
                    onChange={(value) => change(input.id, value)}
                  />
                ),
              },
              {
                key: "fixed",
                title: t("cannotChange"),
                render: ({ id }) => (
                  <Checkbox
                    aria-label={t("cannotChange")}
                    checked={immutable.includes(id)}
                    onChange={(event) =>
                      setImmutable(
                        event.target.checked ? [...immutable, id] : immutable.filter((other) => other !== id),
                      )
                    }
                  />
                ),
              },
            ]}
          />
        </div>
        <div className="span-7">
          <Refusal error={score.error} />
          {score.data !== undefined && <ScoredRecordView scored={score.data} />}
        </div>
      </div>
    </Panel>
  );
}

interface ValueInputProps {
  readonly input: Input;
  readonly value: number | string | null;
  readonly onChange: (value: number | string | null) => void;
}

function ValueInput({ input, value, onChange }: ValueInputProps) {
  const t = useText(text);
  if (input.valueKind === "categorical") {
    return (
      <Select
        size="small"
        allowClear
        aria-label={t("value")}
        placeholder={t("missingValue")}
        value={value}
        style={{ width: "100%", minWidth: 140 }}
        popupMatchSelectWidth={false}
        onChange={(chosen: string | number | null | undefined) => onChange(chosen ?? null)}
        options={input.categories.map((category) => ({ value: category, label: category }))}
      />
    );
  }
  return (
    <InputNumber
      size="small"
      aria-label={t("value")}
      placeholder={t("missingValue")}
      value={typeof value === "number" ? value : null}
      style={{ width: "100%", minWidth: 110 }}
      onChange={onChange}
    />
  );
}
