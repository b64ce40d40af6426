import { type Answer, contract } from '../../shared/contract'
import type { ProfileState } from '../../shared/contract/profile'
import { AppError } from '../../shared/errors'
import { today } from '../engine/moment'
import type { AccountMeans, HubAccount } from '../hub/accounts/accounts'
import { appendHubAudit } from '../hub/accounts/audit'
import { endSession, sessionOf } from '../hub/accounts/sessions'
import { signIn } from '../hub/accounts/sign-in'
import type { Serving } from '../hub/reach/serving'
import { answerHubCall } from '../hub/reads/answer'
import { regionName } from '../hub/reads/region'
import type { HubFiles } from './hub-files'

/** What a call answered, and what becomes of the cookie with the session's token. */
export interface HubReply {
  readonly answer: Answer<unknown>
  /** A new token; null: the cookie goes; absent: it stays as it is. */
  readonly token?: string | null
}

const signedOut: ProfileState = {
  state: 'locked',
  trouble: null,
  cloud: null,
  // Who has an account is told to nobody who has not signed in.
  users: [],
  site: null,
  user: null,
  readOnly: true,
  madeBy: null,
  demo: false,
  practice: false,
  draftsAside: null,
}

/** Answers the calls of a page: the door's own here, all others from the database. @param token out of the cookie */
export async function replyOfHub(
  serving: Serving,
  means: AccountMeans & { readonly files: HubFiles },
  token: string | null,
  name: string,
  input: unknown,
): Promise<HubReply> {
  if (holdsNul(input)) return { answer: { error: new AppError('call.invalid').toBody() } }
  if (name === 'session.unlock') return enter(serving, means, input)
  const account = token === null ? undefined : await sessionOf(serving.door, token)
  if (token === null || !account)
    return name === 'profile.state' || name === 'session.lock'
      ? { answer: { ok: signedOut }, token: null }
      : { answer: { error: new AppError('session.locked').toBody() }, token: null }
  if (name === 'profile.state') return { answer: { ok: await stateOf(serving, account, token) } }
  if (name === 'session.lock') {
    await endSession(serving.door, token)
    const deed = { account: account.name, action: name, detail: {}, now: means.clock.now() }
    await serving.door.transaction((sql) => appendHubAudit(sql, deed))
    return { answer: { ok: signedOut }, token: null }
  }
  const asker = {
    account,
    token,
    now: means.clock.now(),
    today: today(means.clock),
    files: means.files.of(token),
  }
  return { answer: await answerHubCall(serving, asker, name, input) }
}

/** PostgreSQL takes no character 0, and no keyboard types one. */
function holdsNul(input: unknown): boolean {
  if (typeof input === 'string') return input.includes('\0')
  return typeof input === 'object' && input !== null && Object.values(input).some(holdsNul)
}

async function enter(serving: Serving, means: AccountMeans, input: unknown): Promise<HubReply> {
  const typed = contract['session.unlock'].input.safeParse(input)
  if (!typed.success) return { answer: { error: new AppError('hub.refused').toBody() } }
  const { user, passphrase, code = '' } = typed.data
  try {
    const { account, token } = await signIn(serving.door, { user, passphrase, code }, means)
    return { answer: { ok: await stateOf(serving, account, token) }, token }
  } catch (error) {
    if (error instanceof AppError) return { answer: { error: error.toBody() } }
    throw error
  }
}

async function stateOf(serving: Serving, account: HubAccount, token: string): Promise<ProfileState> {
  const unitName = await serving.reading(token, (sql) => regionName(sql, account.region))
  return {
    ...signedOut,
    state: 'open',
    site: { id: 'hub', role: 'city', unitId: account.region, unitName, letter: '' },
    user: { name: account.name, role: account.role },
  }
}
