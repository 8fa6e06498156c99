import type { DataClass } from "#consent";
import type { Alert } from "./alert.ts";
import { ruleOf } from "./rule-list.ts";

/** What a sentence of `streamSilent` is about; its alerts are of one stream. */
const silentClasses: Readonly<Record<string, DataClass>> = {
  invoices: "invoice",
  energy: "energy",
  running: "machine",
};

/** Classes that an alert's figures come from; the bank's own loan book needs no basis, debts at others do. */
export function alertClasses({
  rule,
  sentence,
  figures,
}: Pick<Alert, "rule" | "sentence" | "figures">): readonly DataClass[] {
  // A collector is judged by whichever of its classes may be read.
  if (rule === "dataGap") return [figures["dataClass"] === "energy" ? "energy" : "machine"];
  const silent = rule === "streamSilent" ? silentClasses[sentence] : undefined;
  if (silent !== undefined) return [silent];
  return rule === "instalmentMissed" ? [] : ruleOf(rule).dataClasses;
}
