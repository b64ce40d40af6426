import { type Period, previousMonth, yearBefore } from '../period'
import { defineReport, type Figures, type ReportInput } from './define'
import type { Block, Figure, Run } from './document'
import { measureOf } from './measures'
import type { UnitNode } from './unit-tree'
import { changeFrom, changeInSentence, changeInTable, chineseNumber, dateInWords, percentOf } from './wording'

const compared = [
  'events',
  'activities',
  'sessions',
  'attendance',
  'leaflets',
  'questions',
  'sms',
  'households',
]

/** Columns of the table by unit, with headings short enough for four characters. */
const byUnit = [
  { measure: 'activities', label: '活动\n（场次）' },
  { measure: 'sessions', label: '院坝会\n（场次）' },
  { measure: 'attendance', label: '参加\n（人次）' },
  { measure: 'leaflets', label: '资料\n（份）' },
  { measure: 'questions', label: '咨询\n（人次）' },
  { measure: 'sms', label: '短信\n（条）' },
]

const texts = [
  { key: 'features', label: '特点' },
  { key: 'next', label: '下一步' },
]

const textHeadings: Readonly<Record<string, string>> = { features: '工作特点', next: '下一步工作' }

type Row = Extract<Block, { type: 'table' }>['rows'][number]

/** 月报: one month of one unit, against the month before and the same month a year earlier (DOMAIN 4). */
export const monthly = defineReport({
  name: 'monthly',
  label: '月报',
  period: 'month',
  texts,
  measures: compared,
  periods: (period) => [period, previousMonth(period), yearBefore(period)],
  compute: (input, figures) => {
    const title = `${input.unitName}${input.period.label}基层普法工作月报`
    const units = unitRows(input, figures)
    const sections: { heading: string; blocks: readonly Block[] }[] = [
      { heading: '总体情况', blocks: overall(input, figures) },
      { heading: '分单位情况', blocks: units.length > 0 ? unitTable(input, figures, units) : [] },
      ...texts.map(({ key }) => ({
        heading: textHeadings[key] ?? key,
        blocks: paragraphs(input.texts[key] ?? ''),
      })),
    ]
    const blocks: Block[] = [
      { type: 'heading', level: 0, runs: [{ text: title }] },
      { type: 'paragraph', runs: lead(input, figures) },
      ...sections
        .filter(({ blocks }) => blocks.length > 0)
        .flatMap(({ heading, blocks }, at): Block[] => [
          { type: 'heading', level: 1, runs: [{ text: `${chineseNumber(at + 1)}、${heading}` }] },
          ...blocks,
        ]),
      { type: 'signature', unit: input.unitName, date: dateInWords(input.date) },
    ]
    return { title, blocks, figures: [...figures.shown] }
  },
})

/** 「X月份，共开展…场次，…人次；发放资料…份；…与上月相比…，与去年同期相比…。」 */
function lead(input: ReportInput, figures: Figures): Run[] {
  const month = Number(input.period.from.slice(5, 7))
  const of = (name: string, period: Period = input.period): Figure => figures.of(name, period, input.unit)
  const said = (text: string, name: string): Run[] => [
    { text },
    figures.run(of(name)),
    { text: measureOf(name).word },
  ]
  const change = (name: string): string =>
    `${changeInSentence(changeFrom(of(name, previousMonth(input.period)).value, of(name).value), '上月')}，` +
    changeInSentence(changeFrom(of(name, yearBefore(input.period)).value, of(name).value), '去年同期')
  const paired = of('activities').value + of('sessions').value - of('events').value
  return [
    ...said(`${month}月份，${input.unitName}共开展普法活动`, 'events'),
    ...said('，其中普法宣传活动', 'activities'),
    ...said('、院坝会', 'sessions'),
    { text: paired > 0 ? `（${paired}场次院坝会同时登记为宣传活动，合计只计1次）` : '' },
    ...said('，参加群众', 'attendance'),
    ...said('；发放宣传资料', 'leaflets'),
    ...said('；解答咨询', 'questions'),
    ...said('；发送普法短信', 'sms'),
    { text: `。活动场次${change('events')}；参加群众${change('attendance')}。` },
  ].filter((run) => run.text !== '')
}

