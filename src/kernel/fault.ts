/**
 * How the caller should read a fault: the edge (HTTP status, exit code) is chosen from this alone.
 */
export type FaultKind =
  | "badInput"
  | "notFound"
  | "conflict"
  | "forbidden"
  | "unavailable"
  | "integrity"
  | "internal";

/** One entry of a room's error catalogue; the sentences take `{name}` parameters. */
export interface FaultDefinition {
  readonly kind: FaultKind;
  readonly zh: string;
  readonly en: string;
}

export type MessageParameters = Readonly<Record<string, string | number | bigint>>;

/**
 * A fault with a stable code: what was expected, what was found, and which id or place, as parameters.
 * It carries no secret and no personal data. Its message is the English sentence; the Chinese one comes
 * from the same catalogue entry.
 */
export class Fault extends Error {
  override readonly name = "Fault";
  readonly code: string;
  readonly kind: FaultKind;
  readonly parameters: MessageParameters;
  readonly definition: FaultDefinition;

  constructor(code: string, definition: FaultDefinition, parameters: MessageParameters, cause?: unknown) {
    super(formatMessage(definition.en, parameters), cause === undefined ? undefined : { cause });
    this.code = code;
    this.kind = definition.kind;
    this.parameters = parameters;
    this.definition = definition;
  }

  /** The sentence in the reader's language. */
  sentence(language: "zh" | "en"): string {
    return formatMessage(this.definition[language], this.parameters);
  }
}

/** A room's error catalogue: the definitions, and one function that makes a fault of a code. */
export interface FaultCatalogue<Code extends string> {
  readonly definitions: Readonly<Record<Code, FaultDefinition>>;
  fault(code: Code, parameters?: MessageParameters, cause?: unknown): Fault;
}

/** Declares the error codes of a room; call once, in the room's `errors.ts`. */
export function defineFaults<Code extends string>(
  definitions: Readonly<Record<Code, FaultDefinition>>,
): FaultCatalogue<Code> {
  return {
    definitions,
    fault: (code, parameters = {}, cause) => new Fault(code, definitions[code], parameters, cause),
  };
}

/** Replaces `{name}` by the parameter of that name; a name without a parameter stays visible as `{name}`. */
export function formatMessage(template: string, parameters: MessageParameters): string {
  return template.replace(/\{(\w+)\}/g, (whole, name: string) => {
    const value = parameters[name];
    return value === undefined ? whole : String(value);
  });
}
