/** Numbers of Sparkplug's data types. @source Sparkplug 3.0.0, 6.4.16 */
export const sparkplugTypes = {
  unknown: 0,
  int8: 1,
  int16: 2,
  int32: 3,
  int64: 4,
  uint8: 5,
  uint16: 6,
  uint32: 7,
  uint64: 8,
  float: 9,
  double: 10,
  boolean: 11,
  string: 12,
  dateTime: 13,
  text: 14,
  uuid: 15,
  dataSet: 16,
  bytes: 17,
  file: 18,
  template: 19,
} as const;

/** How a metric's value stood on the wire, which is not what it means: that the data type says. */
export const valueForms = {
  /** The metric has no value, or says that it is null. */
  none: 0,
  int: 10,
  long: 11,
  float: 12,
  double: 13,
  boolean: 14,
  string: 15,
  bytes: 16,
  dataSet: 17,
  template: 18,
  extension: 19,
} as const;

const { int8, int16, int32, int64, uint8, uint16, uint32, uint64, unknown } = sparkplugTypes;
const twoTo32 = 2 ** 32;

/** Whether values of a type are numbers that a channel can carry: integers, floats and truths; not times. */
export function isNumberType(datatype: number): boolean {
  return datatype <= sparkplugTypes.boolean;
}

/**
 * The number of an integer on the wire, where negative ones stand in two's complement of their type.
 * @returns NaN beyond 2^53 − 1, where a double could not hold it exactly
 */
export function integerOf(low: number, high: number, datatype: number): number {
  switch (datatype) {
    case int8:
      return (low << 24) >> 24;
    case int16:
      return (low << 16) >> 16;
    case int32:
      return low | 0;
    case uint8:
      return low & 0xff;
    case uint16:
      return low & 0xffff;
    case uint32:
      return low;
    case int64:
      return safeOrNaN((high | 0) * twoTo32 + low);
    case uint64:
    case unknown:
    default:
      return safeOrNaN(high * twoTo32 + low);
  }
}

function safeOrNaN(value: number): number {
  return Number.isSafeInteger(value) ? value : Number.NaN;
}
