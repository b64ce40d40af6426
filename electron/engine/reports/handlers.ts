import { AppError } from '../../../shared/errors'
import type { Calls, Handlers } from '../handler'

const absent = (call: string): never => {
  throw new AppError('call.unknown', { call })
}

export const reportHandlers = {
  'reports.list': () => absent('reports.list'),
  'reports.compute': () => absent('reports.compute'),
  'reports.page': () => absent('reports.page'),
  'reports.write': () => absent('reports.write'),
  'reports.saveText': () => absent('reports.saveText'),
  'reports.printed': () => absent('reports.printed'),
  'reports.measures': () => absent('reports.measures'),
  'reports.figure': () => absent('reports.figure'),
  'reports.figureRows': () => absent('reports.figureRows'),
  'home.overview': () => absent('home.overview'),
} satisfies Handlers<Calls<'reports'> | Calls<'home'>>
