import { z } from 'zod'
import { profileTroubles } from '../profile-trouble'
import { roles } from '../rights'
import { siteRole } from '../sync/manifest'
import { call, defineCalls } from './define'
import { fileToken, operation, passphrase, personHere, userName } from './types'

export const role = z.enum(roles)

export const profileState = z.object({
  /** `broken`: there is a profile, and it can not even be signed in to; `trouble` says why. */
  state: z.enum(['none', 'locked', 'open', 'broken']),
  trouble: z.enum(profileTroubles).nullable(),
  /** The cloud service in whose folder the profile lies: it would copy the data to a server, and may damage them. */
  cloud: z.string().nullable(),
  /** The people who can sign in, for the sign-in screen. */
  users: z.array(z.string()),
  site: z
    .object({
      id: z.string(),
      role: siteRole,
      /** The unit this laptop works for: the district, or one street. */
      unitId: z.string(),
      unitName: z.string(),
      /** The laptop's letter inside human numbers. */
      letter: z.string(),
    })
    .nullable(),
  user: z.object({ name: z.string(), role }).nullable(),
  /** True when the database was made by a newer version: everything may be read, nothing written. */
  readOnly: z.boolean(),
  /** The version of the program that a profile which may only be read was made by, as far as it says so. */
  madeBy: z.string().nullable(),
  demo: z.boolean(),
  /** For practice alone: paper says so, and nothing of it goes to another computer. */
  practice: z.boolean(),
  /** The name under which a damaged file of drafts was kept, since this sign-in; drafts began anew. */
  draftsAside: z.string().nullable(),
})
export type ProfileState = z.infer<typeof profileState>

export const profileCalls = defineCalls('profile', {
  state: call({ input: z.object({}), output: profileState, effect: 'read', right: 'open' }),
  /** What runs here and where the data is, for whoever helps from afar. */
  about: call({
    input: z.object({}),
    output: z.object({
      /** The profile's folder. */
      folder: z.string(),
      /** The Node that the engine runs on. */
      node: z.string(),
      sqlite: z.string(),
      /** The library that encrypts the database, with its version. */
      cipher: z.string(),
      /** Versions of what is written: the database (of this profile, and of this program), files to exchange. */
      schema: z.number(),
      newestSchema: z.number(),
      bundleFormat: z.number(),
    }),
    effect: 'read',
    right: 'record.read',
  }),
  /** A new district profile. `recoveryKey` (an age identity) is answered once and stored nowhere. */
  createDistrict: call({
    input: z.object({
      /** A city and a province hold what those below bring and write no records. */
      role: z.enum(['district', 'city', 'province']).default('district'),
      unit: z.string().trim().min(2).max(60),
      code: z.string().trim().max(12).optional(),
      user: userName,
      passphrase,
    }),
    output: z.object({ site: z.string(), unit: z.string(), recoveryKey: z.string() }),
    effect: 'task',
    right: 'open',
  }),
  /** A new street profile from a joining file. */
  join: call({
    input: z.object({ file: fileToken, joinPassphrase: passphrase, user: userName, passphrase }),
    output: z.object({ site: z.string(), scope: z.string(), letter: z.string(), unit: z.string() }),
    effect: 'task',
    right: 'open',
  }),
  /**
   * A new profile out of a backup. `user` and `passphrase` are a person's of the backup; with the district's recovery key
   * they are those of somebody who manages the profile from now on.
   */
  restore: call({
    input: z.object({
      file: fileToken,
      user: userName,
      passphrase,
      /** As it was printed; spaces and line ends do not matter. */
      recoveryKey: z.string().max(400).optional(),
      /** In place of the profile that lies here, which is put aside: a 管理 of the backup and of now, or the recovery key. */
      replace: z.boolean().default(false),
      /** A 管理 of now, where that is somebody else or has another passphrase than what opens the backup. */
      here: personHere.optional(),
      operation: operation.optional(),
    }),
    output: z.object({
      site: z.string(),
      /** The folder, in the profile's, with what lay here before. */
      aside: z.string().nullable(),
      /** The computer that this one takes over from. */
      predecessor: z.string(),
      role: siteRole,
      unit: z.string(),
      letter: z.string(),
      /** When the backup was made. */
      at: z.string(),
    }),
    effect: 'task',
    right: 'open',
    keys: true,
  }),
  /** What a backup holds, until when, and what stands here and not in it; `lost` is null where nobody can say. */
  previewBackup: call({
    input: z.object({
      file: fileToken,
      user: userName,
      passphrase,
      recoveryKey: z.string().max(400).optional(),
      operation: operation.optional(),
    }),
    output: z.object({
      at: z.string(),
      unit: z.string(),
      kinds: z.array(z.object({ label: z.string(), count: z.number() })),
      /** When the newest change in it was typed, ISO 8601. */
      lastChange: z.string().nullable(),
      lost: z.object({ changes: z.number(), records: z.number() }).nullable(),
    }),
    effect: 'task',
    right: 'open',
  }),
  /** The backups that this computer made by itself and that still lie here, the newest first; also while nobody is signed in. */
  backups: call({
    input: z.object({}),
    output: z.object({
      backups: z.array(z.object({ file: z.string(), token: fileToken, at: z.string(), bytes: z.number() })),
    }),
    effect: 'read',
    right: 'open',
  }),
  /** Fills an open profile with believable example data (units too, at a district); the same for the same seed. */
  demo: call({
    input: z.object({
      seed: z.number().int(),
      /** A year `2023` or a month `2026-11`. */
      period: z.string(),
      /** How many activities and sessions together. */
      size: z.number().int().positive().max(2_000_000),
      /** From now on the profile is for practice alone. */
      practice: z.boolean().optional(),
      /** Cancelled, it keeps the records that are written already; each is whole. */
      operation: operation.optional(),
    }),
    output: z.object({ records: z.number() }),
    effect: 'task',
    right: 'profile.manage',
  }),
})

