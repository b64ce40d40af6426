import { type Answer, type CallName, contract, type Input } from '../../shared/contract'
import type { Call } from '../../shared/contract/define'
import { AppError } from '../../shared/errors'
import type { Engine } from '../engine/create-engine'

const isCallName = (name: string): name is CallName => Object.hasOwn(contract, name)

/**
 * Calls the engine with what came over a wire, where a name is any text and an input anything; the engine parses the
 * input before it looks at it. Errors are answers, never exceptions.
 */
export async function callByName(engine: Engine, name: string, input: unknown): Promise<Answer<unknown>> {
  if (!isCallName(name)) return { error: new AppError('call.unknown', { call: name.slice(0, 80) }).toBody() }
  return engine.call(name, input as Input<CallName>)
}

/** Whether what a call answers may come a moment later (shared/contract/define.ts). */
export const isPatient = (name: string): boolean => isCallName(name) && specOf(name).patient === true

const specOf = (name: CallName): Call => contract[name]
