import {
  copyFileSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { auditRows } from '../../../support/desks/audit-rows'
import {
  type Desk,
  openStreet,
  passphrase,
  refusal,
  seededRandom,
  sessionPatch,
  startComputer,
  user,
} from '../../../support/desks/engine'
import { partsOfZip } from '../../../support/paper/zip'

const PAGE = 4096
const PHONE = '13900001234'

let desk: Desk
let stick: string
let yards: string[]

beforeEach(async () => {
  desk = await openStreet()
  stick = join(desk.profile, '..', 'stick')
  mkdirSync(stick)
  yards = []
  for (let n = 0; n < 5; n++) await saveYard(`第${n}号院子`)
})
afterEach(() => desk.close())

async function saveYard(courtyard: string): Promise<void> {
  const demands = [{ who: '钱诉求', phone: PHONE, what: '工资没有结清', category: 'wages' }]
  const patch = { ...sessionPatch(desk, { courtyard }), demands }
  await desk.rpc.records.save({ kind: 'courtyard-session', patch, operation: desk.operation() })
  yards.push(courtyard)
}

const database = (): string => join(desk.profile, 'profile.db')
const folder = () => desk.engine.grant(stick)
const unlock = () => desk.rpc.session.unlock({ user, passphrase })
const rescue = (extra: { whole?: boolean; recoveryKey?: string } = {}) =>
  desk.rpc.rescue.toExcel({ folder: folder(), user, passphrase, ...extra })

/** Overwrites bytes as a failing disk does. */
function spoil(path: string, from: number, length: number): void {
  const bytes = readFileSync(path)
  Buffer.from(seededRandom(7).bytes(length)).copy(bytes, from)
  writeFileSync(path, bytes)
}

const written = (file: string): string => partsOfZip(readFileSync(join(stick, file))).join('\n')

const missing = (text: string): string[] => yards.filter((yard) => !text.includes(yard))

test('a spoilt first page: nobody can sign in, and every record comes into the Excel file, each to be looked over', async () => {
  await desk.rpc.session.lock({})
  spoil(database(), 0, PAGE)
  expect((await refusal(unlock())).code).toBe('profile.damaged')
  const made = await rescue()
  expect(missing(written(made.file))).toEqual([])
  expect(made.doubtful).toBe(made.records)
})

test('whichever page is lost, no record is: what its own page said stands in the log, and the other way round', async () => {
  await desk.rpc.session.lock({})
  const whole = readFileSync(database())
  const pages = whole.length / PAGE
  // The page that says who is 管理 may be among them: then it takes the recovery key.
  let unknown = 0
  for (let page = 1; page < pages; page += Math.ceil(pages / 25)) {
    writeFileSync(database(), whole)
    spoil(database(), page * PAGE, PAGE)
    const answer = await desk.engine.call('rescue.toExcel', { folder: folder(), user, passphrase })
    if ('error' in answer) {
      expect(answer.error.code).toBe('rescue.who')
      unknown += 1
      continue
    }
    const { file, lostPages } = answer.ok
    expect({ page, missing: missing(written(file)), lostPages }).toEqual({ page, missing: [], lostPages: 1 })
    rmSync(join(stick, file))
  }
  expect(unknown).toBeLessThanOrEqual(1)
})

test('one changed bit is noticed: the records of that page are to be looked over', async () => {
  await desk.rpc.session.lock({})
  const { doubtful } = await rescue()
  expect(doubtful).toBe(0)
  let noticed = 0
  const whole = readFileSync(database())
  for (let page = whole.length / PAGE - 1; page > 0; page -= 1) {
    const bytes = Buffer.from(whole)
    const at = page * PAGE + 3900
    bytes[at] = (bytes[at] ?? 0) ^ 1
    writeFileSync(database(), bytes)
    const made = await rescue()
    rmSync(join(stick, made.file))
    expect(made.lostPages).toBe(1)
    if (made.doubtful > 0) noticed += 1
    if (noticed > 0) break
  }
  expect(noticed).toBeGreaterThan(0)
})

test('a spoilt write-ahead log: what was saved behind the spoilt place is found', async () => {
  // The files as a crash leaves them: the newest records stand in the log alone.
  const crashed = join(desk.profile, '..', 'crashed')
  mkdirSync(crashed)
  for (const name of readdirSync(desk.profile))
    if (statSync(join(desk.profile, name)).isFile())
      copyFileSync(join(desk.profile, name), join(crashed, name))
  const log = join(crashed, 'profile.db-wal')
  expect(statSync(log).size).toBeGreaterThan(20 * PAGE)
  spoil(log, 32 + 24 + PAGE + 100, 64)
  const { clock, random } = desk
  const parts = { profile: crashed, stick, clock, random, log: desk.log } as unknown as Parameters<
    typeof startComputer
  >[0]
  const computer = startComputer(parts)
  const made = await computer.rpc.rescue.toExcel({ folder: computer.engine.grant(stick), user, passphrase })
  expect(missing(written(made.file))).toEqual([])
  await computer.engine.close()
})

test('a tail of zeros and a cut end: the page says so, and what lies before is found', async () => {
  await desk.rpc.session.lock({})
  const whole = readFileSync(database())
  const half = Math.floor(whole.length / PAGE / 2) * PAGE
  writeFileSync(database(), Buffer.concat([whole.subarray(0, half), Buffer.alloc(whole.length - half)]))
  const made = await rescue()
  expect(made.records).toBeGreaterThan(0)
  expect(made.lostPages).toBe((whole.length - half) / PAGE)
  truncateSync(database(), half + 100)
  expect((await rescue()).records).toBe(made.records)
  await unlock().then(
    () =>
      expect(desk.rpc.records.list({ kind: 'courtyard-session' })).rejects.toMatchObject({
        body: { code: 'profile.damaged' },
      }),
    ({ body }) => expect(body.code).toBe('profile.damaged'),
  )
})

test('without the file of keys the page is shown, not the first start; a backup opens also what came after it', async () => {
  const { file } = await desk.rpc.safety.backup({ folder: folder() })
  await saveYard('备份以后的院子')
  await desk.rpc.session.lock({})
  rmSync(join(desk.profile, 'keys.json'))
  expect(await desk.rpc.profile.state({})).toMatchObject({
    state: 'broken',
    trouble: 'profile.damaged',
    users: [],
  })
  const backup = desk.engine.grant(join(stick, file))
  const wrong = desk.rpc.rescue.toExcel({ folder: folder(), backup, user, passphrase: `${passphrase}吗` })
  expect((await refusal(wrong)).code).toBe('passphrase.wrong')
  const made = await desk.rpc.rescue.toExcel({ folder: folder(), backup, user, passphrase })
  expect(missing(written(made.file))).toEqual([])
  expect(readdirSync(desk.profile)).not.toContain('rescuing')
})

test('a file of keys that is none leads to the same page', async () => {
  await desk.rpc.session.lock({})
  writeFileSync(join(desk.profile, 'keys.json'), '{"format":4}')
  expect(await desk.rpc.profile.state({})).toMatchObject({ state: 'broken', trouble: 'profile.damaged' })
})

test('keys of another profile open nothing, and nothing is written', async () => {
  const other = await openStreet(5)
  await desk.rpc.session.lock({})
  copyFileSync(join(other.profile, 'keys.json'), join(desk.profile, 'keys.json'))
  expect((await refusal(unlock())).code).toBe('profile.damaged')
  expect((await refusal(rescue())).code).toBe('rescue.nothing')
  expect(readdirSync(stick)).toEqual([])
  await other.close()
})

test('personal information is masked unless asked for; both are noted, and the audit log takes it over', async () => {
  await desk.rpc.session.lock({})
  const masked = await rescue()
  expect(written(masked.file)).toContain('139')
  expect(written(masked.file)).not.toContain(PHONE)
  const whole = await rescue({ whole: true })
  expect(whole.file).not.toBe(masked.file)
  expect(written(whole.file)).toContain(PHONE)
  await unlock()
  const noted = async () => (await auditRows(desk)).filter(({ action }) => action === 'rescue.toExcel')
  expect((await noted()).map(({ detail }) => JSON.parse(detail))).toEqual([
    { file: masked.file, records: masked.records, outside: 1 },
    { file: whole.file, records: whole.records, whole: 1, outside: 1 },
  ])
  await desk.rpc.session.lock({})
  await unlock()
  expect(await noted()).toHaveLength(2)
})

test('nobody but a 管理 rescues with a passphrase; wrong ones are counted', async () => {
  const clerk = '陈录入'
  const words = '稻田里的青蛙在唱歌呢'
  await desk.rpc.users.add({ name: clerk, role: 'entry', passphrase: words })
  await desk.rpc.session.lock({})
  spoil(database(), 0, PAGE)
  const asked = desk.rpc.rescue.toExcel({ folder: folder(), user: clerk, passphrase: words })
  expect((await refusal(asked)).code).toBe('rescue.who')
  expect((await refusal(desk.rpc.rescue.toExcel({ folder: folder() }))).code).toBe('passphrase.wrong')
  for (let n = 0; n < 5; n++)
    await refusal(desk.rpc.rescue.toExcel({ folder: folder(), user, passphrase: '不是它' }))
  expect((await refusal(rescue())).code).toBe('passphrase.wait')
  expect(readdirSync(stick)).toEqual([])
})

test('the diagnosis holds nothing that was typed, no name and no key', async () => {
  await desk.rpc.session.lock({})
  spoil(database(), PAGE * 3, 10)
  writeFileSync(join(desk.profile, '王某的证明.txt'), 'x')
  const { file } = await desk.rpc.rescue.diagnose({ folder: folder() })
  const text = readFileSync(join(stick, file), 'utf8')
  expect(text).toContain('profile.db')
  expect(text).toContain('另有 1 个不是程序写的文件')
  for (const word of [user, '院子', '王某', PHONE, '东街街道', desk.profile]) expect(text).not.toContain(word)
})
