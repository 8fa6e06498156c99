import { createContext, lazy, Suspense, useContext, useMemo, useState } from "react";
import type { ReactNode } from "react";
import { useText } from "../../i18n/language.tsx";
import type { NamedFigure } from "./named-figure.ts";
import { provenanceText } from "./provenance-text.ts";
import "./provenance.css";

const ProvenanceDrawer = lazy(async () => ({
  default: (await import("./provenance-drawer.tsx")).ProvenanceDrawer,
}));

const SourceContext = createContext<((shown: NamedFigure) => void) | null>(null);

/** Lets every number below it be opened: where it comes from, in a drawer. */
export function FigureSources({ enterpriseId, children }: { enterpriseId: string; children: ReactNode }) {
  const [shown, setShown] = useState<NamedFigure | null>(null);
  const open = useMemo(() => setShown, []);
  return (
    <SourceContext value={open}>
      {children}
      {shown !== null && (
        <Suspense>
          <ProvenanceDrawer enterpriseId={enterpriseId} shown={shown} onClose={() => setShown(null)} />
        </Suspense>
      )}
    </SourceContext>
  );
}

/** Opens where a number comes from; null where the page has no such drawer. */
export function useFigureSource(): ((shown: NamedFigure) => void) | null {
  return useContext(SourceContext);
}

/** A number that opens where it comes from. */
export function SourcedFigure({ figure, name, value }: NamedFigure) {
  const t = useText(provenanceText);
  const open = useFigureSource();
  if (open === null) return value;
  return (
    <button
      type="button"
      className="sourced-figure"
      aria-label={`${value}, ${t("open", { name })}`}
      onClick={() => open({ figure, name, value })}
    >
      {value}
    </button>
  );
}
