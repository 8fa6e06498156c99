import { useMutation } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { Button, Input } from "antd";
import { type FormEvent, useState } from "react";
import { useText } from "../../i18n/language.tsx";
import { Panel } from "../../parts/panel.tsx";
import { Refusal } from "../../parts/refusal.tsx";
import { addFinancials, type Report, startReport } from "./documents-api.ts";
import { text } from "./text.ts";

const required = ["marginPpm", "growthPpm", "inventoryDays", "receivableDays", "payableDays"] as const;
const names = [
  "revenueFen",
  ...required,
  "prepaidDays",
  "advanceDays",
  "ownFundsFen",
  "loansFen",
  "otherFundsFen",
] as const;
const zeroWhenEmpty = ["prepaidDays", "advanceDays", "ownFundsFen", "otherFundsFen"];

/** Entering what the working capital is sized by, with the paper it was copied from. */
export function FinancialsPanel({ report }: { readonly report: Report }) {
  const t = useText(text);
  const navigate = useNavigate();
  const [values, setValues] = useState<Readonly<Record<string, string>>>({ onDay: report.asOf });
  const enter = useMutation({
    mutationFn: async () => {
      const { paper = "", onDay = "" } = values;
      await addFinancials(report.enterpriseId, { source: paper, onDay, fields: fieldsOf(values) });
      return await startReport(report.enterpriseId);
    },
    onSuccess: async ({ id }) => await navigate({ to: "/due-diligence/$reportId", params: { reportId: id } }),
  });
  const isComplete = ["paper", "onDay", ...required].every((name) => (values[name] ?? "").trim() !== "");
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (isComplete) enter.mutate();
  };
  const field = (name: "paper" | "onDay" | (typeof names)[number]) => (
    <div key={name}>
      <label htmlFor={`financials-${name}`}>{t(name)}</label>
      <Input
        id={`financials-${name}`}
        size="small"
        value={values[name] ?? ""}
        onChange={(event) => setValues({ ...values, [name]: event.target.value })}
      />
    </div>
  );
  return (
    <Panel title={t("financials")} note={t("financialsNote")}>
      <form className="documents__form documents__form--pairs" onSubmit={submit}>
        {field("paper")}
        {field("onDay")}
        {names.map(field)}
        <Refusal error={enter.error} />
        <Button htmlType="submit" disabled={!isComplete} loading={enter.isPending}>
          {t("again")}
        </Button>
      </form>
    </Panel>
  );
}

/** Yuan as fen, percent as parts per million, days as they are; empty optional fields are zero or left out. */
function fieldsOf(values: Readonly<Record<string, string>>): Record<string, string> {
  const entries = names.flatMap((name) => {
    const given = (values[name] ?? "").trim().replaceAll(",", "");
    if (given === "") return zeroWhenEmpty.includes(name) ? [[name, "0"] as const] : [];
    if (name.endsWith("Fen")) return [[name, shiftPoint(given, 2)] as const];
    return [[name, name.endsWith("Ppm") ? shiftPoint(given, 4) : given] as const];
  });
  return Object.fromEntries(entries);
}

/** Decimal text times a power of ten, exactly; what is no number is left for the server to refuse. */
function shiftPoint(text: string, places: number): string {
  const match = /^(-?)(\d+)(?:\.(\d+))?$/.exec(text);
  if (match === null) return text;
  const [, sign = "", whole = "", decimals = ""] = match;
  if (decimals.length > places) return text;
  return sign + (whole + decimals.padEnd(places, "0")).replace(/^0+(?=\d)/, "");
}
