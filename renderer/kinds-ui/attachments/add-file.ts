import type { Output } from '../../../shared/contract'
import type { Rpc } from '../../../shared/contract/rpc'
import { newOperation } from '../../ui/operation'
import type { PreparedFile } from './prepare-file'

/** Adds a prepared file to a saved record. */
export function addFile(
  rpc: Rpc,
  record: string,
  { name, bytes, thumb, ...said }: PreparedFile & { readonly caption?: string; readonly sensitive: boolean },
): Promise<Output<'attachments.add'>> {
  return rpc.attachments.add({
    record,
    source: { name, bytes },
    ...said,
    ...(thumb !== undefined && { thumb }),
    operation: newOperation(),
  })
}
