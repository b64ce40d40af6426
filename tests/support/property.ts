import fc from 'fast-check'
import { givenSeed, tell } from './seed'

// Every property tells its seed, also when it holds: a run that nobody can play again proves little. Tests take `fc` from here.
const seed = givenSeed()
fc.configureGlobal({ ...fc.readConfigureGlobal(), ...(seed === undefined ? {} : { seed }) })
fc.installGlobalPlugin(() => ({
  onAllRunsComplete: (run) => tell(`${expect.getState().currentTestName}: YUANBA_SEED=${run.seed}`),
}))

export default fc
