import { AppError } from '../../shared/errors'
import { glibcIn, tooOldGlibc } from '../../shared/fitness'
import { loadAddon } from '../engine/db/addon'

/**
 * Makes sure that the engine can run on this machine at all, before one is made.
 * @throws AppError `system.too-old`, `system.addon-unloadable`
 */
export function requireFitSystem(): void {
  const old = tooOldGlibc(glibcIn(process.report.getReport()))
  if (old !== null) throw new AppError('system.too-old', { ...old })
  loadAddon()
}
