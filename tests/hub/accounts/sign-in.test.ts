import { closeHubAccount, resetHubAccount } from '../../../electron/hub/accounts/accounts'
import { appendHubAudit, brokenHubAuditRow } from '../../../electron/hub/accounts/audit'
import { endSession, sessionOf } from '../../../electron/hub/accounts/sessions'
import { signIn, type TypedSignIn } from '../../../electron/hub/accounts/sign-in'
import type { Store } from '../../../electron/hub/store/store'
import { seededRandom } from '../../support/desks/engine'
import { addOwnedAccount, handClock, hubCost, hubPassphrase, twoDistricts } from '../../support/hub/region'
import { eachStore } from '../../support/hub/stores'

async function office(store: Store) {
  await twoDistricts(store)
  const clock = handClock()
  const owner = await addOwnedAccount(store, { name: '李主任', role: 'review', region: 'city' }, clock)
  const means = { clock, random: seededRandom(5), kdfCost: hubCost }
  const enter = (typed: Partial<TypedSignIn> = {}) =>
    signIn(
      store,
      { user: owner.name, passphrase: hubPassphrase, code: owner.code(clock.now()), ...typed },
      means,
    )
  return { store, clock, owner, means, enter }
}

const refused = { code: 'hub.refused' }

eachStore(({ open }) => {
  test('name, passphrase and code together open a session, whose token the database does not hold', async () => {
    const { store, enter } = await office(await open())
    const { account, token } = await enter()
    expect(account).toMatchObject({ name: '李主任', role: 'review', region: 'city' })
    expect(await sessionOf(store, token)).toEqual(account)
    const [row] = await store.query<{ token: Buffer }>('SELECT token FROM sessions')
    expect(row?.token).toHaveLength(32)
    expect(row?.token.toString('base64url')).not.toBe(token)
    await endSession(store, token)
    expect(await sessionOf(store, token)).toBeUndefined()
  })

  test('a wrong name, passphrase or code is refused with the same words, and a code counts once', async () => {
    const { clock, enter } = await office(await open())
    await expect(enter({ user: '没有这个人' })).rejects.toMatchObject(refused)
    await expect(enter({ passphrase: `${hubPassphrase}。` })).rejects.toMatchObject(refused)
    await expect(enter({ code: '000000' })).rejects.toMatchObject(refused)
    await enter()
    await expect(enter()).rejects.toMatchObject(refused)
    clock.forward(30_000)
    await enter()
  })

  test('what is in the dump opens nothing: neither passphrase nor authenticator stands in it', async () => {
    const { store, owner } = await office(await open())
    const [row] = await store.query<{ all: string }>('SELECT accounts::text AS all FROM accounts')
    expect(row?.all).not.toContain(hubPassphrase)
    for (const form of ['hex', 'base64', 'base64url'] as const)
      expect(row?.all).not.toContain(Buffer.from(owner.secret).toString(form))
  })

  test('from the fifth wrong try on everybody waits for that name, the owner too, known or not; a hundred at once are a hundred', async () => {
    const { store, enter } = await office(await open())
    for (const user of ['李主任', '没有这个人']) {
      const tries = Array.from({ length: 12 }, () =>
        enter({ user, code: '000000' }).catch((error) => error.code),
      )
      const codes = await Promise.all(tries)
      expect(codes.filter((code) => code === 'hub.refused')).toHaveLength(5)
      expect(codes.filter((code) => code === 'passphrase.wait')).toHaveLength(7)
    }
    await expect(enter()).rejects.toMatchObject({ code: 'passphrase.wait', params: { seconds: 30 } })
    await store.query('UPDATE sign_in_tries SET until = clock_timestamp()')
    await enter()
    const [left] = await store.query('SELECT count FROM sign_in_tries')
    expect(left).toEqual({ count: 5 })
  })

  test('a flood of invented names leaves no more of them in the database than were let to the computation', async () => {
    const { store, enter } = await office(await open())
    const tries = Array.from({ length: 200 }, (_, at) =>
      enter({ user: `路人${at}` }).catch(({ code }) => code),
    )
    const codes = await Promise.all(tries)
    const computed = codes.filter((code) => code === 'hub.refused').length
    expect(codes.filter((code) => code === 'hub.busy')).toHaveLength(200 - computed)
    expect(computed).toBeLessThan(100)
    expect(await store.query('SELECT count(*) AS n FROM sign_in_tries')).toEqual([{ n: computed }])
  })

  test('a session ends half an hour after its last question and twelve hours after its first', async () => {
    const { store, enter } = await office(await open())
    const { token } = await enter()
    await store.query(`UPDATE sessions SET seen_at = clock_timestamp() - interval '29 minutes'`)
    expect(await sessionOf(store, token)).toBeDefined()
    const [seen] = await store.query(
      `SELECT seen_at > clock_timestamp() - interval '1 minute' AS now FROM sessions`,
    )
    expect(seen).toEqual({ now: true })
    await store.query(`UPDATE sessions SET seen_at = clock_timestamp() - interval '31 minutes'`)
    expect(await sessionOf(store, token)).toBeUndefined()
    await store.query(
      `UPDATE sessions SET seen_at = clock_timestamp(), created_at = clock_timestamp() - interval '12 hours 1 minute'`,
    )
    expect(await sessionOf(store, token)).toBeUndefined()
  })

  test('closing an account and giving it a new passphrase end its sessions at once', async () => {
    const { store, clock, means, enter, owner } = await office(await open())
    const { token } = await enter()
    await closeHubAccount(store, owner.name, means)
    expect(await sessionOf(store, token)).toBeUndefined()
    clock.forward(30_000)
    await expect(enter()).rejects.toMatchObject(refused)
    await resetHubAccount(store, { name: owner.name, passphrase: '另一句 更长的口令' }, means)
    await expect(enter()).rejects.toMatchObject(refused)
    await expect(closeHubAccount(store, '没有这个人', means)).rejects.toMatchObject({
      code: 'user.not-found',
    })
  })

  test('every sign-in and refusal of an account stands in a chain that shows where somebody changed it', async () => {
    const { store, clock, enter } = await office(await open())
    await enter({ code: '000000' }).catch(() => undefined)
    await enter({ user: '我的口令误输在这里' }).catch(() => undefined)
    await enter()
    const many = Array.from({ length: 8 }, () =>
      store.transaction((sql) =>
        appendHubAudit(sql, {
          account: '李主任',
          action: 'records.reveal',
          detail: { id: 'e1' },
          now: clock.now(),
        }),
      ),
    )
    await Promise.all(many)
    const rows = await store.query<{ action: string }>('SELECT action FROM hub_audit ORDER BY seq')
    expect(rows.map(({ action }) => action)).toEqual([
      'account.add',
      'session.refused',
      'session.unlock',
      ...Array.from({ length: 8 }, () => 'records.reveal'),
    ])
    expect(await brokenHubAuditRow(store)).toBeNull()
    await store.query(`UPDATE hub_audit SET account = '王五' WHERE seq = 3`)
    expect(await brokenHubAuditRow(store)).toBe(3)
    await store.query('DELETE FROM hub_audit WHERE seq = 3')
    expect(await brokenHubAuditRow(store)).toBe(4)
  })
})
