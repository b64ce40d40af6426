import { z } from 'zod'
import { call, defineCalls } from './define'
import { profileState } from './profile'
import { fileToken, passphrase, readFrom, userName } from './types'

const recoveryKey = z.string().max(400)
/** Eight words, for the telephone. */
const fingerprint = z.array(z.string())

/**
 * A forgotten passphrase where nobody at the computer can give a new one: the computer asks by a file, its district answers by one.
 * The recovery key stays at the district.
 */
export const recoveryCalls = defineCalls('recovery', {
  state: call({
    input: z.object({}),
    output: z.object({
      /** An office has nobody to ask. */
      mayAsk: z.boolean(),
      /** The request that waits for its answer. */
      pending: z.object({ user: z.string(), at: z.string(), fingerprint }).nullable(),
    }),
    effect: 'read',
    right: 'open',
  }),
  /** Writes a request; the passphrase is the one that `user` will have. An earlier request is answered in vain from then on. */
  ask: call({
    input: z.object({ user: userName, passphrase, folder: fileToken }),
    output: z.object({ file: z.string(), at: z.string(), fingerprint, readFrom }),
    effect: 'task',
    right: 'open',
    keys: true,
  }),
  /** Reads the answer and signs in, with the passphrase that the request was written with. */
  finish: call({
    input: z.object({ file: fileToken, passphrase }),
    output: profileState,
    effect: 'task',
    right: 'open',
    keys: true,
  }),
  /** At the district: what a request says. */
  look: call({
    input: z.object({ file: fileToken, recoveryKey }),
    output: z.object({
      site: z.string(),
      /** Its name here; null for one that was not let in yet. */
      computer: z.string().nullable(),
      /** It was ended as lost: its requests are not answered. */
      isLost: z.boolean(),
      user: z.string(),
      /** Whether somebody of that name could sign in there; otherwise it is somebody new, who will manage it. */
      isKnownUser: z.boolean(),
      at: z.string(),
      fingerprint,
      answeredAt: z.string().nullable(),
    }),
    effect: 'read',
    right: 'profile.manage',
  }),
  /** At the district: answers a request whose words, joined by spaces, a person has compared by telephone. */
  answer: call({
    input: z.object({ file: fileToken, recoveryKey, fingerprint: z.string().max(200), folder: fileToken }),
    output: z.object({ file: z.string(), readFrom }),
    effect: 'task',
    right: 'profile.manage',
  }),
  /** At an office: since when its recovery key is in use, and which computers below have heard of it. */
  about: call({
    input: z.object({}),
    output: z.object({
      /** ISO 8601. */
      since: z.string(),
      isReplaced: z.boolean(),
      /**
       * When the backup was made that this computer was restored from, ISO 8601, where nothing was said of the key since: one that
       * replaced it later is not known here. Null otherwise.
       */
      restoredFrom: z.string().nullable(),
      computers: z.array(z.object({ site: z.string(), name: z.string(), isTold: z.boolean() })),
    }),
    effect: 'read',
    right: 'profile.manage',
  }),
  /**
   * At an office: another recovery key, answered once and stored nowhere. Whoever manages confirms with the own passphrase. What
   * is written from now on is encrypted to it; the computers below follow with the next bundle.
   */
  replace: call({
    input: z.object({ passphrase }),
    output: z.object({ recoveryKey: z.string(), rekeyed: z.boolean() }),
    effect: 'alone',
    right: 'profile.manage',
    keys: true,
  }),
})
