import type { Language } from "#kernel";
import { type OutcomeKind, outcomeKinds, type ShadowComparison } from "./comparison.ts";
import { shadowWords } from "./shadow-words.ts";

const width = 720;
const height = 200;
const left = 40;
const right = 8;
const top = 26;
const bottom = 22;
const font =
  'font-family="Noto Sans SC, PingFang SC, Microsoft YaHei, Noto Sans CJK SC, sans-serif" font-size="10"';

/** One colour an outcome, darker the worse, so that it reads without colour as well. */
const colours: Readonly<Record<OutcomeKind, string>> = {
  sound: "#c3ccd0",
  missed: "#8fb3bf",
  trouble: "#d98a2b",
  default: "#8f2a20",
};

/** The PDs of all borrowers, highest first, as an SVG for paper; the bank's ratings stand under them. */
export function drawBorrowers(comparison: ShadowComparison, language: Language): string {
  const scored = comparison.borrowers.flatMap(({ ours, outcome, bankRating }) =>
    ours === null ? [] : [{ pd: ours.pd, kind: outcome.kind, bankRating }],
  );
  const cutoff = comparison.cutoffPdPpm / 1e6;
  const most = Math.max(cutoff, ...scored.map(({ pd }) => pd)) * 1.1;
  const y = (pd: number): number => round(height - bottom - (pd / most) * (height - bottom - top));
  const slot = (width - left - right) / Math.max(1, scored.length);
  const bars = scored.map(({ pd, kind }, index) => {
    const x = round(left + slot * (index + 0.14));
    return `<rect x="${x}" y="${y(pd)}" width="${round(slot * 0.72)}" height="${round(height - bottom - y(pd))}" fill="${colours[kind]}"/>`;
  });
  const ratings = scored.map(({ bankRating }, index) => {
    const x = round(left + slot * (index + 0.5));
    return slot < 18 || bankRating === null
      ? ""
      : `<text x="${x}" y="${height - 8}" text-anchor="middle" ${font} fill="#5b6770">${bankRating.replaceAll(/[<>&]/g, "")}</text>`;
  });
  const ticks = [0, 0.25, 0.5, 0.75, 1].map((share) => share * most);
  const grid = ticks.map(
    (tick) =>
      `<line x1="${left}" x2="${width - right}" y1="${y(tick)}" y2="${y(tick)}" stroke="#dfe4e7" stroke-width="0.7"/>` +
      `<text x="${left - 5}" y="${y(tick) + 3}" text-anchor="end" ${font} fill="#5b6770">${(tick * 100).toFixed(1)}%</text>`,
  );
  const line = `<line x1="${left}" x2="${width - right}" y1="${y(cutoff)}" y2="${y(cutoff)}" stroke="#1c2226" stroke-width="1" stroke-dasharray="5 3"/>`;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}">${[...grid, ...bars, line, ...ratings, legendOf(language)].join("")}</svg>`;
}

function legendOf(language: Language): string {
  const names = { sound: "sound", missed: "missed", trouble: "troubled", default: "default" } as const;
  return outcomeKinds
    .map((kind, index) => {
      const x = left + index * 90;
      const name = shadowWords.sentence(names[kind], language);
      return `<rect x="${x}" y="5" width="10" height="10" fill="${colours[kind]}"/><text x="${x + 14}" y="14" ${font} fill="#1c2226">${name}</text>`;
    })
    .join("");
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
