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
  'sync.export',
  'sync.import',
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
    'sync.export',
    'sync.import',
  ],
  admin: [
    'record.read',
    'record.write',
    'record.unmask',
    'report.read',
    'report.freeze',
    'sync.export',
    'sync.import',
    'profile.manage',
  ],
}

/** Whether a person with this role (none: not signed in) may make a call that needs this right. */
export function may(role: Role | undefined, right: Right): boolean {
  if (right === 'open') return true
  return role !== undefined && granted[role].includes(right)
}
