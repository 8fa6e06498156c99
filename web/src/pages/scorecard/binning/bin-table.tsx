import { Button, InputNumber } from "antd";
import { formatCount, formatDecimal, formatPercent } from "../../../figures/format-number.ts";
import { useText } from "../../../i18n/language.tsx";
import { FigureTable } from "../../../parts/figure-table.tsx";
import type { DraftBin, DraftFigures } from "./bin-figures.ts";
import { rowsOf } from "./fine-counts.ts";
import { text } from "./text.ts";

interface BinTableProps {
  readonly figures: DraftFigures;
  readonly labels: readonly string[];
  /** Upper ends of the value bins, to type exactly; left out for categories. */
  readonly cuts?: readonly number[];
  readonly onCut: (index: number, cut: number) => void;
  readonly onMerge: (bin: number) => void;
}

/** The figures of every bin; a cut can be typed and a bin joined with the next. */
export function BinTable({ figures, labels, cuts, onCut, onMerge }: BinTableProps) {
  const t = useText(text);
  const hasHeldOut = figures.heldOutIv !== null;
  const labelWithTarget = ({ mergedInto }: DraftBin, index: number): string =>
    mergedInto === null
      ? (labels[index] ?? "")
      : t("mergedInto", { bin: labels[index] ?? "", target: labels[mergedInto] ?? "" });
  const mayMerge = (index: number): boolean => index < figures.valueBins - 1;
  return (
    <FigureTable
      label={t("figures")}
      rows={figures.bins}
      rowKey={(_, index) => String(index)}
      columns={[
        {
          key: "bin",
          title: t("bin"),
          render: (bin, index) => (
            <span translate={bin.content.kind === "group" ? "no" : "yes"}>{labelWithTarget(bin, index)}</span>
          ),
        },
        ...(cuts === undefined
          ? []
          : [
              {
                key: "cut",
                title: t("setCut"),
                render: (_: DraftBin, index: number) => {
                  const cut = cuts[index];
                  return cut === undefined ? null : (
                    <InputNumber
                      key={cut}
                      size="small"
                      aria-label={t("setCut")}
                      defaultValue={cut}
                      onPressEnter={(event) => onCut(index, Number(event.currentTarget.value))}
                      onBlur={(event) => onCut(index, Number(event.currentTarget.value))}
                    />
                  );
                },
              },
            ]),
        ...figureColumns(t, hasHeldOut),
        {
          key: "merge",
          title: "",
          render: (_, index) =>
            mayMerge(index) && (
              <Button size="small" type="text" onClick={() => onMerge(index)}>
                {t("mergeNext")}
              </Button>
            ),
        },
      ]}
    />
  );
}

function figureColumns(t: (key: keyof typeof text) => string, hasHeldOut: boolean) {
  const of = (key: keyof typeof text, render: (bin: DraftBin) => string) => ({
    key,
    title: t(key),
    isFigure: true,
    render,
  });
  return [
    of("rows", ({ training }) => formatCount(rowsOf(training))),
    of("share", ({ share }) => formatPercent(share, 1)),
    of("bads", ({ training }) => formatCount(training.bads)),
    of("badRate", ({ badRate }) => formatPercent(badRate)),
    ...(hasHeldOut ? [of("heldOutRate", ({ heldOutBadRate }) => formatPercent(heldOutBadRate))] : []),
    of("pValue", ({ pValue }) =>
      pValue === null ? "—" : pValue < 0.001 ? "< 0.001" : formatDecimal(pValue, 3),
    ),
    of("woe", ({ woe }) => formatDecimal(woe, 3)),
    ...(hasHeldOut ? [of("heldOutWoe", ({ heldOutWoe }) => formatDecimal(heldOutWoe, 3))] : []),
    of("iv", ({ iv }) => formatDecimal(iv, 4)),
  ];
}
