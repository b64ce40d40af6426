import type { Calls, Handlers } from '../handler'
import { importTable } from './import'
import { previewTable } from './preview'
import { writeRefused } from './refused-workbook'
import { writeTemplate } from './template-workbook'
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
  'tables.writeRefused': writeRefused,
  'tables.writeTemplate': writeTemplate,
} satisfies Handlers<Calls<'tables'>>
