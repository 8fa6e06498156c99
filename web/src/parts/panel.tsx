import type { ReactNode } from "react";

interface PanelProps {
  readonly title: string;
  /** One line under the title. */
  readonly note?: ReactNode;
  readonly actions?: ReactNode;
  readonly children: ReactNode;
  readonly id?: string;
}

/** A titled part of a page. */
export function Panel({ title, note, actions, children, id }: PanelProps) {
  return (
    <section className="panel" id={id} aria-label={title}>
      <header className="panel__header">
        <div>
          <h2 className="panel__title">{title}</h2>
          {note !== undefined && <p className="panel__note">{note}</p>}
        </div>
        {actions !== undefined && <div className="panel__actions">{actions}</div>}
      </header>
      {children}
    </section>
  );
}

interface StatProps {
  readonly label: string;
  readonly value: ReactNode;
  readonly unit?: string;
  readonly note?: ReactNode;
}

/** A figure with its label, unit and what stands beside it. */
export function Stat({ label, value, unit, note }: StatProps) {
  return (
    <div className="stat">
      <dt className="stat__label">{label}</dt>
      <dd className="stat__value">
        <span className="figure">{value}</span>
        {unit !== undefined && <span className="stat__unit">{unit}</span>}
      </dd>
      {note !== undefined && <dd className="stat__note">{note}</dd>}
    </div>
  );
}
