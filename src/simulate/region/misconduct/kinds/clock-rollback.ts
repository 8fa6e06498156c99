import type { OperatingRows } from "#operations";
import { type Change, changed, type Scene } from "../scene.ts";

/** Days whose clock was turned, and by how many days; less than a day only moves the hours. */
interface Episode {
  readonly fromDay: number;
  readonly untilDay: number;
  readonly days: number;
  readonly seconds: number;
}

/**
 * The collector's clock is turned back, so that what is made now fills days that were empty, and later forward again.
 * The way in sees the jumps and how far the clock was off; the days of the episode themselves stay without data.
 */
export function turnClockBack(scene: Scene): Change {
  const { rows, random } = scene;
  const collector = rows.collectorDays[0]?.collector;
  if (collector === undefined || rows.machineDays.length === 0) return null;
  const episodes = episodesOf(scene);
  const episodeOf = (day: number): Episode | undefined =>
    episodes.find(({ fromDay, untilDay }) => day >= fromDay && day <= untilDay);
  const redate = <Row extends { readonly day: number }>(row: Row): Row => {
    const days = episodeOf(row.day)?.days ?? 0;
    return days === 0 ? row : { ...row, day: row.day - days };
  };
  const collectorDays = changed(rows, "collectorDays", (row) => {
    if (row.collector !== collector) return row;
    const closed = episodes.some(({ untilDay }) => row.day === untilDay + 1);
    const episode = episodeOf(row.day);
    if (episode === undefined) return closed ? { ...row, clockJumps: row.clockJumps + 1 } : row;
    return {
      ...row,
      clockJumps: row.clockJumps + (row.day === episode.fromDay ? 1 : 0),
      mostSkewSeconds: Math.max(row.mostSkewSeconds, episode.seconds + random.integer(60)),
      late: episode.days > 0 ? row.readings : row.late,
    };
  });
  const meterDays: OperatingRows["meterDays"] = changed(rows, "meterDays", (row) => {
    const episode = episodeOf(row.day);
    if (episode === undefined || row.nightQuantity === null || episode.days > 0) return redate(row);
    const moved = Math.round(row.nightQuantity * Math.min(0.9, episode.seconds / 28_800));
    return { ...row, nightQuantity: row.nightQuantity - moved };
  });
  return { collectorDays, machineDays: changed(rows, "machineDays", redate), meterDays };
}

function episodesOf({ random, intensity, fromDay, lastDay }: Scene): Episode[] {
  const isWholeDays = random.next() < 0.3 + 0.6 * intensity;
  const episodes: Episode[] = [];
  const wanted = 1 + random.integer(3);
  let day = fromDay + random.integer(20);
  while (episodes.length < wanted && day + 3 <= lastDay) {
    const days = isWholeDays ? 4 + random.integer(5 + Math.round(20 * intensity)) : 0;
    const seconds = isWholeDays ? days * 86_400 : 7_200 + random.integer(21_600);
    const untilDay = Math.min(
      lastDay - 1,
      day + Math.min(days === 0 ? 12 : days, 2 + random.integer(12)) - 1,
    );
    episodes.push({ fromDay: day, untilDay, days, seconds });
    day = untilDay + 15 + random.integer(60);
  }
  return episodes;
}
