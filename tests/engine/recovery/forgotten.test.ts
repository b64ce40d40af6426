import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { armor, Decrypter, Encrypter, generateX25519Identity } from 'age-encryption'
import { readKeys, writeKeys } from '../../../electron/engine/profile/keys-file'
import type { RecoveryRequest } from '../../../electron/engine/recovery/files'
import { fingerprintOf } from '../../../shared/exchange/fingerprint'
import { auditRows } from '../../support/desks/audit-rows'
import { openDistrict, passphrase, refusal, user } from '../../support/desks/engine'
import { meet, type Pair, pair, session } from '../../support/desks/pair'

const words = '换成一句新的话了'
let desks: Pair
const newDesks = async (): Promise<void> => {
  desks = await pair()
  await meet(desks.district, desks.a)
}
const each = (): void => {
  beforeEach(newDesks)
  afterEach(() => desks.close())
}
/** For tests that leave things as they are, or write another request. */
const together = (): void => {
  beforeAll(newDesks)
  afterAll(() => desks.close())
}

const folder = (at: Pair['a']) => at.engine.grant(desks.stick)
const file = (at: Pair['a'], name: string) => at.engine.grant(join(desks.stick, name))

/** Somebody at the sign-in page of a laptop asks for another passphrase. */
async function ask(who = user, laptop = desks.a) {
  await laptop.rpc.session.lock({})
  return laptop.rpc.recovery.ask({ user: who, passphrase: words, folder: folder(laptop) })
}

const look = (name: string, recoveryKey = desks.recoveryKey) =>
  desks.district.rpc.recovery.look({ file: file(desks.district, name), recoveryKey })

function answer(name: string, fingerprint: readonly string[], recoveryKey = desks.recoveryKey) {
  const { district } = desks
  return district.rpc.recovery.answer({
    file: file(district, name),
    recoveryKey,
    fingerprint: fingerprint.join(' '),
    folder: folder(district),
  })
}

const finish = (name: string, typed = words, laptop = desks.a) =>
  laptop.rpc.recovery.finish({ file: file(laptop, name), passphrase: typed })

const code = async (work: Promise<unknown>): Promise<string> => (await refusal(work)).code

describe('the only clerk has forgotten the passphrase', () => {
  each()
  test('asks by a file, is answered by the district, and comes in with everything', async () => {
    const { a, district, units } = desks
    const id = await a.save('courtyard-session', session(units.peach))
    const { site } = await a.rpc.profile.state({})
    const asked = await ask()
    expect(await a.rpc.recovery.state({})).toEqual({
      mayAsk: true,
      pending: { user, at: asked.at, fingerprint: asked.fingerprint },
    })
    const seen = await look(asked.file)
    expect(seen).toMatchObject({
      computer: '东街街道A',
      isLost: false,
      user,
      isKnownUser: true,
      fingerprint: asked.fingerprint,
      answeredAt: null,
    })
    const answered = await answer(asked.file, seen.fingerprint)
    const state = await finish(answered.file)
    expect(state.user).toEqual({ name: user, role: 'admin' })
    // Nobody left, so the computer speaks under the same name.
    expect(state.site).toEqual(site)
    expect((await a.body(id)).courtyard).toBe('解家院子')
    expect((await a.rpc.safety.verify({})).ok).toBe(true)
    await a.rpc.session.lock({})
    expect(await code(a.rpc.session.unlock({ user, passphrase }))).toBe('passphrase.wrong')
    expect((await a.rpc.session.unlock({ user, passphrase: words })).state).toBe('open')

    const rows = async (at: Pair['a']) =>
      (await auditRows(at, { user, passphrase: at === a ? words : passphrase })).filter(({ action }) =>
        action.startsWith('recovery.'),
      )
    const [there, here] = [await rows(district), await rows(a)]
    expect(there.map(({ action }) => action)).toEqual(['recovery.answer'])
    expect(here.map(({ action }) => action).sort()).toEqual(['recovery.ask', 'recovery.finish'])
    const numbers = [...there, ...here].map(({ detail }) => JSON.parse(detail).request)
    expect(new Set(numbers).size).toBe(1)
  })

  test('the role stays what it was; a new name manages the computer', async () => {
    const { a } = desks
    await a.rpc.users.add({ name: '王录入', role: 'entry', passphrase })
    const first = await ask('王录入')
    expect((await finish((await answer(first.file, first.fingerprint)).file)).user?.role).toBe('entry')
    const second = await ask('新来的人')
    expect((await look(second.file)).isKnownUser).toBe(false)
    const state = await finish((await answer(second.file, second.fingerprint)).file)
    expect(state.user).toEqual({ name: '新来的人', role: 'admin' })
    await a.rpc.session.lock({})
    expect((await a.rpc.session.unlock({ user, passphrase })).state).toBe('open')
  })

  test('a computer that was never let in is told as unknown, and is answered all the same', async () => {
    const asked = await ask(user, desks.far)
    expect((await look(asked.file)).computer).toBeNull()
    const { file: answered } = await answer(asked.file, asked.fingerprint)
    expect((await finish(answered, words, desks.far)).state).toBe('open')
  })

  test('who finds the stick reads no name in the request, and stock age opens it with the recovery key', async () => {
    const asked = await ask()
    const text = readFileSync(join(desks.stick, asked.file), 'utf8')
    expect(text).not.toContain(user)
    const decrypter = new Decrypter()
    decrypter.addIdentity(desks.recoveryKey)
    expect(await decrypter.decrypt(armor.decode(text), 'text')).toContain(user)
  })

  test('an office has nobody to ask', async () => {
    const office = await openDistrict()
    await office.rpc.session.lock({})
    expect((await office.rpc.recovery.state({})).mayAsk).toBe(false)
    const asked = office.rpc.recovery.ask({
      user,
      passphrase: words,
      folder: office.engine.grant(desks.stick),
    })
    expect(await code(asked)).toBe('recovery.nobody-to-ask')
    await office.close()
  })
})

