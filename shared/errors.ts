/** What a field refuses, by position: `field` is a key of the kind, or `rows/0/name` inside its rows. */
export interface FieldProblem {
  readonly field: string
  readonly reason: string
  readonly params?: Readonly<Record<string, string | number>>
}

/**
 * Every error the engine raises on purpose, and whether the same call may succeed when simply tried again.
 * The exit code is the one that the command line gives it, a stable interface:
 * - 1 unexpected, 2 usage, 3 input refused, 4 not allowed;
 * - 5 bundle or backup refused, 6 profile in use, 7 newer version.
 */
export const errorCodes = {
  unexpected: { exit: 1, retryable: false },
  'call.unknown': { exit: 2, retryable: false },
  'call.invalid': { exit: 3, retryable: false },
  usage: { exit: 2, retryable: false },
  'record.invalid': { exit: 3, retryable: false },
  'record.not-found': { exit: 3, retryable: false },
  'record.erased': { exit: 3, retryable: false },
  'record.not-erasable': { exit: 4, retryable: false },
  'record.wrong-owner': { exit: 3, retryable: false },
  'record.out-of-scope': { exit: 3, retryable: false },
  'record.decided': { exit: 3, retryable: false },
  'record.decided-empty': { exit: 3, retryable: false },
  'record.changed': { exit: 3, retryable: false },
  'record.stale': { exit: 3, retryable: true },
  'record.wrong-state': { exit: 3, retryable: false },
  'record.closed': { exit: 3, retryable: false },
  'record.merged': { exit: 3, retryable: false },
  'record.not-mergeable': { exit: 3, retryable: false },
  'record.no-conflict': { exit: 3, retryable: false },
  'bulk.too-many': { exit: 3, retryable: false },
  'bulk.unknown': { exit: 3, retryable: false },
  'table.unreadable': { exit: 3, retryable: false },
  'table.locked': { exit: 3, retryable: false },
  'table.too-large': { exit: 3, retryable: false },
  'table.too-heavy': { exit: 3, retryable: false },
  'table.no-sheet': { exit: 3, retryable: false },
  'table.empty': { exit: 3, retryable: false },
  'table.too-many': { exit: 3, retryable: false },
  'table.mark-broken': { exit: 3, retryable: false },
  'table.mark-twice': { exit: 3, retryable: false },
  'table.changed-since': { exit: 3, retryable: false },
  'views.too-many': { exit: 3, retryable: false },
  'find.too-often': { exit: 4, retryable: true },
  'kind.unknown': { exit: 3, retryable: false },
  'attachment.not-allowed': { exit: 3, retryable: false },
  'attachment.wrong-type': { exit: 3, retryable: false },
  'attachment.too-large': { exit: 3, retryable: false },
  'attachment.too-wide': { exit: 3, retryable: false },
  'attachment.too-many': { exit: 3, retryable: false },
  'attachment.not-found': { exit: 3, retryable: false },
  'attachment.missing': { exit: 3, retryable: false },
  'attachment.damaged': { exit: 3, retryable: false },
  'attachment.not-shown': { exit: 3, retryable: false },
  'unit.not-found': { exit: 3, retryable: false },
  'unit.ambiguous': { exit: 3, retryable: false },
  'form.unknown': { exit: 3, retryable: false },
  'deadline.none': { exit: 3, retryable: false },
  'user.not-found': { exit: 3, retryable: false },
  'user.self': { exit: 3, retryable: false },
  'user.exists': { exit: 3, retryable: false },
  'passphrase.weak': { exit: 3, retryable: false },
  'passphrase.wrong': { exit: 4, retryable: true },
  'passphrase.wait': { exit: 4, retryable: true },
  'hub.unguarded': { exit: 4, retryable: false },
  'hub.refused': { exit: 4, retryable: true },
  'hub.busy': { exit: 4, retryable: true },
  'hub.not-here': { exit: 4, retryable: false },
  'session.locked': { exit: 4, retryable: true },
  'right.missing': { exit: 4, retryable: false },
  'profile.missing': { exit: 2, retryable: false },
  'profile.exists': { exit: 3, retryable: false },
  'profile.in-use': { exit: 6, retryable: true },
  'profile.on-network': { exit: 3, retryable: false },
  'profile.path-too-long': { exit: 3, retryable: false },
  'profile.damaged': { exit: 1, retryable: false },
  'profile.keys-changed': { exit: 5, retryable: false },
  'profile.rewound': { exit: 5, retryable: true },
  'profile.newer': { exit: 7, retryable: false },
  'profile.trial-version': { exit: 7, retryable: false },
  'profile.read-only': { exit: 7, retryable: false },
  'profile.no-access': { exit: 3, retryable: true },
  'profile.disk-failed': { exit: 1, retryable: true },
  'profile.migration-failed': { exit: 1, retryable: false },
  'file.unreadable': { exit: 3, retryable: true },
  'file.unwritable': { exit: 3, retryable: true },
  'file.no-space': { exit: 3, retryable: true },
  'file.too-large': { exit: 3, retryable: false },
  'file.verify-failed': { exit: 1, retryable: true },
  'file.unknown': { exit: 2, retryable: false },
  'bundle.empty': { exit: 5, retryable: true },
  'bundle.not-a-bundle': { exit: 5, retryable: false },
  'bundle.damaged': { exit: 5, retryable: true },
  'bundle.forged': { exit: 5, retryable: false },
  'bundle.wrong-recipient': { exit: 5, retryable: false },
  'bundle.unknown-sender': { exit: 5, retryable: false },
  'bundle.revoked-sender': { exit: 5, retryable: false },
  'bundle.forgotten-sender': { exit: 5, retryable: false },
  'bundle.letter-given': { exit: 5, retryable: false },
  'bundle.not-permitted': { exit: 5, retryable: false },
  'bundle.values-missing': { exit: 5, retryable: false },
  'bundle.too-many-copies': { exit: 5, retryable: false },
  'bundle.foreign-unit': { exit: 5, retryable: false },
  'bundle.protocol': { exit: 5, retryable: false },
  'bundle.newer': { exit: 7, retryable: false },
  'bundle.older': { exit: 7, retryable: false },
  'bundle.mass-delete': { exit: 5, retryable: false },
  'update.not-a-package': { exit: 5, retryable: false },
  'update.damaged': { exit: 5, retryable: true },
  'update.unsigned': { exit: 5, retryable: false },
  'update.other-signer': { exit: 5, retryable: false },
  'update.forged': { exit: 5, retryable: false },
  'update.newer-format': { exit: 7, retryable: false },
  'update.other-system': { exit: 3, retryable: false },
  'update.other-layout': { exit: 3, retryable: false },
  'update.not-newer': { exit: 3, retryable: false },
  'update.older-schema': { exit: 3, retryable: false },
  'update.no-backup': { exit: 3, retryable: true },
  'backup.not-a-backup': { exit: 5, retryable: false },
  'backup.incomplete': { exit: 5, retryable: false },
  'backup.damaged': { exit: 5, retryable: false },
  'restore.who': { exit: 4, retryable: true },
  'rescue.nothing': { exit: 1, retryable: false },
  'rescue.who': { exit: 4, retryable: true },
  'recovery.wrong': { exit: 4, retryable: true },
  'recovery.nobody-to-ask': { exit: 3, retryable: false },
  'recovery.no-request': { exit: 3, retryable: false },
  'recovery.not-a-request': { exit: 5, retryable: false },
  'recovery.not-an-answer': { exit: 5, retryable: false },
  'recovery.not-genuine': { exit: 5, retryable: false },
  'recovery.other-key': { exit: 4, retryable: true },
  'recovery.other-answer': { exit: 5, retryable: false },
  'recovery.outdated-answer': { exit: 5, retryable: false },
  'recovery.other-fingerprint': { exit: 3, retryable: false },
  'recovery.answered': { exit: 3, retryable: false },
  'recovery.lost-computer': { exit: 3, retryable: false },
  'join.wrong-passphrase': { exit: 4, retryable: true },
  'join.damaged': { exit: 5, retryable: false },
  'join.older': { exit: 7, retryable: false },
  'join.expired': { exit: 5, retryable: false },
  'join.waiting': { exit: 4, retryable: false },
  'join.refused': { exit: 5, retryable: false },
  'join.too-many': { exit: 4, retryable: false },
  'join.nobody': { exit: 2, retryable: false },
  'join.other-fingerprint': { exit: 3, retryable: false },
  'recovery.second': { exit: 5, retryable: false },
  'sites.first': { exit: 5, retryable: false },
  'join.second': { exit: 5, retryable: false },
  'join.used': { exit: 5, retryable: false },
  'join.outstanding': { exit: 3, retryable: false },
  'join.admitted': { exit: 3, retryable: false },
  'join.other-unit': { exit: 5, retryable: false },
  'join.unit-taken': { exit: 5, retryable: false },
  'slip.none': { exit: 3, retryable: false },
  'hub.no-database': { exit: 6, retryable: true },
  'hub.no-keys': { exit: 4, retryable: false },
  'hub.keys-open': { exit: 4, retryable: false },
  'hub.keys-old': { exit: 4, retryable: false },
  'hub.other-keys': { exit: 4, retryable: false },
  'hub.exists': { exit: 3, retryable: false },
  'hub.not-begun': { exit: 3, retryable: false },
  'hub.rewound': { exit: 5, retryable: false },
  'peer.unknown': { exit: 3, retryable: false },
  'site.unknown': { exit: 3, retryable: false },
  'report.unknown': { exit: 2, retryable: false },
  'report.not-frozen': { exit: 3, retryable: false },
  'report.frozen-damaged': { exit: 5, retryable: false },
  'report.locked': { exit: 3, retryable: false },
  'ledger.unknown': { exit: 2, retryable: false },
  'ledger.variant': { exit: 3, retryable: false },
  'ledger.column': { exit: 3, retryable: false },
  'ledger.too-long': { exit: 3, retryable: false },
  'measure.unknown': { exit: 2, retryable: false },
  'measure.share': { exit: 2, retryable: false },
  'period.invalid': { exit: 2, retryable: false },
  'demo.real-data': { exit: 3, retryable: false },
  'practice.not-opened': { exit: 1, retryable: true },
  'practice.stays-here': { exit: 3, retryable: false },
  'task.cancelled': { exit: 1, retryable: true },
  'engine.stopped': { exit: 1, retryable: true },
  'system.too-old': { exit: 1, retryable: false },
  'system.addon-unloadable': { exit: 1, retryable: false },
} as const satisfies Record<string, { exit: number; retryable: boolean }>

export type ErrorCode = keyof typeof errorCodes

export type ErrorParams = Readonly<Record<string, string | number | readonly FieldProblem[]>>

/** Whether a parameter is the list of refused fields. */
export function isProblems(value: ErrorParams[string] | undefined): value is readonly FieldProblem[] {
  return Array.isArray(value)
}

/** What crosses the wire instead of an exception: a code to look the words up by, never a sentence. */
export interface ErrorBody {
  readonly code: ErrorCode
  readonly params: ErrorParams
  readonly retryable: boolean
}

/** An error with a code and parameters; the words belong to whoever shows it (`shared/messages.ts`). */
export class AppError extends Error {
  readonly code: ErrorCode
  readonly params: ErrorParams

  constructor(code: ErrorCode, params: ErrorParams = {}, options?: { cause?: unknown }) {
    super(code, options)
    this.name = 'AppError'
    this.code = code
    this.params = params
  }

  /** The wire form of this error. */
  toBody(): ErrorBody {
    return { code: this.code, params: this.params, retryable: errorCodes[this.code].retryable }
  }
}
