/** What was made of a thing step by step: what undo goes back to, what redo goes on to. */
export interface EditHistory<Draft> {
  readonly past: readonly Draft[];
  readonly present: Draft;
  readonly future: readonly Draft[];
}

const mostSteps = 200;

export function beginHistory<Draft>(present: Draft): EditHistory<Draft> {
  return { past: [], present, future: [] };
}

/** A new step; what was undone before is forgotten. The same thing again is no step. */
export function recordEdit<Draft>(history: EditHistory<Draft>, next: Draft): EditHistory<Draft> {
  if (next === history.present || JSON.stringify(next) === JSON.stringify(history.present)) return history;
  return { past: [...history.past, history.present].slice(-mostSteps), present: next, future: [] };
}

export function undoEdit<Draft>(history: EditHistory<Draft>): EditHistory<Draft> {
  const before = history.past.at(-1);
  if (before === undefined) return history;
  return { past: history.past.slice(0, -1), present: before, future: [history.present, ...history.future] };
}

export function redoEdit<Draft>(history: EditHistory<Draft>): EditHistory<Draft> {
  const [after, ...rest] = history.future;
  if (after === undefined) return history;
  return { past: [...history.past, history.present], present: after, future: rest };
}
