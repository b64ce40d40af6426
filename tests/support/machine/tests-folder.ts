import { tmpdir } from 'node:os'

/** The folder of this run's tests (`build/tests-folder.mjs`), or the system's temporary one where a test runs without it. */
export const testsFolder = (): string => process.env.YUANBA_TESTS_FOLDER ?? tmpdir()
