import type { Figures } from '../figures/figures'
import { basesOf, thisPeriod } from '../figures/periods'
import type { Block } from '../paper/document'
import { type Period, periodLength, previousPeriod, yearBefore } from '../period'
import { reach, reachMeasures, unitTable } from './by-unit'
import { comparisonTable, loggedBases } from './comparison'
import { defineReport, type ReportInput } from './define'
import type { Sentence } from './placeholders'
import { pairedNote } from './sentences'
import { paragraphOf, reportDocument, typedSections } from './skeleton'

/** What a month is compared by. */
export const publicityMeasures = [
  ...['events', 'activities', 'sessions', 'attendance', 'leaflets', 'questions', 'sms', 'households'],
]
export const serviceMeasures = [
  ...[
    'consultations',
    'aidCases',
    'leadsReceived',
    'leadsDisposed',
    'mediationsAccepted',
    'mediationsSucceeded',
  ],
  ...['mediationRate', 'counselServices'],
]

/** Columns of the table by unit, with headings short enough for four characters. */
export const unitColumns = [
  { measure: 'activities', label: '活动\n（场次）' },
  { measure: 'sessions', label: '院坝会\n（场次）' },
  { measure: 'attendance', label: '参加\n（人次）' },
  { measure: 'leaflets', label: '资料\n（份）' },
  { measure: 'questions', label: '咨询\n（人次）' },
  { measure: 'sms', label: '短信\n（条）' },
]

/** What a person adds to a month, a quarter, a half-year. */
export const workTexts = [
  { key: 'features', label: '特点', heading: '工作特点' },
  { key: 'next', label: '下一步', heading: '下一步工作' },
]

const leadText =
  '{期}，{单位}共开展普法活动{events}场次，其中普法宣传活动{activities}场次、院坝会{sessions}场次，' +
  '参加群众{attendance}人次；发放宣传资料{leaflets}份；解答咨询{questions}人次；发送普法短信{sms}条。' +
  '活动场次{events:比较}；参加群众{attendance:比较}。'
const servicesText =
  '提供法律咨询{consultations}次，办理法律援助案件{aidCases}件，法律顾问服务{counselServices}次；接收欠薪线索{leadsReceived}条，' +
  '办结{leadsDisposed}条；受理矛盾纠纷{mediationsAccepted}起，调解成功{mediationsSucceeded}起，成功率{mediationRate}%。'
const nothingText = '{期}，{单位}未开展普法活动，未登记法律服务和矛盾纠纷等事项，各项数据均为0，为零报告。'

/** What a month, a quarter and a half-year say of themselves. */
export const workSentences: readonly Sentence[] = [
  { key: 'lead', text: leadText, always: true },
  { key: 'services', text: servicesText },
  { key: 'nothing', text: nothingText, always: true },
]

/** How such a report begins. */
export const workOpening = (input: ReportInput, figures: Figures): readonly Block[] =>
  paragraphOf(workSentences, figures.isNothing(input) ? ['nothing'] : ['lead', 'services'], input, figures)

/** What such a period is held against. */
export function workBases(period: Period) {
  const { before, lastYear } = basesOf(period)
  return [
    { ...before, change: '环比' as const },
    { ...lastYear, change: '同比' as const },
  ]
}

/**
 * 月报: one month of one unit, against the month before and the same month a year earlier (DOMAIN 4). A district's own reporting
 * month is one too, and so are the days from one to another, such as 宪法宣传周, which are no 月报 by name.
 */
export const monthly = defineReport({
  name: 'monthly',
  label: '月报',
  period: 'month',
  also: ['reporting', 'days'],
  texts: workTexts,
  sentences: workSentences,
  measures: [...publicityMeasures, ...serviceMeasures, ...reachMeasures],
  periods: (period) => [period, previousPeriod(period), yearBefore(period)],
  compute: (input, figures) => {
    const names = [...publicityMeasures, ...serviceMeasures]
    const bases = workBases(input.period)
    const caption = `表1  ${input.period.label}普法工作总体情况`
    const table = comparisonTable(input, figures, caption, thisPeriod(input.period), bases, names)
    const compared = loggedBases(input, figures, bases, names).map(({ inTable }) => inTable)
    const name = periodLength(input.period) === 'days' ? '工作情况' : '工作月报'
    return reportDocument(input, figures, [input.unitName, input.period.label, '基层普法', name], {
      opening: workOpening(input, figures),
      sections: [
        {
          heading: '总体情况',
          blocks: [
            {
              type: 'paragraph',
              runs: [
                ...reach(input, figures),
                {
                  text:
                    compared.length === 0
                      ? '各项数据见表1。'
                      : `各项数据与${compared.join('、')}的比较见表1。`,
                },
              ],
            },
            table,
            ...pairedNote(input, figures),
          ],
        },
        { heading: '分单位情况', blocks: unitTable(input, figures, 2, unitColumns) },
        ...typedSections(workTexts, input),
      ],
    })
  },
})
