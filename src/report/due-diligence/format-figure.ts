import { divideRounded, formatYuan } from "#kernel";
import { NO_FIGURE } from "../figures.ts";
import type { Figure, FigureUnit } from "./figure.ts";

const unitWords: Readonly<Record<FigureUnit, string>> = {
  wan: " 万元",
  yuan: " 元",
  count: "",
  percent: "",
  kWh: " 千瓦时",
  hours: " 小时",
  days: " 天",
  months: " 个月",
  turns: " 次",
  points: " 分",
  ratio: "",
  text: "",
};

/** The figure as it stands in a table, whose head names the unit. */
export function formatFigure({ unit, value }: Pick<Figure, "unit" | "value">): string {
  if (value === null) return NO_FIGURE;
  switch (unit) {
    case "wan":
      return decimals(BigInt(value), 1_000_000n, 2);
    case "yuan":
      return withThousands(formatYuan(BigInt(value)));
    case "percent":
      return `${decimals(BigInt(value), 10_000n, 2)}%`;
    case "kWh":
      return decimals(BigInt(value), 1_000n, 0);
    case "hours":
      return decimals(BigInt(value), 60n, 1);
    case "turns":
    case "ratio":
      return decimals(BigInt(value), 1_000n, 3);
    case "count":
    case "days":
    case "months":
    case "points":
      return withThousands(value);
    case "text":
      return value;
  }
}

/** The figure as it stands in a sentence, with its unit. */
export function speakFigure(figure: Pick<Figure, "unit" | "value">): string {
  return figure.value === null ? NO_FIGURE : formatFigure(figure) + unitWords[figure.unit];
}

function decimals(value: bigint, unit: bigint, places: number): string {
  const scale = 10n ** BigInt(places);
  const rounded = divideRounded(value * scale, unit, "halfUp");
  const digits = (rounded < 0n ? -rounded : rounded).toString().padStart(places + 1, "0");
  const whole = digits.slice(0, digits.length - places);
  const text = places === 0 ? whole : `${whole}.${digits.slice(-places)}`;
  return withThousands(rounded < 0n ? `-${text}` : text);
}

function withThousands(text: string): string {
  return text.replace(/\B(?=(\d{3})+(?!\d))(?<!\.\d*)/g, ",").replace(/^-/, "−");
}
