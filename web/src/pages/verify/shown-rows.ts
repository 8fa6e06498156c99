import { type EvidenceBundle, isJsonObject, type Json, type JsonObject, parseCanonicalJson } from "#seal";

/** A disclosed row as a person reads it. */
export interface ShownRow {
  readonly entry: number;
  readonly type: string;
  readonly ordinal: number;
  readonly rowCount: number | null;
  /** Of the entry, by the platform's clock. */
  readonly receivedAtMs: number | null;
  /** The bytes as text, without their line end; `null` where they are none. */
  readonly text: string | null;
  /** A reading of a device in words; null for any other row. */
  readonly reading: ShownReading | null;
  readonly bytes: number;
  readonly hashes: number;
  readonly salt: string;
}

/** One reading as the device meant it. */
export interface ShownReading {
  readonly element: string;
  readonly channel: string;
  /** In the channel's base unit, as a decimal. */
  readonly value: string;
  readonly fromMs: number;
  readonly toMs: number;
}

/** The disclosed rows of a bundle, in order; what cannot be read is shown with gaps, the findings say why. */
export function shownRows(bundle: EvidenceBundle): readonly ShownRow[] {
  return bundle.entries.flatMap(({ index, header, rows }) => {
    const fields = fieldsOf(header);
    return rows.map(({ ordinal, row, proof, salt }) => {
      const bytes = bytesOf(row);
      const text = bytes === null ? null : textOf(bytes);
      return {
        entry: index,
        type: textField(fields, "@type") ?? "",
        ordinal,
        rowCount: numberField(fields, "rowCount"),
        receivedAtMs: numberField(fields, "receivedAtMs"),
        text,
        reading: text === null ? null : readingOf(fields, text),
        bytes: bytes?.length ?? 0,
        hashes: proof.length,
        salt,
      };
    });
  });
}

/** When the platform sealed the state that the bundle is about, by its own clock. */
export function sealedAtMs(bundle: EvidenceBundle): number | null {
  return numberField(fieldsOf(bundle.anchor.entry), "sealedAtMs");
}

/** A row `<channel index>,<from ms>,<to ms>,<integer>` with the channels that the batch's head names. */
function readingOf({ batch }: JsonObject, text: string): ShownReading | null {
  const [, index = "", fromMs = "", toMs = "", digits = ""] = /^(\d+),(\d+),(\d+),(-?\d+)$/.exec(text) ?? [];
  const channels = batch !== undefined && isJsonObject(batch) ? batch["channels"] : undefined;
  const named =
    Array.isArray(channels) && index !== "" ? (channels[Number(index)] as Json | undefined) : undefined;
  if (named === undefined || !isJsonObject(named)) return null;
  const element = textField(named, "element");
  const channel = textField(named, "channel");
  if (element === null || channel === null) return null;
  const value = scaled(digits, numberField(named, "scale") ?? 0);
  return { element, channel, value, fromMs: Number(fromMs), toMs: Number(toMs) };
}

/** An integer times 10^scale as a decimal, without a detour over binary fractions. */
function scaled(digits: string, scale: number): string {
  if (scale >= 0) return digits + "0".repeat(digits === "0" ? 0 : scale);
  const sign = digits.startsWith("-") ? "-" : "";
  const padded = digits.replace("-", "").padStart(1 - scale, "0");
  return `${sign}${padded.slice(0, scale)}.${padded.slice(scale)}`;
}

function fieldsOf(header: string): JsonObject {
  try {
    const fields = parseCanonicalJson(header);
    return isJsonObject(fields) ? fields : {};
  } catch {
    return {};
  }
}

function numberField(fields: JsonObject, name: string): number | null {
  const value = fields[name];
  return typeof value === "number" ? value : null;
}

function textField(fields: JsonObject, name: string): string | null {
  const value = fields[name];
  return typeof value === "string" ? value : null;
}

function bytesOf(base64: string): Uint8Array | null {
  try {
    return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
  } catch {
    return null;
  }
}

function textOf(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes).replace(/\r?\n$/, "");
  } catch {
    return null;
  }
}
