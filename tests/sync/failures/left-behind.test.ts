import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { request } from 'node:http'
import { join } from 'node:path'
import { buildChild, type Child, type ChildProgram } from '../../support/child/start'
import { passphrase, user } from '../../support/desks/engine'
import { type Pair, pair, session } from '../../support/desks/pair'
import { photo } from '../../support/records/pictures'

/** What no file may show that a killed process leaves, apart from those that somebody chose a place for. */
const secret = '欧阳雪莲家的院坝'

let story: Pair
let computer: ChildProgram
let host: ChildProgram
let record: string
beforeAll(async () => {
  computer = buildChild('computer')
  host = buildChild('host')
  story = await pair()
  const { a, units } = story
  record = await a.save('courtyard-session', session(units.peach, { courtyard: secret }))
  await a.engine.close()
})
afterAll(async () => {
  await story.close()
  for (const program of [computer, host]) program.remove()
})

const filesBelow = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))

/** Files below these folders in which the words or a workbook can be read. */
const readable = (...folders: string[]): string[] =>
  folders.flatMap(filesBelow).filter((path) => {
    const bytes = readFileSync(path)
    return bytes.includes(secret) || bytes.subarray(0, 2).toString() === 'PK'
  })

test.each([
  ['pages', '记录.html'],
  ['ledger', '台账.xlsx'],
  ['pdf', '欧阳雪莲.pdf'],
  ['rescue', ''],
  ['ask', ''],
  ['export', ''],
  ['backup', ''],
])('what a %s leaves half written, the next start removes, without a word', async (task, name) => {
  const folder = join(story.stick, task)
  mkdirSync(folder)
  const child = computer.start(
    [story.a.profile, '31', `${task}=${join(folder, name)}`],
    ['env', `YUANBA_DIES=${folder}`],
  )
  expect([await child.ended, child.lines, child.complaints]).toEqual([null, ['ready'], []])
  expect(readdirSync(folder)).toEqual([expect.stringMatching(/^\..+\.tmp$/)])
  const notes = (): string[] => readdirSync(story.a.profile).filter((file) => file.startsWith('leaving-'))
  expect(notes()).toHaveLength(1)
  expect(readable(story.a.profile)).toEqual([])
  const next = computer.start([story.a.profile, '32', 'verify'])
  expect([await next.ended, next.lines]).toEqual([0, ['ready', 'ok']])
  expect([readdirSync(folder), notes()]).toEqual([[], []])
})

test('while the stick is away the note waits, and a file that is nobody\u2019s half stays', async () => {
  const [folder, away] = [join(story.stick, 'away'), join(story.stick, 'back')]
  mkdirSync(folder)
  const child = computer.start(
    [story.a.profile, '33', `pages=${join(folder, 'a.html')}`],
    ['env', `YUANBA_DIES=${folder}`],
  )
  expect(await child.ended).toBeNull()
  const start = async (): Promise<void> => {
    expect(await computer.start([story.a.profile, '34', 'verify']).ended).toBe(0)
  }
  renameSync(folder, away)
  await start()
  writeFileSync(join(away, '.mine.tmp'), '')
  renameSync(away, folder)
  await start()
  expect(readdirSync(folder)).toEqual(['.mine.tmp'])
})

interface Page {
  readonly child: Child
  ask(method: string, path: string, body?: unknown): Promise<string>
  /** Begins an upload and sends only this much of it. */
  begin(path: string, bytes: Buffer): void
}

/** The app in a browser of our own, with temporary files in a folder of its own. */
async function opened(temporary: string): Promise<Page> {
  mkdirSync(temporary, { recursive: true })
  const child = host.start([story.a.profile], ['env', `TMPDIR=${temporary}`, `TEMP=${temporary}`])
  const address = new URL((await child.begun) ?? '')
  let own: Record<string, string> = {}
  const send = (method: string, path: string) =>
    request({ host: address.hostname, port: address.port, method, path, headers: own, agent: false })
  const ask = (method: string, path: string, body?: unknown): Promise<string> =>
    new Promise((done, failed) => {
      const outgoing = send(method, path)
      outgoing.on('error', failed)
      outgoing.on('response', (response) => {
        const cookie = response.headers['set-cookie']?.[0]?.split(';')[0]
        if (cookie !== undefined) own = { cookie }
        const chunks: Buffer[] = []
        response.on('data', (chunk: Buffer) => chunks.push(chunk))
        response.on('end', () => done(Buffer.concat(chunks).toString()))
      })
      outgoing.end(body === undefined ? '' : JSON.stringify(body))
    })
  const page = await ask('GET', address.pathname + address.search)
  const [, key = ''] = /name="page-key" content="([^"]+)"/.exec(page) ?? []
  own = { ...own, 'x-yuanba-page': key, origin: address.origin, 'content-type': 'application/json' }
  await ask('POST', '/rpc', { name: 'session.unlock', input: { user, passphrase } })
  return {
    child,
    ask,
    begin: (path, bytes) => {
      const outgoing = send('POST', path)
      // The process dies before it answers.
      outgoing.on('error', () => undefined)
      outgoing.write(bytes)
    },
  }
}

const killed = async ({ child }: Page): Promise<void> => {
  child.process.kill('SIGKILL')
  await child.ended
}

/** Waits until the process has put something there. */
async function arrived(folder: string, least: number): Promise<void> {
  const bytes = () =>
    filesBelow(folder).reduce((sum, path) => sum + (statSync(path, { throwIfNoEntry: false })?.size ?? 0), 0)
  while (bytes() < least) await new Promise((go) => setImmediate(go))
}

test('a browser\u2019s process killed in the middle of an upload and behind an export leaves nothing to read, and the next one nothing at all', async () => {
  const temporary = join(story.stick, '..', 'temporary')
  const first = await opened(temporary)
  first.begin('/files/upload?name=a.csv', Buffer.from(`${secret},13812345678\n`.repeat(20_000)))
  await arrived(temporary, 400_000)
  for (const [format, call] of [
    ['html', 'records.writePages'],
    ['xlsx', 'ledgers.write'],
  ] as const) {
    const { token } = JSON.parse(await first.ask('POST', `/files/save?name=a.${format}`))
    const ledger = { ledger: 'courtyard-session', operation: '019b0000-0000-7000-8000-000000000001' }
    const which = format === 'html' ? { ids: [record], whole: true } : ledger
    const input = { ...which, format, file: token }
    expect(JSON.parse(await first.ask('POST', '/rpc', { name: call, input }))).toMatchObject({
      ok: { file: `a.${format}` },
    })
  }
  await killed(first)
  const passed = readdirSync(temporary).filter((name) => name.startsWith('yuanba-loopback-'))
  const left = filesBelow(join(temporary, passed[0] ?? ''))
  expect(left.length).toBeGreaterThan(2)
  expect(readable(temporary, story.a.profile)).toEqual([])

  const second = await opened(temporary)
  expect(left.filter((path) => existsSync(path))).toEqual([])
  const pages = readdirSync(temporary).filter((name) => name.startsWith('yuanba-loopback-'))
  expect(pages).toHaveLength(1)
  // A photo goes up whole and becomes an attachment: it was readable nowhere on its way.
  const bytes = photo({ mark: 9 })
  second.begin('/files/upload?name=b.jpg', bytes)
  await arrived(join(temporary, pages[0] ?? ''), bytes.length)
  await killed(second)
  const starts = filesBelow(temporary).map((path) => readFileSync(path).subarray(0, 3).toString('hex'))
  expect(starts.filter((start) => start === 'ffd8ff')).toEqual([])
  rmSync(temporary, { recursive: true })
})
