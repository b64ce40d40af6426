import type { EngineChild } from '../../../electron/main/engine-child'
import { runEngineProcess } from '../../../electron/main/engine-process'
import type { FromEngine, ToEngine } from '../../../shared/wire'

const locked = {
  state: 'locked',
  trouble: null,
  cloud: null,
  users: ['张三'],
  site: null,
  user: null,
  readOnly: false,
  madeBy: null,
  demo: false,
  practice: false,
  draftsAside: null,
} as const

/** The engine's processes as the test plays them: what each was asked, and what it says. */
function played() {
  const sent: ToEngine[] = []
  let say: (message: FromEngine) => void = () => undefined
  let end: (code: number | null) => void = () => undefined
  const child: EngineChild = {
    send: (message) => sent.push(message),
    onMessage: (listener) => {
      say = listener
    },
    onExit: (listener) => {
      end = listener
    },
    onLog: () => undefined,
    kill: () => undefined,
  }
  const engine = runEngineProcess({
    start: () => child,
    onEvent: () => undefined,
    onLog: () => undefined,
    onUnfit: () => undefined,
    onGivenUp: () => undefined,
    now: () => 0,
  })
  return { engine, sent, say: (message: FromEngine) => say(message), end: () => end(1) }
}

test('who asks for the door is answered before the engine is there, also when it asked first', async () => {
  const { engine, say } = played()
  const asked = engine.call('profile.state', {})
  say({ type: 'door', state: { ...locked, users: [...locked.users] } })
  expect(await asked).toEqual({ ok: locked })
  expect(await engine.call('profile.state', {})).toEqual({ ok: locked })
})

test('any other call waits for the engine', async () => {
  const { engine, sent, say } = played()
  const asked = engine.call('session.unlock', { user: '张三', passphrase: 'x' })
  say({ type: 'door', state: { ...locked, users: [...locked.users] } })
  expect(sent).toMatchObject([{ type: 'call', name: 'session.unlock' }])
  say({ type: 'answer', id: sent[0]?.id ?? 0, answer: { ok: 'in' } })
  expect(await asked).toEqual({ ok: 'in' })
})

test('once the engine is there it says itself where it stands, and a new process is not taken for the old one', async () => {
  const { engine, sent, say, end } = played()
  say({ type: 'door', state: { ...locked, users: [...locked.users] } })
  say({ type: 'ready' })
  const asked = engine.call('profile.state', {})
  say({ type: 'answer', id: sent[0]?.id ?? 0, answer: { ok: 'open' } })
  expect(await asked).toEqual({ ok: 'open' })
  say({ type: 'door', state: { ...locked, users: [...locked.users] } })
  end()
  void engine.call('profile.state', {})
  expect(sent).toHaveLength(2)
})
