import { Button, InputNumber, Select } from "antd";
import { type KeyboardEvent, useState } from "react";
import type { Trend } from "#scorecard";
import { useText } from "../../../i18n/language.tsx";
import { BinPlot } from "./bin-plot.tsx";
import { BinTable } from "./bin-table.tsx";
import { BinningStats } from "./binning-stats.tsx";
import { CategoryGroups } from "./category-groups.tsx";
import { CutPlot } from "./cut-plot.tsx";
import { addCut, cutAt, mergeWithNext, moveCategory, removeCut } from "./draft.ts";
import type { EditedRules } from "./edited-rules.ts";
import type { FineCounts } from "./fine-counts.ts";
import { SolveBar } from "./solve-bar.tsx";
import type { SolverLimits } from "./solve-cuts.ts";
import { text } from "./text.ts";
import { useBinLabel } from "./use-bin-label.ts";
import { type BinningEditorState, useBinningEditor } from "./use-binning-editor.ts";
import { VintagePlots } from "./vintage-plots.tsx";
import "./binning.css";

interface BinningEditorProps {
  readonly counts: FineCounts;
  readonly start: EditedRules;
  /** What the solver is held to when it is asked here. */
  readonly limits: Omit<SolverLimits, "lock">;
  readonly mayEdit: boolean;
  readonly isSaving: boolean;
  readonly onSave: (edited: EditedRules) => void;
  /** Leaves the cuts to the solver again, under the locked trend. */
  readonly onOptimise: (lock: Trend) => void;
}

/** Bins of one indicator: cuts are dragged, added, removed and typed, and every figure follows at once. */
export function BinningEditor({
  counts,
  start,
  limits,
  mayEdit,
  isSaving,
  onSave,
  onOptimise,
}: BinningEditorProps) {
  const t = useText(text);
  const labelOf = useBinLabel();
  const [refusals, setRefusals] = useState(0);
  const editor = useBinningEditor(counts, start);
  const { edited, figures } = editor;
  const labels = figures.bins.map(({ content }) => labelOf(content));
  const undoByKey = (event: KeyboardEvent) => {
    if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== "z") return;
    event.preventDefault();
    if (event.shiftKey) editor.redo();
    else editor.undo();
  };
  return (
    <div className="binning-editor" onKeyDown={undoByKey}>
      <Toolbar
        editor={editor}
        mayEdit={mayEdit}
        isSaving={isSaving}
        onSave={onSave}
        onOptimise={onOptimise}
      />
      <BinningStats figures={figures} before={editor.before} />
      <LockNote editor={editor} />
      <Cuts counts={counts} editor={editor} limits={limits} />
      <p className="soft">{t("binPlotNote")}</p>
      <BinPlot bins={figures.bins} labels={labels} valueBins={figures.valueBins} />
      <BinTable
        key={refusals}
        figures={figures}
        labels={labels}
        {...(edited.draft.kind === "numeric" ? { cuts: edited.draft.cuts } : {})}
        onCut={(index, cut) => {
          if (edited.draft.kind !== "numeric" || counts.values.kind !== "numeric") return;
          const without = removeCut(edited.draft, index);
          const typed = addCut(without, counts.values.entries, cut);
          if (typed !== without) editor.change(typed);
          // What was typed and cannot be is put back to what holds.
          else if (cut !== edited.draft.cuts[index]) setRefusals(refusals + 1);
        }}
        onMerge={(bin) => editor.change(mergeWithNext(edited.draft, bin))}
      />
      <p className="soft">{t("pValueNote")}</p>
      <VintagePlots vintages={counts.vintages} figures={figures} labels={labels} />
    </div>
  );
}

interface CutsProps extends Pick<BinningEditorProps, "counts" | "limits"> {
  readonly editor: BinningEditorState;
}

