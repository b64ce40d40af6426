import type { Kind } from '../../../shared/definition/define'
import type { ListView } from '../../../shared/records/list-view'
import { listPath } from '../../paths'
import { navigate } from '../../ui/hash-route'
import { usePreferences } from '../../ui/preferences'

/** Shows a list as a view keeps it. */
export function openView(kind: Kind, { query, density }: ListView): void {
  if (density !== undefined) usePreferences.getState().setDensity(density)
  navigate(listPath(kind, query), { replace: true })
}
