import {
  type DocumentStream,
  rowOfDocument,
  rowOfForeignDocument,
  type StreamName,
  type StreamRows,
} from "#operations";
import type { ColumnBlock } from "./native-columns.ts";
import { numberAt, textAt } from "./operating-rows.ts";

/** A row among the business documents, with its stream; null where it belongs to none. */
export type DocumentRow = readonly [stream: StreamName, row: StreamRows[StreamName]] | null;

/** Reads the business documents of a block: rows of streams as they were, documents of other sources as far as they go. */
export function makeDocuments(block: ColumnBlock): (at: number) => DocumentRow {
  const text = (column: number) => textAt(block, column);
  const [stream, number, counterparty, item] = [text(0), text(2), text(3), text(4)];
  const [measure, action, orderId, place] = [text(5), text(6), text(7), text(8)];
  const [words, details, kind] = [text(9), text(10), text(14)];
  const [day, quantity, amount, due] = [1, 11, 12, 13].map((column) => numberAt(block, column)) as [
    ReturnType<typeof numberAt>,
    ReturnType<typeof numberAt>,
    ReturnType<typeof numberAt>,
    ReturnType<typeof numberAt>,
  ];
  return (at) => {
    const fen = amount.orNull(at);
    const document = {
      day: day(at),
      number: number(at),
      counterparty: counterparty(at),
      item: item(at),
      measure: measure(at),
      action: action(at),
      orderId: orderId(at),
      place: place(at),
      text: words(at),
      quantityMilli: quantity.orNull(at),
      amountFen: fen === null ? null : BigInt(fen),
      dueDay: due.orNull(at),
      details: details(at),
    };
    const name = stream(at);
    if (name === "") return rowOfForeignDocument({ ...document, kind: kind(at) });
    return [name as StreamName, rowOfDocument(name as DocumentStream, document)];
  };
}
