import type { Block, DocumentModel, Run } from '../../../shared/paper/document'
import fc from '../laws/property'

/** Pieces of the text that reports and people write: Chinese, points, brackets, numbers, Latin words, odd characters. */
const words = fc.oneof(
  { weight: 6, arbitrary: fc.stringMatching(/^[一-龥]{1,9}$/) },
  { weight: 3, arbitrary: fc.constantFrom('，', '。', '、', '；', '：', '！', '？') },
  {
    weight: 2,
    arbitrary: fc.constantFrom('（三湾社区）', '《民法典》', '“三湾”', '——', '……', '12.5%', '【公示】'),
  },
  { weight: 2, arbitrary: fc.nat({ max: 99_999_999 }).map(String) },
  { weight: 1, arbitrary: fc.constantFrom('LED', 'WPS Office', ' ', '𠮷', 'é', '㎡', 'a'.repeat(70)) },
)

const runOf = (text: fc.Arbitrary<string>): fc.Arbitrary<Run> =>
  fc.record({ text, figure: fc.constantFrom('events@2026-11@*', '') }).map(({ text, figure }) => {
    return figure === '' ? { text } : { text, figure }
  })

/** Text as people write it: no line of it consists of points alone. */
export const prose = fc.array(words, { minLength: 1, maxLength: 30 }).map((parts) => {
  const kept = parts.filter((part, at) => at === 0 || !(isPoint(part) && isPoint(parts[at - 1] ?? '')))
  return `文${kept.join('字')}`
})

function isPoint(text: string): boolean {
  return '，。、；：！？'.includes(text)
}

const short = fc.array(words, { maxLength: 4 }).map((parts) => parts.join(''))

const tables: fc.Arbitrary<Block> = fc
  .record({
    caption: short,
    labels: fc.array(short, { minLength: 1, maxLength: 6 }),
    rows: fc.array(
      fc.array(fc.oneof(short, { weight: 1, arbitrary: prose }), { minLength: 6, maxLength: 6 }),
      {
        minLength: 1,
        maxLength: 40,
      },
    ),
  })
  .map(({ caption, labels, rows }): Block => {
    const width = Math.floor(56 / labels.length) / 2
    return {
      type: 'table',
      caption,
      columns: labels.map((label, at) => ({ label, width, align: at === 0 ? 'left' : 'right' })),
      rows: rows.map((cells, at) => ({
        role: at + 1 === rows.length ? 'total' : at % 9 === 0 ? 'group' : 'item',
        cells: cells.slice(0, labels.length).map((text) => ({ text })),
      })),
    }
  })

const forms: fc.Arbitrary<Block> = fc
  .array(
    fc.array(fc.record({ label: short, text: fc.oneof(short, prose) }), { minLength: 1, maxLength: 3 }),
    { minLength: 1, maxLength: 20 },
  )
  .map((rows): Block => ({ type: 'form', name: '表', rows }))

const blocks: fc.Arbitrary<Block> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc
      .array(runOf(prose), { minLength: 1, maxLength: 3 })
      .map((runs): Block => ({ type: 'paragraph', runs })),
  },
  {
    weight: 2,
    arbitrary: fc
      .record({ level: fc.integer({ min: 1, max: 3 }), text: fc.stringMatching(/^[一-龥]{1,40}$/) })
      .map(({ level, text }): Block => ({ type: 'heading', level, runs: [{ text: `一、${text}` }] })),
  },
  { weight: 2, arbitrary: tables },
  { weight: 1, arbitrary: forms },
)

/** Whole documents: a title, any blocks, a signature. */
export const documents: fc.Arbitrary<DocumentModel> = fc
  .record({
    title: fc.stringMatching(/^[一-龥]{4,50}$/),
    body: fc.array(blocks, { minLength: 1, maxLength: 12 }),
    unit: fc.stringMatching(/^[一-龥]{2,20}$/),
  })
  .map(({ title, body, unit }) => ({
    title,
    figures: [],
    blocks: [
      { type: 'heading', level: 0, runs: [{ text: title }] },
      ...body,
      { type: 'paragraph', runs: [{ text: '特此报告。' }] },
      { type: 'signature', unit, date: '2026年11月30日' },
    ],
  }))
