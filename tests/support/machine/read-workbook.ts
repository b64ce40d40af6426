import type { WorkbookReader } from '../../../shared/paste/workbook'

/** The program's reader of spreadsheets. Its packages take long to load, and few tests read any. */
export const readWorkbook: WorkbookReader = async (bytes) =>
  (await import('../../../electron/engine/tables/read-workbook')).readWorkbook(bytes)
