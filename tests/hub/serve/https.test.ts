import { mkdtempSync, writeFileSync } from 'node:fs'
import { request as plainRequest } from 'node:http'
import { request } from 'node:https'
import { join } from 'node:path'
import { connect } from 'node:tls'
import { type HubHost, serveHub } from '../../../electron/hosts/hub'
import { serveMetrics } from '../../../electron/hosts/hub-metrics'
import { reconcileHubFacts } from '../../../electron/hub/facts/reconcile'
import { newMetrics } from '../../../electron/hub/metrics'
import type { Sql } from '../../../electron/hub/store/store'
import { lineLog } from '../../../electron/machine/surroundings'
import { seededRandom } from '../../support/desks/engine'
import { makeCertificate } from '../../support/hub/certificate'
import {
  addOwnedAccount,
  addRecords,
  handClock,
  hubCost,
  hubPassphrase,
  idOf,
  type OwnedAccount,
  openRegion,
  type Region,
} from '../../support/hub/region'
import { emptyPglite } from '../../support/hub/stores'
import { testsFolder } from '../../support/machine/tests-folder'

interface Reply {
  readonly status: number
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>
  readonly body: string
}

const clock = handClock()
const logged: string[] = []
const metrics = newMetrics()
const secretName = '不该出现在日志里的名字'
let certificate: ReturnType<typeof makeCertificate>
let region: Region
let host: HubHost
let owner: OwnedAccount

const page = mkdtempSync(join(testsFolder(), 'hub-page-'))
const options = () => ({
  serving: region.serving,
  metrics,
  clock,
  random: seededRandom(11),
  kdfCost: hubCost,
  log: lineLog((line) => logged.push(line)),
  assets: page,
  listen: { host: '127.0.0.1', port: 0 },
  notice: null,
})

beforeAll(async () => {
  writeFileSync(
    join(page, 'index.html'),
    '<!doctype html><head><meta name="csp-nonce" content="__CSP_NONCE__"></head>',
  )
  certificate = makeCertificate()
  region = await openRegion({ engine: 'pglite', open: emptyPglite })
  await addRecords(
    region.owner,
    region.east,
    [{ id: idOf('v1'), kind: 'unit', body: { name: secretName, level: 'village' } }],
    5,
  )
  await reconcileHubFacts(region.owner)
  owner = await addOwnedAccount(region.owner, { name: '李主任', role: 'review', region: 'city' }, clock)
  host = await serveHub({ ...options(), tls: certificate })
})
afterAll(async () => {
  await host.close()
  await region.owner.close()
})

interface Asked {
  readonly method?: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
}

/** Any request at all, as an attacker's program could send it. */
function ask(path: string, { method = 'GET', headers = {}, body }: Asked = {}): Promise<Reply> {
  return new Promise((done, failed) => {
    const to = { host: '127.0.0.1', port: host.port, path, method, agent: false, ca: certificate.cert }
    const own = { host: `localhost:${host.port}`, ...headers }
    const outgoing = request({ ...to, servername: 'localhost', headers: own }, (response) => {
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.on('end', () =>
        done({
          status: response.statusCode ?? 0,
          headers: response.headers,
          body: Buffer.concat(chunks).toString(),
        }),
      )
    })
    outgoing.on('error', failed)
    outgoing.end(body)
  })
}

const rpc = (name: string, input: unknown, headers: Record<string, string> = {}) =>
  ask('/rpc', {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: host.origin, ...headers },
    body: JSON.stringify({ name, input }),
  })

/** Signs in with the next code. @returns the cookie as a browser sends it back */
async function cookie(): Promise<string> {
  clock.forward(30_000)
  const typed = { user: owner.name, passphrase: hubPassphrase, code: owner.code(clock.now()) }
  const reply = await rpc('session.unlock', typed)
  return String(reply.headers['set-cookie']).split(';')[0] ?? ''
}

