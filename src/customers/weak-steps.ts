import { shareOf, type ShareWithInterval } from "#lending";
import type { EpochMs } from "#kernel";

/** Something that happened in a case of a service process: an application, a consent, a ticket. */
export interface ProcessEvent {
  readonly caseId: string;
  readonly process: "application" | "consent" | "ticket" | "task";
  readonly step: string;
  readonly atMs: EpochMs;
  /** The step ends the case: well, or by a refusal, or because it was given up. */
  readonly ends: "done" | "rejected" | "droppedOut" | null;
}

/** What happens at one step of a process, over all cases that reached it. */
export interface StepReport {
  readonly process: ProcessEvent["process"];
  readonly step: string;
  readonly cases: number;
  /** Hours until the next event of the case, or until now where none came; median and nine in ten. */
  readonly medianWaitHours: number | null;
  readonly p90WaitHours: number | null;
  /** Cases that wait at it now. */
  readonly waiting: number;
  /** Cases that were given up right after it, or have waited at it for longer than the limit. */
  readonly dropOff: ShareWithInterval;
  /** Cases that came to it more than once (返工). */
  readonly rework: ShareWithInterval;
  /** Cases that were refused right after it. */
  readonly rejected: ShareWithInterval;
  /** Share of all hours that cases of the process spent, spent here. */
  readonly shareOfTime: number;
  /** Why it counts as weak; empty where it does not. */
  readonly weaknesses: readonly ("slow" | "dropOff" | "rework" | "rejects")[];
}

/** Thresholds of a weak step; all design choices. */
export interface WeakStepLimits {
  /** A case that has waited longer at a step counts as given up. */
  readonly abandonedAfterDays: number;
  /** From which share of a process's time a step is slow. */
  readonly slowShare: number;
  /** Fewest hours of the median wait: what takes moments is not slow, whatever its share. */
  readonly slowHours: number;
  /** From which lower bound of the interval drop-off, rework or refusals are a weakness. */
  readonly shareLow: number;
  /** Fewest cases of which a weakness is told. */
  readonly leastCases: number;
}

/** The weak steps of the processes (服务薄弱环节), worst first: process mining over the events that were kept. */
export function reportSteps(
  events: readonly ProcessEvent[],
  nowMs: EpochMs,
  limits: WeakStepLimits,
): readonly StepReport[] {
  const stays = staysOf(events, nowMs, limits);
  const reports = [...Map.groupBy(stays, ({ process }) => process).values()].flatMap((ofProcess) => {
    const total = ofProcess.reduce((sum, { hours }) => sum + hours, 0);
    const steps = [...Map.groupBy(ofProcess, ({ step }) => step).values()];
    // Where a process waits at one step only, all of its time is spent there, and that tells nothing.
    const isCompared = steps.filter((group) => group.some(({ outcome }) => outcome !== "end")).length > 1;
    return steps.map((group) => reportOf(group, { hours: total, isCompared }, limits));
  });
  return reports.sort(
    (left, right) =>
      right.weaknesses.length - left.weaknesses.length ||
      right.shareOfTime - left.shareOfTime ||
      (left.step < right.step ? -1 : 1),
  );
}

/** One visit of a case to a step. */
interface Stay {
  readonly caseId: string;
  readonly process: ProcessEvent["process"];
  readonly step: string;
  readonly hours: number;
  readonly outcome: "next" | "waiting" | "droppedOut" | "rejected" | "end";
}

const hourMs = 3_600_000;

function staysOf(
  events: readonly ProcessEvent[],
  nowMs: EpochMs,
  { abandonedAfterDays }: WeakStepLimits,
): readonly Stay[] {
  const cases = Map.groupBy(events, ({ process, caseId }) => `${process}/${caseId}`);
  return [...cases.values()].flatMap((unordered) => {
    const ordered = [...unordered].sort((left, right) => left.atMs - right.atMs);
    return ordered.map((event, index): Stay => {
      const next = ordered[index + 1];
      const { caseId, process, step } = event;
      if (event.ends !== null) return { caseId, process, step, hours: 0, outcome: "end" };
      const hours = ((next?.atMs ?? nowMs) - event.atMs) / hourMs;
      if (next === undefined) {
        const outcome = hours > abandonedAfterDays * 24 ? "droppedOut" : "waiting";
        return { caseId, process, step, hours, outcome };
      }
      const outcome = next.ends === "rejected" || next.ends === "droppedOut" ? next.ends : "next";
      return { caseId, process, step, hours, outcome };
    });
  });
}

function reportOf(
  group: readonly Stay[],
  process: { readonly hours: number; readonly isCompared: boolean },
  limits: WeakStepLimits,
): StepReport {
  const [first] = group;
  const byCase = Map.groupBy(group, ({ caseId }) => caseId);
  const cases = byCase.size;
  const count = (outcome: Stay["outcome"]): number =>
    [...byCase.values()].filter((stays) => stays.some((stay) => stay.outcome === outcome)).length;
  const waits = group
    .filter(({ outcome }) => outcome !== "end")
    .map(({ hours }) => hours)
    .sort((left, right) => left - right);
  const dropOff = shareOf(count("droppedOut"), cases);
  const rework = shareOf([...byCase.values()].filter((stays) => stays.length > 1).length, cases);
  const rejected = shareOf(count("rejected"), cases);
  const hours = group.reduce((sum, stay) => sum + stay.hours, 0);
  const shareOfTime = process.hours === 0 ? 0 : hours / process.hours;
  const isTold = cases >= limits.leastCases;
  const medianWaitHours = waits[Math.floor((waits.length - 1) / 2)] ?? null;
  const isSlow =
    isTold &&
    process.isCompared &&
    shareOfTime >= limits.slowShare &&
    (medianWaitHours ?? 0) >= limits.slowHours;
  const weak = (share: ShareWithInterval): boolean => isTold && share.low >= limits.shareLow;
  return {
    process: first?.process ?? "application",
    step: first?.step ?? "",
    cases,
    medianWaitHours,
    p90WaitHours: waits[Math.floor((waits.length - 1) * 0.9)] ?? null,
    waiting: count("waiting"),
    dropOff,
    rework,
    rejected,
    shareOfTime,
    weaknesses: [
      ...(isSlow ? (["slow"] as const) : []),
      ...(weak(dropOff) ? (["dropOff"] as const) : []),
      ...(weak(rework) ? (["rework"] as const) : []),
      ...(weak(rejected) ? (["rejects"] as const) : []),
    ],
  };
}
