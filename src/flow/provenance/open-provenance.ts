import { catalogue, type IndicatorDefinition } from "#indicators";
import { addDays, businessDayOf, type Clock } from "#kernel";
import type { Ledger, LogReader } from "#ledger";
import { flowFaults } from "../errors.ts";
import { calendarOf } from "./data-calendar.ts";
import { classesOfEntry } from "./entry-classes.ts";
import { type Coverage, mixOf } from "./evidence-mix.ts";
import { rowsOfFigure } from "./figure-rows.ts";
import { freshnessOf, type StreamFreshness } from "./freshness.ts";
import { provenanceParameters } from "./parameters.ts";
import type { DataCalendar, EnterpriseEvidence, ProvenanceServices } from "./provenance-services.ts";
import type { ProvenanceSource, StreamEvidence, StreamName, TracedRow } from "./provenance-source.ts";
import { createSealingReader } from "./read-sealing.ts";
import { stretchesOf, traceBack } from "./trace-sale.ts";

/** What provenance needs, passed in. */
export interface ProvenanceParts {
  readonly source: ProvenanceSource;
  readonly ledger: Ledger;
  readonly logs: LogReader;
  /** Name of a collector; null where it is not known here. */
  readonly collectorName: (collectorId: string) => string | null;
  readonly clock: Clock;
}

/** Rows of a figure that are shown in full. */
const mostSampled = 40;

/** Says of every number where it comes from. */
export function openProvenance(parts: ProvenanceParts): ProvenanceServices {
  const { source, ledger, clock } = parts;
  const nameOf = (collector: string): string | null =>
    collector === "" ? null : parts.collectorName(collector);
  const sealingOf = createSealingReader(ledger.origin, parts.logs);
  const calendar = async (enterpriseId: string, range: Pick<DataCalendar, "from" | "to">) => {
    const { workFromMs, workToMs, coverageStepMs } = provenanceParameters;
    const work = { fromMs: workFromMs.value, toMs: workToMs.value, stepMs: coverageStepMs.value };
    const [days, gaps] = await Promise.all([
      source.days(enterpriseId, range, work),
      source.gaps(enterpriseId, range),
    ]);
    const collectors = calendarOf(range, days, gaps, clock());
    return {
      ...range,
      gaps,
      collectors: collectors.map((one) => ({ ...one, collectorName: nameOf(one.collector) })),
    };
  };
  const recentCalendar = async (enterpriseId: string): Promise<DataCalendar> => {
    const to = businessDayOf(clock());
    return await calendar(enterpriseId, {
      from: addDays(to, 1 - provenanceParameters.coverageDays.value),
      to,
    });
  };
  return {
    behind: async (enterpriseId, figure, knownAt) => {
      const filters = rowsOfFigure(enterpriseId, figure, knownAt);
      const [counted, sampled, recent] = await Promise.all([
        Promise.all(filters.map(async (filter) => await source.counts(filter))),
        Promise.all(filters.map(async (filter) => await source.rows(filter, mostSampled))),
        recentCalendar(enterpriseId),
      ]);
      const counts = counted.flat();
      const rows = newestOfEach(sampled);
      const sealings = await sealingOf(rows.map(({ platformIndex }) => platformIndex));
      return {
        filters,
        rows: counts.reduce((sum, one) => sum + one.rows, 0),
        counts: counts.map((one) => ({ ...one, collectorName: nameOf(one.collector) })),
        mix: mixOf(counts, coverageOf(recent)),
        sample: rows.map((row, i) => {
          const sealing = sealings[i];
          if (sealing === undefined) throw new Error("a row without its sealing");
          return { ...row, collectorName: nameOf(row.collector), sealing };
        }),
      };
    },
    evidence: async (enterpriseId) => {
      const [streams, recent] = await Promise.all([
        source.streams(enterpriseId),
        recentCalendar(enterpriseId),
      ]);
      return describeEvidence(streams, recent, clock(), nameOf);
    },
    calendar,
    trace: async (enterpriseId, start) => {
      const documents = traceBack(await source.linkedDocuments(enterpriseId), start);
      if (documents.length === 0) {
        throw flowFaults.fault("FLOW_TRACE_NOT_FOUND", { enterprise: enterpriseId, found: start.id });
      }
      return { start, documents, machines: await source.work(enterpriseId, stretchesOf(documents)) };
    },
    ...proofsOf(ledger),
  };
}

