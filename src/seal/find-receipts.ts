import { isJsonObject, type Json } from "./canonical-json.ts";
import type { Receipt } from "./receipt.ts";

/**
 * The receipts in a file that somebody kept: one receipt, many of them, answers that hold them or an evidence bundle;
 * as one JSON text or one a line. None when it is no JSON.
 */
export function findReceipts(text: string): Receipt[] {
  const found: Receipt[] = [];
  for (const value of jsonOf(text)) collect(value, found);
  return found;
}

function jsonOf(text: string): readonly Json[] {
  const parse = (one: string): Json | undefined => {
    try {
      return JSON.parse(one) as Json;
    } catch {
      return undefined;
    }
  };
  const whole = parse(text);
  if (whole !== undefined) return [whole];
  const lines = text.split("\n").filter((line) => line.trim() !== "");
  return lines.map(parse).filter((value) => value !== undefined);
}

function collect(value: Json, found: Receipt[]): void {
  // A stranger's file may nest deeper than the stack: what is left to look at lies in a list.
  const left: Json[] = [value];
  for (let next = left.pop(); next !== undefined; next = left.pop()) {
    if (Array.isArray(next)) {
      for (const each of next) left.push(each as Json);
    } else if (isJsonObject(next)) {
      const receipt = receiptOf(next);
      if (receipt === undefined) for (const each of Object.values(next)) left.push(each);
      else found.push(receipt);
    }
  }
}

function receiptOf(value: Readonly<Record<string, Json>>): Receipt | undefined {
  const { origin, index, leafHash, receivedAtMs, signature } = value;
  const isReceipt =
    typeof origin === "string" &&
    typeof index === "number" &&
    typeof leafHash === "string" &&
    typeof receivedAtMs === "number" &&
    typeof signature === "string";
  return isReceipt ? { origin, index, leafHash, receivedAtMs, signature } : undefined;
}
