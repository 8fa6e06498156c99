import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { RowFields } from "./row-fields.ts";
import { RowScanner } from "./row-scanner.ts";

/** Scans a text in chunks of a size; what is too long is marked. */
function scan(text: string, chunkBytes: number, rowBytes = 1000): string[] {
  const bytes = Buffer.from(text, "utf8");
  const scanner = new RowScanner({ delimiter: 0x2c, takesQuotes: true }, rowBytes);
  const rows: string[] = [];
  const drain = (): void => {
    for (let outcome = scanner.next(); outcome !== "more"; outcome = scanner.next()) {
      const row = Buffer.from(scanner.bytes.subarray(scanner.rowStart, scanner.rowEnd)).toString("utf8");
      rows.push(outcome === "long" ? "LONG" : row);
    }
  };
  for (let at = 0; at < bytes.length; at += chunkBytes) {
    scanner.push(bytes.subarray(at, at + chunkBytes));
    drain();
  }
  scanner.finish();
  drain();
  return rows;
}

const plainField = fc.string({ unit: fc.constantFrom("a", "7", " ", "发", "é", ".") });

describe("the row scanner", () => {
  it("finds the same rows however the bytes are cut into chunks", () => {
    fc.assert(
      fc.property(
        fc.array(plainField, { minLength: 1 }),
        fc.integer({ min: 1, max: 40 }),
        fc.boolean(),
        (rows, chunk, crlf) => {
          const text = rows.map((row) => `${row},x${crlf ? "\r\n" : "\n"}`).join("");
          expect(scan(text, chunk)).toEqual(rows.map((row) => `${row},x`));
        },
      ),
    );
  });

  it("keeps line breaks and delimiters inside quotation marks", () => {
    const text = 'a,"b\nc,""d""",e\nf,g,h\n';
    for (let chunk = 1; chunk < 24; chunk++) expect(scan(text, chunk)).toEqual(['a,"b\nc,""d""",e', "f,g,h"]);
  });

  it("takes a quotation mark inside a field as a character", () => {
    expect(scan('5" pipe,1\nnext,2\n', 7)).toEqual(['5" pipe,1', "next,2"]);
  });

  it("does not let an unclosed mark swallow the rest of the file", () => {
    const rows = Array.from({ length: 200 }, (_, i) => `row ${i},1`);
    const found = scan(`"open,1\n${rows.join("\n")}\n`, 64, 10_000);
    expect(found).toEqual(['"open,1', ...rows]);
  });

  it("skips a row that is too long and goes on with the next", () => {
    for (const chunk of [1, 7, 64, 5000]) {
      expect(scan(`a,1\n${"x".repeat(3000)}\nb,2\n`, chunk)).toEqual(["a,1", "LONG", "b,2"]);
    }
  });

  it("reads a last row without a line break", () => {
    expect(scan("a,1\nb,2", 3)).toEqual(["a,1", "b,2"]);
  });
});

describe("the fields of a row", () => {
  const split = (row: string, columns: number) => {
    const fields = new RowFields({ kind: "csv", delimiter: 0x2c, columns });
    const bytes = Buffer.from(row, "utf8");
    const verdict = fields.split(bytes, 0, bytes.length);
    const texts = Array.from({ length: columns }, (_, i) => Buffer.from(fields.field(i)).toString("utf8"));
    return verdict.kind === "fields" ? texts : verdict;
  };

  it("come back as written, with or without quotation marks", () => {
    const field = fc.string({ unit: fc.constantFrom("a", "1", ",", '"', "\n", "发") });
    fc.assert(
      fc.property(fc.array(field, { minLength: 1, maxLength: 6 }), (fields) => {
        const row = fields.map((text) => `"${text.replaceAll('"', '""')}"`).join(",");
        expect(split(`${row}\r\n`, fields.length)).toEqual(fields);
      }),
    );
  });

  it("are counted, and an open mark is noticed", () => {
    expect(split("a,b", 3)).toEqual({ kind: "columns", found: 2 });
    expect(split('a,"b', 2)).toEqual({ kind: "quoteOpen" });
    expect(split(" a ,b\t\n", 2)).toEqual(["a", "b"]);
  });

  it("are found in JSON lines by their keys", () => {
    const fields = new RowFields({ kind: "jsonl", keys: ["t", "v", "none"] });
    const bytes = Buffer.from('{"v":3.5,"t":"甲","more":1}\n', "utf8");
    expect(fields.split(bytes, 0, bytes.length)).toEqual({ kind: "fields" });
    expect([0, 1, 2].map((i) => Buffer.from(fields.field(i)).toString("utf8"))).toEqual(["甲", "3.5", ""]);
    const broken = Buffer.from("{", "utf8");
    expect(fields.split(broken, 0, 1)).toEqual({ kind: "notJson" });
  });
});
