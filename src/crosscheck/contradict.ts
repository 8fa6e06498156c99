import { dayOfNumber, type Language, type Message, type MessageParameters } from "#kernel";
import type { DayNumber } from "#operations";
import type { Contradiction, ContradictionType, RowReference, Suspicion } from "./contradiction.ts";
import { crossCheckMessages } from "./messages.ts";

export interface Finding {
  readonly type: ContradictionType;
  readonly fromDay: DayNumber;
  readonly toDay: DayNumber;
  /** Chance of such a finding in honest data, tries counted; the strength is what is left. */
  readonly chance: number;
  readonly sentence: keyof typeof crossCheckMessages.messages;
  readonly figures: MessageParameters;
  /** Parameters that are words themselves, in each language. */
  readonly words?: Readonly<Record<string, Message>>;
  readonly rows: readonly RowReference[];
}

/** A contradiction of a finding; `day` and `toDay` of its sentence are those of the finding. */
export function contradict(finding: Finding): Contradiction {
  const { type, fromDay, toDay, chance, sentence, figures, words = {}, rows } = finding;
  const textIn = (language: Language): string =>
    crossCheckMessages.sentence(sentence, language, {
      day: dayOfNumber(fromDay),
      toDay: dayOfNumber(toDay),
      ...figures,
      ...Object.fromEntries(Object.entries(words).map(([name, word]) => [name, word[language]])),
    });
  return {
    type,
    suspicion: suspicionOf(type),
    strength: Math.min(1, Math.max(0, 1 - chance)),
    fromDay,
    toDay,
    message: { zh: textIn("zh"), en: textIn("en") },
    rows,
  };
}

const faults: readonly ContradictionType[] = ["sensorDrift", "flatLine", "stuckCounter"];
const inconsistencies: readonly ContradictionType[] = [
  "energyOutput",
  "outputGoods",
  "deliveryInvoice",
  "invoicePayment",
  "headcountOutput",
  "declaredSensed",
];

function suspicionOf(type: ContradictionType): Suspicion {
  if (faults.includes(type)) return "fault";
  return inconsistencies.includes(type) ? "inconsistency" : "fraud";
}

/** Readings of one asset over a stretch of days. */
export function readingsOf(
  stream: "machineDays" | "meterDays" | "collectorDays",
  asset: string,
  { fromDay, toDay }: { readonly fromDay: DayNumber; readonly toDay: DayNumber },
): RowReference {
  return { stream, asset, numbers: [], fromDay, toDay };
}

export function percent(ratio: number): string {
  return (ratio * 100).toFixed(ratio < 0.1 ? 1 : 0);
}
