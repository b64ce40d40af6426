import { cpSync } from 'node:fs'
import { join } from 'node:path'
import { openForReading } from '../../../electron/engine/db/open'
import { buildChild, type ChildProgram } from '../../support/child/start'
import { startWorker } from '../../support/child/worker'
import { type Computer, passphrase, user } from '../../support/desks/engine'
import { dataKeyOf } from '../../support/desks/keys'
import { meet, newComputer, type Pair, pair, session } from '../../support/desks/pair'

const kind = 'courtyard-session'
const MANY = 4000

let worker: ChildProgram
let story: Pair
beforeAll(async () => {
  worker = buildChild('worker')
  story = await pair(0)
}, 600_000)
afterAll(async () => {
  await story.close()
  worker.remove()
})

/** Everything that records are found by. */
async function foundBy({ profile }: Computer) {
  const db = openForReading(join(profile, 'profile.db'), await dataKeyOf(profile))
  try {
    const rows = (sql: string): unknown[] => db.prepare(sql).raw().safeIntegers().all()
    return {
      terms: rows('SELECT term, doc, col, "offset" FROM search_terms ORDER BY 1, 2, 3, 4'),
      keys: rows(
        'SELECT key, day, rid FROM match_keys UNION SELECT key, day, rid FROM recent_match_keys ORDER BY 1, 2, 3',
      ),
    }
  } finally {
    db.close()
  }
}

test('what a thread makes ahead of an import is what the import makes by itself', async () => {
  const { a, district, units, stick } = story
  await meet(district, a)
  const patches = Array.from({ length: MANY }, (_, n) =>
    session(units.peach, { courtyard: `王秀英家${n}`, agenda: `第${n}场 反诈宣传` }),
  )
  const { ids } = await a.rpc.records.addMany({ kind, patches, operation: a.operation() })
  // Some are changed afterwards: what was made of their first change alone must not be taken.
  for (const id of ids.slice(0, 50)) await a.save(kind, { courtyard: '李建国家' }, id)
  const bundle = (await a.send()).file
  await district.rpc.session.lock({})
  const others = [
    newComputer(stick, 'by-itself', 81),
    newComputer(stick, 'ahead', 82, { startWorker: () => startWorker(83, worker.file) }),
  ]
  const found: unknown[] = []
  for (const other of others) {
    cpSync(district.profile, other.profile, { recursive: true })
    await other.rpc.session.unlock({ user, passphrase })
    const [imported] = await other.take(bundle)
    expect(imported).toMatchObject({ result: 'applied', new: MANY })
    const { rows } = await other.rpc.records.list({ kind, filter: { text: '李建国' } })
    expect(rows.length).toBe(50)
    found.push(await foundBy(other))
    await other.engine.close()
  }
  expect(found[1]).toEqual(found[0])
}, 600_000)
