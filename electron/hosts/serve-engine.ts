import type { Answer } from '../../shared/contract'
import { type EngineEvents, eventNames } from '../../shared/contract/events'
import { AppError } from '../../shared/errors'
import type { FromEngine, ToEngine } from '../../shared/wire'
import { createEngine, type Engine } from '../engine/create-engine'
import { requireFitSystem } from '../machine/fit-system'
import { lineLog, systemClock, systemRandom } from '../machine/surroundings'
import { callByName, isPatient } from './call-by-name'
import { openPatience } from './patience'
import { readBeside, startWorker } from './worker-thread'

/** The line to the main process, whatever carries it. */
export interface Wire {
  send(message: FromEngine): void
  receive(listener: (message: ToEngine) => void): void
}

async function answer(engine: Engine, request: ToEngine): Promise<FromEngine> {
  const { id } = request
  if (request.type === 'call') {
    return { type: 'answer', id, answer: await callByName(engine, request.name, request.input) }
  }
  if (request.type === 'grant') return { type: 'answer', id, answer: { ok: engine.grant(request.path) } }
  if (request.type === 'write') {
    return { type: 'answer', id, answer: written(engine, request) }
  }
  await engine.close()
  return { type: 'answer', id, answer: { ok: null } }
}

function written(engine: Engine, { path, content }: Extract<ToEngine, { type: 'write' }>): Answer<null> {
  try {
    engine.write(path, content)
    return { ok: null }
  } catch (error) {
    if (error instanceof AppError) return { error: error.toBody() }
    throw error
  }
}

/**
 * Runs an engine at the end of a wire until it is told to close; on a machine that is unfit for it, says so instead.
 * @param args profile folder and app version, as the main process passes them
 */
export function serveEngine(wire: Wire, args: readonly string[]): void {
  try {
    requireFitSystem()
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    wire.send({ type: 'unfit', error: error.toBody() })
    return
  }
  const [profile = '', appVersion = ''] = args
  const log = lineLog((line) => process.stderr.write(line))
  const engine = createEngine({
    profile,
    appVersion,
    clock: systemClock,
    random: systemRandom,
    log,
    startWorker,
    readWorkbook: readBeside,
  })
  for (const event of eventNames) {
    engine.on(event, (payload: EngineEvents[typeof event]) => wire.send({ type: 'event', event, payload }))
  }
  const carryOut = (request: ToEngine): void => {
    answer(engine, request).then(wire.send, (error: unknown) => {
      log.error('request failed', { type: request.type, error: String(error) })
      wire.send({ type: 'answer', id: request.id, answer: { error: new AppError('unexpected').toBody() } })
    })
  }
  const putOff = openPatience()
  wire.receive((request) => {
    if (request.type === 'call' && isPatient(request.name)) putOff(() => carryOut(request))
    else carryOut(request)
  })
  wire.send({ type: 'ready' })
}
