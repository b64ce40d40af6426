import { Button, Modal } from 'antd'
import { create } from 'zustand'
import { RpcError } from '../../shared/contract/rpc'
import { type ErrorBody, type ErrorCode, type FieldProblem, isProblems } from '../../shared/errors'
import { messageFor } from '../../shared/messages'
import type { ProfileTrouble } from '../../shared/profile-trouble'

interface ErrorState {
  readonly body: ErrorBody | null
  readonly show: (body: ErrorBody | null) => void
}

const useErrors = create<ErrorState>((set) => ({ body: null, show: (body) => set({ body }) }))

/** Where the page that restores and rescues is asked for, in the middle of work: what is wrong with the profile, or that somebody wants a backup in its place. */
export const useTrouble = create<{
  readonly trouble: ProfileTrouble | 'restore' | null
  readonly tell: (trouble: ProfileTrouble | 'restore' | null) => void
}>((set) => ({ trouble: null, tell: (trouble) => set({ trouble }) }))

/** Leads to that page, where an error says that the data can not be read; nothing for any other error. */
export function TroubleButton({ code, onLeave }: { code: ErrorCode; onLeave?: () => void }) {
  const tell = useTrouble((state) => state.tell)
  if (code !== 'profile.damaged' && code !== 'profile.disk-failed') return null
  return (
    <Button
      onClick={() => {
        onLeave?.()
        tell(code)
      }}
    >
      恢复或抢救
    </Button>
  )
}

/** The error answer behind an exception; anything that is not an answer of the engine is `unexpected`. */
export function errorBodyOf(error: unknown): ErrorBody {
  return error instanceof RpcError ? error.body : { code: 'unexpected', params: {}, retryable: false }
}

/** Opens the dialog that says what happened, what was kept and what to do now. */
export function showError(error: unknown): void {
  if (!(error instanceof RpcError)) reportError(error)
  useErrors.getState().show(errorBodyOf(error))
}

/** What the window itself says, by its sign-in: that the engine has stopped, or that nobody is signed in any more. */
const sessionEnds: readonly ErrorCode[] = ['engine.stopped', 'session.locked']

/**
 * The same for what the window did by itself. That the session ended meanwhile is then nothing to say: the dialog would lie
 * over the sign-in of somebody who has asked for nothing.
 */
export function showUnaskedError(error: unknown): void {
  if (!sessionEnds.includes(errorBodyOf(error).code)) showError(error)
}

/** Takes away what is still said to a person who leaves: it may name people and records. */
export function forgetError(): void {
  useErrors.getState().show(null)
}

/** The same as `attempt` for what nobody has asked for. */
export function attemptUnasked(work: () => Promise<unknown>): void {
  work().catch(showUnaskedError)
}

/** The field problems that an error carries, or none. */
export function problemsOf(body: ErrorBody): readonly FieldProblem[] {
  return Object.values(body.params).find(isProblems) ?? []
}

/** Runs something that may fail at an event; a failure opens the error dialog. */
export function attempt(work: () => Promise<unknown>): void {
  work().catch(showError)
}

/** The one error dialog of the window. */
export function ErrorDialog() {
  const { body, show } = useErrors()
  const message = body && messageFor(body)
  const close = (): void => show(null)
  return (
    <Modal
      open={body !== null}
      title={message?.title}
      onCancel={close}
      width="32rem"
      footer={
        <>
          {body && <TroubleButton code={body.code} onLeave={close} />}
          <Button type="primary" autoFocus onClick={close}>
            知道了
          </Button>
        </>
      }
    >
      <p>{message?.detail}</p>
      <p>{message?.action}</p>
    </Modal>
  )
}