function Cuts({ counts, editor, limits }: CutsProps) {
  const t = useText(text);
  const { draft } = editor.edited;
  if (draft.kind === "numeric" && counts.values.kind === "numeric") {
    const { entries } = counts.values;
    return (
      <>
        <p className="soft">
          {t("cutPlotNote")}
          {limits.fixedCuts.length + limits.forbiddenCuts.length > 0 && t("laidDownNote")}
        </p>
        <CutPlot
          entries={entries}
          cuts={draft.cuts}
          bins={editor.figures.bins.slice(0, editor.figures.valueBins)}
          fixedCuts={limits.fixedCuts}
          forbiddenCuts={limits.forbiddenCuts}
          onMove={editor.move}
          onAdd={(boundary) => editor.change(addCut(draft, entries, cutAt(entries, boundary)))}
          onRemove={(index) => editor.change(removeCut(draft, index))}
        />
        <div className="binning-editor__row">
          <AddCut onAdd={(cut) => editor.change(addCut(draft, entries, cut))} />
          <SolveBar
            counts={counts}
            entries={entries}
            limits={{ ...limits, lock: editor.edited.lock }}
            onSolved={editor.change}
          />
        </div>
      </>
    );
  }
  if (draft.kind === "categorical" && counts.values.kind === "categorical") {
    return (
      <>
        <p className="soft">{t("groupsNote")}</p>
        <CategoryGroups
          draft={draft}
          entries={counts.values.entries}
          onMove={(category, group) => editor.change(moveCategory(draft, category, group))}
        />
      </>
    );
  }
  return null;
}

function AddCut({ onAdd }: { readonly onAdd: (cut: number) => void }) {
  const t = useText(text);
  const [typed, setTyped] = useState<number | null>(null);
  const add = () => {
    if (typed !== null) onAdd(typed);
    setTyped(null);
  };
  return (
    <>
      <InputNumber
        size="small"
        aria-label={t("cutValue")}
        placeholder={t("cutValue")}
        value={typed}
        onChange={setTyped}
        onPressEnter={add}
      />
      <Button size="small" disabled={typed === null} onClick={add}>
        {t("addCut")}
      </Button>
    </>
  );
}

const lockable = ["none", "ascending", "descending", "peak", "valley", "concave", "convex"] as const;

interface ToolbarProps extends Omit<BinningEditorProps, "counts" | "start" | "limits"> {
  readonly editor: BinningEditorState;
}

function Toolbar({ editor, mayEdit, isSaving, onSave, onOptimise }: ToolbarProps) {
  const t = useText(text);
  const { edited } = editor;
  return (
    <div className="binning-editor__row" role="toolbar">
      <span>
        {t("lock")}{" "}
        <Select
          size="small"
          aria-label={t("lock")}
          value={edited.lock}
          popupMatchSelectWidth={false}
          onChange={(lock) => editor.choose({ lock })}
          options={lockable.map((value) => ({ value, label: t(value) }))}
        />
      </span>
      <span>
        {t("missingRule")}{" "}
        <Select
          size="small"
          aria-label={t("missingRule")}
          value={edited.missing}
          popupMatchSelectWidth={false}
          onChange={(missing) => editor.choose({ missing })}
          options={(["separate", "merge"] as const).map((value) => ({ value, label: t(value) }))}
        />
      </span>
      <Button size="small" disabled={!editor.canUndo} onClick={editor.undo}>
        {t("undo")}
      </Button>
      <Button size="small" disabled={!editor.canRedo} onClick={editor.redo}>
        {t("redo")}
      </Button>
      {mayEdit && (
        <span className="binning-editor__end">
          <Button size="small" disabled={isSaving} onClick={() => onOptimise(edited.lock)}>
            {t("optimal")}
          </Button>
          <Button
            size="small"
            type="primary"
            disabled={!editor.isChanged}
            loading={isSaving}
            onClick={() => onSave(edited)}
          >
            {t("save")}
          </Button>
        </span>
      )}
    </div>
  );
}

function LockNote({ editor }: { readonly editor: BinningEditorState }) {
  const t = useText(text);
  const { edited, figures, isRefused } = editor;
  if (edited.lock === "none") return null;
  const count = figures.breaks.length;
  return (
    <p className={isRefused || count > 0 ? "notice" : "soft"} role="status">
      {isRefused ? t("refused") : count > 0 ? t("lockBroken", { count }) : t("lockHolds")}
    </p>
  );
}
