/**
 * The rooms of each tree from the ground up: a room imports only rooms that stand before it in its list. A room is a folder or,
 * with its ending, a file. Rooms that share a place, in a list of their own, know nothing of each other.
 */
const rooms = {
  shared: [
    'errors.ts',
    'profile-trouble.ts',
    'json.ts',
    'shapes.ts',
    'json-schema.ts',
    'rights.ts',
    'dates.ts',
    'period.ts',
    'money.ts',
    'decimal.ts',
    'field-problems.ts',
    'assets.ts',
    'content-security.ts',
    'fitness.ts',
    'where-data-lie.ts',
    'identifiers',
    'language',
    'privacy',
    'dictionaries',
    'definition',
    'attachments',
    'records',
    'disclosure',
    'paste',
    'kinds',
    'sync',
    'figures',
    'paper',
    'deadlines',
    'facts',
    'themes',
    'exchange',
    'update',
    'record-page',
    'reports',
    'forms',
    'editing',
    'ledgers',
    'backups',
    'salvage',
    'statistics',
    'charts',
    'readiness',
    'manual',
    'messages-exchange.ts',
    'messages.ts',
    'contract',
    'audit',
    'demo',
    'wire-names.ts',
    'wire.ts',
  ],
  renderer: [
    'styles.d.ts',
    'index.html',
    'paths.ts',
    'ui',
    'transport',
    'engine',
    'kinds-ui',
    'paper-ui',
    'figures-ui',
    'manual-ui',
    'features',
    'shell',
    'main.tsx',
  ],
  // A feature knows no other one: what several show stands in a room below, what composes them in the shell.
  'renderer/features': [
    [
      'calendar',
      'charts',
      'conflicts',
      'deadlines',
      'indicators',
      'ledgers',
      'official-forms',
      'readiness',
      'records',
      'reports',
      'review',
      'settings',
      'start',
      'statistics',
      'sync',
      'tables',
      'themes',
      'undo',
    ],
  ],
  electron: ['engine', 'hub', 'machine', 'bench', 'hosts', 'preload', 'main'],
  'electron/engine': [
    'context.ts',
    'moment.ts',
    'new-id.ts',
    'files',
    'db',
    'drafts',
    'audit.ts',
    'operations.ts',
    'tasks.ts',
    'pen.ts',
    'worker',
    'session.ts',
    'open-context.ts',
    'handler.ts',
    'export',
    'handout',
    'bundle',
    'search',
    'facts',
    'changes',
    'blobs',
    'sites',
    'streams',
    'erasure',
    'profile',
    'exchange',
    'joining',
    'safety',
    'district',
    'records',
    'lists',
    'find',
    'bulk',
    'conflicts',
    'anomalies',
    'duplicates',
    'tables',
    'attachments',
    'deadlines',
    'indicators',
    'themes',
    'reports',
    'copies',
    'ledgers',
    'statistics',
    'charts',
    'waiting',
    'overviews',
    'forms',
    'users',
    'recovery',
    'update',
    'demo',
    'audit-log.ts',
    'task-handlers.ts',
    'handlers.ts',
    'answers.ts',
    'answered.ts',
    'works-beside.ts',
    'serve-worker.ts',
    'held-writes.ts',
    'write-once.ts',
    'dispatch.ts',
    'create-engine.ts',
  ],
}

const literally = (text) => text.replaceAll(/[.\\]/g, String.raw`\$&`)
const pathOf = (room) => (room.includes('.') ? `${literally(room)}$` : `${room}/`)
/** Matches what stands in some rooms of a tree. */
const inside = (tree, some) => `^${tree}/(${some.map(pathOf).join('|')})`

/** One rule a place: what stands there imports nothing of a place above it, nor of its neighbours. */
function rulesOf(tree, places) {
  const floors = places.map((place) => [place].flat())
  const known = inside(tree, floors.flat())
  const upward = floors.flatMap((floor, at) =>
    floor.map((room) => {
      const above = floors.slice(at + 1).flat()
      const neighbours = floor.filter((other) => other !== room)
      const forbidden = [...neighbours, ...above]
      return { name: `${tree}/${room}-knows-only-the-rooms-below`, room, forbidden }
    }),
  )
  return [
    ...upward
      .filter(({ forbidden }) => forbidden.length > 0)
      .map(({ name, room, forbidden }) => ({
        name,
        severity: 'error',
        from: { path: inside(tree, [room]) },
        to: { path: inside(tree, forbidden) },
      })),
    {
      name: `${tree}-has-listed-rooms-only`,
      severity: 'error',
      from: { path: `^${tree}/`, pathNot: known },
      to: {},
    },
    {
      name: `${tree}-is-entered-by-listed-rooms-only`,
      severity: 'error',
      from: {},
      to: { path: `^${tree}/`, pathNot: known },
    },
  ]
}

/** No folder of these trees leans on one that leans on it, directly or by way of others. */
const noFolderLoops = {
  name: 'no-folder-loops',
  scope: 'folder',
  severity: 'error',
  from: { path: `^(${Object.keys(rooms).join('|')})(/|$)` },
  to: { circular: true },
}

module.exports = {
  rooms,
  rules: [...Object.entries(rooms).flatMap(([tree, places]) => rulesOf(tree, places)), noFolderLoops],
}
