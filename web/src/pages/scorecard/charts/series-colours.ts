import type { Palette } from "../../../app/palette.ts";

/** Colours of many lines in one chart, told apart also by their order and the legend. */
export function seriesColours(palette: Palette): readonly string[] {
  return [
    palette.accent,
    palette.loss,
    palette.ink,
    palette.error,
    palette.quiet,
    palette.warning,
    palette.soft,
    palette.gain,
  ];
}
