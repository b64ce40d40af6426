import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { hostname, tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Hub } from '../../../electron/hub/hub'
import { openTelling } from '../../../electron/hub/ingest/watch-told'
import { watchFolder } from '../../../electron/hub/ingest/watched'
import { hubStatus } from '../../../electron/hub/upkeep/hub-status'
import { fixedClock } from '../../support/desks/engine'
import { newHub } from '../../support/hub/hubs'
import { eachStore } from '../../support/hub/stores'

const [MINUTE, DAY] = [60_000, 24 * 3600_000]

eachStore(({ open }) => {
  const clock = fixedClock()
  let hub: Hub
  let folder: string
  beforeEach(async () => {
    const made = await newHub(await open())
    hub = { ...made, around: { ...made.around, clock } }
    folder = mkdtempSync(join(tmpdir(), 'watched-'))
  })

  const put = (name: string) => writeFileSync(join(folder, name), '不是交换文件')
  const now = () => new Date(clock.now()).toISOString()
  const watched = async () => (await hubStatus(hub)).watched
  const watching = (told: () => Promise<void>, until: AbortSignal) =>
    watchFolder(hub, folder, {
      rules: { allowMassDelete: false },
      reasonOf: ({ reason }) => String(reason),
      told,
      rest: 1,
      until,
    })

  test('the status tells how many files wait in a watched folder, since when, and how many of them for another', async () => {
    put('one.ybb')
    put('notes.txt')
    const first = now()
    const telling = openTelling(hub, folder, () => 1)
    await telling.tell()
    clock.time += MINUTE
    const second = now()
    put('two.ybb')
    await telling.tell()
    const about = { computer: hostname(), folder, behind: 1, state: 'watching' }
    expect(await watched()).toEqual([{ ...about, files: 2, oldest: first, heardAt: second }])
    rmSync(join(folder, 'one.ybb'))
    clock.time += MINUTE
    await telling.tell()
    expect(await watched()).toEqual([{ ...about, files: 1, oldest: second, heardAt: now() }])
  })

  test('a process that died is told of as silent, with what it last said, until another watches the folder', async () => {
    put('one.ybb')
    const first = now()
    await openTelling(hub, folder, () => 0).tell()
    clock.time += 9 * MINUTE
    expect(await watched()).toMatchObject([{ files: 1, state: 'watching' }])
    clock.time += 2 * MINUTE
    put('two.ybb')
    expect(await watched()).toMatchObject([{ files: 1, state: 'silent' }])
    await openTelling(hub, folder, () => 0).tell()
    // What has waited goes on waiting.
    expect(await watched()).toMatchObject([{ files: 2, oldest: first, state: 'watching' }])
  })

  test('one that somebody ended has stopped, however long ago; after a month nobody speaks of it', async () => {
    const telling = openTelling(hub, folder, () => 0)
    await Promise.all([telling.tell(), telling.tell()])
    await telling.end()
    clock.time += DAY
    expect(await watched()).toMatchObject([{ files: 0, oldest: null, state: 'stopped' }])
    clock.time += 30 * DAY
    const other = mkdtempSync(join(tmpdir(), 'watched-'))
    await openTelling(hub, other, () => 0).tell()
    expect(await watched()).toMatchObject([{ folder: other, state: 'watching' }])
  })

  test('whoever watches says how the folder stands before the first file, after each pile and at the end', async () => {
    put('bad.ybb')
    const ended = new AbortController()
    let during: unknown
    await watching(async () => {
      during = await watched()
      ended.abort()
    }, ended.signal)
    expect(during).toMatchObject([{ files: 1, state: 'watching' }])
    expect(await watched()).toMatchObject([{ files: 0, oldest: null, state: 'stopped' }])
  })

  test('whoever can not go on has not stopped: it falls silent', async () => {
    put('bad.ybb')
    const until = new AbortController().signal
    await expect(watching(async () => rmSync(folder, { recursive: true }), until)).rejects.toThrow('ENOENT')
    expect(await watched()).toMatchObject([{ files: 1, state: 'watching' }])
    clock.time += 11 * MINUTE
    expect(await watched()).toMatchObject([{ files: 1, state: 'silent' }])
  })
})
