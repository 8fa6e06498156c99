import { useNavigate } from "@tanstack/react-router";
import { Button, Input } from "antd";
import { useState } from "react";
import { useText } from "../../i18n/language.tsx";
import type { Comparison, ShadowSearch } from "./shadow-api.ts";
import { text } from "./text.ts";

/** The day, the cut-off and the order of the bank's ratings; all of them stand in the address. */
export function CompareForm({
  comparison,
  search,
}: {
  readonly comparison: Comparison;
  readonly search: ShadowSearch;
}) {
  const t = useText(text);
  const navigate = useNavigate();
  const [day, setDay] = useState(comparison.asOf);
  const [cutoff, setCutoff] = useState(String(comparison.cutoffPdPpm / 1e4));
  const [order, setOrder] = useState(comparison.ratingOrder.join(","));
  const ppm = Math.round(Number(cutoff) * 1e4);
  const isValid = /^\d{4}-\d{2}-\d{2}$/.test(day) && ppm >= 1 && ppm <= 999_999 && order.trim() !== "";
  return (
    <form
      className="shadow__form"
      onSubmit={(event) => {
        event.preventDefault();
        const chosen = { ...search, asOf: day, cutoffPdPpm: ppm, ratingOrder: order };
        void navigate({ to: "/shadow", search: chosen });
      }}
    >
      <label>
        {t("day")}
        <Input value={day} onChange={(event) => setDay(event.target.value)} style={{ width: 112 }} />
      </label>
      <label>
        {t("cutoff")}
        <Input value={cutoff} onChange={(event) => setCutoff(event.target.value)} style={{ width: 72 }} />
      </label>
      <label>
        {t("order")}
        <Input value={order} onChange={(event) => setOrder(event.target.value)} style={{ width: 220 }} />
      </label>
      <Button htmlType="submit" disabled={!isValid}>
        {t("compare")}
      </Button>
    </form>
  );
}
