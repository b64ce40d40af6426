import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type RunningHost, runHost } from '../support/screens/loopback'

let running: RunningHost
let cookie: string
let key: string
let own: Record<string, string>

beforeAll(async () => {
  running = await runHost({ uploadLimit: 1000 })
  const page = await running.signIn()
  ;({ cookie, 'x-yuanba-page': key } = page)
  own = { ...page, origin: running.host.origin }
})
afterAll(() => running.close())

const rpc = (headers: Record<string, string>, body: unknown = { name: 'profile.state', input: {} }) =>
  running.ask('/rpc', {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  })

describe('the loopback host', () => {
  it('answers calls of its own page', async () => {
    const reply = await rpc(own)
    expect(reply.status).toBe(200)
    expect(JSON.parse(reply.body)).toMatchObject({ ok: { state: 'none' } })
  })

  it('gives its cookie once, out of reach of scripts and of other sites', async () => {
    const fresh = await runHost()
    const { pathname, search } = new URL(fresh.host.address)
    expect((await fresh.ask('/start?token=wrong')).status).toBe(401)
    const first = await fresh.ask(pathname + search)
    expect(first.status).toBe(200)
    expect(first.body).toMatch(/name="page-key" content="[\w-]{43}"/)
    expect(String(first.headers['set-cookie'])).toMatch(/; HttpOnly; SameSite=Strict; Path=\//)
    const second = await fresh.ask(pathname + search)
    expect(second.status).toBe(401)
    expect(second.headers['set-cookie']).toBeUndefined()
    expect(second.body).not.toContain('page-key')
    await fresh.close()
  })

  it('shows nothing without the cookie: no page, no script, no call', async () => {
    for (const path of ['/', '/app.js', '/host', '/events', '/files/download?ticket=a']) {
      expect((await running.ask(path)).status).toBe(401)
    }
    expect((await rpc({ origin: running.host.origin })).status).toBe(401)
    expect((await rpc({ ...own, cookie: `${cookie}x` })).status).toBe(401)
  })

  it('does nothing for whoever has the cookie alone: another tab, or a program on another port that a browser sent it to', async () => {
    const calls = [
      ['POST', '/rpc'],
      ['GET', '/host'],
      ['GET', '/events'],
      ['POST', '/files/upload?name=a.xlsx'],
      ['POST', '/files/folder'],
      ['POST', '/files/save?name=a.docx'],
      ['POST', '/files/offer?token=a&file=b'],
    ] as const
    for (const wrong of [{}, { 'x-yuanba-page': 'x' }, { 'x-yuanba-page': `${key}x` }])
      for (const [method, path] of calls) {
        const headers = { cookie, origin: running.host.origin, 'content-type': 'application/json', ...wrong }
        const reply = await running.ask(path, { method, headers, body: method === 'POST' ? '{}' : '' })
        expect({ path, status: reply.status, said: reply.body }).toEqual({
          path,
          status: 403,
          said: expect.stringContaining('复制标签页'),
        })
      }
    const page = await running.ask('/', { headers: { cookie } })
    expect(page.status).toBe(200)
    expect(page.body).not.toContain('page-key')
  })

  it('refuses another name for its address, as DNS rebinding uses', async () => {
    const { port } = new URL(running.host.origin)
    for (const host of [
      `localhost:${port}`,
      `evil.example:${port}`,
      '127.0.0.1',
      `127.0.0.1:${port}.evil.example`,
    ]) {
      expect((await running.ask('/', { headers: { ...own, host } })).status).toBe(421)
      expect((await rpc({ ...own, host })).status).toBe(421)
    }
  })

  it('refuses requests that another site makes, even with the cookie', async () => {
    for (const origin of [
      'http://evil.example',
      'null',
      'http://127.0.0.1:1',
      `${running.host.origin}.evil.example`,
    ]) {
      expect((await rpc({ ...own, origin })).status).toBe(403)
    }
    expect((await rpc({ cookie, 'x-yuanba-page': key })).status).toBe(403)
    expect((await running.ask('/host', { headers: { cookie, 'sec-fetch-site': 'cross-site' } })).status).toBe(
      403,
    )
    expect((await running.ask('/host', { headers: { cookie, 'sec-fetch-site': 'same-site' } })).status).toBe(
      403,
    )
  })

  it('takes calls as JSON only', async () => {
    const reply = await rpc({ ...own, 'content-type': 'text/plain' })
    expect(JSON.parse(reply.body)).toMatchObject({ error: { code: 'call.invalid' } })
  })

  it('answers unknown and malformed calls with an error, not with an exception', async () => {
    const code = async (body: unknown) => JSON.parse((await rpc(own, body)).body).error.code
    expect(await code({ name: 'records.drop', input: {} })).toBe('call.unknown')
    expect(await code({ name: '__proto__', input: {} })).toBe('call.unknown')
    expect(await code({ name: 'constructor', input: {} })).toBe('call.unknown')
    expect(await code({ name: 7 })).toBe('call.invalid')
    expect(await code(null)).toBe('call.invalid')
  })

  it('sends a strict policy, with a new nonce for every load', async () => {
    const [first, second] = [
      await running.ask('/', { headers: own }),
      await running.ask('/', { headers: own }),
    ]
    const policy = String(first.headers['content-security-policy'])
    expect(policy).toContain("default-src 'none'")
    expect(policy).not.toMatch(/unsafe|\*|http|data: *;.*script/)
    const nonce = /'nonce-([^']+)'/.exec(policy)?.[1]
    expect(nonce).toBeDefined()
    expect(first.body).toContain(`content="${nonce}"`)
    expect(String(second.headers['content-security-policy'])).not.toBe(policy)
    for (const path of ['/', '/app.js', '/missing.js']) {
      const { headers } = await running.ask(path, { headers: own })
      expect(headers['x-content-type-options']).toBe('nosniff')
      expect(headers['referrer-policy']).toBe('no-referrer')
      expect(headers['content-security-policy']).toBeDefined()
    }
  })

  it('serves the built page and nothing beside it', async () => {
    writeFileSync(join(running.folder, '.secret.js'), '')
    for (const path of [
      '/../package.json',
      '/..%2fpackage.json',
      '/%2e%2e/package.json',
      '/..\\package.json',
      '/.secret.js',
      '/profile/../app.js%00',
      '/app.js%00.html',
      '//etc/passwd',
      '/profile',
    ]) {
      expect((await running.ask(path, { headers: own })).status).toBe(404)
    }
    expect((await running.ask('/app.js', { headers: own })).status).toBe(200)
    expect((await running.ask('/app.js', { method: 'DELETE', headers: own })).status).toBe(405)
  })
})

