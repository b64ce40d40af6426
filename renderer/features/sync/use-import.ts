import { useReducer } from 'react'
import type { Chosen } from '../../../shared/wire'
import { useRpc, useTransport } from '../../engine/engine-context'
import { useTask } from '../../engine/use-task'
import { type Allowed, type ImportEvent, nextImport, nothingAllowed, nothingChosen } from './import-state'
import type { Accepted } from './overruling'

/** An import: files are chosen and read, then each that fits is imported. `onDone` follows each reading and import. */
export function useImport(onDone: () => void) {
  const rpc = useRpc()
  const { files } = useTransport()
  const task = useTask()
  const [{ step, allowed }, tell] = useReducer(nextImport, nothingChosen)

  /** Does some work with the files and tells what came of it. */
  const run = async (
    picked: readonly Chosen[],
    work: (tokens: Chosen['token'][], operation: string) => Promise<ImportEvent>,
  ): Promise<void> => {
    try {
      const tokens = picked.map((file) => file.token)
      tell(await task.run((operation) => work(tokens, operation)))
    } catch (error) {
      tell({ type: 'refused', picked, error })
    } finally {
      onDone()
    }
  }
  const read = (picked: readonly Chosen[], allowing: Allowed): Promise<void> => {
    tell({ type: 'reading', picked, allowed: allowing })
    const { acceptClosed, acceptForgotten } = allowing
    return run(picked, async (tokens, operation) => {
      const accepted = { acceptClosed, acceptForgotten }
      const found = await rpc.sync.preview({ ...accepted, files: tokens, operation })
      return { type: 'read', picked, found }
    })
  }
  const begin = (picked: readonly Chosen[]): Promise<void> => read(picked, nothingAllowed)
  const accept = (picked: readonly Chosen[], accepted: Partial<Accepted>): Promise<void> =>
    read(picked, { ...allowed, ...accepted })
  const importAll = (picked: readonly Chosen[]): Promise<void> => {
    tell({ type: 'importing', picked })
    return run(picked, async (tokens, operation) => {
      const found = await rpc.sync.importBundles({ files: tokens, ...allowed, operation })
      return { type: 'imported', picked, found }
    })
  }
  const choose = async (): Promise<void> => {
    const picked = await files.openFile({ title: '选择要导入的文件', extensions: ['ybb'], multiple: true })
    if (picked.length > 0) await begin(picked)
  }
  const isBusy = step.name === 'reading' || step.name === 'importing'
  return { step, allowed, isBusy, operation: task.operation, tell, choose, begin, accept, importAll }
}
