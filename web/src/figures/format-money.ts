/** Shown for a figure that does not exist; never a zero. */
export const absent = "—";

const fenPerUnit = 1_000_000n;

/** The unit of overviews, 万元; the same figures in English, so that two readers can compare their screens. */
export const overviewUnit = { zh: "万元", en: "CNY 10k" } as const;

/**
 * Fen to 万元 with two decimals, rounded half away from zero, without the unit.
 * @param fen  decimal string of fen, null where there is no amount
 */
export function formatOverviewMoney(fen: string | null): string {
  if (fen === null) return absent;
  const hundredth = fenPerUnit / 100n;
  const amount = BigInt(fen);
  const magnitude = amount < 0n ? -amount : amount;
  const hundredths = (magnitude + hundredth / 2n) / hundredth;
  return signed(amount < 0n && hundredths > 0n, hundredths);
}

/** Fen to yuan, to the fen, with the currency sign. */
export function formatExactMoney(fen: string | null): string {
  if (fen === null) return absent;
  const amount = BigInt(fen);
  return signed(amount < 0n, amount < 0n ? -amount : amount, "¥");
}

/** Fen to 万元 as a number, for the height of a bar only. */
export function moneyForChart(fen: string): number {
  return Number(BigInt(fen)) / Number(fenPerUnit);
}

/** Yuan typed by a person in 万元 to a string of fen; null when it is not an amount. */
export function fenOfWan(text: string): string | null {
  const match = /^(\d{1,9})(?:\.(\d{1,6}))?$/.exec(text.trim());
  if (match === null) return null;
  return (BigInt(match[1] ?? "0") * 1_000_000n + BigInt((match[2] ?? "").padEnd(6, "0"))).toString();
}

function signed(isNegative: boolean, hundredths: bigint, currency = ""): string {
  const whole = groupThousands((hundredths / 100n).toString());
  const decimals = (hundredths % 100n).toString().padStart(2, "0");
  return `${isNegative ? "−" : ""}${currency}${whole}.${decimals}`;
}

function groupThousands(digits: string): string {
  return digits.replace(/\B(?=(\d{3})+$)/g, ",");
}
