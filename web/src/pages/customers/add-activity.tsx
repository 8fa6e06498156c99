import { Button, Input, Rate, Select } from "antd";
import { useState } from "react";
import { businessDayOf } from "../../figures/format-time.ts";
import { usePhrase, useText } from "../../i18n/language.tsx";
import { Refusal } from "../../parts/refusal.tsx";
import type { Portrait } from "./customers-api.ts";
import { text } from "./text.ts";
import { useAddEntry } from "./use-add-entry.ts";
import { wordOf } from "./words.ts";

const forms = ["visit", "call", "message", "feedback", "preference", "needSurvey"] as const;
type Product = Portrait["matches"][number]["product"];
const products: readonly Product[] = [
  "startUpLoan",
  "orderLoan",
  "receivableLoan",
  "equipmentLoan",
  "stockLoan",
  "workingCapitalLoan",
  "bridgeLoan",
];

/** A visit, a call, what the customer thinks of us, or the product that it says it needs: the next edition matches that. */
export function AddActivity({ customerId }: { readonly customerId: string }) {
  const t = useText(text);
  const phrase = usePhrase();
  const [form, setForm] = useState<(typeof forms)[number]>("visit");
  const [need, setNeed] = useState<Product | null>(null);
  const [rating, setRating] = useState(0);
  const [words, setWords] = useState("");
  const [today] = useState(() => businessDayOf(Date.now()));
  const add = useAddEntry(customerId, () => setWords(""));
  const save = () => {
    const told = form === "feedback" && rating > 0 ? rating : null;
    const asked = form === "needSurvey" ? need : null;
    const content = { form, text: words.trim(), rating: told, need: asked };
    add.mutate({ kind: "activity", onDay: today, content });
  };
  const isNamed = form !== "needSurvey" || need !== null;
  return (
    <div>
      <h3>{t("addNote")}</h3>
      <div className="customers__form">
        <Select
          aria-label={t("kind")}
          value={form}
          onChange={setForm}
          style={{ minWidth: 110 }}
          options={forms.map((value) => ({ value, label: phrase(wordOf(value)) }))}
        />
        {form === "needSurvey" && <ProductSelect value={need} onChange={setNeed} />}
        {form === "feedback" && <Rate aria-label={t("rating")} value={rating} onChange={setRating} />}
        <Input.TextArea
          aria-label={t("words")}
          placeholder={t("words")}
          autoSize={{ minRows: 1, maxRows: 4 }}
          maxLength={2000}
          value={words}
          onChange={(event) => setWords(event.target.value)}
        />
        <Button
          type="primary"
          disabled={words.trim() === "" || !isNamed}
          loading={add.isPending}
          onClick={save}
        >
          {t("save")}
        </Button>
      </div>
      <Refusal error={add.error} />
    </div>
  );
}

interface ProductProps {
  readonly value: Product | null;
  readonly onChange: (product: Product) => void;
}

function ProductSelect({ value, onChange }: ProductProps) {
  const t = useText(text);
  const phrase = usePhrase();
  return (
    <Select
      aria-label={t("askedFor")}
      placeholder={t("askedFor")}
      value={value}
      onChange={onChange}
      style={{ minWidth: 150 }}
      options={products.map((product) => ({ value: product, label: phrase(wordOf(product)) }))}
    />
  );
}
