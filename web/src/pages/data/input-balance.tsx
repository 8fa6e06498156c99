import type { InputFile } from "../../api/types.ts";
import { formatCount } from "../../figures/format-number.ts";
import { useText } from "../../i18n/language.tsx";
import { text } from "./text.ts";

/** Sums over files of the counts that must balance. */
export interface InputTotals {
  readonly read: number;
  readonly stored: number;
  readonly duplicates: number;
  readonly quarantined: number;
}

export function totalsOf(files: readonly InputFile[]): InputTotals {
  const sum = (key: keyof InputTotals) => files.reduce((total, file) => total + file[key], 0);
  return {
    read: sum("read"),
    stored: sum("stored"),
    duplicates: sum("duplicates"),
    quarantined: sum("quarantined"),
  };
}

/** read = stored + duplicates + quarantined, written out, and whether it holds. */
export function InputBalance({ files }: { readonly files: readonly InputFile[] }) {
  const t = useText(text);
  const totals = totalsOf(files);
  const isBalanced = totals.read === totals.stored + totals.duplicates + totals.quarantined;
  const parts = [
    ["read", ""],
    ["stored", "="],
    ["duplicates", "+"],
    ["quarantined", "+"],
  ] as const;
  return (
    <p className="balance">
      {parts.map(([key, sign]) => (
        <span key={key} className="balance__part">
          {sign !== "" && <span className="balance__sign">{sign}</span>}
          <span className="soft">{t(key)}</span> <b className="figure">{formatCount(totals[key])}</b>
        </span>
      ))}
      <span className={isBalanced ? "balance__verdict" : "balance__verdict balance__verdict--broken"}>
        {isBalanced ? `✓ ${t("balanced")}` : `✕ ${t("unbalanced")}`}
      </span>
    </p>
  );
}
