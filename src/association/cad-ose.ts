/** Streaming detector by contexts; JSON. */
export interface CadOseState {
  /** Levels of the last values, oldest first. */
  readonly recent: number[];
  /** What followed each context: for every level of the value after it, how often. */
  readonly contexts: Record<string, Record<string, number>>;
  /** Context keys in the order of their first sight, to forget the oldest. */
  readonly order: string[];
  /** Newest raw scores, oldest first: a burst counts once. */
  readonly scores: number[];
}

/** Lengths of the left part of a context, in values. */
const lengths = [1, 2, 3] as const;
const mostContexts = 4_000;
const fewestVisits = 3;
const restPeriod = 5;
const threshold = 0.75;
/** Values further out than this are one level: they are all unheard of. */
const outermostLevel = 6;

export function emptyCadOse(): CadOseState {
  return { recent: [], contexts: {}, order: [], scores: [] };
}

/**
 * How little the contexts seen so far foretell a value: of those whose left part is what was seen last (one, two and
 * three values, in levels of one robust standard deviation), the share after which nothing like it ever came. After a
 * score above the threshold the next values score zero, as what follows a surprise is part of it. NaN until a context
 * is known. Unlike the original, a value next to one that was foretold is taken as foretold, so that a boundary
 * between levels makes no surprise, and levels are those of the season's residual and not bits of the raw range.
 * @source M. Smirnov, Contextual Anomaly Detector (CAD OSE), Numenta Anomaly Benchmark competition 2016
 */
export function cadOseScore(state: CadOseState, residual: number): number {
  if (Number.isNaN(residual)) return Number.NaN;
  const level = Math.max(-outermostLevel, Math.min(outermostLevel, Math.round(residual)));
  const { recent, scores } = state;
  let known = 0;
  let surprised = 0;
  for (const length of lengths) {
    if (recent.length < length) continue;
    const key = recent.slice(-length).join(",");
    const followers = state.contexts[key];
    if (followers !== undefined && visitsOf(followers) >= fewestVisits) {
      known++;
      if (!isForetold(followers, level)) surprised++;
    }
    remember(state, key, level);
  }
  recent.push(level);
  if (recent.length > Math.max(...lengths)) recent.shift();
  // A level that no context of any length leads to is a surprise even where long contexts are not known yet.
  const raw = known === 0 ? Number.NaN : surprised / known;
  if (Number.isNaN(raw)) return Number.NaN;
  const isResting = scores.some((score) => score >= threshold);
  scores.push(raw);
  if (scores.length > restPeriod) scores.shift();
  return isResting ? 0 : raw;
}

function isForetold(followers: Readonly<Record<string, number>>, level: number): boolean {
  return [level - 1, level, level + 1].some((near) => followers[near] !== undefined);
}

function visitsOf(followers: Readonly<Record<string, number>>): number {
  let visits = 0;
  for (const count of Object.values(followers)) visits += count;
  return visits;
}

function remember(state: CadOseState, key: string, level: number): void {
  const followers = state.contexts[key];
  if (followers !== undefined) {
    followers[level] = (followers[level] ?? 0) + 1;
    return;
  }
  state.contexts[key] = { [level]: 1 };
  state.order.push(key);
  if (state.order.length <= mostContexts) return;
  const oldest = state.order.shift();
  if (oldest !== undefined) delete state.contexts[oldest];
}