export const sessionCalls = defineCalls('session', {
  unlock: call({
    input: z.object({
      user: userName,
      passphrase,
      /** What an authenticator shows: a hub asks for it, a profile does not. */
      code: z
        .string()
        .regex(/^\d{6}$/)
        .optional(),
    }),
    output: profileState,
    effect: 'task',
    right: 'open',
    keys: true,
  }),
  /** Signs in with the recovery key, as a 管理 with a new passphrase; the data get a new key. */
  recover: call({
    input: z.object({ recoveryKey: z.string().max(400), user: userName, passphrase }),
    output: profileState,
    effect: 'task',
    right: 'open',
    keys: true,
  }),
  lock: call({ input: z.object({}), output: profileState, effect: 'task', right: 'open' }),
  /**
   * Hands the signed-in person's place (or, by a 管理, somebody else's) to a successor, with the role and the half-typed forms;
   * the signed-in person confirms with the own passphrase. Answers 人员交接单 as a laid-out page.
   */
  handOver: call({
    input: z.object({
      from: userName.optional(),
      to: userName,
      newPassphrase: passphrase,
      passphrase,
    }),
    output: z.object({
      unit: z.string(),
      computer: z.string(),
      formerComputer: z.string(),
      site: z.string(),
      from: z.string(),
      to: z.string(),
      role: z.string(),
      at: z.string(),
      lastExport: z.string().nullable(),
      lastBackup: z.string().nullable(),
      changes: z.number(),
      drafts: z.number(),
      pending: z.number(),
      conflicts: z.number(),
      title: z.string(),
      markup: z.string(),
    }),
    effect: 'task',
    right: 'open',
    keys: true,
  }),
})

export const userCalls = defineCalls('users', {
  list: call({
    input: z.object({}),
    output: z.object({ users: z.array(z.object({ name: z.string(), role, createdAt: z.string() })) }),
    effect: 'read',
    right: 'record.read',
  }),
  add: call({
    input: z.object({ name: userName, role, passphrase }),
    output: z.object({ name: z.string() }),
    effect: 'alone',
    right: 'profile.manage',
    keys: true,
  }),
  /**
   * Takes a person's key away and makes a new data key: nobody removes himself, so a profile always keeps a 管理. `rekeyed`
   * is false where the new key has to wait; the person can not sign in all the same, and a later sign-in makes it up.
   * The computer writes on under new keys and a new letter, as after a hand-over. A backup that the person has holds the old ones:
   * what they sign counts for nothing wherever a bundle with the letter of succession has arrived, and everywhere else until then.
   */
  remove: call({
    input: z.object({ name: userName }),
    output: z.object({
      rekeyed: z.boolean(),
      /** The letter that human numbers go on under. */
      letter: z.string(),
    }),
    effect: 'alone',
    right: 'profile.manage',
    keys: true,
  }),
  /** Gives a person another role, from the next sign-in on; nobody changes his own. */
  setRole: call({
    input: z.object({ name: userName, role }),
    output: z.object({}),
    effect: 'alone',
    right: 'profile.manage',
    keys: true,
  }),
  /** Gives somebody who has forgotten the passphrase another one, and the data another key: `rekeyed` as for `remove`. */
  setPassphrase: call({
    input: z.object({ name: userName, passphrase }),
    output: z.object({ rekeyed: z.boolean() }),
    effect: 'alone',
    right: 'profile.manage',
    keys: true,
  }),
  /** Gives the own key another passphrase, and the data another key: `rekeyed` as for `remove`. */
  changePassphrase: call({
    input: z.object({ old: passphrase, new: passphrase }),
    output: z.object({ rekeyed: z.boolean() }),
    effect: 'alone',
    right: 'record.read',
    keys: true,
  }),
})
