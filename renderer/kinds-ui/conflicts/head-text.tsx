import { Button } from 'antd'
import { useState } from 'react'
import type { ConflictEntry, ConflictHead } from '../../../shared/contract/conflicts'
import { knownKind } from '../../../shared/kinds'
import { fieldOfKey } from '../../../shared/records/display'
import { useRpc } from '../../engine/engine-context'
import { useMay } from '../../engine/session'
import { attempt } from '../../ui/errors'

interface HeadTextProps {
  readonly conflict: ConflictEntry
  readonly head: ConflictHead
  /** The cell of a row; absent for a field of the record. */
  readonly cell?: string
  readonly text: string
}

/** One version in words. Shortened, two may look the same: people with the right can see them whole, which the audit log notes. */
export function HeadText({ conflict, head, cell, text }: HeadTextProps) {
  const rpc = useRpc()
  const mayUnmask = useMay('record.unmask')
  const [whole, setWhole] = useState<string | null>(null)
  const field = fieldOfKey(knownKind(conflict.kind), conflict.key)
  const of = field?.type === 'rows' && cell !== undefined ? field.of[cell] : field
  if (!of || of.type === 'rows' || !of.mask || !mayUnmask || text === '' || whole !== null)
    return whole ?? text
  const path = cell === undefined ? conflict.key : `${conflict.key}/${cell}`
  const reveal = async (): Promise<void> => {
    const asked = { id: conflict.record, field: path, change: head.change }
    setWhole((await rpc.records.reveal(asked)).value)
  }
  return (
    <>
      {text}{' '}
      <Button size="small" aria-label={`显示${head.siteName}填的${of.label}`} onClick={() => attempt(reveal)}>
        显示
      </Button>
    </>
  )
}
