/** A CSV of borrowers whose outcome hangs on three of their columns, the same for the same number of rows. */
export function borrowersCsv(rows: number): string {
  const next = sequenceFrom(20_261_122);
  const lines = Array.from({ length: rows }, (_, row) => {
    const years = Math.floor(next() * 20);
    const amount = Math.round(20 + 480 * next() ** 2);
    const industry = industries[Math.floor(next() * industries.length)] ?? "";
    const noise = Math.round(next() * 1000);
    const logOdds = -2.4 + amount / 180 - years / 9 + (industry === "foundry" ? 0.9 : 0);
    const outcome = next() < 1 / (1 + Math.exp(-logOdds)) ? "bad" : "good";
    const month = String(1 + Math.floor((row * 12) / rows)).padStart(2, "0");
    return [`2025-${month}-15`, years, next() < 0.05 ? "" : amount, industry, noise, outcome].join(",");
  });
  return `observed,years,amount,industry,noise,outcome\n${lines.join("\n")}\n`;
}

const industries = ["machining", "foundry", "textile", "plastics"] as const;

/** Numbers from 0 to 1 of a linear congruential sequence (Numerical Recipes' constants): repeatable, and good enough here. */
function sequenceFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}
