import { monthlyTheme } from '../../../shared/kinds/monthly-theme'
import { suggestedFor } from '../../../shared/themes/suggested'
import type { Calls, Handlers } from '../handler'
import { addRecords } from '../records/save'
import { gridOf, readThemes } from './grid'
import { planPage, printPlan, writePlan } from './paper'

export const themeHandlers = {
  'themes.grid': gridOf,
  'themes.suggest': (ctx, { year, operation }) => {
    const patches = suggestedFor(
      year,
      readThemes(ctx, year).map(({ month }) => month),
    )
    return { ids: addRecords(ctx, { kind: monthlyTheme.name, patches, draft: false, operation }).ids }
  },
  'themes.page': planPage,
  'themes.print': printPlan,
  'themes.write': writePlan,
} satisfies Handlers<Calls<'themes'>>
