import type { Random } from "#kernel";

const first = "云青澄远星禾沐岚朗景霁和";
const second = "麓溪舟屿穗桥岭汀野壑川砚";

/**
 * A company name that cannot be mistaken for a real one: it begins with 模拟 (simulated) and ends with its code.
 */
export function companyName(random: Random, { code, word }: { code: string; word: string }): string {
  const stem = first.charAt(random.integer(first.length)) + second.charAt(random.integer(second.length));
  return `模拟${stem}${word}有限公司${code}`;
}
