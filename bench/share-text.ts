import { wilsonInterval } from "#kernel";

/** A count of so many as a percentage with its Wilson interval. */
export function shareText(count: number, of: number): string {
  if (of === 0) return "0/0";
  const { low, high } = wilsonInterval(count, of);
  const percent = (value: number): string => `${(value * 100).toFixed(0)}%`;
  return `${count}/${of} = ${percent(count / of)} (95 %: ${percent(low)}–${percent(high)})`;
}
