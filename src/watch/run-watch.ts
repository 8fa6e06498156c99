import type { Reader } from "#consent";
import { type BusinessDay, businessDayOf, dayNumberOf, type ReportProgress } from "#kernel";
import { watchFaults } from "./errors.ts";
import { cohortsOf, findingsOn, type RuleFinding } from "./evaluate-rules.ts";
import { changesOf } from "./run-changes.ts";
import { loadSeries } from "./load-series.ts";
import type { RunStores } from "./run-stores.ts";
import { gravestFirst, type Telling, tellingOfRun } from "./telling.ts";
import type { WatchSeries } from "./watch-series.ts";
import type { RuleStatus, WatchRun } from "./watch-store.ts";

export interface RunRequest {
  readonly asOf: BusinessDay;
  /** Only rows with a platform index below this are seen. */
  readonly knownAt: number;
}

/**
 * Evaluates all rules on all enterprises of the reader's party that it may read for post-loan work, raises, worsens
 * and ends alerts, and escalates those that are overdue. The same day seen from the same log is done once: a
 * repetition gives the run that was made.
 * @throws WATCH_RUN_BACKWARDS, WATCH_DAY_AHEAD
 */
export async function runWatch(
  stores: RunStores,
  reader: Reader,
  { asOf, knownAt }: RunRequest,
  onProgress: ReportProgress = () => undefined,
): Promise<WatchRun> {
  const { store, clock } = stores;
  const partyId = reader.party.id;
  const done = await store.findRun(partyId, asOf, knownAt);
  if (done !== null) return done;
  const today = businessDayOf(clock());
  if (asOf > today) throw watchFaults.fault("WATCH_DAY_AHEAD", { asOf, today });
  const [latest] = await store.listRuns(partyId, 1);
  if (latest !== undefined && asOf < latest.asOf) {
    throw watchFaults.fault("WATCH_RUN_BACKWARDS", { asOf, latest: latest.asOf });
  }
  const enterprises = await store.listEnterprises(partyId);
  onProgress({ step: "watchLoad", done: 0, total: enterprises.length, unit: "enterprises" });
  const series = await loadSeries(stores, { reader, enterprises, asOf, knownAt });
  onProgress({ step: "watchEvaluate", done: 0, total: enterprises.length, unit: "enterprises" });
  const { findings, tellings } = lookAt(series, dayNumberOf(asOf));
  const changes = changesOf(findings, await store.listAlerts(partyId), {
    asOf,
    knownAt,
    atMs: clock(),
    nextId: stores.nextId,
    enterprises: new Map(enterprises.map((enterprise) => [enterprise.id, enterprise])),
    tellings,
  });
  const countOf = (action: string): number => changes.filter(({ event }) => event.action === action).length;
  const run: WatchRun = {
    id: stores.nextId(),
    asOf,
    knownAt,
    enterprises: enterprises.length,
    raised: countOf("raise"),
    worsened: countOf("worsen"),
    ended: countOf("end"),
    notComputable: findings.filter(({ result }) => result.kind === "notComputable").length,
    startedBy: reader.account?.id ?? null,
    atMs: clock(),
  };
  await store.saveRun(
    partyId,
    run,
    changes,
    findings.map((finding) => statusOf(finding, asOf)),
  );
  onProgress({
    step: "watchEvaluate",
    done: enterprises.length,
    total: enterprises.length,
    unit: "enterprises",
  });
  return run;
}

/** What all rules say of everybody on a day, and what of it is told. */
function lookAt(
  all: readonly WatchSeries[],
  asOf: number,
): { readonly findings: readonly RuleFinding[]; readonly tellings: ReadonlyMap<string, Telling> } {
  const known = { asOf, cohortOn: cohortsOf(all) };
  const looked = all.map((series) => ({ series, findings: findingsOn(series, known) }));
  return {
    findings: looked.flatMap(({ findings }) => gravestFirst(findings)),
    tellings: new Map(
      looked.map(({ series, findings }) => [series.enterpriseId, tellingOfRun(series, findings, known)]),
    ),
  };
}

function statusOf({ enterpriseId, rule, result }: RuleFinding, asOf: BusinessDay): RuleStatus {
  const reason = result.kind === "notComputable" ? result.reason : null;
  return { enterpriseId, rule, asOf, kind: result.kind, reason };
}
