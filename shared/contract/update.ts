import { z } from 'zod'
import { type ErrorCode, errorCodes } from '../errors'
import { updateManifest, updateSubject } from '../update/manifest'
import { call, defineCalls } from './define'
import { fileToken, operation, readFrom } from './types'

/** A new version of the program by stick (更新包, `.ybu`). */
export const updateCalls = defineCalls('update', {
  /** What runs here, which packages this computer keeps for others, and which computers are behind. */
  state: call({
    input: z.object({}),
    output: z.object({
      app: z.string(),
      platform: z.string(),
      arch: z.string(),
      layout: z.string(),
      kept: z.array(updateSubject.extend({ file: z.string(), bytes: z.number() })),
      computers: z.array(
        z.object({
          site: z.string(),
          name: z.string(),
          /** What its newest bundle said of its program and computer; null before the first. */
          program: z
            .object({ app: z.string(), platform: z.string(), arch: z.string(), layout: z.string() })
            .nullable(),
          /** Whether this computer has or keeps a newer version than it. */
          behind: z.boolean(),
          /** The version that the next export brings it; null for none. */
          brings: z.string().nullable(),
        }),
      ),
    }),
    effect: 'read',
    right: 'record.read',
  }),
  /** Reads a package whole and checks its signature. @throws `update.*` for one that is not good */
  read: call({
    input: z.object({ file: fileToken, operation: operation.optional() }),
    output: z.object({
      package: updateManifest,
      /** Why it is not for this computer; null where it can be installed here. */
      refused: z
        .object({
          code: z.enum(Object.keys(errorCodes) as [ErrorCode, ...ErrorCode[]]),
          params: z.record(z.string(), z.string()),
        })
        .nullable(),
    }),
    effect: 'longRead',
    right: 'record.read',
  }),
  /**
   * Checks a package again and lays its installer out in the profile's folder, ready to be run. A profile of a newer version, which
   * can only be looked at, allows it: it wants the new version most. @throws `update.no-backup` where the newest of the program's own
   * backups (`safety.keepCopies`) does not hold what is here now
   */
  prepare: call({
    input: z.object({ file: fileToken, operation: operation.optional() }),
    output: z.object({
      version: z.string(),
      platform: z.string(),
      /** The installer's name, by which the window runs it, and its whole path. */
      installer: z.string(),
      path: z.string(),
    }),
    effect: 'longRead',
    right: 'sync.export',
  }),
  /** Keeps a package for the computers below, in place of older ones for the same system. */
  keep: call({
    input: z.object({ file: fileToken, operation: operation.optional() }),
    output: updateSubject.extend({ file: z.string(), bytes: z.number() }),
    effect: 'task',
    right: 'profile.manage',
  }),
  /** Keeps a package no longer. */
  drop: call({
    input: updateSubject,
    output: updateSubject,
    effect: 'task',
    right: 'profile.manage',
  }),
  /**
   * The newest package for this computer, by its name, in the folders of files that came from a stick; null where there is none. It is not
   * read yet: `read` says whether it is good. At the door, because a new path gets its token there; refused while nobody is signed in.
   * @throws `session.locked`
   */
  beside: call({
    input: z.object({ files: z.array(fileToken).max(1000) }),
    output: z.object({ version: z.string(), name: z.string(), token: fileToken }).nullable(),
    effect: 'read',
    right: 'open',
  }),
  /** Puts the newest package that a computer asks for beside its bundle; null where none is kept for it. */
  bring: call({
    input: z.object({ folder: fileToken, site: z.string(), operation: operation.optional() }),
    output: z
      .object({
        file: z.string(),
        version: z.string(),
        bytes: z.number(),
        /** It lay there already, whole. */
        wasThere: z.boolean(),
        readFrom,
      })
      .nullable(),
    effect: 'task',
    right: 'sync.export',
  }),
})
