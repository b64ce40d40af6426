import { mkdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { bytesOf } from '../../../electron/engine/files/verified-file'
import { sentenceFor } from '../../../shared/messages'
import { refusal } from '../../support/desks/engine'
import { leftovers, meet, type Pair, pair, session } from '../../support/desks/pair'
import { needs } from '../../support/machine/needs'
import { execFileSync } from '../../support/machine/programs'
import { scan } from '../../support/records/pictures'

let story: Pair
/** A bundle of laptop A that is still being read when its changes have been. */
let file: string
beforeAll(async () => {
  story = await pair()
  await meet(story.district, story.a)
  const { a, units } = story
  const patches = Array.from({ length: 300 }, (_, people) => session(units.peach, { people }))
  const operation = a.operation()
  const { ids } = await a.rpc.records.addMany({ kind: 'courtyard-session', patches, operation })
  const source = { bytes: scan(5_000_000).toString('base64'), name: '签到表.pdf' }
  await a.rpc.attachments.add({ record: ids[0] ?? '', source, operation: a.operation() })
  file = (await a.send()).file
})
afterAll(() => story.close())
afterEach(() => expect(leftovers(story.district)).toEqual([]))

const sessions = async (): Promise<number> =>
  (await story.district.rpc.records.count({ kind: 'courtyard-session' })).total

async function drained(source: AsyncIterable<Uint8Array>): Promise<number> {
  let length = 0
  for await (const chunk of source) length += chunk.length
  return length
}

test('a stick that fails in the middle of reading is said to be unreadable, not the bundle to be damaged', async () => {
  // The real thing: both open, and the first read fails (EIO, EISDIR).
  expect((await refusal(drained(bytesOf('/proc/self/mem')))).code).toBe('file.unreadable')
  expect((await refusal(drained(bytesOf(story.stick)))).code).toBe('file.unreadable')
})

test('a folder and an empty file are no bundles', async () => {
  const { district, stick } = story
  mkdirSync(join(stick, 'folder.ybb'))
  writeFileSync(join(stick, 'empty.ybb'), '')
  expect((await refusal(district.take('folder.ybb'))).code).toBe('file.unreadable')
  const empty = await refusal(district.take('empty.ybb'))
  expect(empty.code).toBe('bundle.empty')
  // Its name is right already: to choose a .ybb is no help.
  expect(sentenceFor(empty)).toMatch(/^文件是空的.*empty\.ybb.*请在原电脑重新导出一次/)
  expect(sentenceFor(empty)).not.toContain('扩展名')
})

needs('mkfifo').test('a pipe that nobody fills is no bundle', async () => {
  const { district, stick } = story
  execFileSync('mkfifo', [join(stick, 'pipe.ybb')])
  expect((await refusal(district.take('pipe.ybb'))).code).toBe('file.unreadable')
})

test('a file that shrinks while it is read is refused whole, and read again it is taken', async () => {
  const { district, stick } = story
  const bytes = readFileSync(join(stick, file))
  const stop = district.engine.on('progress', () => truncateSync(join(stick, file), 1000))
  expect((await refusal(district.take(file))).code).toBe('bundle.damaged')
  stop()
  expect(await sessions()).toBe(0)
  writeFileSync(join(stick, file), bytes)
  expect((await district.take(file))[0]).toMatchObject({ result: 'applied', new: 300 })
})

test('a file that is gone when its turn comes is told, and the others stay', async () => {
  const { a, b, district, stick, units } = story
  await a.save('courtyard-session', session(units.plum))
  await b.save('courtyard-session', session(units.plum))
  const [ofA, ofB] = [await a.send(), await b.send()]
  const stop = district.engine.on('progress', () => rmSync(join(stick, ofB.file), { force: true }))
  const files = [ofA, ofB].map(({ file: name }) => district.engine.grant(join(stick, name)))
  const { refused } = await district.rpc.sync.importBundles({ files })
  expect(refused).toMatchObject([{ file: ofB.file, code: 'file.unreadable' }])
  stop()
  expect(await sessions()).toBe(301)
  const { entries } = await district.rpc.sync.log({ limit: 2 })
  expect(entries.map(({ result }) => result)).toEqual(['file.unreadable', 'ok'])
})
