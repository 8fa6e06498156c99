import {
  type Contradiction,
  type ContradictionType,
  contradictionTypes,
  createRegionBook,
  crossCheck,
  defaultCrossCheckParameters,
} from "#crosscheck";
import { isAroundNewYear } from "#association";
import { type BusinessDay, dayNumberOf, firstDayOf, wilsonInterval } from "#kernel";
import { operatingFactsOf } from "#operations";
import { frauds, type RegionTruth, sensorFaults, simulateRegion } from "#simulate";

export interface DetectionRequest {
  readonly seed: string;
  readonly enterprises: number;
  readonly months: number;
  readonly endDay: BusinessDay;
  /** Enterprises of each fraud and of each fault. */
  readonly perKind: number;
  readonly onProgress: (done: number, of: number) => void;
  readonly signal?: AbortSignal;
}

/** A share with its Wilson interval of 95 %. */
export interface Measured {
  readonly found: number;
  readonly of: number;
  readonly share: number;
  readonly low: number;
  readonly high: number;
}

export interface DetectionStudy {
  readonly request: Omit<DetectionRequest, "onProgress" | "signal">;
  /** By kind: cases in which a contradiction of that very type was raised in the time of the fraud or fault. */
  readonly recall: Readonly<Record<string, Measured>>;
  /** Cases of fraud in which any fraud was suspected above the threshold, whatever its name. */
  readonly suspected: Readonly<Record<string, Measured>>;
  /** By truth, what the strongest contradiction was called; `none` where nothing was raised. */
  readonly confusion: Readonly<Record<string, Readonly<Record<string, number>>>>;
  /** Honest enterprises with sound sensors that were accused of fraud; the same by what they lived through. */
  readonly falseAccusation: Measured;
  readonly falseAccusationByPath: Readonly<Record<string, Measured>>;
  /** Honest enterprises with a faulty sensor that were accused of fraud. */
  readonly accusedOfFault: Measured;
  /** False accusations whose stretch begins in the weeks around a lunar new year. */
  readonly aroundNewYear: number;
  /** Types of the false accusations. */
  readonly falseTypes: Readonly<Record<string, number>>;
  /** Honest enterprises with any contradiction by type, inconsistencies and faults included. */
  readonly raisedOnHonest: Readonly<Record<string, number>>;
  readonly secondsOfCpu: number;
}

interface Judged {
  readonly truth: RegionTruth;
  readonly contradictions: readonly Contradiction[];
}

/**
 * Every enterprise of a simulated region is checked as of its last day: the region is simulated twice, once for the book
 * of neighbours and once for the checks, so that it is never held at once. The truth is only compared with, afterwards.
 */
export function studyDetection(request: DetectionRequest): DetectionStudy {
  const { onProgress, signal, ...asked } = request;
  const { perKind: stratifiedPerKind, ...region } = asked;
  const started = process.cpuUsage();
  const book = createRegionBook();
  let done = 0;
  const step = (): void => {
    signal?.throwIfAborted();
    done += 1;
    if (done % 50 === 0) onProgress(done, 2 * request.enterprises);
  };
  for (const { rows, truth } of simulateRegion({ ...region, stratifiedPerKind })) {
    book.add(truth.id, operatingFactsOf(rows, request.endDay, request.months));
    step();
  }
  const judged: Judged[] = [];
  for (const { rows, truth } of simulateRegion({ ...region, stratifiedPerKind })) {
    const facts = operatingFactsOf(rows, request.endDay, request.months);
    const { contradictions } = crossCheck(facts, book.neighboursOf(truth.id));
    judged.push({ truth, contradictions });
    step();
  }
  const { user, system } = process.cpuUsage(started);
  return { request: asked, ...summarise(judged), secondsOfCpu: (user + system) / 1e6 };
}

function summarise(judged: readonly Judged[]): Omit<DetectionStudy, "request" | "secondsOfCpu"> {
  const honest = judged.filter(({ truth }) => truth.fraud === null && truth.fault === null);
  const faulty = judged.filter(({ truth }) => truth.fraud === null && truth.fault !== null);
  const kinds = [...frauds, ...sensorFaults];
  const casesOf = (kind: string): Judged[] =>
    judged.filter(({ truth }) => truth.fraud === kind || truth.fault === kind);
  const accused = honest.filter(isAccused);
  const paths = [...new Set(honest.map(pathOf))].sort();
  return {
    recall: Object.fromEntries(
      kinds.map((kind) => [kind, measure(casesOf(kind), (one) => isDetected(one, kind))]),
    ),
    suspected: Object.fromEntries(frauds.map((kind) => [kind, measure(casesOf(kind), isAccused)])),
    confusion: confusionOf(judged),
    falseAccusation: measure(honest, isAccused),
    falseAccusationByPath: Object.fromEntries(
      paths.map((path) => [
        path,
        measure(
          honest.filter((one) => pathOf(one) === path),
          isAccused,
        ),
      ]),
    ),
    accusedOfFault: measure(faulty, isAccused),
    aroundNewYear: accused.filter(({ contradictions }) =>
      contradictions.some((one) => isAccusation(one) && isAroundNewYear(one.fromDay)),
    ).length,
    falseTypes: countTypes(accused, isAccusation),
    raisedOnHonest: countTypes(honest, () => true),
  };
}

function isAccusation({ suspicion, strength }: Contradiction): boolean {
  return suspicion === "fraud" && strength >= defaultCrossCheckParameters.accusationStrength;
}

function isAccused({ contradictions }: Judged): boolean {
  return contradictions.some(isAccusation);
}

/** A contradiction of the type, in the time of the case: it may begin six weeks early, for levels are told by weeks. */
function isDetected({ truth, contradictions }: Judged, kind: string): boolean {
  const month = truth.fraud === kind ? truth.fraud_from : truth.fault_from;
  const from = month === null ? 0 : dayNumberOf(firstDayOf(month)) - 45;
  return contradictions.some(
    ({ type, fromDay, toDay }) => type === kind && fromDay >= from && toDay >= from + 45,
  );
}

function pathOf({ truth }: Judged): string {
  return truth.path ?? truth.life_stage;
}

function confusionOf(judged: readonly Judged[]): Record<string, Record<string, number>> {
  const table: Record<string, Record<string, number>> = {};
  for (const { truth, contradictions } of judged) {
    const row = (table[truth.fraud ?? truth.fault ?? "none"] ??= {});
    const found = contradictions[0]?.type ?? "none";
    row[found] = (row[found] ?? 0) + 1;
  }
  return table;
}

function countTypes(
  judged: readonly Judged[],
  isCounted: (contradiction: Contradiction) => boolean,
): Record<string, number> {
  const counts: Partial<Record<ContradictionType, number>> = {};
  for (const { contradictions } of judged) {
    const types = new Set(contradictions.filter(isCounted).map(({ type }) => type));
    for (const type of types) counts[type] = (counts[type] ?? 0) + 1;
  }
  return Object.fromEntries(
    contradictionTypes.flatMap((type) => (counts[type] === undefined ? [] : [[type, counts[type]]])),
  );
}

function measure(cases: readonly Judged[], isFound: (one: Judged) => boolean): Measured {
  const found = cases.filter(isFound).length;
  const { low, high } = wilsonInterval(found, cases.length);
  return { found, of: cases.length, share: cases.length === 0 ? 0 : found / cases.length, low, high };
}
