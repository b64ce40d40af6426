import { join } from 'node:path'
import { contract, type EngineCall } from '../../shared/contract'
import type { Call } from '../../shared/contract/define'
import { messageFor } from '../../shared/messages'
import { may, type Role, roles, type rolesWith } from '../../shared/rights'
import {
  type Desk,
  fixedClock,
  keptLog,
  openStreet,
  passphrase,
  refusal,
  seededRandom,
  startComputer,
} from '../support/desks/engine'
import { drawing, inputOf } from '../support/laws/questions'

/**
 * Who may make a call, and what of masked values its answers tell: what the masks show, the whole, or (`rated`) whether a whole one
 * is there, counted and noted. A call without a line fails.
 */
type Line = readonly [who: Who, told: 'shown' | 'whole' | 'rated']
type Who = 'door' | keyof typeof those
const those = {
  everybody: ['read', 'entry', 'review', 'admin'],
  writers: ['entry', 'review', 'admin'],
  reviewers: ['review', 'admin'],
  managers: ['admin'],
} as const satisfies Record<string, readonly Role[]>

const lines = (who: Who, told: Line[1], names: string): [string, Line][] =>
  names.split(/\s+/).map((name) => [name, [who, told]])

const table = new Map<string, Line>([
  ...lines(
    'door',
    'shown',
    `profile.state profile.createDistrict profile.join profile.restore session.unlock session.recover session.lock
    session.handOver tasks.cancel rescue.toExcel rescue.diagnose
    profile.backups profile.previewBackup recovery.state recovery.ask recovery.finish update.beside`,
  ),
  ...lines(
    'everybody',
    'shown',
    `profile.about users.list users.changePassphrase records.check records.chain records.list records.oldest records.today
    records.bin records.unreviewed records.count records.sums records.views records.saveView records.dropView records.get
    records.history records.options records.names records.words records.suggest records.retentionDue find.search
    bulk.matching records.conflicts anomalies.list records.page records.print records.writePages forms.list forms.page
    forms.keep forms.print forms.write attachments.list attachments.read attachments.printPhotos attachments.thumbnail
    attachments.save deadlines.list deadlines.explain deadlines.page deadlines.print deadlines.write sync.status
    sync.recheck sync.log sync.slip sync.slipPrinted sites.list sites.newcomers safety.verify home.overview coverage.short
    indicators.list indicators.grid themes.grid themes.page themes.print themes.write waiting.counts waiting.setup
    waiting.review waiting.month waiting.ownPeriods waiting.reminder waiting.printReminder waiting.writeReminder safety.keepCopies safety.places safety.elsewhere overviews.unit overviews.month
    overviews.day reports.list reports.compute reports.page reports.write reports.frozen reports.differences reports.print
    reports.measures reports.series reports.figure reports.figureRows ledgers.list ledgers.columns ledgers.saveColumns
    ledgers.page ledgers.print ledgers.write statistics.measures statistics.saveMeasures statistics.page statistics.print
    statistics.write update.state update.read charts.byUnit charts.byWord charts.print`,
  ),
  ...lines('everybody', 'rated', 'find.whole'),
  ...lines(
    'writers',
    'shown',
    `records.save records.addMany records.delete records.restore records.undo records.revert records.move records.follow
    bulk.preview bulk.apply bulk.undo records.resolve records.resolveMany records.suspects records.suspectCount
    records.distinct records.merge records.unmerge drafts.save drafts.get drafts.discard attachments.add attachments.remove
    attachments.caption attachments.mark reports.saveText indicators.fill themes.suggest sync.exportBundle safety.backup
    sync.preview sync.importBundles safety.setSecondPlace update.prepare update.bring`,
  ),
  ...lines('writers', 'rated', 'records.similar'),
  ...lines(
    'reviewers',
    'whole',
    `records.reveal records.wholePage forms.wholePage tables.sheets tables.preview tables.take tables.writeRefused tables.writeTemplate`,
  ),
  ...lines('reviewers', 'shown', 'reports.freeze statistics.freeze'),
  ...lines(
    'managers',
    'shown',
    `profile.demo users.add users.remove users.setRole users.setPassphrase records.erasePreview records.erase
    sync.createJoinFile sites.admit sites.refuse sites.joinCity sites.rejoin sites.revoke sites.letIn safety.audit safety.forgetElsewhere
    update.keep update.drop recovery.look recovery.answer recovery.about recovery.replace`,
  ),
])

const calls = Object.entries<Call>(contract)

let desk: Desk
beforeAll(async () => {
  desk = await openStreet()
  for (const role of roles) await desk.rpc.users.add({ name: role, role, passphrase })
})
afterAll(() => desk.close())

test('every call has its line, and no line is of a call that is none', () => {
  expect([...table.keys()].sort()).toEqual(calls.map(([name]) => name).sort())
})

test('what answers about whole values says so beside the call', () => {
  const told = calls.map(([name, { right, rated }]) => [
    name,
    rated ? 'rated' : right === 'record.unmask' ? 'whole' : 'shown',
  ])
  expect(told).toEqual(calls.map(([name]) => [name, table.get(name)?.[1]]))
})

