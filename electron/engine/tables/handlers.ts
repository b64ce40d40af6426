import type { Calls, Handlers } from '../handler'
import { importTable } from './import'
import { previewTable } from './preview'
import { workbookAt } from './workbook'

export const tableHandlers = {
  'tables.sheets': async (ctx, { file }) => {
    const { sheets, notes } = await workbookAt(ctx, ctx.pathOf(file))
    return {
      sheets: sheets.map(({ name, hidden, grid }) => ({
        name,
        hidden,
        rows: grid.rows.filter((row) => row.some((word) => word !== '')).length,
        columns: grid.rows.reduce((most, row) => Math.max(most, row.length), 0),
      })),
      notes: [...notes],
    }
  },
  'tables.preview': previewTable,
  'tables.take': importTable,
  // Loaded when they are wanted: what writes workbooks takes memory from the start on.
  'tables.writeRefused': async (ctx, asked) => (await import('./refused-workbook')).writeRefused(ctx, asked),
  'tables.writeTemplate': async (ctx, asked) =>
    (await import('./template-workbook')).writeTemplate(ctx, asked),
} satisfies Handlers<Calls<'tables'>>
