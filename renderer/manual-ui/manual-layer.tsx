import { loadedLater } from '../ui/loaded-later'
import { openManual, useManual } from './open-manual'

/** The manual is read from the disk when somebody first asks for it. */
const ManualDrawer = loadedLater(async () => (await import('./manual-drawer')).ManualDrawer, {
  meanwhile: null,
})

/** The manual where it lies open, beside whatever screen there is. */
export function ManualLayer() {
  const { topic } = useManual()
  return topic === null ? null : (
    <ManualDrawer topic={topic} onTopic={openManual} onClose={() => openManual(null)} />
  )
}