test.each(roles)(
  '%s is let in by the engine where the table says so, and refused elsewhere',
  async (role) => {
    await desk.rpc.session.unlock({ user: role, passphrase })
    const call: EngineCall = desk.engine.call
    const draw = drawing(5)
    for (const [name, spec] of calls) {
      const who = table.get(name)?.[0] ?? 'door'
      if (who === 'door') continue
      const isLetIn = those[who].some((one) => one === role)
      expect([name, may(role, spec.right)]).toEqual([name, isLetIn])
      if (isLetIn) continue
      const answer: { error?: unknown } = await Reflect.apply(call, undefined, [name, anInput(spec, draw)])
      expect([name, answer.error]).toMatchObject([
        name,
        { code: 'right.missing', params: { right: spec.right } },
      ])
    }
  },
)

/** Something that a call takes: rights are asked after the input was read. */
function anInput(spec: Call, draw: (count: number) => number): unknown {
  const id = '01900000-0000-7000-8000-00000000dead'
  for (let tries = 0; tries < 200; tries += 1) {
    const input = inputOf(
      spec.input,
      draw,
      (key) =>
        ({
          id,
          record: id,
          file: id,
          keep: draw(2) === 0 ? id : 'a'.repeat(80),
          drop: id,
          other: id,
          ids: [id],
          unit: id,
          scope: id,
          letter: 'B',
          seed: 1,
          year: 2026,
          size: 1,
          patch: {},
          patches: [{}],
          body: {},
          change: 'a'.repeat(80),
          operation: id,
          reason: '核对',
          role: 'entry',
          passphrase,
          kind: 'unit',
          indicator: id,
          date: '2026-11-03',
          value: '1',
          version: '9.0.0',
        })[key],
    )
    if (spec.input.safeParse(input).success) return input
  }
  throw new RangeError('no input was found that the call takes')
}

describe('what is more than a call alone', () => {
  const only = (right: Parameters<typeof rolesWith>[0]) => ({ code: 'right.missing', params: { right } })

  test.each(['read', 'entry'] as const)(
    '%s hands out nothing in 内部, on paper or in a file',
    async (role) => {
      await desk.rpc.session.unlock({ user: role, passphrase })
      const period = '2026-11'
      const file = () => desk.engine.grant(`${desk.profile}/out`)
      const operation = desk.operation()
      for (const work of [
        desk.rpc.reports.print({ report: 'monthly', period, variant: 'internal', how: 'print' }),
        desk.rpc.reports.write({
          report: 'monthly',
          period,
          variant: 'internal',
          format: 'html',
          file: file(),
        }),
        desk.rpc.ledgers.print({ ledger: 'unit', variant: 'internal', how: 'print' }),
        desk.rpc.ledgers.write({
          ledger: 'unit',
          variant: 'internal',
          format: 'html',
          file: file(),
          operation,
        }),
        desk.rpc.charts.print({ period }),
        desk.rpc.deadlines.print({ how: 'print' }),
        desk.rpc.records.print({ ids: [desk.units.peach], how: 'print' }),
      ])
        expect(await refusal(work)).toMatchObject(only('handout.internal'))
      const upward = { report: 'monthly', period, variant: 'upward', how: 'print' } as const
      expect((await desk.rpc.reports.print(upward)).title).toContain('2026年11月')
    },
  )

  test('only who reviews lets a file delete masses, and a refusal names the roles in Chinese', async () => {
    await desk.rpc.session.unlock({ user: 'entry', passphrase })
    const files = [desk.engine.grant(`${desk.profile}/none.ybb`)]
    const refused = await refusal(desk.rpc.sync.importBundles({ files, allowMassDelete: true }))
    expect(refused).toMatchObject(only('sync.overrule'))
    expect(messageFor(refused).action).toContain('审核、管理')
    await desk.rpc.session.unlock({ user: 'review', passphrase })
    const later = await refusal(desk.rpc.sync.importBundles({ files, allowMassDelete: true }))
    expect(later.code).not.toBe('right.missing')
  })

  test('a backup is made a profile by somebody who reviews or manages in it, or by the recovery key', async () => {
    await desk.rpc.session.unlock({ user: 'admin', passphrase })
    const stick = join(desk.profile, '..')
    const { file } = await desk.rpc.safety.backup({ folder: desk.engine.grant(stick) })
    const profile = join(stick, 'restored')
    const [clock, random, log] = [fixedClock(), seededRandom(), keptLog()]
    const { engine, rpc } = startComputer({ profile, stick, clock, random, log })
    const asked = { file: engine.grant(join(stick, file)), passphrase }
    for (const user of ['read', 'entry'])
      expect(await refusal(rpc.profile.restore({ ...asked, user }))).toMatchObject(only('profile.restore'))
    expect((await rpc.profile.state({})).state).toBe('none')
    expect(await rpc.profile.restore({ ...asked, user: 'review' })).toMatchObject({ role: 'street' })
    await engine.close()
  })
})
