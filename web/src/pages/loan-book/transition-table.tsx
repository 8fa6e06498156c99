import { formatPercent } from "../../figures/format-number.ts";
import { usePhrase, useText } from "../../i18n/language.tsx";
import { classNames } from "../../parts/class-mark.tsx";
import { deliveryText } from "./delivery-text.ts";
import type { PortfolioQuality } from "./loan-book-api.ts";

interface TransitionTableProps {
  readonly label: string;
  readonly table: PortfolioQuality["migration"][number]["table"];
}

/** From each state to each a month later: loans, and the share of the row. */
export function TransitionTable({ label, table }: TransitionTableProps) {
  const d = useText(deliveryText);
  const phrase = usePhrase();
  const nameOf = (state: string) =>
    state in classNames ? phrase(classNames[state as keyof typeof classNames]) : state;
  return (
    <div className="figure-table transitions" role="region" aria-label={label} tabIndex={0}>
      <table>
        <thead>
          <tr>
            <th scope="col" />
            {[...table.states.map(nameOf), d("settled")].map((name) => (
              <th key={name} scope="col" className="is-figure">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {table.states.map((state, row) => {
            const counts = table.counts[row] ?? [];
            const total = counts.reduce((sum, count) => sum + count, 0);
            return (
              <tr key={state}>
                <th scope="row">{nameOf(state)}</th>
                {counts.map((count, column) => (
                  // oxlint-disable-next-line react/no-array-index-key
                  <td key={column} className={column === row ? "is-figure is-same" : "is-figure"}>
                    {count === 0 ? (
                      <span className="soft">0</span>
                    ) : (
                      <>
                        {count} <span className="soft">({formatPercent(count / total, 0)})</span>
                      </>
                    )}
                  </td>
                ))}
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}
