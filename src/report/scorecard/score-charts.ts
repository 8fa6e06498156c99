import type { KsPoint, PopulationEvaluation } from "#scorecard";
import { barChart } from "../charts/bar-chart.ts";
import { percent, whole } from "../figures.ts";
import type { Markup } from "../markup.ts";
import { plain } from "./exploration-section.ts";
import { rateText } from "./estimate-text.ts";
import { scorecardWords } from "./scorecard-words.ts";

const { messages } = scorecardWords;
const intervals = 20;

/** Share of the goods and of the bads in equally wide intervals of the score. */
export function scoreDistributionChart({ curves }: PopulationEvaluation): Markup {
  const shares = sharesByInterval(curves.ks);
  return barChart({
    title: messages.distribution,
    unit: messages.rowsUnit,
    groupName: messages.band,
    groups: shares.map(({ from, to }) => `${plain(from)}–${plain(to)}`),
    series: [
      {
        name: messages.goods,
        style: "series-1",
        values: shares.map(({ goods }) => 100 * goods),
        texts: shares.map(({ goods }) => percent(goods, 1)),
      },
      {
        name: messages.badsLine,
        style: "series-2",
        values: shares.map(({ bads }) => 100 * bads),
        texts: shares.map(({ bads }) => percent(bads, 1)),
      },
    ],
  });
}

/** Bad rate of bands of about equal size. */
export function bandChart({ bands }: PopulationEvaluation): Markup {
  const rising = bands.toReversed();
  return barChart({
    title: messages.bandRates,
    unit: messages.badRateUnit,
    groupName: messages.band,
    groups: rising.map(({ pointsFrom, pointsTo }) => `${plain(pointsFrom)}–${plain(pointsTo)}`),
    series: [
      {
        name: messages.badRate,
        style: "series-2",
        values: rising.map(({ badRate }) => 100 * badRate.value),
        texts: rising.map(({ rows, badRate }) => `${rateText(badRate)}, n = ${whole(rows)}`),
      },
    ],
  });
}

/** Shares of an interval [from, to) of scores; the last one holds its end too. */
interface IntervalShares {
  readonly from: number;
  readonly to: number;
  readonly goods: number;
  readonly bads: number;
}

/** Told from the cumulated shares, so that the chart and the KS curve cannot disagree. */
export function sharesByInterval(ks: readonly KsPoint[]): readonly IntervalShares[] {
  const low = ks[0]?.points ?? 0;
  const high = ks.at(-1)?.points ?? 0;
  const width = widthOf(high - low);
  const start = Math.floor(low / width) * width;
  const count = Math.max(1, Math.ceil((high - start) / width));
  const shares: IntervalShares[] = [];
  let before = { goodsShare: 0, badsShare: 0 };
  let place = 0;
  for (let index = 0; index < count; index++) {
    const to = start + (index + 1) * width;
    const isLast = index === count - 1;
    let upTo = before;
    for (let point = ks[place]; point !== undefined; point = ks[++place]) {
      if (point.points >= to && !isLast) break;
      upTo = point;
    }
    const goods = upTo.goodsShare - before.goodsShare;
    const bads = upTo.badsShare - before.badsShare;
    shares.push({ from: start + index * width, to, goods, bads });
    before = upTo;
  }
  return shares;
}

/** A round width that makes about as many intervals as wanted. */
function widthOf(range: number): number {
  if (!(range > 0)) return 1;
  const exact = range / intervals;
  const unit = 10 ** Math.floor(Math.log10(exact));
  return unit * ([1, 2, 5].find((factor) => factor * unit >= exact) ?? 10);
}
