import { type EvidenceBundle, isJsonObject, type JsonObject, parseCanonicalJson } from "#seal";

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
  readonly bytes: number;
  readonly hashes: number;
  readonly salt: string;
}

/** The disclosed rows of a bundle, in order; what cannot be read is shown with gaps, the findings say why. */
export function shownRows(bundle: EvidenceBundle): readonly ShownRow[] {
  return bundle.entries.flatMap(({ index, header, rows }) => {
    const fields = fieldsOf(header);
    return rows.map(({ ordinal, row, proof, salt }) => {
      const bytes = bytesOf(row);
      return {
        entry: index,
        type: textField(fields, "@type") ?? "",
        ordinal,
        rowCount: numberField(fields, "rowCount"),
        receivedAtMs: numberField(fields, "receivedAtMs"),
        text: bytes === null ? null : textOf(bytes),
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
