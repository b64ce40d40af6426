import { type Desk, openDistrict, sessionPatch } from '../../support/desks/engine'

const CONFIDENTIAL = '内部资料 注意保密'
let desk: Desk
beforeEach(async () => {
  desk = await openDistrict()
  await desk.rpc.records.save({
    kind: 'courtyard-session',
    patch: sessionPatch(desk),
    operation: desk.operation(),
  })
})
afterEach(() => desk.close())

const marks = (patch: object) =>
  desk.rpc.records.save({ kind: 'upward-setting', patch: { ...patch }, operation: desk.operation() })

/** Everything that a district prints and hands up, as markup. */
async function handedUp(): Promise<readonly string[]> {
  const period = '2026-11'
  const variant = 'upward' as const
  const how = 'print' as const
  const { rows } = await desk.rpc.records.list({ kind: 'courtyard-session', limit: 1 })
  const ids = rows.map(({ id }) => id)
  return [
    (await desk.rpc.reports.print({ report: 'monthly', period, variant, how })).markup,
    (await desk.rpc.ledgers.print({ ledger: 'courtyard-session', period, variant, how })).markup,
    (await desk.rpc.statistics.print({ period, variant, how })).markup,
    (await desk.rpc.records.print({ ids, variant, how })).markup,
    (await desk.rpc.deadlines.print({ variant, how })).markup,
    (await desk.rpc.themes.print({ year: 2026, variant, how })).markup,
  ]
}

test('nothing that goes up is marked until the district asks for it', async () => {
  for (const markup of await handedUp()) expect(markup).not.toContain(CONFIDENTIAL)
})

test('where it asks, every page that goes up says so at its head and has nothing across it', async () => {
  await marks({ from: '2026-11-01', marks: true })
  for (const markup of await handedUp()) {
    const pages = markup.split('<section class="page').length - 1
    expect(markup.split(`<div class="headline">${CONFIDENTIAL}</div>`)).toHaveLength(pages + 1)
    expect(markup).not.toContain('class="watermark"')
  }
  const { markup } = await desk.rpc.reports.page({ report: 'monthly', period: '2026-11' })
  expect(markup).toContain('class="watermark"')
  expect(markup).not.toContain('headline')
})
