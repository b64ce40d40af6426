// Who may import whom: the layers that CONTRIBUTING.md describes, checked in `npm run lint`. The order of the rooms: build/rooms.cjs.
const { rules } = require('./build/rooms.cjs')

const pure = '^(node_modules/(zod|pinyin-pro|chinese-days)/|shared/)'
module.exports = {
  forbidden: [
    ...rules,
    { name: 'no-circular', severity: 'error', from: {}, to: { circular: true } },
    { name: 'no-unresolvable', severity: 'error', from: {}, to: { couldNotResolve: true } },
    {
      name: 'shared-is-pure',
      severity: 'error',
      from: { path: '^shared/' },
      to: { pathNot: pure },
    },
    {
      name: 'engine-is-plain-node',
      severity: 'error',
      from: { path: '^electron/engine/' },
      to: { path: '^(electron/(main|preload|hosts)/|renderer/)|node_modules/electron/' },
    },
    {
      name: 'hosts-sit-on-the-engine',
      severity: 'error',
      from: { path: '^electron/hosts/' },
      to: { path: '^(electron/(main|preload)/|renderer/)' },
    },
    {
      name: 'only-its-command-knows-the-bench',
      severity: 'error',
      from: { pathNot: '^electron/(bench/|hosts/cli/commands/bench\\.ts$)' },
      to: { path: '^electron/bench/' },
    },
    {
      name: 'main-and-preload-never-reach-the-engine',
      severity: 'error',
      from: { path: '^electron/(main|preload)/' },
      // The two hold nothing but how a file is written and renamed, so that there is one way for all of the program.
      to: {
        path: '^(electron/(engine|hosts)/|renderer/)',
        pathNot: '^electron/engine/files/(atomic-file|rename)[.]ts$',
      },
    },
    {
      name: 'renderer-imports-shared-only',
      severity: 'error',
      from: { path: '^renderer/' },
      to: { path: '^electron/' },
    },
    {
      name: 'renderer-has-no-node',
      severity: 'error',
      from: { path: '^renderer/' },
      to: { dependencyTypes: ['core'] },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    // TypeScript 7 has no JavaScript API, so the sources are read with swc; type-only imports count too.
    parser: 'swc',
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.mjs', '.cjs', '.js', '.json', '.d.ts'],
    },
  },
}
