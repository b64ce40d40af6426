import { useId, useMemo, useState } from 'react'
import type { Kind } from '../../../shared/definition/define'
import type { RecordView } from '../../../shared/records/view'
import { SimilarLine } from '../../kinds-ui/duplicates/similar-line'
import { SimilarPanel } from '../../kinds-ui/duplicates/similar-panel'
import { useSimilar } from '../../kinds-ui/duplicates/use-similar'
import { detailPath, mergePath } from '../../paths'
import { navigate } from '../../ui/hash-route'

const nothingMasked: ReadonlyMap<string, string> = new Map()

/** What a stored record may be logged twice as. */
export function StoredSimilar({ kind, record }: { kind: Kind; record: RecordView }) {
  const panel = useId()
  const [isOpen, setOpen] = useState(false)
  const asked = useMemo(() => ({ id: record.id, patch: {} }), [record.id])
  const { candidates, limited, dismiss } = useSimilar(kind, asked)
  return (
    <>
      <p className="similar-place">
        <SimilarLine
          limited={limited}
          candidates={candidates}
          isOpen={isOpen}
          panel={panel}
          onToggle={() => setOpen(!isOpen)}
        />
      </p>
      {isOpen && candidates.length > 0 && (
        <SimilarPanel
          id={panel}
          kind={kind}
          candidates={candidates}
          dismiss={dismiss}
          values={record.body}
          masked={nothingMasked}
          open={(other) => navigate(detailPath(kind, other))}
          merge={(other) => navigate(mergePath(kind, record.id, other))}
          mergeLabel="合并"
        />
      )}
    </>
  )
}