describe('a request and its answer', () => {
  each()
  test('are used once', async () => {
    const asked = await ask()
    const { file: answered } = await answer(asked.file, asked.fingerprint)
    expect((await look(asked.file)).answeredAt).not.toBeNull()
    expect(await code(answer(asked.file, asked.fingerprint))).toBe('recovery.answered')
    await finish(answered)
    await desks.a.rpc.session.lock({})
    expect(await code(finish(answered))).toBe('recovery.no-request')
  })

  test('an old answer does not fit a new request', async () => {
    const first = await ask()
    const { file: old } = await answer(first.file, first.fingerprint)
    const second = await ask()
    expect(second.fingerprint).not.toEqual(first.fingerprint)
    expect(await code(finish(old))).toBe('recovery.other-answer')
    const { file: fresh } = await answer(second.file, second.fingerprint)
    expect((await finish(fresh)).state).toBe('open')
  })

  test('an answer from before another data key opens nothing', async () => {
    const { a } = desks
    await a.rpc.users.add({ name: '王录入', role: 'admin', passphrase })
    const asked = await ask()
    const { file: answered } = await answer(asked.file, asked.fingerprint)
    await a.rpc.session.unlock({ user: '王录入', passphrase })
    await a.rpc.users.changePassphrase({ old: passphrase, new: '又换了一句别的话' })
    await a.rpc.session.lock({})
    expect(await code(finish(answered))).toBe('recovery.outdated-answer')
  })

  test('whoever remembers after all withdraws the request by signing in', async () => {
    const asked = await ask()
    const { file: answered } = await answer(asked.file, asked.fingerprint)
    await desks.a.rpc.session.unlock({ user, passphrase })
    await desks.a.rpc.session.lock({})
    expect(await code(finish(answered))).toBe('recovery.no-request')
  })

  test('the answer opens with the passphrase of the request alone, and wrong ones are counted', async () => {
    const asked = await ask()
    const { file: answered } = await answer(asked.file, asked.fingerprint)
    const guesses = Array.from({ length: 20 }, (_, at) => code(finish(answered, `猜的第${at}句话呀`)))
    const codes = await Promise.all(guesses)
    expect(codes.filter((each) => each === 'passphrase.wrong')).toHaveLength(5)
    expect(codes.filter((each) => each === 'passphrase.wait')).toHaveLength(15)
  })

  test('an older file of keys put back: whoever was answered manages, and nobody else is believed', async () => {
    const { a } = desks
    const older = readKeys(a.profile)
    const { site: before } = await a.rpc.profile.state({})
    await a.rpc.users.add({ name: '王录入', role: 'entry', passphrase })
    await a.rpc.session.lock({})
    writeKeys(a.profile, older)
    const asked = await ask('王录入')
    const { file: answered } = await answer(asked.file, asked.fingerprint)
    expect((await finish(answered)).user).toEqual({ name: '王录入', role: 'admin' })
    expect((await a.rpc.users.list({})).users.map(({ name }) => name)).toEqual(['王录入'])
    // Whoever is no user any more may have had the site's keys: what is written from now on speaks under others.
    const { site: after } = await a.rpc.profile.state({})
    expect(after?.id).not.toBe(before?.id)
    expect(after?.letter).not.toBe(before?.letter)
  })
})

