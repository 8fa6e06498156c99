/** Columns with mean 0 and deviation 1, cut off at four deviations; a constant column becomes zeros. */
export function standardise(rows: readonly (readonly number[])[]): number[][] {
  const width = rows[0]?.length ?? 0;
  const scales = Array.from({ length: width }, (_, column) => {
    const values = rows.map((row) => row[column] ?? 0);
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    const deviation = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length);
    return { mean, deviation: deviation === 0 ? 1 : deviation };
  });
  return rows.map((row) =>
    scales.map(({ mean, deviation }, column) =>
      Math.min(4, Math.max(-4, ((row[column] ?? 0) - mean) / deviation)),
    ),
  );
}

/** Logistic regression with a ridge penalty by Newton's method; the last weight is the constant. */
export function fitLogit(
  rows: readonly (readonly number[])[],
  bad: readonly number[],
  ridge: number,
): number[] {
  const width = (rows[0]?.length ?? 0) + 1;
  let weights: number[] = Array.from({ length: width }, () => 0);
  for (let round = 0; round < 12; round++) {
    const gradient = Array.from({ length: width }, (_, at) =>
      at === width - 1 ? 0 : -ridge * (weights[at] ?? 0),
    );
    const hessian = Array.from({ length: width }, (_, at) =>
      Array.from({ length: width }, (__, other) => (at === other ? (at === width - 1 ? 1e-6 : ridge) : 0)),
    );
    for (const [index, row] of rows.entries()) {
      const inputs = [...row, 1];
      const chance = 1 / (1 + Math.exp(-riskOf(weights, row)));
      const error = (bad[index] ?? 0) - chance;
      for (let at = 0; at < width; at++) {
        const input = inputs[at] ?? 0;
        gradient[at] = (gradient[at] ?? 0) + error * input;
        const line = hessian[at] ?? [];
        for (let other = 0; other < width; other++) {
          line[other] = (line[other] ?? 0) + chance * (1 - chance) * input * (inputs[other] ?? 0);
        }
      }
    }
    const step = solve(hessian, gradient);
    weights = weights.map((weight, at) => weight + (step[at] ?? 0));
  }
  return weights;
}

export function riskOf(weights: readonly number[], row: readonly number[]): number {
  return row.reduce((sum, value, at) => sum + value * (weights[at] ?? 0), weights[row.length] ?? 0);
}

/** Gauss–Jordan with pivots; the matrix is positive definite. */
function solve(matrix: number[][], right: number[]): number[] {
  const size = right.length;
  const lines = matrix.map((line, at) => [...line, right[at] ?? 0]);
  for (let column = 0; column < size; column++) {
    let best = column;
    for (let at = column + 1; at < size; at++) {
      if (Math.abs(lines[at]?.[column] ?? 0) > Math.abs(lines[best]?.[column] ?? 0)) best = at;
    }
    const pivot = lines[best] ?? [];
    lines[best] = lines[column] ?? [];
    lines[column] = pivot;
    const divisor = pivot[column] ?? 1;
    for (let at = 0; at < size; at++) {
      const line = lines[at] ?? [];
      if (at === column) continue;
      const factor = (line[column] ?? 0) / divisor;
      for (let other = column; other <= size; other++)
        line[other] = (line[other] ?? 0) - factor * (pivot[other] ?? 0);
    }
  }
  return lines.map((line, at) => (line[size] ?? 0) / (line[at] ?? 1));
}
