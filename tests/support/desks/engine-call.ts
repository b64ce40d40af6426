import type { Page } from 'playwright-core'
import type { CallName, Input, Output } from '../../../shared/contract'

/** Asks the engine behind a window as its own page may, past the screens: what a test needs there and does not look at. */
export async function callEngine<N extends CallName>(
  page: Page,
  name: N,
  input: Input<N>,
): Promise<Output<N>> {
  const answer: unknown = await page.evaluate(async (body) => {
    const bridge: unknown = Reflect.get(window, 'yuanba')
    if (typeof bridge === 'object' && bridge !== null) {
      const invoke: unknown = Reflect.get(bridge, 'invoke')
      if (typeof invoke === 'function') return invoke('engine.call', JSON.parse(body))
    }
    const key = sessionStorage.getItem('page-key') ?? ''
    const headers = { 'content-type': 'application/json', 'x-yuanba-page': key }
    return (await fetch('/rpc', { method: 'POST', body, headers })).json()
  }, JSON.stringify({ name, input }))
  if (typeof answer !== 'object' || answer === null || !('ok' in answer))
    throw new Error(`${name}: ${JSON.stringify(answer)}`)
  return answer.ok as Output<N>
}
