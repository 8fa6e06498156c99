import type { BusinessDay } from "./time.ts";

/**
 * One notice of the General Office of the State Council on the public holidays of a year (部分节假日安排).
 * Days are `MM-DD` of `year`, unless written in full; a range is `from..to`. Week-ends are not repeated.
 */
export interface WorkingDayNotice {
  readonly year: number;
  /** The notice's number. */
  readonly source: string;
  /** The first day on which the arrangement was public. */
  readonly announcedOn: BusinessDay;
  /** Days off (放假). */
  readonly daysOff: readonly string[];
  /** Saturdays and Sundays that are worked (调休上班). */
  readonly workedWeekends: readonly string[];
}

/**
 * In the order of announcement; a later notice wins day by day. To add a year, add its notice at the end.
 * @source 国务院办公厅关于部分节假日安排的通知, one a year, and two amendments (2019 Labour Day; 2020 new year)
 */
export const workingDayNotices: readonly WorkingDayNotice[] = [
  {
    year: 2016,
    source: "国办发明电〔2015〕18号",
    announcedOn: "2015-12-10",
    daysOff: [
      "01-01",
      "02-07..02-13",
      "04-04",
      "05-01..05-02",
      "06-09..06-11",
      "09-15..09-17",
      "10-01..10-07",
    ],
    workedWeekends: ["02-06", "02-14", "06-12", "09-18", "10-08", "10-09"],
  },
  {
    year: 2017,
    source: "国办发明电〔2016〕17号",
    announcedOn: "2016-12-01",
    daysOff: ["01-01..01-02", "01-27..02-02", "04-02..04-04", "05-01", "05-28..05-30", "10-01..10-08"],
    workedWeekends: ["01-22", "02-04", "04-01", "05-27", "09-30"],
  },
  {
    year: 2018,
    source: "国办发明电〔2017〕12号",
    announcedOn: "2017-11-30",
    daysOff: ["01-01", "02-15..02-21", "04-05..04-07", "04-29..05-01", "06-18", "09-24", "10-01..10-07"],
    workedWeekends: ["02-11", "02-24", "04-08", "04-28", "09-29", "09-30"],
  },
  {
    year: 2019,
    source: "国办发明电〔2018〕15号",
    announcedOn: "2018-12-06",
    daysOff: ["2018-12-30..2019-01-01", "02-04..02-10", "04-05", "05-01", "06-07", "09-13", "10-01..10-07"],
    workedWeekends: ["2018-12-29", "02-02", "02-03", "09-29", "10-12"],
  },
  {
    year: 2019,
    source: "国办发明电〔2019〕3号",
    announcedOn: "2019-03-22",
    daysOff: ["05-01..05-04"],
    workedWeekends: ["04-28", "05-05"],
  },
  {
    year: 2020,
    source: "国办发明电〔2019〕16号",
    announcedOn: "2019-11-21",
    daysOff: ["01-01", "01-24..01-30", "04-04..04-06", "05-01..05-05", "06-25..06-27", "10-01..10-08"],
    workedWeekends: ["01-19", "02-01", "04-26", "05-09", "06-28", "09-27", "10-10"],
  },
  {
    year: 2020,
    source: "国办发明电〔2020〕1号",
    announcedOn: "2020-01-27",
    daysOff: ["01-24..02-02"],
    workedWeekends: [],
  },
  {
    year: 2021,
    source: "国办发明电〔2020〕27号",
    announcedOn: "2020-11-25",
    daysOff: [
      "01-01..01-03",
      "02-11..02-17",
      "04-03..04-05",
      "05-01..05-05",
      "06-12..06-14",
      "09-19..09-21",
      "10-01..10-07",
    ],
    workedWeekends: ["02-07", "02-20", "04-25", "05-08", "09-18", "09-26", "10-09"],
  },
  {
    year: 2022,
    source: "国办发明电〔2021〕11号",
    announcedOn: "2021-10-25",
    daysOff: [
      "01-01..01-03",
      "01-31..02-06",
      "04-03..04-05",
      "04-30..05-04",
      "06-03..06-05",
      "09-10..09-12",
      "10-01..10-07",
    ],
    workedWeekends: ["01-29", "01-30", "04-02", "04-24", "05-07", "10-08", "10-09"],
  },
  {
    year: 2023,
    source: "国办发明电〔2022〕16号",
    announcedOn: "2022-12-08",
    daysOff: [
      "2022-12-31..2023-01-02",
      "01-21..01-27",
      "04-05",
      "04-29..05-03",
      "06-22..06-24",
      "09-29..10-06",
    ],
    workedWeekends: ["01-28", "01-29", "04-23", "05-06", "06-25", "10-07", "10-08"],
  },
  {
    year: 2024,
    source: "国办发明电〔2023〕7号",
    announcedOn: "2023-10-25",
    daysOff: [
      "01-01",
      "02-10..02-17",
      "04-04..04-06",
      "05-01..05-05",
      "06-10",
      "09-15..09-17",
      "10-01..10-07",
    ],
    workedWeekends: ["02-04", "02-18", "04-07", "04-28", "05-11", "09-14", "09-29", "10-12"],
  },
  {
    year: 2025,
    source: "国办发明电〔2024〕12号",
    announcedOn: "2024-11-12",
    daysOff: ["01-01", "01-28..02-04", "04-04..04-06", "05-01..05-05", "05-31..06-02", "10-01..10-08"],
    workedWeekends: ["01-26", "02-08", "04-27", "09-28", "10-11"],
  },
  {
    year: 2026,
    source: "国办发明电〔2025〕7号",
    announcedOn: "2025-11-04",
    daysOff: [
      "01-01..01-03",
      "02-15..02-23",
      "04-04..04-06",
      "05-01..05-05",
      "06-19..06-21",
      "09-25..09-27",
      "10-01..10-07",
    ],
    workedWeekends: ["01-04", "02-14", "02-28", "05-09", "09-20", "10-10"],
  },
];
