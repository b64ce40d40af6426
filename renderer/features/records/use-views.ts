import { useEffect, useRef } from 'react'
import type { Kind } from '../../../shared/definition/define'
import type { ListView } from '../../../shared/records/list-view'
import { useCall } from '../../engine/use-call'
import { hashQuery } from '../../ui/hash-route'
import { openView } from './open-view'

const none: readonly ListView[] = []

/** This person's views of a list. A list that is opened without a word in its address opens with the default. */
export function useViews(kind: Kind): { readonly views: readonly ListView[]; readonly again: () => void } {
  const { data, again } = useCall('records.views', { kind: kind.name }, [])
  const openedFor = useRef<string | null>(null)
  useEffect(() => {
    if (!data || openedFor.current === kind.name) return
    openedFor.current = kind.name
    const usual = data.views.find(({ isDefault }) => isDefault)
    if (usual && hashQuery().toString() === '') openView(kind, usual)
  }, [data, kind])
  return { views: data?.views ?? none, again }
}
