import type { ReactNode } from "react";

/** A column of a {@link FigureTable}; figures are right-aligned. */
export interface FigureColumn<Row> {
  readonly key: string;
  readonly title: string;
  readonly isFigure?: boolean;
  readonly render: (row: Row, index: number) => ReactNode;
}

interface FigureTableProps<Row> {
  readonly label: string;
  readonly columns: readonly FigureColumn<Row>[];
  readonly rows: readonly Row[];
  readonly rowKey: (row: Row, index: number) => string;
  readonly footer?: readonly ReactNode[];
  readonly isTall?: boolean;
}

/** A plain dense table for a few dozen rows; it scrolls sideways in itself where the screen is narrow. */
export function FigureTable<Row>({ label, columns, rows, rowKey, footer, isTall }: FigureTableProps<Row>) {
  return (
    <div
      className={isTall === true ? "figure-table figure-table--tall" : "figure-table"}
      tabIndex={0}
      role="region"
      aria-label={label}
    >
      <table>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column.key} scope="col" className={column.isFigure === true ? "is-figure" : undefined}>
                {column.title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, index) => (
            <tr key={rowKey(row, index)}>
              {columns.map((column) => (
                <Cell key={column.key} isFigure={column.isFigure === true}>
                  {column.render(row, index)}
                </Cell>
              ))}
            </tr>
          ))}
        </tbody>
        {footer !== undefined && (
          <tfoot>
            <tr>
              {columns.map((column, index) => (
                <td key={column.key} className={column.isFigure === true ? "is-figure" : undefined}>
                  {footer[index]}
                </td>
              ))}
            </tr>
          </tfoot>
        )}
      </table>
    </div>
  );
}

/** A day, a time or a number stays on one line also where its column is of words. */
function Cell({ isFigure, children }: { readonly isFigure: boolean; readonly children: ReactNode }) {
  const isShort = typeof children === "string" && /^[\d\s:.,%¥–-]+$/.test(children);
  return <td className={isFigure ? "is-figure" : isShort ? "figure" : undefined}>{children}</td>;
}
