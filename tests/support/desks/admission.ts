import type { Output } from '../../../shared/contract'
import { type Rpc, RpcError } from '../../../shared/contract/rpc'

type Pile = Output<'sync.importBundles'>
type Waiting = Pick<Pile['files'][number], 'fromSite' | 'result'>

/** The computers of a pile whose files wait until somebody lets them in. */
export const waitingIn = (files: readonly Waiting[]): readonly string[] => [
  ...new Set(files.filter(({ result }) => result === 'waiting').map(({ fromSite }) => fromSite)),
]

/**
 * What a manager does once a new computer's file waits: hears its words by telephone, and lets it in. `despite`: also one whose
 * joining file or letter was used, or that comes late. @throws RpcError as `sites.admit`
 */
export async function admit(rpc: Rpc, site: string, despite = false): Promise<Output<'sites.admit'>> {
  const { newcomers } = await rpc.sites.newcomers({})
  const fingerprint = newcomers.find((one) => one.site === site)?.fingerprint.join(' ') ?? ''
  return rpc.sites.admit({ site, fingerprint, despite })
}

/** Who waits, or null where nobody with that right is signed in. */
async function newcomersSeen(rpc: Rpc): Promise<ReadonlySet<string> | null> {
  try {
    const { newcomers } = await rpc.sites.newcomers({})
    return new Set(newcomers.map(({ site }) => site))
  } catch (error) {
    if (error instanceof RpcError && error.body.code === 'right.missing') return null
    throw error
  }
}

/**
 * The same calls at a desk where somebody telephones: a new computer whose file waits is let in at once, and the pile is told as
 * if its file had come in by itself. Where nobody with that right is signed in, it waits.
 */
export function telephoning(rpc: Rpc): Rpc {
  const importBundles: Rpc['sync']['importBundles'] = async (input) => {
    const pile = await rpc.sync.importBundles(input)
    let { files, refused } = pile
    for (const site of waitingIn(files)) {
      const newcomers = await newcomersSeen(rpc)
      if (!newcomers) continue
      // It came in with a former self of the same computer.
      if (!newcomers.has(site)) {
        files = files.filter((file) => file.fromSite !== site || file.result !== 'waiting')
        continue
      }
      const came = await admit(rpc, site)
      // A file that came alone is refused by the call itself.
      const [only] = came.refused
      if (only && input.files.length === 1) throw new RpcError({ ...only, retryable: false })
      files = files.flatMap((file) => (file.fromSite === site && file.result === 'waiting' ? [] : [file]))
      files = [...files, ...came.files]
      refused = [...refused, ...came.refused]
    }
    return { files, refused }
  }
  return { ...rpc, sync: { ...rpc.sync, importBundles } }
}
