import { copyFileSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { generateX25519Identity } from 'age-encryption'
import { requireMeta, writeMeta } from '../../electron/engine/db/meta'
import { newestVersion } from '../../electron/engine/db/migrations'
import { openForWriting, opensWith } from '../../electron/engine/db/open'
import { openHolder } from '../../electron/engine/profile/holder'
import {
  authenticated,
  digestOf,
  type KeysFile,
  keysText,
  readKeys,
  writeKeys,
} from '../../electron/engine/profile/keys-file'
import { knownKeys, replaceKeys } from '../../electron/engine/profile/known-keys'
import { holderFor, withHolder, withoutHolder } from '../../electron/engine/profile/new-holder'
import { createRpc } from '../../shared/contract/rpc'
import { type Desk, openStreet, passphrase, refusal, user } from '../support/desks/engine'
import { pastTheCalls } from '../support/desks/engine-desks'
import { dataKeyOf } from '../support/desks/keys'
import { type Pair, pair } from '../support/desks/pair'

const own = '另一句口令一二三'
const newWords = '换成一句新的话了'
const [staying, leaving] = ['赵审核', '王录入']
let desk: Desk
beforeEach(async () => {
  desk = await openStreet()
  await desk.rpc.users.add({ name: staying, role: 'admin', passphrase: own })
  await desk.rpc.users.add({ name: leaving, role: 'entry', passphrase: own })
})
afterEach(() => desk.close())

const file = (): string => join(desk.profile, 'keys.json')
const signIn = async (name: string, words: string) => {
  await desk.rpc.session.lock({})
  return desk.rpc.session.unlock({ user: name, passphrase: words })
}
/** Changes what the file says, as somebody can who has the disk and no passphrase. */
const tamper = (change: (keys: KeysFile) => KeysFile): void =>
  writeKeys(desk.profile, change(readKeys(desk.profile)))

describe('keys are not lost by two clicks', () => {
  test('a changed passphrase and a removal at once: everybody who is listed comes in', async () => {
    const [, removed] = await Promise.all([
      desk.rpc.users.changePassphrase({ old: passphrase, new: newWords }),
      desk.rpc.users.remove({ name: leaving }),
    ])
    expect(removed.rekeyed).toBe(true)
    expect(
      readKeys(desk.profile)
        .users.map(({ name }) => name)
        .sort(),
    ).toEqual([user, staying].sort())
    await signIn(user, newWords)
    await signIn(staying, own)
    expect((await desk.rpc.safety.verify({})).ok).toBe(true)
  })

  test('a changed passphrase, a new person and a removal at once, in any order', async () => {
    const [changed, added, removed] = await Promise.all([
      desk.rpc.users.remove({ name: leaving }),
      desk.rpc.users.add({ name: '钱录入', role: 'entry', passphrase: own }),
      desk.rpc.users.changePassphrase({ old: passphrase, new: newWords }),
    ])
    expect([changed.rekeyed, added.name, removed.rekeyed]).toEqual([true, '钱录入', true])
    for (const [name, words] of [
      [user, newWords],
      [staying, own],
      ['钱录入', own],
    ] as const)
      expect((await signIn(name, words)).user?.name).toBe(name)
    expect((await refusal(signIn(leaving, own))).code).toBe('passphrase.wrong')
  })

  test('a sign-in beside a change of passphrase leaves a file that everybody opens', async () => {
    const { engine } = desk
    const rpc = createRpc(engine.call)
    await Promise.allSettled([
      rpc.users.changePassphrase({ old: passphrase, new: newWords }),
      rpc.session.unlock({ user: staying, passphrase: own }),
      rpc.users.remove({ name: leaving }),
    ])
    await signIn(staying, own)
    const entered = await Promise.allSettled([signIn(user, newWords)])
    if (entered[0]?.status === 'rejected') await signIn(user, passphrase)
    expect((await desk.rpc.safety.verify({})).ok).toBe(true)
  })
})

describe('the file of keys is one whole', () => {
  test('an older one that was put back is refused, and nothing is blessed by a sign-in', async () => {
    copyFileSync(file(), join(desk.profile, 'older'))
    await desk.rpc.users.add({ name: '钱录入', role: 'entry', passphrase: own })
    const newest = readFileSync(file())
    copyFileSync(join(desk.profile, 'older'), file())
    for (const name of [staying, leaving])
      expect((await refusal(signIn(name, own))).code).toBe('profile.keys-changed')
    expect((await desk.rpc.profile.state({})).state).toBe('locked')
    writeFileSync(file(), newest)
    expect((await signIn('钱录入', own)).state).toBe('open')
  })

  test('the old passphrase opens nothing with an older file, also where the new data key has to wait', async () => {
    copyFileSync(file(), join(desk.profile, 'older'))
    const inTheWay = join(desk.profile, 'rekeyed.db')
    mkdirSync(join(inTheWay, 'in the way'), { recursive: true })
    expect(await desk.rpc.users.changePassphrase({ old: passphrase, new: newWords })).toEqual({
      rekeyed: false,
    })
    copyFileSync(join(desk.profile, 'older'), file())
    expect((await refusal(signIn(user, passphrase))).code).toBe('profile.keys-changed')
    rmSync(inTheWay, { recursive: true, force: true })
  })

  test('after a change of passphrase the former key opens nothing here', async () => {
    const before = readKeys(desk.profile)
    const holder = before.users.find(({ name }) => name === user)
    const [former] = (holder && (await openHolder(holder, before.profile, passphrase))) ?? []
    expect(await desk.rpc.users.changePassphrase({ old: passphrase, new: newWords })).toEqual({
      rekeyed: true,
    })
    // The lock holds nothing, and is held by whoever has the profile open.
    const databases = readdirSync(desk.profile).filter((name) => name.endsWith('.db') && name !== 'lock.db')
    expect(databases).toContain('profile.db')
    for (const name of databases)
      expect([name, former && opensWith(join(desk.profile, name), former)]).toEqual([name, false])
  })

  test.each<[string, (keys: KeysFile) => KeysFile]>([
    ['an entry is gone', (keys) => ({ ...keys, users: keys.users.filter(({ name }) => name !== leaving) })],
    ['the recovery entry is spoilt', (keys) => ({ ...keys, recovery: keys.users[0]?.sealed ?? '' })],
    ['two entries have each other’s place', (keys) => ({ ...keys, users: keys.users.toReversed() })],
    ['it has another mark', (keys) => ({ ...keys, macs: [Buffer.alloc(32).toString('base64')] })],
  ])('%s: told by a check, no backup is made of it, and nobody signs in', async (_, change) => {
    tamper(change)
    const { ok, checks } = await desk.rpc.safety.verify({})
    expect([ok, checks.filter((check) => !check.ok).map(({ name }) => name)]).toEqual([false, ['密钥文件']])
    const backup = desk.rpc.safety.backup({ folder: desk.engine.grant(desk.profile) })
    expect((await refusal(backup)).code).toBe('profile.keys-changed')
    expect(readdirSync(desk.profile).filter((name) => name.endsWith('.ybk'))).toEqual([])
    expect((await refusal(signIn(user, passphrase))).code).toBe('profile.keys-changed')
  })

  test('one that asks for more memory than there is is damaged, before anything is computed', async () => {
    tamper((keys) => ({
      ...keys,
      users: keys.users.map((holder) => ({
        ...holder,
        identity: { ...holder.identity, kdf: { ...holder.identity.kdf, N: 2 ** 22 } },
      })),
    }))
    expect((await refusal(signIn(user, passphrase))).code).toBe('profile.damaged')
  })

  test('a file without holders is never written', () => {
    const { profile, recovery, asks } = readKeys(desk.profile)
    expect(() => authenticated({ profile, users: [], recovery, asks }, [Buffer.alloc(32)])).toThrow()
  })
})

describe('a passphrase that was forgotten', () => {
  test('is reset by another 管理; the old one opens nothing from then on', async () => {
    expect(await desk.rpc.users.setPassphrase({ name: leaving, passphrase: newWords })).toEqual({
      rekeyed: true,
    })
    expect((await refusal(signIn(leaving, own))).code).toBe('passphrase.wrong')
    expect((await signIn(leaving, newWords)).user).toEqual({ name: leaving, role: 'entry' })
    const again = desk.rpc.users.setPassphrase({ name: staying, passphrase: newWords })
    expect((await refusal(again)).code).toBe('right.missing')
  })

  test('nobody resets the own one without knowing it', async () => {
    const reset = desk.rpc.users.setPassphrase({ name: user, passphrase: newWords })
    expect((await refusal(reset)).code).toBe('user.self')
  })
})

describe('the recovery key', () => {
  let district: Pair['district']
  let recoveryKey: string
  let close: Pair['close']
  beforeEach(async () => {
    ;({ district, recoveryKey, close } = await pair())
    await district.rpc.users.add({ name: staying, role: 'review', passphrase: own })
  })
  afterEach(() => close())
  const recover = (name: string) =>
    district.rpc.session.recover({ recoveryKey, user: name, passphrase: newWords })

  test('lets somebody in as 管理, and the others keep their passphrases', async () => {
    await district.rpc.session.lock({})
    expect((await recover(staying)).user).toEqual({ name: staying, role: 'admin' })
    expect((await district.rpc.safety.verify({})).ok).toBe(true)
    await district.rpc.session.lock({})
    expect((await district.rpc.session.unlock({ user, passphrase })).state).toBe('open')
    const wrong = refusal(district.rpc.session.unlock({ user: staying, passphrase: own }))
    expect((await wrong).code).toBe('passphrase.wrong')
  })

  test('is the way on after an older file was put back; nobody in it is believed', async () => {
    const older = readKeys(district.profile)
    await district.rpc.users.add({ name: leaving, role: 'entry', passphrase: own })
    await district.rpc.session.lock({})
    writeKeys(district.profile, older)
    const shut = refusal(district.rpc.session.unlock({ user, passphrase }))
    expect((await shut).code).toBe('profile.keys-changed')
    expect((await recover('新来的人')).user).toEqual({ name: '新来的人', role: 'admin' })
    expect((await district.rpc.users.list({})).users.map(({ name }) => name)).toEqual(['新来的人'])
    expect((await district.rpc.safety.verify({})).ok).toBe(true)
  })

  test('changes nothing in a profile that a newer version made', async () => {
    await district.rpc.session.lock({})
    const key = await dataKeyOf(district.profile)
    const db = openForWriting(join(district.profile, 'profile.db'), key)
    db.pragma(`user_version = ${newestVersion + 10}`)
    db.close()
    const before = readKeys(district.profile)
    expect((await refusal(recover(staying))).code).toBe('profile.read-only')
    expect(readKeys(district.profile)).toEqual(before)
  })

  test('that is not this district’s opens nothing', async () => {
    const other = await generateX25519Identity()
    const attempt = district.rpc.session.recover({ recoveryKey: other, user, passphrase: newWords })
    expect((await refusal(attempt)).code).toBe('recovery.wrong')
  })
})

describe('guessing', () => {
  test('sixty guesses at once are counted before anything is computed', async () => {
    await desk.rpc.session.lock({})
    const guesses = Array.from({ length: 60 }, (_, at) =>
      refusal(desk.rpc.session.unlock({ user, passphrase: `猜的第${at}句话呀` })),
    )
    const codes = (await Promise.all(guesses)).map(({ code }) => code)
    expect(codes.filter((code) => code === 'passphrase.wrong')).toHaveLength(5)
    expect(codes.filter((code) => code === 'passphrase.wait')).toHaveLength(55)
  })

  test('so are guesses at a backup that lies here, by all three calls that open one', async () => {
    await desk.rpc.safety.keepCopies({ why: 'close' })
    await desk.rpc.session.lock({})
    const [copy] = (await desk.rpc.profile.backups({})).backups
    const file = copy?.token ?? ('' as never)
    const folder = desk.engine.grant(desk.profile)
    const attempts = (words: string): Promise<unknown>[] => [
      desk.rpc.profile.previewBackup({ file, user, passphrase: words }),
      desk.rpc.profile.restore({ file, user, passphrase: words, replace: true }),
      desk.rpc.rescue.toExcel({ backup: file, user, passphrase: words, folder }),
    ]
    const codes: string[] = []
    for (let at = 0; at < 4; at++)
      for (const attempt of attempts(`猜的第${at}句话呀`)) codes.push((await refusal(attempt)).code)
    expect(codes.filter((code) => code === 'passphrase.wrong')).toHaveLength(5)
    const atDoor = desk.rpc.session.unlock({ user, passphrase })
    expect((await refusal(atDoor)).code).toBe('passphrase.wait')
  })

  test('a backup that opens takes back its own try alone: it buys no more guesses at the door', async () => {
    await desk.rpc.safety.keepCopies({ why: 'close' })
    await desk.rpc.session.lock({})
    const [copy] = (await desk.rpc.profile.backups({})).backups
    const codes: string[] = []
    for (let at = 0; at < 6; at++) {
      const guess = desk.rpc.session.unlock({ user, passphrase: `猜的第${at}句话呀` })
      codes.push((await refusal(guess)).code)
      if (at < 4)
        await desk.rpc.profile.previewBackup({ file: copy?.token ?? ('' as never), user, passphrase })
    }
    expect(codes.filter((code) => code === 'passphrase.wrong')).toHaveLength(5)
    desk.clock.time += 31_000
    for (let at = 0; at < 3; at++)
      await desk.rpc.profile.previewBackup({ file: copy?.token ?? ('' as never), user, passphrase })
    await signIn(user, passphrase)
  })

  test('so are guesses at the old passphrase by whoever finds the window open', async () => {
    const guesses = Array.from({ length: 60 }, (_, at) =>
      refusal(desk.rpc.users.changePassphrase({ old: `猜的第${at}句话呀`, new: newWords })),
    )
    const codes = (await Promise.all(guesses)).map(({ code }) => code)
    expect(codes.filter((code) => code === 'passphrase.wrong')).toHaveLength(5)
  })
})

test('the power goes between the new file of keys and the database: whoever handed over comes in as before', async () => {
  const { profile } = desk
  await desk.rpc.users.remove({ name: staying })
  await desk.rpc.users.remove({ name: leaving })
  const place = { to: '接交人', newPassphrase: newWords, passphrase }
  const next = await pastTheCalls(desk, { user, passphrase }, async (ctx) => {
    const holder = await holderFor(ctx, place.to, newWords)
    // What the database does not come to say.
    const stopped = new Error('no power')
    expect(() =>
      replaceKeys(
        { ...ctx, profile },
        (held) => withHolder(withoutHolder(held, user), holder),
        () => {
          throw stopped
        },
      ),
    ).toThrow(stopped)
    const before = knownKeys(ctx)
    return authenticated(withHolder(withoutHolder(before, user), holder), [ctx.dataKey])
  })
  await desk.rpc.session.lock({})
  const before = keysText(readKeys(profile))
  writeKeys(profile, next)
  const db = openForWriting(
    join(profile, 'profile.db'),
    await dataKeyOf(profile, { user: place.to, passphrase: newWords }),
  )
  writeMeta(db, 'keysFiles', [requireMeta(db, 'keysFiles')[0] ?? '', digestOf(next)])
  writeMeta(db, 'keysBefore', before)
  db.close()
  expect((await refusal(signIn(place.to, newWords))).code).toBe('passphrase.wrong')
  expect((await signIn(user, passphrase)).state).toBe('open')
  expect((await desk.rpc.users.list({})).users.map(({ name }) => name)).toEqual([user])
})
