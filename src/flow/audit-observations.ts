import { createTallyStore, type ObservationStore, type StoredTotals, totalledFigures } from "#collect";
import { type Fault, formatMessage } from "#kernel";
import type { Ledger } from "#ledger";
import { catchUpObservations } from "./catch-up-observations.ts";

const sentences = {
  OBSERVATIONS_DIFFER: {
    zh: "企业 {enterprise} 的 {stream} 与封存的不同：{figure} 应为 {expected}，观测库中为 {found}",
    en: "{stream} of {enterprise} is not what was sealed: {figure} should be {expected}, the store has {found}",
  },
  OBSERVATIONS_BEHIND: {
    zh: "观测库只读到平台日志第 {found} 条，封存的数据到第 {expected} 条；下次评价时会补上",
    en: "the store has read {found} platform leaves of the {expected} that hold data; the next evaluation catches up",
  },
  OBSERVATIONS_UNREADABLE: {
    zh: "观测库读不出来：{found}",
    en: "the store cannot be read: {found}",
  },
} as const;

/** The first figure in which one enterprise's stream differs from the log. */
export interface ObservationFinding {
  readonly code: keyof typeof sentences;
  readonly enterpriseId: string | null;
  readonly stream: string | null;
  readonly figure: string;
  readonly expected: string;
  readonly found: string;
  readonly zh: string;
  readonly en: string;
}

export interface ObservationAudit {
  readonly findings: readonly ObservationFinding[];
  /** Platform leaves compared. */
  readonly position: number;
  /** Rows compared, by what the log says. */
  readonly rows: number;
}

/** The finding about a store that cannot even be opened or queried, with its own sentence. */
export function unreadableObservations(fault: Fault): ObservationFinding {
  const nobody = { enterpriseId: null, stream: null, figure: "", expected: "" };
  const en = finding("OBSERVATIONS_UNREADABLE", { ...nobody, found: fault.sentence("en") });
  return { ...en, zh: finding("OBSERVATIONS_UNREADABLE", { ...nobody, found: fault.sentence("zh") }).zh };
}

/**
 * Parses all sealed payloads again and compares exact totals of every enterprise and stream with the store, so that
 * a number in a report can be trusted to come from the sealed rows. Changes nothing in the store.
 */
export async function auditObservations(
  ledger: Ledger,
  observations: ObservationStore,
): Promise<ObservationAudit> {
  const position = await observations.position();
  const tally = createTallyStore(position);
  let needed = 0;
  const watching: ObservationStore = {
    ...tally,
    project: async (group) => {
      needed = group.platformIndex + 1;
      await tally.project(group);
    },
  };
  await catchUpObservations(ledger, watching, Number.POSITIVE_INFINITY);
  const sealed = await tally.totals();
  const findings = differencesOf(sealed, await observations.totals());
  if (needed > position) {
    const figures = { figure: "position", expected: String(needed), found: String(position) };
    findings.unshift(finding("OBSERVATIONS_BEHIND", { enterpriseId: null, stream: null, ...figures }));
  }
  const rows = sealed.filter(({ stream }) => stream !== "import").map(({ figures }) => figures["rows"] ?? 0n);
  return { findings, position, rows: Number(rows.reduce((sum, count) => sum + count, 0n)) };
}

function differencesOf(
  sealed: readonly StoredTotals[],
  stored: readonly StoredTotals[],
): ObservationFinding[] {
  const keyOf = ({ enterpriseId, stream }: StoredTotals): string => `${enterpriseId} ${stream}`;
  const expected = new Map(sealed.map((totals) => [keyOf(totals), totals]));
  const found = new Map(stored.map((totals) => [keyOf(totals), totals]));
  const findings: ObservationFinding[] = [];
  for (const key of [...new Set([...expected.keys(), ...found.keys()])].sort()) {
    const either = expected.get(key) ?? found.get(key);
    if (either === undefined) continue;
    const { enterpriseId, stream } = either;
    const of = (totals: StoredTotals | undefined, figure: string): bigint => totals?.figures[figure] ?? 0n;
    const figure = totalledFigures[stream].find(
      (name) => of(expected.get(key), name) !== of(found.get(key), name),
    );
    if (figure === undefined) continue;
    findings.push(
      finding("OBSERVATIONS_DIFFER", {
        enterpriseId,
        stream,
        figure,
        expected: String(of(expected.get(key), figure)),
        found: String(of(found.get(key), figure)),
      }),
    );
  }
  return findings;
}

function finding(
  code: ObservationFinding["code"],
  what: Omit<ObservationFinding, "code" | "zh" | "en">,
): ObservationFinding {
  const { figure, expected, found } = what;
  const parameters = {
    figure,
    expected,
    found,
    enterprise: what.enterpriseId === "" ? "–" : (what.enterpriseId ?? ""),
    stream: what.stream ?? "",
  };
  const { zh, en } = sentences[code];
  return { code, ...what, zh: formatMessage(zh, parameters), en: formatMessage(en, parameters) };
}
