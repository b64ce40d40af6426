import { useEffect, useState } from 'react'
import type { Kind } from '../../../shared/definition/define'
import type { ListView } from '../../../shared/records/list-view'
import { useCall } from '../../engine/use-call'
import { hashQuery, useHashQuery } from '../../ui/hash-route'
import { openView } from './open-view'

const none: readonly ListView[] = []

interface Views {
  readonly views: readonly ListView[]
  /** Whether the list is the one that stays. Before it is known, a default view could still take its place, and the mark in it. */
  readonly isOpened: boolean
  readonly again: () => void
}

/** This person's views of a list. A list that is opened without a word in its address opens with the default. */
export function useViews(kind: Kind): Views {
  const { data, error, again } = useCall('records.views', { kind: kind.name }, [])
  const isPlain = useHashQuery().toString() === ''
  const [openedFor, setOpenedFor] = useState<string | null>(null)
  const isKnown = data !== undefined || error !== undefined
  useEffect(() => {
    if (!isKnown || openedFor === kind.name) return
    setOpenedFor(kind.name)
    const usual = data?.views.find(({ isDefault }) => isDefault)
    if (usual && hashQuery().toString() === '') openView(kind, usual)
  }, [isKnown, data, kind, openedFor])
  return { views: data?.views ?? none, isOpened: !isPlain || openedFor === kind.name, again }
}
