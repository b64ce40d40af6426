import type { anomalyCalls } from '../../../shared/contract/anomalies'
import type { Handlers } from '../handler'
import { listAnomalies } from './list'

export const anomalyHandlers = {
  'anomalies.list': (ctx, input) => listAnomalies(ctx.db, input),
} satisfies Handlers<keyof typeof anomalyCalls>
