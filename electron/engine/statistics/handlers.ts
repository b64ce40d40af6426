import { categories } from '../../../shared/figures/measures/categories'
import { measureGroups } from '../../../shared/figures/measures/define'
import { mostMeasures } from '../../../shared/statistics/sheet'
import { catalogueOf } from '../district/catalogue'
import type { Calls, Handlers } from '../handler'
import { chosenMeasures, saveMeasures } from './chosen'
import { freezeStatistics, printStatistics, statisticsPage, writeStatistics } from './table'

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
    categories: categories.map(({ name, label, kind, measures }) => ({
      name,
      label,
      kind,
      measures: [...measures],
    })),
  }),
  'statistics.saveMeasures': (ctx, input) => saveMeasures(ctx, input.measures),
  'statistics.page': statisticsPage,
  'statistics.freeze': freezeStatistics,
  'statistics.print': printStatistics,
  'statistics.write': writeStatistics,
} satisfies Handlers<Calls<'statistics'>>
