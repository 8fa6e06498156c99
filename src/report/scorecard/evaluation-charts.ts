import type { Message } from "#kernel";
import type { PopulationEvaluation } from "#scorecard";
import { type Axis, xyChart, type XyLine } from "../charts/xy-chart.ts";
import { decimal, percent, whole } from "../figures.ts";
import type { Markup } from "../markup.ts";
import { scorecardWords } from "./scorecard-words.ts";

const { messages } = scorecardWords;
const styles = ["line-2", "line-1", "line-3"] as const;

function shares(name: Message): Axis {
  return { name, low: 0, high: 1, unit: "percent" };
}

const diagonal: XyLine = {
  name: messages.noPower,
  style: "reference",
  points: [
    { x: 0, y: 0 },
    { x: 1, y: 1 },
  ],
};

/** One curve a population, the last one solid. */
export function rocChart(populations: readonly PopulationEvaluation[]): Markup {
  const last = populations.length - 1;
  const lines = populations.map(({ kind, curves, discrimination }, index): XyLine => {
    const auc = `AUC ${decimal(discrimination.auc.value, 3)}`;
    return {
      name: { zh: `${messages[kind].zh} ${auc}`, en: `${messages[kind].en} ${auc}` },
      style: index === last ? "line-1" : (styles[index === 1 ? 2 : 0] ?? "line-2"),
      points: curves.roc.map(({ goodsShare, badsShare }) => ({ x: goodsShare, y: badsShare })),
    };
  });
  return xyChart({
    title: messages.roc,
    x: shares(messages.goodsDeclined),
    y: shares(messages.badsDeclined),
    lines: [...lines, diagonal],
  });
}

/** Cumulative shares of goods and bads up to each score, and where they lie furthest apart. */
export function ksChart({ curves, discrimination }: PopulationEvaluation): Markup {
  const points = curves.ks.map((point) => point.points);
  const at = curves.ks.find((point) => point.points === discrimination.ksPoints);
  const ks = { ks: decimal(discrimination.ks.value, 3), points: whole(discrimination.ksPoints) };
  return xyChart({
    title: messages.ksTitle,
    x: { name: messages.score, low: Math.min(...points), high: Math.max(...points), unit: "points" },
    y: shares(messages.cumulative),
    lines: [
      {
        name: messages.badsLine,
        style: "line-1",
        points: curves.ks.map((point) => ({ x: point.points, y: point.badsShare })),
      },
      {
        name: messages.goods,
        style: "line-2",
        points: curves.ks.map((point) => ({ x: point.points, y: point.goodsShare })),
      },
    ],
    ...(at === undefined
      ? {}
      : {
          mark: {
            x: at.points,
            from: at.goodsShare,
            to: at.badsShare,
            text: scorecardWords.both("ksMark", ks),
          },
        }),
  });
}

/** Share of the bads among the riskiest rows. */
export function gainChart({ curves }: PopulationEvaluation): Markup {
  return xyChart({
    title: messages.gain,
    x: shares(messages.riskiest),
    y: shares(messages.caught),
    lines: [
      {
        name: messages.gain,
        style: "line-1",
        points: [{ x: 0, y: 0 }, ...curves.gain.map(({ share, badsShare }) => ({ x: share, y: badsShare }))],
      },
      diagonal,
    ],
  });
}

/** How many times as many bads as in rows drawn at random. */
export function liftChart({ curves }: PopulationEvaluation): Markup {
  return xyChart({
    title: messages.lift,
    x: shares(messages.riskiest),
    y: {
      name: messages.ratio,
      low: 0,
      high: Math.max(1, ...curves.gain.map(({ lift }) => lift)),
      unit: "number",
    },
    lines: [
      {
        name: messages.lift,
        style: "line-1",
        hasDots: true,
        points: curves.gain.map(({ share, lift }) => ({
          x: share,
          y: lift,
          text: {
            zh: `${percent(share, 0)}：${decimal(lift, 2)}`,
            en: `${percent(share, 0)}: ${decimal(lift, 2)}`,
          },
        })),
      },
      {
        name: messages.noPower,
        style: "reference",
        points: [
          { x: 0, y: 1 },
          { x: 1, y: 1 },
        ],
      },
    ],
  });
}

/** Bad rate against PD in groups of equal size, each with its interval. */
export function calibrationChart({ calibration }: PopulationEvaluation): Markup {
  const { groups } = calibration;
  const most = Math.max(0.01, ...groups.flatMap(({ meanPd, badRate }) => [meanPd, badRate.high]));
  return xyChart({
    title: messages.calibration,
    x: { name: messages.predicted, low: 0, high: most, unit: "percent" },
    y: { name: messages.observed, low: 0, high: most, unit: "percent" },
    lines: [
      {
        name: messages.observed,
        style: "line-1",
        hasDots: true,
        points: groups.map(({ meanPd, badRate, rows }) => {
          const text = `PD ${percent(meanPd)}, ${percent(badRate.value)} [${percent(badRate.low)}, ${percent(badRate.high)}], n = ${whole(rows)}`;
          return { x: meanPd, y: badRate.value, interval: badRate, text: { zh: text, en: text } };
        }),
      },
      {
        name: messages.perfect,
        style: "reference",
        points: [
          { x: 0, y: 0 },
          { x: most, y: most },
        ],
      },
    ],
  });
}
