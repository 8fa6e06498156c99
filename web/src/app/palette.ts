import type { ThemeMode } from "./theme-mode.tsx";

/**
 * The colours of the app, once for CSS (`tokens.css` carries the same names), Ant Design and the charts.
 * Stone and ink, one petrol accent, and the gold of the streak for what is selected. Gains and losses are told by
 * sign and place, not by red and green.
 */
export interface Palette {
  readonly ground: string;
  readonly surface: string;
  readonly raised: string;
  readonly ink: string;
  readonly soft: string;
  readonly line: string;
  readonly accent: string;
  readonly streak: string;
  readonly gain: string;
  readonly loss: string;
  readonly quiet: string;
  readonly error: string;
  readonly warning: string;
}

const light: Palette = {
  ground: "#f3f3f0",
  surface: "#ffffff",
  raised: "#f8f8f6",
  ink: "#1b2327",
  soft: "#55626a",
  line: "#d9dcda",
  accent: "#145c70",
  streak: "#96700f",
  gain: "#2b6f86",
  loss: "#b3832a",
  quiet: "#aab4b8",
  error: "#a5342b",
  warning: "#8a5a00",
};

const dark: Palette = {
  ground: "#12171a",
  surface: "#1a2125",
  raised: "#20282d",
  ink: "#e5eaeb",
  soft: "#9eabb1",
  line: "#313b41",
  accent: "#6bb8cc",
  streak: "#d3ac4a",
  gain: "#5aa3ba",
  loss: "#cf9f47",
  quiet: "#5b686e",
  error: "#f0877c",
  warning: "#e0b050",
};

export function paletteOf(mode: ThemeMode): Palette {
  return mode === "dark" ? dark : light;
}
