import { defineMessages, formatMessage, type Message, type MessageParameters } from "#kernel";
import type { ArithmeticStep } from "./entitlement.ts";
import { ruleMessages } from "./messages.ts";

/** Words of the field that stand as codes in parameters. */
export const wordMessages = defineMessages({
  micro: { zh: "微型", en: "micro" },
  small: { zh: "小型", en: "small" },
  medium: { zh: "中型", en: "medium" },
  large: { zh: "大型", en: "large" },
  pass: { zh: "正常", en: "pass" },
  specialMention: { zh: "关注", en: "special mention" },
  substandard: { zh: "次级", en: "substandard" },
  doubtful: { zh: "可疑", en: "doubtful" },
  loss: { zh: "损失", en: "loss" },
  expected: { zh: "预计", en: "expected" },
  actual: { zh: "实际", en: "actual" },
});

/** Parameters that are words of the field, said in the reader's language. */
const worded = new Set(["size", "class", "start", "basis"]);

/** A sentence in both languages, its words of the field as well. */
export function localized(message: Message, parameters: MessageParameters): Message {
  const inLanguage = (language: "zh" | "en"): string =>
    formatMessage(
      message[language],
      Object.fromEntries(
        Object.entries(parameters).map(([name, value]) => [
          name,
          worded.has(name) ? wordOf(String(value))[language] : value,
        ]),
      ),
    );
  return { zh: inLanguage("zh"), en: inLanguage("en") };
}

/** A word of the field in both languages; what is no such word stays as it is. */
export function wordOf(code: string): Message {
  return code in wordMessages.messages
    ? wordMessages.messages[code as keyof typeof wordMessages.messages]
    : { zh: code, en: code };
}

/** The rule of a step as a sentence. */
export function sentenceOfStep({ rule, parameters }: ArithmeticStep): Message {
  return localized(ruleMessages.messages[rule], parameters);
}