/** The newest rows, of each kind as many, newest first. */
function newestOfEach(sampled: readonly (readonly TracedRow[])[]): readonly TracedRow[] {
  const kinds = sampled.filter(({ length }) => length > 0).length;
  const most = Math.ceil(mostSampled / Math.max(1, kinds));
  return sampled
    .flatMap((rows) => rows.slice(0, most))
    .toSorted((left, right) => right.observedFromMs - left.observedFromMs);
}

function proofsOf(ledger: Ledger): Pick<ProvenanceServices, "classesOf" | "prove"> {
  const requireOwn = async (enterpriseId: string, origin: string, index: number, ordinal: number) => {
    const missing = flowFaults.fault("FLOW_ROW_NOT_FOUND", { enterprise: enterpriseId, index, ordinal });
    const isOwn = origin === ledger.originOf("enterprise", enterpriseId);
    if (!isOwn || index >= (await ledger.size(origin))) throw missing;
  };
  return {
    classesOf: async (enterpriseId, { origin, index }) => {
      await requireOwn(enterpriseId, origin, index, 0);
      const { header } = await ledger.readEntry(origin, index);
      return classesOfEntry(header);
    },
    prove: async (enterpriseId, { origin, index, ordinal }) => {
      await requireOwn(enterpriseId, origin, index, ordinal);
      // A row that no checkpoint covers yet is covered now.
      await ledger.checkpoint();
      return await ledger.bundle(origin, { disclose: [{ index, ordinals: [ordinal] }] });
    },
  };
}

/** The least of all collectors: one that sends too little is enough for doubt. Null where nothing is signed. */
function coverageOf({ collectors }: Pick<DataCalendar, "collectors">): Coverage | null {
  const counted = collectors.filter(({ days }) => days.some(({ coveragePpm }) => coveragePpm !== null));
  if (counted.length === 0) return null;
  return {
    coveragePpm: Math.min(...counted.map(({ coverage }) => coverage.coveragePpm)),
    isEveryGapTold: counted.every(({ coverage }) => coverage.isEveryGapTold),
  };
}

function describeEvidence(
  streams: readonly StreamEvidence[],
  recent: DataCalendar,
  nowMs: number,
  nameOf: (collector: string) => string | null,
): EnterpriseEvidence {
  const coverage = coverageOf(recent);
  const freshness = freshnessOf(streams, nowMs);
  return {
    atMs: nowMs,
    mix: mixOf(streams, coverage),
    streams: streams.map((one) => ({ ...one, collectorName: nameOf(one.collector) })),
    freshness,
    coverage: recent.collectors.map(({ collector, collectorName, coverage: own }) => ({
      collector,
      collectorName,
      ...own,
    })),
    indicators: catalogue
      .filter(({ presentOn }) => !presentOn.includes("operations"))
      .map((definition) => describeIndicator(definition, streams, freshness, coverage)),
    parameters: Object.values(provenanceParameters),
  };
}

function describeIndicator(
  { id, group }: IndicatorDefinition,
  streams: readonly StreamEvidence[],
  freshness: readonly StreamFreshness[],
  coverage: Coverage | null,
): EnterpriseEvidence["indicators"][number] {
  const own = streamsOfIndicator(id, group);
  const counts = streams.filter(({ stream }) => own.includes(stream));
  const isStale = freshness.some(({ stream, isStale: stale }) => stale && own.includes(stream));
  return { id, mix: mixOf(counts, coverage), isStale };
}

/** The streams that an indicator reads. */
export function streamsOfIndicator(id: string, group: IndicatorDefinition["group"]): readonly StreamName[] {
  if (id === "energy-per-unit") return ["energy", "machine"];
  if (group === "energy") return ["energy"];
  if (group === "machine") return ["machine"];
  return ["invoice"];
}