describe('files through the loopback host', () => {
  const passing = () => {
    const { passing } = running.engine
    if (!passing) throw new Error('the host has no folder where files pass')
    return passing
  }
  /** Where the engine writes for such a token: the last folder that was made. */
  const lastPlace = () => {
    const { folder } = passing()
    const last = Math.max(...readdirSync(folder).map(Number))
    return join(folder, String(last))
  }
  const post = (path: string, body: string | Buffer = '') =>
    running.ask(path, { method: 'POST', headers: own, body })

  it('go up under a safe name and stay inside the private folder', async () => {
    const reply = await post(`/files/upload?name=${encodeURIComponent('../../etc/CON<1>.ybb')}`, 'x')
    expect(JSON.parse(reply.body)).toMatchObject({ name: 'CON_1_.ybb', token: expect.any(String) })
  })

  it('are refused beyond the limit, said or not', async () => {
    expect(JSON.parse((await post('/files/upload?name=a', Buffer.alloc(1001))).body)).toMatchObject({
      error: { code: 'file.no-space' },
    })
    const unsaid = running.ask('/files/upload?name=a', {
      method: 'POST',
      headers: { ...own, 'transfer-encoding': 'chunked' },
      body: Buffer.alloc(5_000_000),
    })
    const outcome = await unsaid.then(
      (reply) => reply.status,
      () => 'cut off',
    )
    expect([400, 'cut off']).toContain(outcome)
  })

  it('come down only by a token of this run, and only the file that was written there', async () => {
    const { token } = JSON.parse((await post('/files/folder')).body)
    const offered = (file: string, of = token): Promise<{ ticket: string; error?: unknown }> =>
      post(`/files/offer?token=${of}&file=${encodeURIComponent(file)}`).then(({ body }) => JSON.parse(body))
    const fetched = (ticket: string) =>
      running.ask(`/files/download?ticket=${ticket}`, { headers: { cookie } })
    for (const file of ['a.ybb', '../../../etc/passwd'])
      expect((await fetched((await offered(file)).ticket)).status).toBe(400)
    expect(await offered('a.ybb', 'guess')).toMatchObject({ error: { code: 'file.unknown' } })
    expect((await fetched('guess')).status).toBe(400)
    writeFileSync(join(lastPlace(), 'a.ybb'), 'age')
    const { ticket } = await offered('a.ybb')
    expect(await fetched(ticket)).toMatchObject({ status: 200, body: 'age' })
    expect((await fetched(ticket)).status).toBe(400)
  })

  it('lie encrypted meanwhile, whatever is in them, and come back as they were', async () => {
    const plain = Buffer.from(`姓名,电话\n${'欧阳雪莲,13812345678\n'.repeat(20)}`)
    const up = await post('/files/upload?name=a.csv', plain)
    expect(up.status).toBe(200)
    const { folder } = passing()
    const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((each) =>
      each.isFile(),
    )
    const lying = files.map((each) => readFileSync(join(each.parentPath, each.name)))
    expect(lying.some((bytes) => bytes.length === plain.length + 16)).toBe(true)
    expect(lying.filter((bytes) => bytes.includes('欧阳雪莲') || bytes.includes('13812345678'))).toEqual([])
  })

  it('are gone when the host ends', async () => {
    const before = new Set(readdirSync(tmpdir()))
    const fresh = await runHost()
    const made = readdirSync(tmpdir()).filter(
      (name) => name.startsWith('yuanba-loopback-') && !before.has(name),
    )
    await fresh.close()
    expect(made.length).toBeGreaterThan(0)
    expect(made.filter((name) => existsSync(join(tmpdir(), name)))).toEqual([])
  })
})
