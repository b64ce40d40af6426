import { partsOf } from '../figures/periods'
import { calendarOf, type PeriodLength, partsIn, previousPeriod, yearBefore } from '../period'
import { reach, reachMeasures, unitTable } from './by-unit'
import { comparisonTable, loggedBases, partsTable } from './comparison'
import { defineReport, type ReportDefinition } from './define'
import {
  publicityMeasures,
  serviceMeasures,
  unitColumns,
  workBases,
  workOpening,
  workSentences,
  workTexts,
} from './monthly'
import { pairedNote } from './sentences'
import { reportDocument, typedSections } from './skeleton'

const compared = [...publicityMeasures, ...serviceMeasures]
/** A share of each month says little beside the month's few cases. */
const byMonth = compared.filter((name) => name !== 'mediationRate')

/** 季报, 半年报: as the monthly report, with a table month by month (DOMAIN 4). */
function ofMonths(
  name: string,
  label: string,
  length: PeriodLength,
  words: { readonly now: string; readonly whole: string },
): ReportDefinition {
  return defineReport({
    name,
    label,
    period: length,
    texts: workTexts,
    sentences: workSentences,
    measures: [...compared, ...reachMeasures],
    periods: (period) => [period, ...partsIn(period), previousPeriod(period), yearBefore(period)],
    compute: (input, figures) => {
      const { period } = input
      // By its own months a quarter is still called so; the days stand in a note.
      const { label: span } = calendarOf(period)
      const bases = workBases(period)
      const known = loggedBases(input, figures, bases, compared).map(({ inTable }) => inTable)
      return reportDocument(input, figures, [input.unitName, span, '基层普法', `工作${label}`], {
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
                      known.length === 0
                        ? '各月数据见表1，总体情况见表2。'
                        : `各月数据见表1，与${known.join('、')}的比较见表2。`,
                  },
                ],
              },
              partsTable(
                input,
                figures,
                `表1  ${span}分月普法工作情况`,
                partsOf(period),
                words.whole,
                byMonth,
              ),
              comparisonTable(input, figures, `表2  ${span}普法工作总体情况`, words.now, bases, compared),
              ...pairedNote(input, figures),
            ],
          },
          { heading: '分单位情况', blocks: unitTable(input, figures, 3, unitColumns) },
          ...typedSections(workTexts, input),
        ],
      })
    },
  })
}

/** 季报 with its three-month table. */
export const quarterly = ofMonths('quarterly', '季报', 'quarter', { now: '本季度', whole: '合计' })

/** 半年报. */
export const halfYear = ofMonths('half-year', '半年报', 'half', { now: '本期', whole: '合计' })
