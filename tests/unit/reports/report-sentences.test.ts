import { figuresFrom } from '../../../shared/figures/figures'
import { measures } from '../../../shared/figures/measures'
import { programMeasures } from '../../../shared/figures/measures/catalogue'
import { basesOf, partsOf, periodInSentence } from '../../../shared/figures/periods'
import { unitTree } from '../../../shared/figures/unit-tree'
import { parsePeriod, previousPeriod, yearBefore, yearToDate } from '../../../shared/period'
import { reports, sentencesOf } from '../../../shared/reports'
import type { ReportInput } from '../../../shared/reports/define'
import { inLabels, readWording, type Sentence, wordingProblems } from '../../../shared/reports/placeholders'
import { say } from '../../../shared/reports/sentences'

const tree = unitTree([
  { id: 'district', name: '示范区', level: 'district', parent: null, living: true },
  { id: 'lotus', name: '清荷街道', level: 'street', parent: 'district', living: true },
  { id: 'bay', name: '三湾社区', level: 'community', parent: 'lotus', living: true },
])

function said(text: string, values: Readonly<Record<string, number>>, over: Partial<ReportInput> = {}) {
  const own = new Map(Object.entries(values).map(([name, value]) => [name, { value, rows: value }]))
  const input: ReportInput = {
    period: parsePeriod('2023'),
    unit: null,
    unitName: '示范区',
    tree,
    amounts: new Map([
      ['2023', new Map([['bay', own]])],
      ['2022', new Map()],
    ]),
    texts: {},
    date: '2024-01-05',
    ...over,
  }
  const figures = figuresFrom(
    input,
    measures.map(({ name }) => name),
  )
  const runs = say({ key: 'lead', text }, input, figures)
  return { runs, text: runs.map((run) => run.text).join(''), shown: figures.shown }
}

describe('a sentence with placeholders', () => {
  test('says figures exactly, floored with 余，against other periods and by the units behind them', () => {
    const values = { sms: 102_345, leaflets: 50, provincialHonours: 1 }
    expect(said('投放{sms:余}条，即{sms}条，发放{leaflets:余}份，{sms:同比}。', values).text).toBe(
      '投放10万余条，即102345条，发放50份。',
    )
    expect(said('{provincialHonours:名单}荣获{年}年度称号', values).text).toBe(
      '清荷街道三湾社区荣获2023年度称号',
    )
    expect(said('落实{普法规划}，发送短信{sms}条。', values).text).toBe(
      '落实“八五”普法规划，发送短信102345条。',
    )
    expect(said('{期}，{单位}发送{发送普法短信：余}条', values).text).toBe('2023年，示范区发送10万余条')
  })

  test('names the units behind a share by its whole', () => {
    expect(said('{调处成功率：名单}受理{mediationsAccepted}起', { mediationsAccepted: 3 }).text).toBe(
      '清荷街道三湾社区受理3起',
    )
  })

  test('keeps the exact number behind a rounded one', () => {
    const { runs, shown } = said('{sms:余}条', { sms: 102_345 })
    expect(runs[0]).toEqual({ text: '10万余', figure: 'sms@2023@*', number: 102_345 })
    expect(shown.map(({ id, value }) => [id, value])).toEqual([['sms@2023@*', 102_345]])
  })

  test('leads from its comparison to the earlier figure, where that has any rows', () => {
    const last = new Map([['bay', new Map([['sms', { value: 40, rows: 2 }]])]])
    const now = new Map([['bay', new Map([['sms', { value: 50, rows: 3 }]])]])
    const { runs, shown } = said(
      '{sms}条，{sms:同比}，{leaflets:同比}。',
      {},
      {
        amounts: new Map([
          ['2023', now],
          ['2022', last],
        ]),
      },
    )
    expect(runs).toEqual([
      { text: '50', figure: 'sms@2023@*', number: 50 },
      { text: '条，' },
      { text: '同比增长25%', figure: 'sms@2022@*' },
      { text: '，' },
      { text: '与上年持平' },
      { text: '。' },
    ])
    expect(shown.map(({ id, value, records }) => [id, value, records])).toEqual([
      ['sms@2023@*', 50, 3],
      ['sms@2022@*', 40, 2],
    ])
  })

  test('is left out when all it counts is nothing', () => {
    expect(said('审查合法性文件{legalityReviews}件。', {}).runs).toEqual([])
    expect(said('没有数字的一句。', {}).runs).toEqual([])
  })

  test('that a newer version wrote and this one can not read is said in the built-in words', () => {
    const wordings = { lead: '共{somethingNew}件。' }
    expect(said('发送{sms}条。', { sms: 3 }, { wordings }).text).toBe('发送3条。')
    expect(said('发送{sms}条。', { sms: 3 }, { wordings: { lead: '短信{sms}条！' } }).text).toBe('短信3条！')
  })
})

