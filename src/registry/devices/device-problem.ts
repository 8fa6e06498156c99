import type { Message, MessageParameters } from "#kernel";
import { deviceProblems } from "./device-messages.ts";

export type DeviceProblemCode = keyof typeof deviceProblems.messages;

/** Parameters of a problem; what has a name in each language is given in both. */
export type ProblemParameters = Readonly<Record<string, string | number | Message>>;

/** The sentence of a problem in both languages. */
export function sayProblem(code: DeviceProblemCode, parameters: ProblemParameters): Message {
  return {
    zh: deviceProblems.sentence(code, "zh", inLanguage(parameters, "zh")),
    en: deviceProblems.sentence(code, "en", inLanguage(parameters, "en")),
  };
}

function inLanguage(parameters: ProblemParameters, language: "zh" | "en"): MessageParameters {
  return Object.fromEntries(
    Object.entries(parameters).map(([key, value]) => [
      key,
      typeof value === "object" ? value[language] : value,
    ]),
  );
}
