import type { ShownFigure } from "./provenance-api.ts";

/** A number and what it is called, to stand above its rows. */
export interface NamedFigure {
  readonly figure: ShownFigure;
  readonly name: string;
  readonly value: string;
}
