import { measureGroups } from '../../../shared/figures/measures/define'
import { mostMeasures } from '../../../shared/statistics/sheet'
import type { Calls, Handlers } from '../handler'
import { catalogueOf } from '../records/catalogue'
import {
  chosenMeasures,
  freezeStatistics,
  printStatistics,
  saveMeasures,
  statisticsPage,
  writeStatistics,
} from './table'

export const statisticsHandlers = {
  'statistics.measures': (ctx) => ({
    measures: catalogueOf(ctx.db).all.map(({ name, label, word, group }) => ({
      name,
      label,
      word,
      group: measureGroups[group],
    })),
    chosen: [...chosenMeasures(ctx)],
    most: mostMeasures,
  }),
  'statistics.saveMeasures': (ctx, input) => saveMeasures(ctx, input.measures),
  'statistics.page': statisticsPage,
  'statistics.freeze': freezeStatistics,
  'statistics.print': printStatistics,
  'statistics.write': writeStatistics,
} satisfies Handlers<Calls<'statistics'>>
