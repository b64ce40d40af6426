import { resolve } from 'node:path'
import { type AppError, errorCodes } from '../../../../shared/errors'
import { sentenceFor } from '../../../../shared/messages'
import { settleDerived } from '../../../hub/derived'
import type { Hub } from '../../../hub/hub'
import type { IngestedFile } from '../../../hub/ingest/ingest'
import { ingestPile } from '../../../hub/ingest/pile'
import { watchFolder } from '../../../hub/ingest/watched'
import { defineCommand } from '../command'
import { atHub } from '../hub-at-work'
import { hubOptions } from '../hub-place'
import { type Ingesters, openIngesters } from '../hub-threads'
import { stopSignal } from '../stop-signal'
import { table } from '../table'
import { usage, wholeNumber } from '../usage'

const results: Readonly<Record<IngestedFile['result'], string>> = {
  applied: '已导入',
  partial: '导入了一部分',
  'nothing-new': '没有新内容',
  waiting: '等待准入',
  refused: '没有导入',
}

const reasonOf = ({ file, reason }: IngestedFile): string =>
  reason === undefined
    ? ''
    : sentenceFor({ code: reason as AppError['code'], params: { bundle: file, file } })

/** What became of files, for people. */
export function ingestedText(files: readonly IngestedFile[]): string {
  return table(
    ['文件', '结果', '改动', '新的', '原因'],
    files.map((one) => [
      one.file,
      results[one.result],
      one.changes,
      one.added,
      one.result === 'refused' ? reasonOf(one) : '',
    ]),
  )
}

/** Exit code 5 where any was refused. */
export const ingestedExit = (files: readonly IngestedFile[]): { readonly exit?: number } =>
  files.some(({ result }) => result === 'refused') ? { exit: errorCodes['bundle.damaged'].exit } : {}

/** How long a watched folder rests between two looks, in ms. */
const LOOK_MS = 5000

/** `hub ingest` */
export const hubIngest = defineCommand({
  name: 'hub ingest',
  summary: '收下区县（市）的交换文件；次序不拘，收过的不会重复',
  operands: { value: 'FILE', help: '交换文件（.ybb）', many: true },
  options: {
    ...hubOptions,
    watch: {
      value: 'DIR',
      help: '一直看着这个文件夹：收下的从这里删去（原样存在库的文件夹里），不能收的连同原因移到 refused',
    },
    workers: { value: 'N', help: '同时收几个单位的文件，默认 4' },
    'allow-mass-delete': { help: '核实后：文件里删除了大半记录也导入' },
  },
  run: async (ctx, options, paths) => {
    const { watch } = options
    if ((watch === undefined) === (paths.length === 0)) throw usage('要写交换文件，或者写 --watch 文件夹')
    const rules = {
      allowMassDelete: options['allow-mass-delete'],
      workers: options.workers === undefined ? 4 : wholeNumber('workers', options.workers, 1, 16),
    }
    const withIngesters = async <T>(hub: Hub, work: (take: Ingesters['take']) => Promise<T>): Promise<T> => {
      const { database, embedded, folder } = options
      // One process alone can hold a built-in database.
      const start = embedded === undefined ? ctx.startIngester : undefined
      const ingesters = openIngesters(hub, { place: { database, embedded, folder }, rules }, start)
      try {
        return await work(ingesters.take)
      } finally {
        await ingesters.close()
      }
    }
    if (watch === undefined) {
      const given = paths.map((path) => resolve(path))
      const files = await atHub(options, ctx, (hub) =>
        withIngesters(hub, async (take) => {
          const taken = await ingestPile(hub, given, { ...rules, take })
          await settleDerived(hub.store)
          return taken
        }),
      )
      return { json: { files }, text: ingestedText(files), ...ingestedExit(files) }
    }
    const folder = resolve(watch)
    return {
      json: { watching: folder },
      text: `正在看着 ${folder}，按 Ctrl+C 停止。`,
      until: async () => {
        const ended = new AbortController()
        void stopSignal().then(() => ended.abort())
        await atHub(options, ctx, (hub) =>
          withIngesters(hub, (take) =>
            watchFolder(hub, folder, {
              rules: { ...rules, take },
              reasonOf,
              told: async (files) => {
                ctx.notice(ingestedText(files))
                await settleDerived(hub.store)
              },
              rest: LOOK_MS,
              until: ended.signal,
            }),
          ),
        )
      },
    }
  },
})
