/**
 * One value of an indicator as it arrives: a number, a category, or null where it is missing. NaN is missing too.
 * A categorical indicator takes a number by its shortest decimal text, so that 1 and "1" are the same category.
 */
export type IndicatorValue = number | string | null;

/** One enterprise or applicant: a value for each indicator of a card, by id; others are ignored. */
export type IndicatorRecord = Readonly<Record<string, IndicatorValue>>;