describe('a wrong file is told by a sentence', () => {
  together()
  test('in the place of a request', async () => {
    const { a, district } = desks
    const { file: bundle } = await a.send()
    writeFileSync(join(desks.stick, 'note.ybq'), 'not anything')
    const asked = await ask()
    const { file: answered } = await answer(asked.file, asked.fingerprint)
    expect(await code(look(bundle))).toBe('recovery.not-a-request')
    expect(await code(look('note.ybq'))).toBe('recovery.not-a-request')
    expect(await code(look(answered))).toBe('recovery.other-key')
    expect(await code(look(asked.file, await generateX25519Identity()))).toBe('recovery.other-key')
    expect(await code(answer(asked.file, fingerprintOf('0'.repeat(32))))).toBe('recovery.other-fingerprint')
    expect(
      await code(district.rpc.recovery.look({ file: file(district, 'none.ybq'), recoveryKey: '' })),
    ).toBe('file.unreadable')
  })

  test('in the place of an answer', async () => {
    const asked = await ask()
    writeFileSync(join(desks.stick, 'note.yba'), 'not anything')
    expect(await code(finish('note.yba'))).toBe('recovery.not-an-answer')
    expect(await code(finish(asked.file))).toBe('recovery.other-answer')
    expect((await desks.a.rpc.recovery.state({})).pending).not.toBeNull()
  })
})

describe('the district opens nothing but what a computer of its own asks for', () => {
  together()
  test('not a request whose file of keys somebody changed', async () => {
    const asked = await ask()
    const changed = await rewritten(asked.file, ({ keys, ...rest }) => ({
      ...rest,
      keys: { ...keys, users: keys.users.map((one) => ({ ...one, name: '别人' })) },
    }))
    expect(await code(look(changed))).toBe('recovery.not-genuine')
  })

  test('not something else that was once encrypted to the recovery key', async () => {
    const { a, district } = desks
    await a.rpc.session.unlock({ user, passphrase })
    const { file: bundle } = await a.send()
    const { file: backup } = await district.rpc.safety.backup({ folder: folder(district) })
    const asked = await ask()
    const inBundle = await rewritten(asked.file, ({ keys, ...rest }) => ({
      ...rest,
      keys: { ...keys, recovery: readFileSync(join(desks.stick, bundle)).toString('base64') },
    }))
    expect(await code(look(inBundle))).toBe('recovery.not-genuine')
    const ofBackup = keysInBackup(join(desks.stick, backup))
    expect(ofBackup.asks).toBeNull()
    const inBackup = await rewritten(asked.file, (rest) => ({ ...rest, keys: ofBackup }))
    expect(await code(look(inBackup))).toBe('recovery.not-genuine')
    const named = await rewritten(asked.file, ({ keys, ...rest }) => ({
      ...rest,
      keys: { ...ofBackup, asks: keys.asks },
    }))
    expect(await code(look(named))).toBe('recovery.not-genuine')
  })

  test('and answers a computer that has another key by now under its present name', async () => {
    const { a, district } = desks
    await a.rpc.session.unlock({ user, passphrase })
    const place = { from: user, to: '接交人', newPassphrase: words, passphrase }
    await a.rpc.session.handOver(place)
    await district.take((await a.send()).file)
    const asked = await ask('接交人')
    const { site } = await district.rpc.profile.state({})
    expect(site?.role).toBe('district')
    const { computer, isLost } = await look(asked.file)
    expect([computer?.startsWith('东街街道A'), isLost]).toEqual([true, false])
  })

  test('not for a computer that was ended as lost', async () => {
    const { district } = desks
    const asked = await ask('接交人')
    const { site } = await look(asked.file)
    await district.rpc.sites.revoke({ site, reason: '电脑遗失' })
    expect((await look(asked.file)).isLost).toBe(true)
    expect(await code(answer(asked.file, asked.fingerprint))).toBe('recovery.lost-computer')
  })
})

/** A request with other contents, encrypted again: everybody has the recipient. @returns its name on the stick */
async function rewritten(name: string, change: (request: RecoveryRequest) => object): Promise<string> {
  const decrypter = new Decrypter()
  decrypter.addIdentity(desks.recoveryKey)
  const bytes = armor.decode(readFileSync(join(desks.stick, name), 'utf8'))
  const { recoveryRequest } = JSON.parse(await decrypter.decrypt(bytes, 'text'))
  const encrypter = new Encrypter()
  encrypter.addRecipient(readKeys(desks.a.profile).asks?.recipient ?? '')
  const text = JSON.stringify({ recoveryRequest: change(recoveryRequest) })
  writeFileSync(join(desks.stick, `forged-${name}`), armor.encode(await encrypter.encrypt(text)))
  return `forged-${name}`
}

/** The file of keys out of a backup: the second entry of its tar. */
function keysInBackup(path: string) {
  const bytes = readFileSync(path).toString('latin1')
  const from = bytes.indexOf('{', bytes.indexOf('keys.json'))
  const to = bytes.indexOf('\n}\n', from) + 2
  return JSON.parse(bytes.slice(from, to))
}
