import { DatePicker } from "antd";
import dayjs from "dayjs";
import chineseDays from "dayjs/locale/zh-cn";

interface DayInputProps {
  readonly id?: string;
  /** `YYYY-MM-DD`, or empty for none. */
  readonly value: string;
  readonly onChange: (day: string) => void;
  /** The first and the last day that can be chosen. */
  readonly min?: string;
  readonly max?: string;
  readonly size?: "small" | "middle" | "large";
  readonly label?: string;
  readonly isClearable?: boolean;
}

const format = "YYYY-MM-DD";

// Known to the calendar, not made the language of every day.
dayjs.locale(chineseDays, undefined, true);

/** A day to be typed or chosen, always shown as 2026-11-22, whatever the browser's own language is. */
export function DayInput({
  value,
  onChange,
  min,
  max,
  label,
  isClearable = false,
  ...others
}: DayInputProps) {
  return (
    <DatePicker
      {...others}
      className="day-input"
      format={format}
      placeholder={format}
      inputMode="numeric"
      allowClear={isClearable}
      value={value === "" ? null : dayjs(value)}
      onChange={(day) => onChange(day?.format(format) ?? "")}
      {...(label === undefined ? {} : { "aria-label": label })}
      {...(min === undefined ? {} : { minDate: dayjs(min) })}
      {...(max === undefined ? {} : { maxDate: dayjs(max) })}
    />
  );
}
