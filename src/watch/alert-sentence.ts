import { formatMessage, type Message } from "#kernel";
import type { Alert } from "./alert.ts";
import { ruleOf } from "./rule-list.ts";

/** What was found, in both languages. */
export function alertSentence({
  rule,
  sentence,
  figures,
}: Pick<Alert, "rule" | "sentence" | "figures">): Message {
  const found = ruleOf(rule).sentences[sentence];
  if (found === undefined) throw new Error(`The rule ${rule} has no sentence ${sentence}`);
  return { zh: formatMessage(found.zh, figures), en: formatMessage(found.en, figures) };
}
