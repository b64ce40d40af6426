import { basesOf } from '../../../shared/figures/periods'
import { unitTree } from '../../../shared/figures/unit-tree'
import type { DocumentModel } from '../../../shared/paper/document'
import { parsePeriod } from '../../../shared/period'
import { reportOf, reports } from '../../../shared/reports'
import { computeReport } from '../../../shared/reports/define'
import fc from '../../support/laws/property'

/** By period name: what one village logged of each measure. */
type Logged = Readonly<Record<string, Readonly<Record<string, number>>>>

const tree = unitTree([{ id: 'peach', name: '桃花村', level: 'village', parent: null, living: true }])

function document(name: string, periodName: string, logged: Logged): DocumentModel {
  const report = reportOf(name)
  const period = parsePeriod(periodName)
  const own = (values: Readonly<Record<string, number>>) =>
    new Map([
      ['peach', new Map(Object.entries(values).map(([measure, value]) => [measure, { value, rows: value }]))],
    ])
  return computeReport(report, {
    period,
    unit: null,
    unitName: '示范区',
    tree,
    texts: {},
    date: '2026-12-31',
    amounts: new Map(report.periods(period).map((one) => [one.name, own(logged[one.name] ?? {})])),
  })
}

const paragraphs = ({ blocks }: DocumentModel): string[] =>
  blocks.map((block) => (block.type === 'paragraph' ? block.runs.map(({ text }) => text).join('') : ''))

/** What the lead says after its last semicolon: 参加群众 against the period before, and against a year ago. */
const lead = (report: string, period: string, logged: Logged): string =>
  paragraphs(document(report, period, logged))[1]
    ?.split('；')
    .at(-1) ?? ''

/** A row of the table that compares: this period, the one before, the change, … */
function row(report: string, period: string, logged: Logged, label: string): string[] {
  const tables = document(report, period, logged).blocks.filter((block) => block.type === 'table')
  const compared = tables.find(({ caption }) => /总体情况|主要数据/.test(caption))
  const found = compared?.rows.find(({ cells }) => cells[0]?.text.startsWith(label))
  return found?.cells.slice(1).map(({ text }) => text) ?? []
}

describe('over the turn of the year', () => {
  test.each([
    ['monthly', '2026-01', '2025-12', '2025-01', '上月', '去年同月'],
    ['monthly', '2026-01@26', '2025-12@26', '2025-01@26', '上月', '去年同期'],
    [
      'monthly',
      '2025-12-29..2026-01-04',
      '2025-12-22..2025-12-28',
      '2024-12-29..2025-01-04',
      '前7日',
      '去年同期',
    ],
    ['quarterly', '2026-Q1', '2025-Q4', '2025-Q1', '上季度', '去年同期'],
    ['half-year', '2026-H1', '2025-H2', '2025-H1', '上年下半年', '去年同期'],
  ])('the %s report of %s looks back to %s and %s', (report, period, before, lastYear, word, inTable) => {
    const now = { events: 3, attendance: 90 }
    const both = {
      [period]: now,
      [before]: { events: 2, attendance: 120 },
      [lastYear]: { events: 4, attendance: 45 },
    }
    expect(lead(report, period, both)).toBe('参加群众环比下降25%，同比增长100%。')
    expect(row(report, period, both, '参加群众')).toEqual(['90', '120', '下降25%', '45', '增长100%'])
    const first = { [period]: now }
    // Of what nobody logged the sentence says nothing: it ends with what there was.
    expect(lead(report, period, first)).toBe('发送普法短信0条。')
    // Columns down which nothing but 「—」 would stand are left out, and the sentence does not promise them.
    expect(row(report, period, first, '参加群众')).toEqual(['90'])
    expect(paragraphs(document(report, period, first)).join('')).not.toMatch(/比较见表/)
    const lastMonth = { [period]: now, [before]: { attendance: 120 } }
    expect(row(report, period, lastMonth, '参加群众')).toEqual(['90', '120', '下降25%'])
    // What was logged of anything is a base, and what was not done in it is 0.
    const other = { [period]: now, [before]: { mediationsAccepted: 1 }, [lastYear]: { aidFunding: 5 } }
    expect(lead(report, period, other)).toBe(`参加群众${word}未开展，去年同期未开展。`)
    expect(row(report, period, other, '参加群众')).toEqual(['90', '0', `${word}为0`, '0', `${inTable}为0`])
    expect(row(report, period, other, '调处成功率')).toEqual(['—', '0', '—', '—', '—'])
  })

  test('a first year has no year before it, and the next one has', () => {
    const first = { '2026': { consultations: 8, mediationsAccepted: 4, mediationsSucceeded: 4 } }
    expect(row('annual', '2026', first, '提供法律咨询服务')).toEqual(['8', '—', '无记录'])
    expect(row('annual', '2026', first, '调处成功率')).toEqual(['100', '—', '无记录'])
    const next = { ...first, '2027': { mediationsAccepted: 2, mediationsSucceeded: 1 } }
    expect(row('annual', '2027', next, '提供法律咨询服务')).toEqual(['0', '8', '下降100%'])
    expect(row('annual', '2027', next, '调处成功率')).toEqual(['50', '100', '下降50个百分点'])
    const idle = { ...first, '2027': { consultations: 2 } }
    expect(row('annual', '2027', idle, '调处成功率')).toEqual(['—', '100', '—'])
    // Nothing at all is 0 against what there was, and no share.
    expect(row('annual', '2027', first, '提供法律咨询服务')).toEqual(['0', '8', '下降100%'])
  })
})

test('no report of any figures prints a number that is none, or a percentage of nothing', () => {
  const periods = { month: '2026-01', quarter: '2026-Q1', half: '2026-H1', year: '2026' } as const
  const report = fc.constantFrom(...reports.map(({ name }) => name))
  const values = fc.dictionary(
    fc.constantFrom('events', 'attendance', 'consultations', 'mediationsAccepted', 'aidFunding', 'members'),
    fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 3 }), fc.nat()),
  )
  fc.assert(
    fc.property(report, values, values, values, (name, now, before, lastYear) => {
      const period = parsePeriod(periods[reportOf(name).period])
      const bases = basesOf(period)
      const logged = {
        [bases.before.period.name]: before,
        [bases.lastYear.period.name]: lastYear,
        [period.name]: now,
      }
      const made = document(name, period.name, logged)
      const cells = made.blocks.flatMap((block) => (block.type === 'table' ? block.rows : []))
      const texts = cells.flatMap(({ cells }) => cells.map(({ text }) => text))
      for (const text of [...paragraphs(made), ...texts])
        expect(text).not.toMatch(/NaN|Infinity|undefined|null|—%|\de\+/)
      for (const { cells: row } of cells)
        row.forEach(({ text }, at) => {
          if (/^(增长|上升|下降)/.test(text)) expect(Number(row[at - 1]?.text)).toBeGreaterThan(0)
        })
    }),
    { numRuns: 200 },
  )
})
