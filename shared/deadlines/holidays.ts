import { addDays } from '../dates'
import type { Calendar, CalendarYear } from './calendar'

/**
 * The holiday notices of the State Council's General Office, 2019…2026, as the app ships them.
 * Each year's source is 《国务院办公厅关于××年部分节假日安排的通知》, its number beside it.
 * The days were generated once from npm `chinese-days` 1.5.7 (MIT).
 * Next year's notice may still move the last days of December, as the one for 2019 moved 29 and 31 December 2018.
 * So an editor who adds a year also amends the December before it, and raises `version`.
 */
export const holidayNotices: Calendar = {
  version: '2025-11-04',
  years: {
    // 国办发明电〔2018〕15号; 劳动节 by 国办发明电〔2019〕3号.
    2019: year(
      2019,
      '01-01 02-04..02-10 04-05..04-07 05-01..05-04 06-07..06-09 09-13..09-15 10-01..10-07',
      '02-02 02-03 04-28 05-05 09-29 10-12',
    ),
    // 国办发明电〔2019〕16号; 春节 prolonged to 2 February by 国办发明电〔2020〕1号, so 1 February was no make-up day.
    2020: year(
      2020,
      '01-01 01-24..02-02 04-04..04-06 05-01..05-05 06-25..06-27 10-01..10-08',
      '01-19 04-26 05-09 06-28 09-27 10-10',
    ),
    // 国办发明电〔2020〕27号.
    2021: year(
      2021,
      '01-01..01-03 02-11..02-17 04-03..04-05 05-01..05-05 06-12..06-14 09-19..09-21 10-01..10-07',
      '02-07 02-20 04-25 05-08 09-18 09-26 10-09',
    ),
    // 国办发明电〔2021〕11号; 31 December by the notice for 2023.
    2022: year(
      2022,
      '01-01..01-03 01-31..02-06 04-03..04-05 04-30..05-04 06-03..06-05 09-10..09-12 10-01..10-07 12-31',
      '01-29 01-30 04-02 04-24 05-07 10-08 10-09',
    ),
    // 国办发明电〔2022〕16号.
    2023: year(
      2023,
      '01-01..01-02 01-21..01-27 04-05 04-29..05-03 06-22..06-24 09-29..10-06',
      '01-28 01-29 04-23 05-06 06-25 10-07 10-08',
    ),
    // 国办发明电〔2023〕7号.
    2024: year(
      2024,
      '01-01 02-10..02-17 04-04..04-06 05-01..05-05 06-10 09-15..09-17 10-01..10-07',
      '02-04 02-18 04-07 04-28 05-11 09-14 09-29 10-12',
    ),
    // 国办发明电〔2024〕12号.
    2025: year(
      2025,
      '01-01 01-28..02-04 04-04..04-06 05-01..05-05 05-31..06-02 10-01..10-08',
      '01-26 02-08 04-27 09-28 10-11',
    ),
    // The notice of 4 November 2025.
    2026: year(
      2026,
      '01-01..01-03 02-15..02-23 04-04..04-06 05-01..05-05 06-19..06-21 09-25..09-27 10-01..10-07',
      '01-04 02-14 02-28 05-09 09-20 10-10',
    ),
  },
}

/** A year as its notice reads: days off as single days and spans `MM-DD..MM-DD`, make-up days one by one. */
function year(number: number, off: string, work: string): CalendarYear {
  return { off: off.split(' ').flatMap((span) => daysOfSpan(number, span)), work: work.split(' ') }
}

function daysOfSpan(number: number, span: string): readonly string[] {
  const [first = '', last = first] = span.split('..')
  const days: string[] = []
  for (let day = `${number}-${first}`; day <= `${number}-${last}`; day = addDays(day, 1))
    days.push(day.slice(5))
  return days
}
