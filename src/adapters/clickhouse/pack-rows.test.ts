import { describe, expect, it } from "vitest";
import { type StreamName, streamNames } from "#operations";
// The rows lie beside their room, whose door does not export them because they are for tests only.
import { randomOf, randomRows } from "../../operations/testing/random-rows.ts";
import { packRows } from "./pack-rows.ts";
import { unpackRows } from "./unpack-rows.ts";

const seed = 7;
const everyDay = 100_000;

function rowsOf(stream: StreamName, packed: Uint8Array, lastDay = everyDay): object[] {
  const rows: object[] = [];
  unpackRows(stream, packed, lastDay, (row) => rows.push(row));
  return rows;
}

describe(`packed rows (seed ${seed})`, () => {
  const random = randomRows(randomOf(seed), 3, 200);
  const plain = (stream: StreamName): readonly object[] =>
    random[stream].map(({ platformIndex: _platformIndex, ...row }) => row);

  it.each(streamNames)("of %s are the rows, in their order", (stream) => {
    const rows = plain(stream);
    expect(rowsOf(stream, packRows(stream, rows as never))).toEqual(rows);
  });

  it("keep amounts and counts up to the largest exact ones, of both signs, and missing ones", () => {
    const [row] = random.payments;
    if (row === undefined) throw new Error("no row");
    const { platformIndex: _platformIndex, ...payment } = row;
    const most = BigInt(Number.MAX_SAFE_INTEGER);
    const amounts = [0n, most, -most, 1n, -1n, 2n ** 51n, -(2n ** 51n), 2n ** 51n - 1n, 1n - 2n ** 51n];
    for (const some of [amounts, amounts.slice(-2)]) {
      const rows = some.map((amountFen, at) => ({
        ...payment,
        amountFen,
        balanceFen: at % 2 === 0 ? null : -amountFen,
      }));
      expect(rowsOf("payments", packRows("payments", rows))).toEqual(rows);
    }
  });

  it("leave out what happened after a day; a declaration happens when it is filed", () => {
    const lastDay = 19_760;
    const packed = packRows("declared", random.declared);
    const expected = (plain("declared") as readonly { readonly filedOn: number }[]).filter(
      ({ filedOn }) => filedOn <= lastDay,
    );
    expect(rowsOf("declared", packed, lastDay)).toEqual(expected);
  });

  it("are refused when they end early or are of another stream", () => {
    const packed = packRows("invoices", random.invoices);
    expect(() => rowsOf("invoices", packed.subarray(0, -1))).toThrow("cut off");
    expect(() => rowsOf("payments", packed)).toThrow("payments 10");
  });
});
