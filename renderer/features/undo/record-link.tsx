import { knownKind } from '../../../shared/kinds'
import { detailPath } from '../../paths'

/** A record by its name, to be opened where this version knows its kind. */
export function RecordLink({ kind, id, name }: { kind: string; id: string; name: string }) {
  const known = knownKind(kind)
  return known ? <a href={`#${detailPath(known, id)}`}>{name || known.label}</a> : name
}
