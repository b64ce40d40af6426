import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { callByName } from '../../electron/hosts/call-by-name'
import { contract } from '../../shared/contract'
import type { Call } from '../../shared/contract/define'
import type { Json } from '../../shared/json'
import { kinds } from '../../shared/kinds'
import { askedNames, wire } from '../../shared/wire'
import { type Desk, openDistrict, openStreet, passphrase, user } from '../support/desks/engine'
import { expectEveryScreen } from '../support/desks/every-screen'
import { askedLike, type Source } from '../support/laws/asked'
import { fuzz } from '../support/laws/fuzz'
import { lawSize } from '../support/laws/law-size'
import { changedJson, type JsonStep, jsonStep } from '../support/laws/mutate'
import fc from '../support/laws/property'
import { seedsFor } from '../support/laws/seed'
import { filledPatch } from '../support/records/filled'
import { photo } from '../support/records/pictures'
import { type RunningHost, runHost } from '../support/screens/loopback'

// What a page could send, or whoever stands in its place: patches of records, inputs of every call, messages of the window, requests.

const FINDINGS = join(__dirname, 'findings')
let desks: Readonly<Record<'street' | 'district', Desk>>
let folder: string
let texts: Readonly<Record<'street' | 'district', readonly string[]>>
let host: RunningHost
let page: Awaited<ReturnType<RunningHost['signIn']>>
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'yuanba-call-fuzz-'))
  desks = { street: await openStreet(), district: await openDistrict() }
  texts = { street: await filled(desks.street), district: await filled(desks.district) }
  host = await runHost({ uploadLimit: 100_000 })
  page = await host.signIn()
}, 120_000)
afterAll(async () => {
  await desks.street.close()
  await desks.district.close()
  await host.close()
  rmSync(folder, { recursive: true })
})

/** Fills a desk with a record of each kind it may write. @returns texts that mean something to it */
async function filled(desk: Desk): Promise<readonly string[]> {
  const known = new Map<string, string>()
  for (const kind of kinds) {
    const answer = await callByName(desk.engine, 'records.save', {
      kind: kind.name,
      patch: filledPatch(
        kind,
        (to, levels) => known.get(to) ?? (levels?.includes('village') ? desk.units.peach : desk.units.east),
      ),
      operation: desk.operation(),
    })
    if ('ok' in answer) known.set(kind.name, (answer.ok as { id: string }).id)
  }
  const picture = join(folder, 'photo.jpg')
  writeFileSync(picture, photo())
  return [
    ...known.values(),
    ...Object.values(desk.units),
    ...kinds.flatMap(({ name, fields }) => [name, ...Object.keys(fields).slice(0, 4)]),
    ...[desk.engine.grant(folder), desk.engine.grant(picture), desk.engine.grant(join(folder, 'written'))],
    ...[
      '2026-11',
      '2026-Q4',
      '2026',
      '2026-11-03',
      '09:30',
      '桃花',
      '%',
      '*',
      'internal',
      'public',
      'monthly',
      user,
      passphrase,
    ],
  ]
}

/** Expects an answer: what was asked for, or a code that somebody thought of. */
function outcomeOf(answer: unknown): string {
  const { error } = answer as { readonly error?: { readonly code: string } }
  expect(error?.code).not.toBe('unexpected')
  return error?.code ?? 'ok'
}

let played = 0
async function lookNowAndThen(desk: Desk, often: number): Promise<void> {
  played += 1
  if (played % often !== 0) return
  await expectEveryScreen(desk)
  const { checks } = await desk.rpc.safety.verify({})
  expect(checks.filter(({ ok }) => !ok)).toEqual([])
}

const whose = fc.constantFrom<'street' | 'district'>('street', 'district')

fuzz({
  name: 'patches',
  findings: FINDINGS,
  seeds: seedsFor('patches', []),
  cases: fc.record({
    whose,
    kind: fc.nat(kinds.length - 1),
    all: fc.boolean(),
    into: fc.constantFrom('new', 'own', 'other'),
    steps: fc.array(jsonStep(), { minLength: 1, maxLength: 3 }),
  }),
  count: lawSize(5000),
  play: async ({ whose: by, kind: nth, all, into, steps }) => {
    const desk = desks[by]
    const kind = kinds[nth]
    if (!kind) return ['none']
    const target = (_: string, levels?: readonly string[]): string =>
      levels?.includes('village') ? desk.units.peach : desk.units.east
    const patch = changedJson(filledPatch(kind, target, all ? 'all' : 'required') as Json, steps)
    const { rows } = await desk.rpc.records.list({ kind: kind.name, limit: 1 })
    const id = into === 'own' ? rows[0]?.id : into === 'other' ? texts[by][nth % 20] : undefined
    const input = { kind: kind.name, patch, operation: desk.operation(), ...(id !== undefined && { id }) }
    const outcome = outcomeOf(await callByName(desk.engine, 'records.save', input))
    await lookNowAndThen(desk, 250)
    return [outcome]
  },
})