describe('the hub over HTTPS', () => {
  test('shows its page to anybody and nothing else: whoever has not signed in gets no name and no record', async () => {
    const page = await ask('/')
    expect(page.status).toBe(200)
    expect(page.headers['content-security-policy']).toContain("script-src 'self'")
    expect(page.headers['strict-transport-security']).toMatch(/max-age=\d{7}/)
    const state = await rpc('profile.state', {})
    expect(JSON.parse(state.body)).toMatchObject({
      ok: { state: 'locked', users: [], site: null, user: null },
    })
    for (const name of ['records.list', 'records.get', 'records.words', 'records.reveal', 'waiting.month'])
      expect(JSON.parse((await rpc(name, {})).body)).toMatchObject({ error: { code: 'session.locked' } })
  })

  test('its cookie is for this host, TLS and no script; the session ends with 锁定', async () => {
    clock.forward(30_000)
    const typed = { user: owner.name, passphrase: hubPassphrase, code: owner.code(clock.now()) }
    const entered = await rpc('session.unlock', typed)
    expect(JSON.parse(entered.body)).toMatchObject({
      ok: { state: 'open', user: { name: '李主任', role: 'review' } },
    })
    expect(String(entered.headers['set-cookie'])).toMatch(
      /^__Host-yuanba-hub=[\w-]{43}; HttpOnly; Secure; SameSite=Strict; Path=\/$/,
    )
    const held = { cookie: String(entered.headers['set-cookie']).split(';')[0] ?? '' }
    const listed = await rpc('records.list', { kind: 'unit' }, held)
    expect(JSON.parse(listed.body).ok.rows).toHaveLength(3)
    const left = await rpc('session.lock', {}, held)
    expect(String(left.headers['set-cookie'])).toContain('Max-Age=0')
    expect(JSON.parse((await rpc('records.list', { kind: 'unit' }, held)).body)).toMatchObject({
      error: { code: 'session.locked' },
    })
  })

  test('refuses another host name, another origin, another site, and what is no call', async () => {
    const held = { cookie: await cookie() }
    const refused: readonly [number, Record<string, string>][] = [
      [421, { host: 'evil.example' }],
      [403, { origin: 'https://evil.example' }],
      [403, { origin: `http://localhost:${host.port}` }],
      [403, { 'sec-fetch-site': 'cross-site' }],
    ]
    for (const [status, headers] of refused)
      expect((await rpc('records.list', { kind: 'unit' }, { ...held, ...headers })).status).toBe(status)
    const noOrigin = { method: 'POST', headers: { ...held, 'content-type': 'application/json' }, body: '{}' }
    expect((await ask('/rpc', noOrigin)).status).toBe(403)
    expect((await rpc('records.list', {}, { ...held, 'content-type': 'text/plain' })).status).toBe(400)
    expect((await rpc('records.list', 'x'.repeat(300_000), held)).status).toBe(400)
    for (const path of ['/events', '/files/upload', '/metrics', '/../package.json', '//evil.example/'])
      expect((await ask(path, { headers: held })).status).toBe(404)
    expect(
      (await ask('/files/upload', { method: 'POST', headers: { ...held, origin: host.origin } })).status,
    ).toBe(405)
  })

  test('a file that was made leaves once, to the session that asked for it and to no other', async () => {
    const [mine, theirs] = [{ cookie: await cookie() }, { cookie: await cookie() }]
    const post = (path: string, held: Record<string, string>) =>
      ask(path, { method: 'POST', headers: { origin: host.origin, ...held } })
    const place = await post(`/files/save?name=${encodeURIComponent('../月报.docx')}`, mine)
    const { token, name } = JSON.parse(place.body)
    expect(name).toBe('月报.docx')
    const write = { period: '2026-11', format: 'xlsx', file: token }
    expect(JSON.parse((await rpc('statistics.write', write, theirs)).body)).toMatchObject({
      error: { code: 'file.unknown' },
    })
    expect((await post(`/files/offer?token=${token}`, mine)).status).toBe(400)
    expect(JSON.parse((await rpc('statistics.write', write, mine)).body)).toMatchObject({
      ok: { file: name },
    })
    expect((await post(`/files/offer?token=${token}`, theirs)).status).toBe(400)
    const { ticket } = JSON.parse((await post(`/files/offer?token=${token}`, mine)).body)
    const fetched = (held: Record<string, string>) =>
      ask(`/files/download?ticket=${ticket}`, { headers: held })
    expect((await fetched({})).status).toBe(401)
    expect((await fetched(theirs)).status).toBe(400)
    const got = await fetched(mine)
    expect([got.status, got.body.slice(0, 2)]).toEqual([200, 'PK'])
    expect(got.headers['content-disposition']).toContain('attachment')
    expect((await fetched(mine)).status).toBe(400)
  })

  test('a link in another program opens the page and brings no session along', async () => {
    const fromPortal = { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate' }
    expect((await ask('/', { headers: fromPortal })).status).toBe(200)
    expect((await ask('/host', { headers: fromPortal })).status).toBe(403)
  })

  test('speaks no TLS older than 1.2', async () => {
    const tried = new Promise<string>((done) => {
      const at = { host: '127.0.0.1', port: host.port, rejectUnauthorized: false }
      const socket = connect({
        ...at,
        minVersion: 'TLSv1',
        maxVersion: 'TLSv1.1',
        ciphers: 'DEFAULT@SECLEVEL=0',
      })
      socket.on('secureConnect', () => done('connected'))
      socket.on('error', () => done('refused'))
    })
    expect(await tried).toBe('refused')
  })

  test('behind a proxy it speaks HTTP, and still knows its own address only', async () => {
    const origin = 'https://pufa.example.gov.cn'
    const behind = await serveHub({ ...options(), tls: null, origin })
    const status = (named: string) =>
      new Promise<number>((done, failed) => {
        const to = {
          host: '127.0.0.1',
          port: behind.port,
          path: '/host',
          headers: { host: named },
          agent: false,
        }
        plainRequest(to, (response) => {
          response.resume()
          done(response.statusCode ?? 0)
        })
          .on('error', failed)
          .end()
      })
    expect(behind.origin).toBe(origin)
    expect(await status('pufa.example.gov.cn')).toBe(200)
    expect(await status(`127.0.0.1:${behind.port}`)).toBe(421)
    await behind.close()
  })

  test('its log is JSON and its metrics are counts: neither a name nor a value, whatever was asked', async () => {
    const held = { cookie: await cookie() }
    await rpc('records.list', { kind: 'unit', filter: { text: secretName } }, held)
    await rpc(secretName, {}, held)
    await rpc('session.unlock', { user: secretName, passphrase: secretName, code: '123456' })
    for (const line of logged) expect(JSON.parse(line)).toMatchObject({ message: expect.any(String) })
    await region.owner.query(
      `INSERT INTO watched_folders VALUES ('the-computer', '/the-folder', 3, $1, 1, $2, NULL), ('other', '/f', 4, NULL, 0, $2, $2)`,
      [clock.now() - 90_000, clock.now()].map((ms) => new Date(ms).toISOString()),
    )
    const read = async (door: Sql): Promise<string> => {
      const counted = await serveMetrics({ metrics, door, clock }, { host: '127.0.0.1', port: 0 })
      const answered = await (await fetch(`http://127.0.0.1:${counted.port}/metrics`)).text()
      expect((await fetch(`http://127.0.0.1:${counted.port}/`)).status).toBe(404)
      await counted.close()
      return answered
    }
    const text = await read(region.serving.door)
    for (const line of [
      'yuanba_hub_database_up 1',
      'yuanba_hub_watched_files 7',
      'yuanba_hub_watched_behind_files 1',
      'yuanba_hub_watched_oldest_seconds 90',
      'yuanba_hub_watchers{state="watching"} 1',
      'yuanba_hub_watchers{state="stopped"} 1',
      'yuanba_hub_watchers{state="silent"} 0',
    ])
      expect(text.split('\n')).toContain(line)
    expect(text).not.toMatch(/the-computer|the-folder/)
    const away = { ...region.serving.door, query: () => Promise.reject(new Error('away')) }
    const without = await read(away)
    expect(without).toMatch(/^yuanba_hub_database_up 0$/m)
    expect(without).toMatch(/^yuanba_hub_calls_total/m)
    expect(without).not.toContain('watched_files')
    expect(text).toMatch(/^yuanba_hub_calls_total\{call="records.list",result="ok"\} \d+$/m)
    expect(text).toMatch(/^yuanba_hub_calls_total\{call="unknown",result="call.unknown"\} 1$/m)
    expect(text).toMatch(/^yuanba_hub_call_seconds_bucket\{call="records.list",le="\+Inf"\} \d+$/m)
    for (const told of [logged.join(''), text]) {
      expect(told).not.toContain(secretName)
      expect(told).not.toContain('李主任')
      expect(told).not.toContain(idOf('v1'))
    }
  })
})
