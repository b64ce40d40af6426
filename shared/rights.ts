import { AppError } from './errors'

/** Roles of the people at one laptop (DESIGN 5): 录入 审核 管理 只读. */
export const roles = ['entry', 'review', 'admin', 'read'] as const
export type Role = (typeof roles)[number]

export const roleLabels: Readonly<Record<Role, string>> = {
  entry: '录入',
  review: '审核',
  admin: '管理',
  read: '只读',
}

/** What a call needs. `open` needs no sign-in at all: first start and the sign-in itself. */
export const rights = [
  'open',
  'record.read',
  'record.write',
  'record.unmask',
  'report.read',
  'report.freeze',
  /** 内部 on paper or in a file: what leaves the program for colleagues. */
  'handout.internal',
  'sync.export',
  'sync.import',
  /** Lets in what a file would delete by masses. */
  'sync.overrule',
  /** Makes a profile out of a backup, as somebody of the backup. */
  'profile.restore',
  'profile.manage',
] as const
export type Right = (typeof rights)[number]

const granted: Readonly<Record<Role, readonly Right[]>> = {
  read: ['record.read', 'report.read'],
  entry: ['record.read', 'record.write', 'report.read', 'sync.export', 'sync.import'],
  review: [
    'record.read',
    'record.write',
    'record.unmask',
    'report.read',
    'report.freeze',
    'handout.internal',
    'sync.export',
    'sync.import',
    'sync.overrule',
    'profile.restore',
  ],
  admin: [
    'record.read',
    'record.write',
    'record.unmask',
    'report.read',
    'report.freeze',
    'handout.internal',
    'sync.export',
    'sync.import',
    'sync.overrule',
    'profile.restore',
    'profile.manage',
  ],
}

/** Whether a person with this role (none: not signed in) may make a call that needs this right. */
export function may(role: Role | undefined, right: Right): boolean {
  if (right === 'open') return true
  return role !== undefined && granted[role].includes(right)
}

/** The roles that have a right, in words: 审核、管理. */
export function rolesWith(right: Right): string {
  return roles
    .filter((role) => may(role, right))
    .map((role) => roleLabels[role])
    .join('、')
}

/** @throws AppError `right.missing` */
export function requireRight(role: Role | undefined, right: Right): void {
  if (!may(role, right)) throw new AppError('right.missing', { right })
}

/** The roles that have the right named so, as `rolesWith`; `''` where there is none of that name. */
export function rolesWithNamed(name: unknown): string {
  const right = rights.find((one) => one === name)
  return right === undefined ? '' : rolesWith(right)
}