describe('before it is kept, a sentence', () => {
  const problems = (text: string) => readWording(text).problems
  test('may name only figures, forms and words that there are', () => {
    expect(problems('共{sms}条，{发送普法短信：环比}，{重复说明}，{普法规划}')).toEqual([])
    expect(problems('共{短信数}条')).toEqual([{ reason: 'wording.placeholder', name: '短信数' }])
    expect(problems('共{sms:约}条')).toEqual([{ reason: 'wording.form', name: '约' }])
    expect(problems('共{sms条')).toEqual([{ reason: 'wording.brace', name: '共{sms条' }])
    expect(problems('共{}条')).toEqual([{ reason: 'wording.placeholder', name: '{}' }])
  })

  test('must be one that the report has', () => {
    const check = (report: string, sentence: string) =>
      wordingProblems({ report, sentence, text: '。' }, sentencesOf, programMeasures).map(
        ({ reason }) => reason,
      )
    expect(check('annual', 'teams')).toEqual([])
    expect(check('annual', 'lead')).toEqual(['wording.sentence'])
  })

  test('can be written with the Chinese names, which stand for one figure each', () => {
    expect(new Set(measures.map(({ label }) => label)).size).toBe(measures.length)
    for (const report of reports)
      for (const { text } of report.sentences ?? []) {
        const labelled = inLabels(text)
        expect(labelled.match(/\{[a-zA-Z]/)).toBeNull()
        expect(readWording(labelled)).toEqual(readWording(text))
      }
  })
})

test('a figure that nobody counted is refused: it is not 0', () => {
  const period = parsePeriod('2023')
  const figures = figuresFrom({ tree, amounts: new Map([['2023', new Map()]]) }, ['sms', 'mediationRate'])
  expect(figures.of('sms', period, null).value).toBe(0)
  expect(figures.of('mediationRate', period, null).text).toBe('—')
  expect(() => figures.of('leaflets', period, null)).toThrow('leaflets@2023 was not counted')
  expect(() => figures.of('sms', parsePeriod('2022'), null)).toThrow('sms@2022 was not counted')
})

test('a report counts every figure that its sentences say, but for those compared with nothing', () => {
  for (const report of reports)
    for (const sentence of (report.sentences ?? []) as readonly Sentence[])
      for (const piece of readWording(sentence.text).pieces)
        if (piece.type === 'figure')
          expect([report.name, piece.measure, report.measures.includes(piece.measure)]).toEqual([
            report.name,
            piece.measure,
            true,
          ])
})

describe('periods', () => {
  test.each([
    ['2026-01', '2025-12', '2025-01', '1月份', '上月', '去年同月'],
    ['2026-Q1', '2025-Q4', '2025-Q1', '第一季度', '上季度', '去年同期'],
    ['2026-Q4', '2026-Q3', '2025-Q4', '第四季度', '上季度', '去年同期'],
    ['2026-H1', '2025-H2', '2025-H1', '上半年', '上年下半年', '去年同期'],
    ['2026-H2', '2026-H1', '2025-H2', '下半年', '上半年', '去年同期'],
    ['2026', '2025', '2025', '2026年', '上年', '上年'],
  ])('%s is compared with %s and %s', (name, before, lastYear, words, beforeWords, lastYearWords) => {
    const period = parsePeriod(name)
    expect([previousPeriod(period).name, yearBefore(period).name, periodInSentence(period)]).toEqual([
      before,
      lastYear,
      words,
    ])
    const bases = basesOf(period)
    expect([bases.before.period.name, bases.before.inTable, bases.lastYear.inTable]).toEqual([
      before,
      beforeWords,
      lastYearWords,
    ])
  })

  test('the year to date is a period like others, with a name, days and a year before', () => {
    expect(yearToDate(parsePeriod('2026-11'))).toEqual({
      name: '2026-T11',
      label: '2026年1月至11月',
      from: '2026-01-01',
      to: '2026-11-30',
    })
    expect(yearToDate(parsePeriod('2024-Q1'))).toMatchObject({ name: '2024-T03', to: '2024-03-31' })
    expect(yearToDate(parsePeriod('2024-01')).label).toBe('2024年1月')
    const base = basesOf(parsePeriod('2024-T02')).lastYear
    expect([base.period.to, base.inTable]).toEqual(['2023-02-28', '去年同期'])
    for (const odd of ['2026-T00', '2026-T13', '2026-T1'])
      expect(() => parsePeriod(odd)).toThrow('period.invalid')
  })

  test('a half-year has its days, and parts have short names', () => {
    expect(parsePeriod('2024-H1')).toMatchObject({
      from: '2024-01-01',
      to: '2024-06-30',
      label: '2024年上半年',
    })
    expect(parsePeriod('2024-H2')).toMatchObject({ from: '2024-07-01', to: '2024-12-31' })
    expect(partsOf(parsePeriod('2024')).map(({ label }) => label)).toEqual([
      '一季度',
      '二季度',
      '三季度',
      '四季度',
    ])
    expect(() => parsePeriod('2024-H3')).toThrow('period.invalid')
  })
})
