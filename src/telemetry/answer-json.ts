import { isJsonObject, type Json } from "#seal";
import type { BatchAnswer } from "./answer.ts";
import { malformed } from "./malformed.ts";

const kinds: readonly unknown[] = ["stored", "duplicate", "quarantined", "refused"];

/** Answers to the batches of one request, in their order: `{"answers":[…]}`. */
export function answersToJson(answers: readonly BatchAnswer[]): string {
  return JSON.stringify({ answers });
}

/**
 * Reads answers, on the device.
 * @throws TELEMETRY_MALFORMED
 */
export function answersFromJson(text: string): readonly BatchAnswer[] {
  let value: Json;
  try {
    value = JSON.parse(text) as Json;
  } catch {
    throw malformed("answers", "JSON", text);
  }
  const answers = isJsonObject(value) ? value["answers"] : undefined;
  if (!Array.isArray(answers)) throw malformed("answers", "a list", answers);
  return answers.map((answer: Json) => {
    if (!isJsonObject(answer) || !kinds.includes(answer["kind"])) {
      throw malformed("answer", "stored, duplicate, quarantined or refused", answer);
    }
    const isKept = answer["kind"] !== "refused";
    const receipt = answer["receipt"];
    if (isKept && (!isJsonObject(receipt) || typeof receipt["signature"] !== "string")) {
      throw malformed("answer", "a receipt", receipt);
    }
    return answer as unknown as BatchAnswer;
  });
}
