/** The pages of the manual in the order of the booklet; each is a file of `pages`. */
export const manualTopics = [
  'start',
  'join',
  'sign-in',
  'practice',
  'home',
  'log',
  'list',
  'record',
  'import',
  'review',
  'printing',
  'ledgers',
  'deadlines',
  'calendar',
  'holidays',
  'readiness',
  'reports',
  'statistics',
  'charts',
  'indicators',
  'themes',
  'exchange',
  'check',
  'merge',
  'undo',
  'reference',
  'settings',
  'backup',
  'trouble',
  'keys',
] as const

/** A page of the manual. */
export type Topic = (typeof manualTopics)[number]

/** What is printed on one page to lie beside the keyboard; no part of the booklet. */
export const quickCard = 'quick-card'
