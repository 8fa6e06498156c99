import { add, compare, type ExactDecimal, negate, zero } from "./exact-decimal.ts";

/**
 * How much a counter went up between two readings of it.
 * @param rollsOverAt  greatest value before it starts again from 0; null where it never does, so that a fall is a reset
 * @returns never negative. A fall with `rollsOverAt` is one turn over; without, the counter was reset to 0 and counted
 *   up to `present` since (what it counted between the last reading and the reset nobody knows). A fall by less than
 *   half of what it can count is a roll-over only from its upper half: else it is a reset too.
 */
export function counterIncrease(
  previous: ExactDecimal,
  present: ExactDecimal,
  rollsOverAt: ExactDecimal | null,
): ExactDecimal {
  const step = add(present, negate(previous));
  if (compare(step, zero) >= 0) return step;
  if (rollsOverAt === null || compare(previous, rollsOverAt) > 0) return atLeastZero(present);
  const hasTurned =
    compare(add(previous, previous), rollsOverAt) > 0 && compare(add(present, present), rollsOverAt) < 0;
  if (!hasTurned) return atLeastZero(present);
  return add(step, add(rollsOverAt, oneStepOf(rollsOverAt)));
}

/** From its greatest value a counter goes to 0 by one step of its last digit. */
function oneStepOf(rollsOverAt: ExactDecimal): ExactDecimal {
  return { digits: 1n, exponent: Math.min(rollsOverAt.exponent, 0) };
}

function atLeastZero(value: ExactDecimal): ExactDecimal {
  return compare(value, zero) < 0 ? zero : value;
}
