// Unit, engine, sync, migration and security tests: plain Node, one worker a core, CommonJS through swc.
// The end-to-end tests need a browser, a built app and more time: jest.e2e.config.cjs.
/** Packages that ship ES modules only and must be compiled for jest's CommonJS. */
const esmOnly = [
  '@electron/fuses',
  'age-encryption',
  '@noble',
  '@scure',
  'wouter',
  'regexparam',
  'docx',
  'hucre',
  'dom-accessibility-api',
  // CommonJS, but for the `import` of Node's own modules in it.
  '@electric-sql/pglite',
]

/** How TypeScript becomes CommonJS; types are checked by `tsc`, not here. */
const transform = {
  '^.+\\.[mc]?[jt]sx?$': [
    '@swc/jest',
    {
      jsc: {
        target: 'es2023',
        parser: { syntax: 'typescript', tsx: true },
        transform: { react: { runtime: 'automatic' } },
      },
      module: { type: 'commonjs' },
    },
  ],
}

/** @type {import('jest').Config} */
module.exports = {
  testEnvironment: '<rootDir>/tests/support/machine/chosen-environment.cjs',
  globalSetup: '<rootDir>/build/tests-folder.mjs',
  testMatch: ['<rootDir>/tests/{unit,engine,sync,hub,migrations,security}/**/*.test.{ts,tsx}'],
  moduleFileExtensions: ['ts', 'tsx', 'mjs', 'js', 'cjs', 'json', 'node'],
  transform,
  transformIgnorePatterns: [`/node_modules/(?!(${esmOnly.join('|')})/)`],
  modulePathIgnorePatterns: ['<rootDir>/dist', '<rootDir>/release', '<rootDir>/node_modules/.cache'],
  // By itself jest leaves one core alone, which on a laptop of two is half.
  maxWorkers: '100%',
  testTimeout: 60_000,
}
