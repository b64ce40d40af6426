import { cpSync, mkdirSync, readdirSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { type ErrorCode, errorCodes } from '../../../shared/errors'
import { messageFor } from '../../../shared/messages'
import { buildChild, type ChildProgram } from '../../support/child/start'
import { backUp } from '../../support/desks/copies'
import { meet, type Pair, pair, session } from '../../support/desks/pair'
import { onDisks } from '../../support/faults/spoilt-disk'
import { needs } from '../../support/machine/needs'
import { spawnSync } from '../../support/machine/programs'
import { scan } from '../../support/records/pictures'

const SESSIONS = 600

let story: Pair
let computer: ChildProgram
/** For the district. */
let bundle: string
let backup: string
/** The disks of one test: a profile and a stick. */
let profile: string
let stick: string
beforeAll(async () => {
  computer = buildChild('computer')
  story = await pair()
  await meet(story.district, story.a)
  const { a, district, units } = story
  const patches = Array.from({ length: SESSIONS }, (_, people) => session(units.peach, { people }))
  const operation = a.operation()
  const { ids } = await a.rpc.records.addMany({ kind: 'courtyard-session', patches, operation })
  const source = { bytes: scan(300_000).toString('base64'), name: '签到表.pdf' }
  await a.rpc.attachments.add({ record: ids[0] ?? '', source, operation: a.operation() })
  bundle = join(story.stick, (await a.send()).file)
  backup = await backUp(a, story.stick)
  for (const { engine } of [a, district]) await engine.close()
  ;[profile, stick] = [join(story.stick, '..', 'of-test'), join(story.stick, 'of-test')]
})
afterAll(async () => {
  await story.close()
  computer.remove()
})
beforeEach(() => {
  for (const folder of [profile, stick]) rmSync(folder, { recursive: true, force: true })
  mkdirSync(stick)
})

/** Lets a computer with a copy of this profile do its tasks, on disks that `script` makes. @returns what it says, once signed in */
async function told(of: Pair['a'], script: string, ...tasks: string[]): Promise<readonly string[]> {
  cpSync(of.profile, profile, { recursive: true })
  return said(script, ...tasks)
}

async function said(script: string, ...tasks: string[]): Promise<readonly string[]> {
  const child = computer.start([profile, '5', ...tasks], onDisks(script))
  expect([await child.ended, child.complaints]).toEqual([0, []])
  for (const line of child.lines)
    if (isCode(line)) expect(messageFor({ code: line, params: {} }).title).toMatch(/\p{sc=Han}/u)
  return child.lines
}
const isCode = (line: string): line is ErrorCode => Object.hasOwn(errorCodes, line)

/** What a bundle and a backup are called, and a stick that holds both beside an older file. */
const SENT = expect.stringMatching(/^yb-\d{6}\.ybb$/)
const KEPT = expect.stringMatching(/^yb-\d{6}\.ybk$/)
const BOTH = expect.stringMatching(/^older\.ybb( yb-\d{6}\.yb[bk]){2}$/)
const full = (disk: string): string => `run=dd if=/dev/zero of=${disk}/full bs=4k 2>/dev/null || true`
const left = (disk: string): string => `run=ls -A ${disk}`

describe('a stick', () => {
  needs(
    'own-disks',
  ).test('with write protection takes no bundle, backup, ledger or page, and the next stick does (EROFS)', async () => {
    const script = `mount --bind -o ro ${stick} ${stick}`
    const next = join(story.stick, 'next')
    mkdirSync(next)
    expect(
      await told(
        story.a,
        script,
        ...[`export=${stick}`, `backup=${stick}`, `ledger=${stick}/a.xlsx`, `pages=${stick}/a.html`],
        `run=ls -A ${stick} ${profile} | grep -E 'tmp$|^leaving-' || true`,
        ...[`export=${next}`, `ledger=${next}/a.xlsx`, `pages=${next}/a.html`, 'verify'],
      ),
    ).toEqual([
      ...['ready', ...Array.from({ length: 4 }, () => 'file.unwritable'), ''],
      ...[SENT, 'a.xlsx', 'a.html', 'ok'],
    ])
  })

  needs(
    'own-disks',
  ).test('that is full keeps what lay on it, and takes both once there is room (ENOSPC)', async () => {
    const script = `mount -t tmpfs -o size=8m none ${stick}; echo older > ${stick}/older.ybb`
    expect(
      await told(
        story.a,
        script,
        ...[full(stick), `export=${stick}`, `backup=${stick}`, left(stick)],
        `run=cat ${stick}/older.ybb; rm ${stick}/full`,
        ...[`export=${stick}`, `backup=${stick}`, left(stick), 'verify'],
      ),
    ).toEqual([
      ...['ready', '', 'file.no-space', 'file.no-space', 'full older.ybb', 'older'],
      ...[SENT, KEPT, BOTH, 'ok'],
    ])
  })

  needs(
    'own-disks',
    'frozen-folder',
  ).test('whose folder may not be changed is refused, and not what lay on it (EPERM)', async () => {
    expect(
      await told(
        story.a,
        '',
        ...[`run=chattr +i ${stick}`, `export=${stick}`, `backup=${stick}`],
        `run=chattr -i ${stick}`,
        ...[left(stick), `export=${stick}`],
      ),
    ).toEqual(['ready', '', 'file.unwritable', 'file.unwritable', '', '', SENT])
  })
})

describe('the disk of the profile', () => {
  const ownDisk = (): string =>
    `cp -a ${profile} ${profile}.away; mount -t tmpfs -o size=32m none ${profile}; cp -a ${profile}.away/. ${profile}; rm -r ${profile}.away`

  needs(
    'own-disks',
  ).test('that is full refuses every work, keeps what was there, and takes all once there is room (ENOSPC)', async () => {
    const village = story.units.peach
    const works = [`save=${village}`, `import=${bundle}`, `backup=${stick}`]
    const lines = await told(
      story.district,
      ownDisk(),
      ...[full(profile), ...works, 'count=courtyard-session'],
      `run=rm ${profile}/full; ls -A ${profile}`,
      ...['verify', ...works, 'count=courtyard-session', 'verify'],
    )
    const [files] = lines.slice(6, 7)
    expect(lines).toEqual([
      ...['ready', '', 'file.no-space', 'file.no-space', 'file.no-space', '0'],
      ...[files, 'ok', 'saved', 'applied', KEPT, String(SESSIONS + 1), 'ok'],
    ])
    expect(files).not.toMatch(/spool-|\.tmp|backup-of|before-import/)
    expect(readdirSync(stick)).toEqual([KEPT])
  })

  needs(
    'own-disks',
  ).test('that ends anywhere during an import has all of it or nothing (ENOSPC)', async () => {
    const seen = new Set<string>()
    for (const room of [64, 128, 256, 512, 768, 1024, 1280, 1536, 1792, 2048, 2304, 2560, 3072, 8192]) {
      rmSync(profile, { recursive: true, force: true })
      const tasks = [
        `run=dd if=/dev/zero of=${profile}/full bs=1k count=$(( $(df --output=avail -k ${profile} | tail -1) - ${room} )) 2>/dev/null`,
        `import=${bundle}`,
        'verify',
        'count=courtyard-session',
        `run=rm ${profile}/full`,
        `import=${bundle}`,
        'verify',
        'count=courtyard-session',
      ]
      const [, , result = '', ...rest] = await told(story.district, ownDisk(), ...tasks)
      seen.add(result)
      const isIn = result === 'applied'
      expect([room, ...rest]).toEqual([
        ...[
          room,
          'ok',
          isIn ? String(SESSIONS) : '0',
          '',
          isIn ? 'nothing-new' : 'applied',
          'ok',
          String(SESSIONS),
        ],
      ])
    }
    expect([...seen].sort()).toEqual(['applied', 'file.no-space'])
  }, 120_000)

  needs(
    'own-disks',
  ).test('that is read-only is said to be so, not the profile to be damaged, in use or newer (EROFS)', async () => {
    const script = `mount --bind -o ro ${profile} ${profile}`
    expect(await told(story.district, script, 'verify')).toEqual(['profile.no-access', 'session.locked'])
    expect(await said('', 'verify')).toEqual(['ready', 'ok'])
  })

  needs(
    'own-disks',
    'frozen-folder',
  ).test('on which single files may not be changed is said to be so (EPERM)', async () => {
    cpSync(story.district.profile, profile, { recursive: true })
    for (const name of ['.', 'profile.db']) {
      const lines = await said(
        `touch ${profile}/lock.db; chattr +i ${profile}/${name}`,
        `run=chattr -i ${profile}/${name}`,
      )
      expect([name, ...lines]).toEqual([name, 'profile.no-access', ''])
    }
    expect(
      await said(
        '',
        ...[`run=chattr +i ${profile}`, `import=${bundle}`, `run=chattr -i ${profile}`],
        ...['verify', 'count=courtyard-session', `import=${bundle}`],
      ),
    ).toEqual(['ready', '', 'file.unwritable', '', 'ok', '0', 'applied'])
  })

  needs(
    'own-disks',
    'root',
    'setpriv',
    'chown',
  ).test("whose files are somebody else's is said to be so (EACCES)", async () => {
    cpSync(story.district.profile, profile, { recursive: true })
    // A root that is bound by modes, so that it is like anybody else.
    const bound = ['setpriv', '--bounding-set', '-dac_override,-dac_read_search']
    for (const name of ['keys.json', 'profile.db', '.']) {
      const theirs = `chown 65534:65534 ${profile}/${name}; chmod go= ${profile}/${name}`
      const child = computer.start([profile, '5', 'verify'], [...onDisks(theirs), ...bound])
      expect([await child.ended, child.complaints]).toEqual([0, []])
      expect([name, ...child.lines]).toEqual([name, 'profile.no-access', 'session.locked'])
      spawnSync('chown', ['0:0', join(profile, name)])
    }
    expect(await said('', 'verify')).toEqual(['ready', 'ok'])
  })

  needs(
    'own-disks',
  ).test('that is too small for a backup leaves nothing of it, and with room it is restored (ENOSPC)', async () => {
    mkdirSync(profile)
    const room = Math.floor(statSync(backup).size / 1024) - 200
    for (const kib of [16, 200, 600, room]) {
      const script = `mount -t tmpfs -o size=${kib}k none ${profile}`
      const [result, files] = await said(script, `restore=${backup}`, left(profile))
      expect([kib, result, files?.replace(/lock\.db\S*/, '')]).toEqual([kib, 'file.no-space', ''])
    }
    expect(await said('', `restore=${backup}`, 'count=courtyard-session', 'verify')).toEqual([
      'ready',
      String(SESSIONS),
      'ok',
    ])
  })
})
