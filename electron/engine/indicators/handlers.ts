import type { Calls, Handlers } from '../handler'
import { fillCells } from './fill'
import { listIndicators, yearGrid } from './grid'

export const indicatorHandlers = {
  'indicators.list': listIndicators,
  'indicators.grid': yearGrid,
  'indicators.fill': fillCells,
} satisfies Handlers<Calls<'indicators'>>
