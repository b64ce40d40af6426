import {
  countCell,
  dateCell,
  filledBy,
  moneyCell,
  type Sheet,
  signers,
  textCell,
} from '../../../shared/paper/sheet/model'
import fc from '../laws/property'
import { prose } from './documents'

const short = fc.oneof(
  fc.stringMatching(/^[一-龥]{0,12}$/),
  fc.constantFrom('', '三湾社区', 'LED大屏', '𠮷𠅤㐱', '138****1234'),
)

const row = (role: 'plain' | 'group' | 'item' | 'total') =>
  fc
    .record({
      name: short,
      date: fc.constantFrom('', '2026-11-03', '2026-01-31'),
      people: fc.option(fc.nat({ max: 102_345 })),
      amount: fc.option(fc.nat({ max: 9_999_999_999 })),
      text: fc.oneof({ weight: 8, arbitrary: short }, { weight: 1, arbitrary: prose }),
    })
    .map(({ name, date, people, amount, text }) => ({
      role,
      cells: [textCell(name), dateCell(date), countCell(people), moneyCell(amount), textCell(text)],
    }))

/** Whole sheets: groups and items or plain rows, a total, signatures or none. */
export const sheets: fc.Arbitrary<Sheet> = fc
  .record({
    title: fc.stringMatching(/^[一-龥]{4,60}$/),
    orientation: fc.constantFrom('landscape', 'portrait'),
    rows: fc.oneof(
      fc.array(row('plain'), { maxLength: 90 }),
      fc
        .array(fc.tuple(row('group'), fc.array(row('item'), { maxLength: 8 })), { maxLength: 12 })
        .map((groups) => groups.flatMap(([head, items]) => [head, ...items])),
    ),
    total: fc.option(row('total')),
    signed: fc.boolean(),
    stamp: fc.boolean(),
    grouped: fc.boolean(),
    wide: fc.integer({ min: 2, max: 60 }),
  })
  .map(({ title, orientation, rows, total, signed, stamp, grouped, wide }): Sheet => {
    const group = grouped ? { group: '参加与发放' } : {}
    return {
      title,
      orientation,
      ...(signed
        ? { ...filledBy('三湾街道', '2026-11-30'), signers, notes: ['说明：本表由系统生成。'] }
        : {}),
      ...(stamp ? { stamp: '内部资料 第128号', watermark: '内部资料 注意保密' } : {}),
      columns: [
        { label: '名称', width: 8, align: 'left', format: 'text' },
        { label: '日期', width: 6, align: 'center', format: 'date' },
        { label: '参加\n（人次）', width: 5, align: 'right', format: 'count', ...group },
        { label: '金额（元）', width: 6, align: 'right', format: 'money', ...group },
        { label: '情况', width: wide, align: 'left', format: 'text' },
      ],
      rows: total ? [...rows, total] : rows,
    }
  })
