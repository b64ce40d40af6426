import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { givenSeed, tell, USUAL_SEED } from './seed'

/** Where what failed is kept, as small as it could be made. */
export const failedFolder = join(__dirname, '../../../test-output/properties')

// Every property tells its seed, also when it holds: a run that nobody can play again proves little. Tests take `fc` from here.
// A property that failed once keeps that seed beside the usual one, with `seedsFor`.
fc.configureGlobal({ ...fc.readConfigureGlobal(), seed: givenSeed() ?? USUAL_SEED })
fc.installGlobalPlugin(() => ({
  onAllRunsComplete: ({ failed, seed, counterexamplePath, counterexample }) => {
    const { currentTestName = '' } = expect.getState()
    tell(`${currentTestName}: YUANBA_SEED=${seed}`)
    if (!failed) return
    mkdirSync(failedFolder, { recursive: true })
    const name = currentTestName.replaceAll(/[^\p{L}\p{N}]+/gu, '-').slice(0, 80)
    const file = join(failedFolder, `${name}-${seed}.txt`)
    writeFileSync(
      file,
      `${currentTestName}\nseed ${seed}, path ${counterexamplePath}\n${fc.stringify(counterexample)}\n`,
    )
    tell(`kept in ${file}`)
  },
}))

export default fc