/** Calls that go on as they begin: those that sign out, change the key or fill a profile are played by their own tests. */
const calls = Object.entries<Call>(contract).filter(
  ([name, { right, effect }]) => right !== 'open' && effect !== 'alone' && name !== 'profile.demo',
)

/** A source of numbers that were drawn, one after the other and again. */
function sourceOf(numbers: readonly number[], known: readonly string[]): Source {
  let at = 0
  return {
    texts: known,
    next: (below) => {
      at += 1
      return ((numbers[at % numbers.length] ?? 0) + at) % below
    },
  }
}
const numbers = fc.array(fc.nat(9999), { minLength: 5, maxLength: 30 })
const few = fc.oneof(
  { weight: 2, arbitrary: fc.constant<JsonStep[]>([]) },
  { weight: 1, arbitrary: fc.array(jsonStep(), { minLength: 1, maxLength: 2 }) },
)

fuzz({
  name: 'calls',
  findings: FINDINGS,
  seeds: seedsFor('calls', []),
  cases: fc.record({ whose, call: fc.nat(9999), numbers, steps: few }),
  count: lawSize(6000),
  play: async ({ whose: by, call: nth, numbers: drawn, steps }) => {
    const desk = desks[by]
    const [name, spec] = calls[nth % calls.length] ?? []
    if (name === undefined || spec === undefined) return ['none']
    const made = changedJson(askedLike(spec.input, sourceOf(drawn, texts[by])), steps)
    const isMap = typeof made === 'object' && made !== null && 'operation' in made
    const input = isMap ? { ...made, operation: desk.operation() } : made
    const answer = await callByName(desk.engine, name, input)
    const code = (answer as { error?: { code: string } }).error?.code
    expect([name, code === 'unexpected' ? input : 'in words']).toEqual([name, 'in words'])
    await lookNowAndThen(desk, 400)
    return [code ?? 'ok']
  },
})

fuzz({
  name: 'window',
  findings: FINDINGS,
  seeds: seedsFor('window', []),
  cases: fc.record({ channel: fc.nat(99), numbers, steps: few }),
  count: lawSize(3000),
  play: async ({ channel, numbers: drawn, steps }) => {
    const name = askedNames[channel % askedNames.length] ?? 'engine.call'
    const { input } = wire[name]
    const parsed = input.safeParse(changedJson(askedLike(input, sourceOf(drawn, texts.street)), steps))
    if (!parsed.success || name !== 'engine.call') return [parsed.success ? 'fits' : 'refused']
    const asked = parsed.data as { readonly name: string; readonly input: unknown }
    return [outcomeOf(await callByName(desks.street.engine, asked.name, asked.input))]
  },
})

const paths = [
  '/',
  '/rpc',
  '/host',
  '/app.js',
  '/start',
  '/files/upload',
  '/files/folder',
  '/files/save',
  '/files/offer',
  '/files/download',
]
const odd = [
  '..',
  '%2e%2e%2f',
  '%00',
  '?name=../x',
  '?name=%ff',
  '?token=x&file=..%2fprofile.db',
  '//',
  '?name=',
  '#',
  '%',
]
fuzz({
  name: 'requests',
  findings: FINDINGS,
  seeds: seedsFor('requests', []),
  cases: fc.record({
    method: fc.constantFrom('GET', 'POST', 'POST', 'PUT', 'HEAD', 'OPTIONS'),
    path: fc.constantFrom(...paths),
    odd: fc.oneof(fc.constant(''), fc.constantFrom(...odd)),
    type: fc.constantFrom('application/json', 'text/plain', 'multipart/form-data', ''),
    length: fc.constantFrom('', '0', '5', '-1', '1e9'),
    steps: fc.array(jsonStep(), { maxLength: 3 }),
  }),
  count: lawSize(2000),
  play: async ({ method, path, odd: more, type, length, steps }) => {
    const body = JSON.stringify(changedJson({ name: 'profile.state', input: {} }, steps))
    const headers = {
      ...page,
      origin: host.host.origin,
      ...(type && { 'content-type': type }),
      ...(length && { 'content-length': length }),
    }
    const outcome = await host.ask(path + more, { method, headers, ...(method !== 'GET' && { body }) }).then(
      (reply) => {
        expect([method, path, more, reply.status === 500]).toEqual([method, path, more, false])
        expect(reply.body).not.toContain('"unexpected"')
        return String(reply.status)
      },
      // Node's own server hangs up where a request is none.
      () => 'hung up',
    )
    const good = await host.ask('/host', { headers: { ...page, origin: host.host.origin } })
    expect(good.status).toBe(200)
    return [outcome]
  },
})
