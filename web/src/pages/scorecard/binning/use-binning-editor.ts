import { useState } from "react";
import { type DraftFigures, figuresOf } from "./bin-figures.ts";
import { type BinningDraft, moveCut } from "./draft.ts";
import { beginHistory, recordEdit, redoEdit, undoEdit } from "./edit-history.ts";
import type { EditedRules } from "./edited-rules.ts";
import type { FineCounts } from "./fine-counts.ts";

interface CutMove {
  readonly index: number;
  readonly boundary: number;
}

/** What the editor shows and what can be done in it. */
export interface BinningEditorState {
  readonly edited: EditedRules;
  readonly figures: DraftFigures;
  /** As it was when the editor opened. */
  readonly before: DraftFigures;
  readonly isChanged: boolean;
  /** Whether the last move was refused because it would break the locked trend. */
  readonly isRefused: boolean;
  readonly canUndo: boolean;
  readonly canRedo: boolean;
  readonly move: (move: CutMove, isLast: boolean) => void;
  readonly change: (draft: BinningDraft) => void;
  readonly choose: (changes: Partial<Pick<EditedRules, "lock" | "missing">>) => void;
  readonly undo: () => void;
  readonly redo: () => void;
}

/** The draft with its history; while a cut is held, the figures follow and one step is recorded when it is let go. */
export function useBinningEditor(counts: FineCounts, start: EditedRules): BinningEditorState {
  const [history, setHistory] = useState(() => beginHistory(start));
  const [held, setHeld] = useState<BinningDraft | null>(null);
  const [isRefused, setIsRefused] = useState(false);
  const edited = held === null ? history.present : { ...history.present, draft: held };
  const figures = figuresOf(counts, edited.draft, edited);
  const accepts = (draft: BinningDraft): boolean => {
    const isAccepted = figuresOf(counts, draft, edited).breaks.length <= figures.breaks.length;
    setIsRefused(!isAccepted);
    return isAccepted;
  };
  const record = (next: EditedRules): void => {
    setHeld(null);
    setHistory((now) => recordEdit(now, next));
  };
  return {
    edited,
    figures,
    before: figuresOf(counts, start.draft, start),
    isChanged: history.past.length > 0,
    isRefused,
    canUndo: history.past.length > 0,
    canRedo: history.future.length > 0,
    move: (move, isLast) => {
      if (edited.draft.kind !== "numeric" || counts.values.kind !== "numeric") return;
      const moved = moveCut(edited.draft, counts.values.entries, move);
      const taken = moved !== edited.draft && accepts(moved) ? moved : edited.draft;
      if (isLast) record({ ...history.present, draft: taken });
      else setHeld(taken);
    },
    change: (draft) => {
      setIsRefused(false);
      record({ ...history.present, draft });
    },
    choose: (changes) => {
      setIsRefused(false);
      record({ ...history.present, ...changes });
    },
    undo: () => {
      setIsRefused(false);
      setHistory(undoEdit);
    },
    redo: () => setHistory(redoEdit),
  };
}
