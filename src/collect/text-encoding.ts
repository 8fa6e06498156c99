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

/**
 * Says how the beginning of a file is to be read. A character may be cut by the end of `head`, so up to
 * three bytes there are not judged.
 * @param head  the first bytes, inflated; tens of kilobytes make the verdict good
 */
export function detectEncoding(head: Uint8Array): EncodingVerdict {
  for (const [signature, what] of signatures) {
    if (signature.every((byte, i) => head[i] === byte)) return { kind: "binary", what };
  }
  if (head[0] === 0xff && head[1] === 0xfe) return { kind: "unsupported", found: "UTF-16LE" };
  if (head[0] === 0xfe && head[1] === 0xff) return { kind: "unsupported", found: "UTF-16BE" };
  if (head.includes(0)) return { kind: "binary", what: "NUL" };
  const bomBytes = head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf ? 3 : 0;
  if (decodes(head, "utf-8")) return { kind: "text", encoding: "utf-8", bomBytes };
  if (bomBytes === 0 && decodes(head, "gb18030")) return { kind: "text", encoding: "gb18030", bomBytes };
  return { kind: "unsupported", found: bomBytes === 0 ? "?" : "UTF-8 BOM" };
}

function decodes(head: Uint8Array, encoding: TextEncoding): boolean {
  for (let cut = 0; cut <= Math.min(3, head.length); cut++) {
    try {
      new TextDecoder(encoding, { fatal: true }).decode(head.subarray(0, head.length - cut));
      return true;
    } catch {
      // The next attempt leaves out one more byte of a possibly cut character.
    }
  }
  return false;
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
