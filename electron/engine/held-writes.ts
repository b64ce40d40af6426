import { z } from 'zod'
import { isAction } from '../../shared/audit/actions'
import type { FileToken } from '../../shared/contract/types'
import { appendAudit } from './audit'
import { diskError } from './db/disk-error'
import {
  countHeld,
  dropHeld,
  dropNote,
  type HeldWrite,
  heldNotes,
  heldWrites,
  holdWrite,
} from './drafts/held'
import { dropDraft, findDraft, keepDraft } from './drafts/queries'
import { isoNow } from './moment'
import type { DoorContext, OpenProfile } from './session'

/**
 * Writes that come while the worker has the database to itself. Each is kept on the disk with its operation id, so that a
 * crash loses none, and is done when the worker has ended. It is done once: the database keeps the operations that it has done.
 */
export interface HeldWrites {
  /** Keeps a write. @returns its answer, once it was done */
  hold(profile: OpenProfile, write: Pick<HeldWrite, 'operation' | 'call' | 'input'>): Promise<unknown>
  /** Does everything that waits in a profile, in order: when the worker has ended, and when the profile was opened. */
  carryOut(profile: OpenProfile): void
}

interface Waiting {
  readonly done: (answer: unknown) => void
  readonly refused: (error: unknown) => void
}

/** A new record that nobody waits for any more, after a crash, goes on as a half-typed form. Another draft stays. */
function keepAsDraft({ drafts }: OpenProfile, { call, input, user }: HeldWrite, at: string): void {
  const form = newRecord.safeParse(input)
  if (call !== 'records.save' || !form.success) return
  const key = { user, kind: form.data.kind, record: '' }
  if (!findDraft(drafts, key)) keepDraft(drafts, key, JSON.stringify(form.data.patch), at)
}

/** The window keeps an edit half-typed until it is saved; where the window is gone, the engine ends that. */
function endDraft({ drafts }: OpenProfile, { call, input, user }: HeldWrite): void {
  const form = edit.safeParse(input)
  if (call === 'records.save' && form.success)
    dropDraft(drafts, { user, kind: form.data.kind, record: form.data.id })
}

const edit = z.object({ kind: z.string(), id: z.string() })

const newRecord = z.object({
  kind: z.string(),
  id: z.undefined().optional(),
  patch: z.record(z.string(), z.json()),
})

/** @see HeldWrites. @param perform does one write in the name of whoever made it, and answers; throws where it is refused */
export function openHeldWrites(
  door: Pick<DoorContext, 'clock' | 'emit' | 'log' | 'paths'>,
  perform: (profile: OpenProfile, write: HeldWrite) => unknown,
): HeldWrites {
  const waiting = new Map<string, Waiting[]>()

  function settle(operation: string, how: (one: Waiting) => void): void {
    const mine = waiting.get(operation) ?? []
    waiting.delete(operation)
    for (const one of mine) how(one)
  }

  /** @returns whether it was done */
  function carryOutOne(profile: OpenProfile, write: HeldWrite): boolean {
    const { operation } = write
    for (const [token, path] of Object.entries(write.files)) door.paths.set(token as FileToken, path)
    try {
      const answer = perform(profile, write)
      if (!waiting.has(operation)) endDraft(profile, write)
      dropHeld(profile.drafts, operation)
      settle(operation, ({ done }) => done(answer))
      return true
    } catch (error) {
      // A disk that is full says nothing of the write: where nobody was told of it, it waits for the next sign-in.
      if (!waiting.has(operation) && diskError(error)) return false
      if (!waiting.has(operation)) keepAsDraft(profile, write, isoNow(door.clock))
      dropHeld(profile.drafts, operation)
      door.log.error('a held write was refused', {
        call: write.call,
        code: error instanceof Error ? error.message.slice(0, 40) : '',
      })
      settle(operation, ({ refused }) => refused(error))
      return false
    }
  }

  return {
    hold(profile, { operation, call, input }) {
      const text = JSON.stringify(input)
      const files = Object.fromEntries([...door.paths].filter(([token]) => text.includes(`"${token}"`)))
      holdWrite(
        profile.drafts,
        { operation, user: profile.user.name, call, input, files },
        isoNow(door.clock),
      )
      door.emit('held', { waiting: countHeld(profile.drafts), saved: 0, refused: 0, operation })
      return new Promise((done, refused) => {
        waiting.set(operation, [...(waiting.get(operation) ?? []), { done, refused }])
      })
    },
    carryOut(profile) {
      for (const { number, user, action, detail, at } of heldNotes(profile.drafts)) {
        if (isAction(action)) appendAudit(profile.db, { user, action, detail, at })
        dropNote(profile.drafts, number)
      }
      const all = heldWrites(profile.drafts)
      if (all.length === 0) return
      const saved = all.filter((write) => carryOutOne(profile, write)).length
      door.emit('held', { waiting: 0, saved, refused: all.length - saved, operation: null })
    },
  }
}
