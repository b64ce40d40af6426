import type { Calls, Handlers } from '../handler'
import { today } from '../moment'
import { duePage, printDue, writeDue } from './paper'
import { explainDeadline, listDeadlines } from './told'

export const deadlineHandlers = {
  'deadlines.list': (ctx, input) => listDeadlines(ctx.db, today(ctx.clock), input),
  'deadlines.explain': (ctx, input) => explainDeadline(ctx.db, input),
  'deadlines.page': duePage,
  'deadlines.print': printDue,
  'deadlines.write': writeDue,
} satisfies Handlers<Calls<'deadlines'>>