/** Section 一: how far the villages were reached, and every figure against last month and last year. */
function overall(input: ReportInput, figures: Figures): Block[] {
  const periods = monthly.periods(input.period)
  const rows = compared.map((name): Row => {
    const measure = measureOf(name)
    const [now, before, lastYear] = periods.map((period) => figures.of(name, period, input.unit))
    if (!now || !before || !lastYear) throw new Error('the monthly report needs three periods')
    return {
      role: 'plain',
      cells: [
        { text: `${measure.label}（${measure.word}）` },
        figures.run(now),
        figures.run(before),
        { text: changeInTable(changeFrom(before.value, now.value), '上月') },
        figures.run(lastYear),
        { text: changeInTable(changeFrom(lastYear.value, now.value), '去年同月') },
      ],
    }
  })
  return [
    {
      type: 'paragraph',
      runs: [...reach(input, figures), { text: '各项数据与上月、去年同月的比较见表1。' }],
    },
    {
      type: 'table',
      caption: `表1  ${input.period.label}普法工作总体情况`,
      columns: [
        { label: '指标', width: 8, align: 'left' },
        { label: '本月', width: 3.5, align: 'right' },
        { label: '上月', width: 3.5, align: 'right' },
        { label: '环比', width: 4.5, align: 'right' },
        { label: '去年同月', width: 3.5, align: 'right' },
        { label: '同比', width: 5, align: 'right' },
      ],
      rows,
    },
  ]
}

/** How many villages and communities had at least one event, with the denominator. */
function reach(input: ReportInput, figures: Figures): Run[] {
  const villages = villagesOf(input)
  if (villages.length === 0) return []
  const reached = villages.filter(({ id }) => figures.of('events', input.period, id).value > 0).length
  return [
    {
      text:
        `${villages.length}个村（社区）中，${reached}个开展了普法活动，` +
        `占${percentOf(reached, villages.length)}。院坝会参加户数`,
    },
    figures.run(figures.of('households', input.period, input.unit)),
    { text: '户。' },
  ]
}

function unitTable(input: ReportInput, figures: Figures, rows: readonly Row[]): Block[] {
  const total: Row = {
    role: 'total',
    cells: [
      { text: '合计' },
      ...byUnit.map((column) => figures.run(figures.of(column.measure, input.period, input.unit))),
    ],
  }
  return [
    { type: 'paragraph', runs: [{ text: '各单位开展普法活动情况见表2。' }] },
    {
      type: 'table',
      caption: `表2  ${input.period.label}各单位普法工作情况`,
      columns: [
        { label: '单位', width: 7, align: 'left' },
        ...byUnit.map((column) => ({ label: column.label, width: 3.5, align: 'right' as const })),
      ],
      rows: [...rows, total],
    },
  ]
}

/** At a district: each street with its villages under it; at a street: its villages. Zero stands as 0 (零报告). */
function unitRows(input: ReportInput, figures: Figures): Row[] {
  /** A unit taken off the list still stands in a month it worked in. */
  const counted = ({ id, living }: UnitNode): boolean =>
    living || byUnit.some((column) => figures.of(column.measure, input.period, id).value > 0)
  const row = (role: Row['role'], name: string, unit: string): Row => ({
    role,
    cells: [
      { text: name },
      ...byUnit.map((column) => figures.run(figures.of(column.measure, input.period, unit))),
    ],
  })
  const children = (unit: string, role: Row['role']): Row[] =>
    withRest(
      input.tree
        .children(unit)
        .filter(counted)
        .map((child) => ({ id: child.id, rows: [row(role, child.name, child.id)] })),
      unit,
      role,
      '本级',
    )
  const withRest = (
    parts: readonly { id: string; rows: readonly Row[] }[],
    unit: string | null,
    role: Row['role'],
    name: string,
  ): Row[] => {
    const rest = byUnit.map((column) =>
      parts.reduce(
        (left, part) => left - figures.of(column.measure, input.period, part.id).value,
        figures.of(column.measure, input.period, unit).value,
      ),
    )
    const rows = parts.flatMap((part) => part.rows)
    if (parts.length === 0 || rest.every((value) => value === 0)) return rows
    return [
      ...rows,
      { role, cells: [{ text: name }, ...rest.map((number) => ({ text: String(number), number }))] },
    ]
  }
  const streets = below(input).filter((unit) => unit.level === 'street' && unit.id !== input.unit)
  if (streets.length === 0) return input.unit === null ? [] : children(input.unit, 'plain')
  return withRest(
    streets.filter(counted).map(({ id, name }) => ({
      id,
      rows: [row('group', name, id), ...children(id, 'item')],
    })),
    input.unit,
    'plain',
    '其他',
  )
}

function villagesOf(input: ReportInput): UnitNode[] {
  return below(input).filter((unit) => unit.living && ['village', 'community'].includes(unit.level))
}

/** The unit reported on and everything under it, in the district's order. */
function below(input: ReportInput): UnitNode[] {
  const walk = (unit: UnitNode): UnitNode[] => [unit, ...input.tree.children(unit.id).flatMap(walk)]
  const unit = input.unit === null ? undefined : input.tree.get(input.unit)
  return (unit ? [unit] : input.unit === null ? input.tree.top : []).flatMap(walk)
}

/** What a person typed, a paragraph a line; nothing typed gives nothing. */
function paragraphs(text: string): Block[] {
  return text
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .map((line) => ({ type: 'paragraph', runs: [{ text: line }] }))
}
