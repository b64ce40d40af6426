import { cpSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { buildChild, type ChildProgram } from '../../support/child/start'
import { meet, type Pair, pair, session } from '../../support/desks/pair'
import { tell } from '../../support/laws/seed'
import { scan } from '../../support/records/pictures'

let story: Pair
let computer: ChildProgram
let bundle: string
beforeAll(async () => {
  computer = buildChild('computer')
  story = await pair()
  await meet(story.district, story.a)
  const { a, district, stick, units } = story
  const patches = Array.from({ length: 1500 }, (_, people) => session(units.peach, { people }))
  const operation = a.operation()
  const { ids } = await a.rpc.records.addMany({ kind: 'courtyard-session', patches, operation })
  const source = { bytes: scan(900_000).toString('base64'), name: '签到表.pdf' }
  await a.rpc.attachments.add({ record: ids[0] ?? '', source, operation: a.operation() })
  bundle = join(stick, (await a.send()).file)
  await district.engine.close()
})
afterAll(async () => {
  await story.close()
  computer.remove()
})

/** The system's own limit on the size of a file, which a shell counts in 512 B: a write beyond it fails as on a disk that takes no more. */
const limited = (kib: number): string[] => ['sh', '-c', `ulimit -f ${2 * kib} && exec "$@"`, 'sh']

test('wherever the disk ends during an import, nothing of it stays, the words say so, and with room it goes through', async () => {
  const profile = join(story.stick, '..', 'full')
  const database = Math.ceil(statSync(join(story.district.profile, 'profile.db')).size / 1024)
  const seen = new Map<string, number>()
  const sizes = [40, 100, 200, 400, 700, database + 200, database + 800, database + 1600, database + 3000]
  for (const [index, kib] of sizes.entries()) {
    rmSync(profile, { recursive: true, force: true })
    cpSync(story.district.profile, profile, { recursive: true })
    const child = computer.start([profile, String(index), `import=${bundle}`], limited(kib))
    const code = await child.ended
    expect([kib, code, child.complaints]).toEqual([kib, 0, []])
    const result = child.lines[1] ?? ''
    seen.set(result, (seen.get(result) ?? 0) + 1)
    const judge = computer.start([
      profile,
      '99',
      'verify',
      'count=courtyard-session',
      `import=${bundle}`,
      'verify',
    ])
    expect(await judge.ended).toBe(0)
    const wanted = result === 'applied' ? ['ok', '1500', 'nothing-new', 'ok'] : ['ok', '0', 'applied', 'ok']
    expect([kib, ...judge.lines.slice(1)]).toEqual([kib, ...wanted])
  }
  tell(`a disk that ends: ${JSON.stringify(Object.fromEntries(seen))}`)
  expect([...seen.keys()].filter((code) => !told.includes(code))).toEqual([])
  expect(seen.size).toBeGreaterThan(1)
}, 180_000)

const told = ['applied', 'file.too-large', 'file.no-space', 'profile.disk-failed']
