// End to end: real processes, a real browser, a real window. Builds what is stale first; see build/e2e-setup.mjs.
const base = require('./jest.config.cjs')

/** @type {import('jest').Config} */
module.exports = {
  ...base,
  testMatch: ['<rootDir>/tests/e2e/**/*.test.ts'],
  globalSetup: '<rootDir>/build/e2e-setup.mjs',
  // Two windows at once are what a laptop of two cores bears.
  maxWorkers: 2,
  testTimeout: 300_000,
}
