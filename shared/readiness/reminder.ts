import { marksOf } from '../paper/marks'
import type { PaperNumber } from '../paper/paper-number'
import { countCell, dateCell, filledBy, type Sheet, textCell } from '../paper/sheet/model'
import { arrivalText, hasCome, type MonthReadiness, openOf, sendersWord, toldText } from './month'

interface Reminder {
  readonly month: MonthReadiness
  readonly unitName: string
  /** `YYYY-MM-DD`. */
  readonly today: string
  /** The day of an instant (ISO 8601) by the calendar of whoever prints. */
  readonly dayOf: (instant: string) => string
  /** Its row in the audit log; absent: a preview. */
  readonly audit?: PaperNumber | undefined
}

/** 催报单: what each street has handed in for a month and what is still open, in the order of the units. */
export function reminderSheet({ month, unitName, today, dayOf, audit }: Reminder): Sheet {
  const { streets, label, until } = month
  const word = sendersWord[month.of]
  const apart = streets.filter((street) => street.period !== month.period)
  const isOne = streets.every((street) => street.until === until)
  const missing = streets.filter((street) => !hasCome(street)).length
  return {
    title: `${unitName}${label}报送情况`,
    orientation: 'portrait',
    ...filledBy(unitName, today),
    columns: [
      { label: word, width: 8, align: 'left', format: 'text' },
      { label: '报送', width: 5, align: 'left', format: 'text' },
      { label: '截止日期', width: 5, align: 'center', format: 'date' },
      { label: '收到批次', width: 9, align: 'left', format: 'text' },
      { label: '本月记录（条）', width: 5, align: 'right', format: 'count', total: true },
      { label: '请办理', width: 20, align: 'left', format: 'text' },
    ],
    rows: streets.map((street) => ({
      role: 'plain',
      cells: [
        textCell(street.name),
        textCell(arrivalText(street)),
        dateCell(street.until),
        textCell(newestBatch(street, dayOf)),
        countCell(street.records),
        textCell(openOf(street).join('；')),
      ],
    })),
    notes: [
      `共${streets.length}个${word}，${missing === 0 ? '均已报送' : `${missing}个尚未报送`}。请在${isOne ? until : '各自的截止日期'}前办理完毕。`,
      ...(month.within ? [toldText(month.within.name, month.within.on)] : []),
      ...apart.map((street) => `${street.name}按其报送月报送：${street.label}。`),
    ],
    ...marksOf('internal', audit),
  }
}

function newestBatch({ batches }: MonthReadiness['streets'][number], dayOf: Reminder['dayOf']): string {
  const newest = [...batches].sort((a, b) => ((a.at ?? '') < (b.at ?? '') ? 1 : -1))[0]
  if (!newest?.at) return ''
  return `第${newest.serial ?? 0}批 ${dayOf(newest.at)}`
}
