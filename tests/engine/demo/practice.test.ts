import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { refusal } from '../../support/desks/engine'
import { newDistrict } from '../../support/records/demo-district'

let made: Awaited<ReturnType<typeof newDistrict>>
let stick: string
const order = { seed: 7, period: '2026-11', size: 20 }

beforeAll(async () => {
  stick = mkdtempSync(join(tmpdir(), 'yuanba-practice-'))
  made = await newDistrict()
  await made.rpc.profile.demo({ ...order, practice: true })
})
afterAll(async () => {
  await made.close()
  rmSync(stick, { recursive: true })
})

test('what is for practice says so, and stays so whatever is put in later', async () => {
  const { rpc } = made
  expect(await rpc.profile.state({})).toMatchObject({ demo: true, practice: true })
  await rpc.profile.demo({ ...order, period: '2026-10' })
  expect((await rpc.profile.state({})).practice).toBe(true)
})

test.each(['internal', 'upward', 'public'] as const)(
  'every page of its paper says so, whomever it is for: %s',
  async (variant) => {
    const { rpc } = made
    const { markup } = await rpc.reports.print({
      report: 'monthly',
      period: '2026-11',
      variant,
      how: 'print',
    })
    const pages = markup.split('<section ').slice(1)
    expect(pages.length).toBeGreaterThan(1)
    expect(pages.filter((page) => !page.includes('>练习 内容均为虚构</div>'))).toEqual([])
    expect(pages.filter((page) => !/编号 练习\d{6}/.test(page))).toEqual([])
    expect(markup).not.toContain('注意保密')
  },
)

test('no file of it reaches another computer, but it can be kept', async () => {
  const { rpc, engine } = made
  const folder = engine.grant(stick)
  const { rows } = await rpc.records.list({ kind: 'unit', limit: 40 })
  const street = rows.find(({ body }) => body.level === 'street')
  const { peers } = await rpc.sync.status({})
  expect(await refusal(rpc.sync.exportBundle({ folder, peer: peers[0]?.site ?? '' }))).toMatchObject({
    code: 'practice.stays-here',
  })
  expect(
    await refusal(rpc.sync.createJoinFile({ scope: street?.id ?? '', letter: 'B', folder, again: true })),
  ).toMatchObject({ code: 'practice.stays-here' })
  expect(readdirSync(stick)).toEqual([])
  await rpc.safety.backup({ folder })
  expect(readdirSync(stick).length).toBe(1)
})

test('example data alone is no practice: it is exchanged as before', async () => {
  const other = await newDistrict()
  await other.rpc.profile.demo(order)
  expect((await other.rpc.profile.state({})).practice).toBe(false)
  await other.close()
})
