import { type MessageParameters, formatMessage } from "./fault.ts";

/** The two languages of every sentence that a person reads; Chinese is the first. */
export type Language = "zh" | "en";

/** One sentence in both languages; `{name}` is a parameter, and both must use the same ones. */
export interface Message {
  readonly zh: string;
  readonly en: string;
}

/** A room's catalogue of sentences, beside its code. */
export interface MessageCatalogue<Key extends string> {
  readonly messages: Readonly<Record<Key, Message>>;
  sentence(key: Key, language: Language, parameters?: MessageParameters): string;
  /** Both languages at once, for documents that carry both. */
  both(key: Key, parameters?: MessageParameters): Message;
}

/** Declares a room's sentences; a key that is not in the catalogue does not compile. */
export function defineMessages<Key extends string>(
  messages: Readonly<Record<Key, Message>>,
): MessageCatalogue<Key> {
  return {
    messages,
    sentence: (key, language, parameters = {}) => formatMessage(messages[key][language], parameters),
    both: (key, parameters = {}) => ({
      zh: formatMessage(messages[key].zh, parameters),
      en: formatMessage(messages[key].en, parameters),
    }),
  };
}

/** The names of a sentence's parameters, sorted, each once. */
export function parameterNamesOf(template: string): string[] {
  return [...new Set([...template.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? ""))].sort();
}
