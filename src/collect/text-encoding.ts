/** Encodings that are read; GBK is read as its superset GB18030. */
export type TextEncoding = "utf-8" | "gb18030";

export type EncodingVerdict =
  | { readonly kind: "text"; readonly encoding: TextEncoding; readonly bomBytes: number }
  | { readonly kind: "binary"; readonly what: string }
  | { readonly kind: "unsupported"; readonly found: string };

const signatures: readonly (readonly [readonly number[], string])[] = [
  [[0x50, 0x4b, 0x03, 0x04], "ZIP/XLSX"],
  [[0x50, 0x4b, 0x05, 0x06], "ZIP/XLSX"],
  [[0x89, 0x50, 0x4e, 0x47], "PNG"],
  [[0xff, 0xd8, 0xff], "JPEG"],
  [[0x25, 0x50, 0x44, 0x46], "PDF"],
  [[0xd0, 0xcf, 0x11, 0xe0], "XLS/DOC"],
  [[0x37, 0x7a, 0xbc, 0xaf], "7z"],
  [[0x52, 0x61, 0x72, 0x21], "RAR"],
  [[0x42, 0x5a, 0x68], "bzip2"],
  [[0x28, 0xb5, 0x2f, 0xfd], "zstd"],
  [[0x1f, 0x8b], "gzip"],
  [[0x7f, 0x45, 0x4c, 0x46], "ELF"],
  [[0x50, 0x41, 0x52, 0x31], "Parquet"],
];

const lineFeed = 0x0a;

/**
 * Says how the beginning of a file is to be read. The first line decides where it can, so that damage further
 * down costs its own rows and not the file; after it the encoding in which more lines are valid.
 * @param head  the first bytes, inflated; tens of kilobytes make the verdict good
 */
export function detectEncoding(head: Uint8Array): EncodingVerdict {
  for (const [signature, what] of signatures) {
    if (signature.every((byte, i) => head[i] === byte)) return { kind: "binary", what };
  }
  if (head[0] === 0xff && head[1] === 0xfe) return { kind: "unsupported", found: "UTF-16LE" };
  if (head[0] === 0xfe && head[1] === 0xff) return { kind: "unsupported", found: "UTF-16BE" };
  const bomBytes = head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf ? 3 : 0;
  const lines = linesOf(head.subarray(bomBytes));
  const first = lines[0] as Uint8Array;
  if (first.includes(0)) return { kind: "binary", what: "NUL" };
  if (bomBytes > 0) {
    return isValid(first, "utf-8")
      ? { kind: "text", encoding: "utf-8", bomBytes }
      : { kind: "unsupported", found: "UTF-8 BOM" };
  }
  const candidates = (["utf-8", "gb18030"] as const).filter((encoding) => isValid(first, encoding));
  const isAscii = first.every((byte) => byte < 0x80);
  // A line of Chinese that is valid UTF-8 is next to never meant as GBK; the other way round it is impossible.
  const encoding =
    isAscii && countValid(lines, "gb18030") > countValid(lines, "utf-8") ? "gb18030" : candidates[0];
  return encoding === undefined ? { kind: "unsupported", found: "?" } : { kind: "text", encoding, bomBytes };
}

/** The lines of the head; the last may be cut in the middle of a character and is left out unless it is the only one. */
function linesOf(head: Uint8Array): Uint8Array[] {
  const lines: Uint8Array[] = [];
  let start = 0;
  for (let end = head.indexOf(lineFeed); end >= 0; end = head.indexOf(lineFeed, start)) {
    lines.push(head.subarray(start, end));
    start = end + 1;
  }
  return lines.length === 0 ? [withoutCutCharacter(head)] : lines;
}

/** Takes off what may be the beginning of a character whose rest is not in the head. */
function withoutCutCharacter(bytes: Uint8Array): Uint8Array {
  let end = bytes.length;
  while (end > 0 && bytes.length - end < 3 && (bytes[end - 1] as number) >= 0x80) end--;
  return bytes.subarray(0, end);
}

function countValid(lines: readonly Uint8Array[], encoding: TextEncoding): number {
  return lines.filter((line) => isValid(line, encoding)).length;
}

function isValid(bytes: Uint8Array, encoding: TextEncoding): boolean {
  return decodeText(bytes, encoding) !== null;
}

const decoders = {
  "utf-8": new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }),
  gb18030: new TextDecoder("gb18030", { fatal: true }),
};
const lenientDecoders = {
  "utf-8": new TextDecoder("utf-8", { ignoreBOM: true }),
  gb18030: new TextDecoder("gb18030"),
};

/** The text of the bytes, or null when they are not valid in the encoding. */
export function decodeText(bytes: Uint8Array, encoding: TextEncoding): string | null {
  try {
    return decoders[encoding].decode(bytes);
  } catch {
    return null;
  }
}

/** The text for a person to read: what is invalid becomes U+FFFD. */
export function decodeLeniently(bytes: Uint8Array, encoding: TextEncoding): string {
  return lenientDecoders[encoding].decode(bytes);
}
