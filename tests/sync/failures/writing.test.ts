import {
  closeSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
  writeSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { syncFolder, writeFileAtomically } from '../../../electron/engine/files/atomic-file'
import { codedName } from '../../../electron/engine/files/coded-name'
import { writeVerified } from '../../../electron/engine/files/verified-file'
import { buildChild } from '../../support/child/start'
import { refusal } from '../../support/desks/engine'
import { type Pair, pair, session } from '../../support/desks/pair'
import { scan } from '../../support/records/pictures'

let desk: string
let stick: string
beforeEach(() => {
  desk = mkdtempSync(join(tmpdir(), 'yuanba-stick-'))
  stick = join(desk, 'stick')
  mkdirSync(stick)
})
afterEach(() => rmSync(desk, { recursive: true, force: true }))

/** A file's content in two parts; in between, and behind, something happens to the stick. */
async function* parts(between: () => void, behind: () => void = () => undefined): AsyncGenerator<Uint8Array> {
  yield Buffer.alloc(100_000, 1)
  between()
  yield Buffer.alloc(100_000, 2)
  behind()
}
const write = (between: () => void, behind?: () => void) =>
  writeVerified(join(stick, 'x.ybb'), parts(between, behind))

test('a stick that is pulled while it is written leaves nothing that looks like a bundle', async () => {
  const pulled = join(desk, 'pulled')
  const { code } = await refusal(write(() => renameSync(stick, pulled)))
  expect(code).toBe('file.unwritable')
  expect(readdirSync(pulled).filter((name) => !name.endsWith('.tmp'))).toEqual([])
})

test('why the writing stopped is said, also when nothing can be cleaned up any more', async () => {
  const { code } = await refusal(
    write(() => {
      renameSync(stick, join(desk, 'pulled'))
      // What is there now is not even a folder.
      writeFileSync(stick, '')
    }),
  )
  expect(code).toBe('file.unwritable')
})

test('a half-written file that another program removes, and a name that a folder has, are said so', async () => {
  const { code } = await refusal(write(() => rmSync(join(stick, '.x.ybb.tmp'))))
  expect(code).toBe('file.unwritable')
  mkdirSync(join(stick, 'x.ybb'))
  expect((await refusal(write(() => undefined))).code).toBe('file.unwritable')
  expect(readdirSync(stick)).toEqual(['x.ybb'])
})

test('what is read back otherwise than it was written is no bundle', async () => {
  const flip = (): void => {
    const file = openSync(join(stick, '.x.ybb.tmp'), 'r+')
    writeSync(file, Buffer.from([9]), 0, 1, 5)
    closeSync(file)
  }
  const { code } = await refusal(write(() => undefined, flip))
  expect(code).toBe('file.verify-failed')
  expect(readdirSync(stick)).toEqual([])
})

test('a full stick is said to be full, the half-written file goes, and an older bundle of the name stays', async () => {
  writeFileSync(join(stick, 'x.ybb'), 'the older one')
  // The real thing: every write to this device says ENOSPC.
  symlinkSync('/dev/full', join(stick, '.x.ybb.tmp'))
  expect((await refusal(write(() => undefined))).code).toBe('file.no-space')
  expect(readdirSync(stick)).toEqual(['x.ybb'])
  expect(readFileSync(join(stick, 'x.ybb'), 'utf8')).toBe('the older one')
  symlinkSync('/dev/full', join(stick, '.joining.ybj.tmp'))
  const joining = (): void => writeFileAtomically(join(stick, 'joining.ybj'), 'x'.repeat(10_000))
  expect(joining).toThrow(expect.objectContaining({ code: 'file.no-space' }))
  expect(readdirSync(stick)).toEqual(['x.ybb'])
})

test('where the disk is full only because FAT32 takes no larger file, the words say that', async () => {
  symlinkSync('/dev/full', join(stick, '.x.ybb.tmp'))
  const beyond = writeVerified(
    join(stick, 'x.ybb'),
    parts(() => undefined),
    { largest: 50_000 },
  )
  expect((await refusal(beyond)).code).toBe('file.too-large')
})

test('a folder in which nobody may write is refused in words', async () => {
  const into = writeVerified(
    '/proc/x.ybb',
    parts(() => undefined),
  )
  expect((await refusal(into)).code).toBe('file.unwritable')
  expect(() => writeFileAtomically('/proc/x.ybj', 'x')).toThrow(
    expect.objectContaining({ code: 'file.unwritable' }),
  )
})

test('a file system that cannot sync a folder is no reason to refuse it', () => {
  expect(() => syncFolder('/proc')).not.toThrow()
})

test('a name tells nothing, and is neither one that lies on the stick nor one that was given before', () => {
  // Random bytes that come to one code again and again, and then to the next one.
  const drawn = [7, 7, 7, 8].values()
  const random = { bytes: () => Uint8Array.of(0, 0, 0, drawn.next().value ?? 9) }
  writeFileSync(join(stick, 'yb-000007.ybb'), 'older')
  expect(codedName(random, stick, 'ybb')).toBe('yb-000008.ybb')
  expect(codedName(random, stick, 'ybk', (name) => name === 'yb-000008.ybk')).toBe('yb-000009.ybk')
})

describe('an export', () => {
  let story: Pair
  beforeAll(async () => {
    story = await pair()
    await story.a.save('courtyard-session', session(story.units.peach))
  })
  afterAll(() => story.close())

  test('to a stick that is gone uses up no serial and leaves nothing behind', async () => {
    const { a } = story
    const away = join(story.stick, '..', 'away')
    renameSync(story.stick, away)
    expect((await refusal(a.send())).code).toBe('file.unwritable')
    renameSync(away, story.stick)
    expect(await a.send()).toMatchObject({ serial: 1 })
    expect(readdirSync(a.profile).filter((name) => name.startsWith('spool-'))).toEqual([])
  })

  test('beyond the largest file that the stick takes is refused with that reason', async () => {
    const { a } = story
    const record = await a.save('courtyard-session', session(story.units.plum))
    const source = { bytes: scan(300_000).toString('base64'), name: '签到表.pdf' }
    await a.rpc.attachments.add({ record, source, operation: a.operation() })
    await a.engine.close()
    const computer = buildChild('computer')
    try {
      // The system's own limit, in blocks of 512 B: what Linux says on FAT32 beyond 4 GB is what it says here.
      const limited = ['sh', '-c', 'ulimit -f 256 && exec "$@"', 'sh']
      const child = computer.start([a.profile, '7', `export=${stick}`], limited)
      expect([await child.ended, child.lines]).toEqual([0, ['ready', 'file.too-large']])
      expect(readdirSync(stick)).toEqual([])
    } finally {
      computer.remove()
    }
  })
})
