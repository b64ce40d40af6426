import fc from 'fast-check'
import { givenSeed, tell, USUAL_SEED } from './seed'

// Every property tells its seed, also when it holds: a run that nobody can play again proves little. Tests take `fc` from here.
// A property that failed once keeps that seed beside the usual one, with `seedsFor`.
fc.configureGlobal({ ...fc.readConfigureGlobal(), seed: givenSeed() ?? USUAL_SEED })
fc.installGlobalPlugin(() => ({
  onAllRunsComplete: (run) => tell(`${expect.getState().currentTestName}: YUANBA_SEED=${run.seed}`),
}))

export default fc
