import type { Page, Route } from 'playwright-core'

/** Answers of the engine to one call that are kept from the page, as a slow computer keeps them. */
export interface HeldAnswers {
  /** The engine has answered the first of them. */
  readonly came: Promise<void>
  /** How many of them are held. */
  count(): number
  /** Lets through what is held, and all that follows. */
  release(): void
}

/** Keeps every answer to a call from a page over HTTP: the engine does its work, the page hears of it later. */
export async function holdAnswers(page: Page, name: string): Promise<HeldAnswers> {
  const came = Promise.withResolvers<void>()
  const released = Promise.withResolvers<void>()
  let [isReleased, count] = [false, 0]
  const hold = async (route: Route): Promise<void> => {
    if (isReleased || !route.request().postData()?.includes(`"name":"${name}"`)) return route.fallback()
    count += 1
    const response = await route.fetch({ timeout: 0 })
    came.resolve()
    await released.promise
    count -= 1
    await route.fulfill({ response })
  }
  // It stays: what is held when a route is taken away goes through without it.
  await page.route('**/rpc', hold)
  return {
    came: came.promise,
    count: () => count,
    release: () => {
      isReleased = true
      released.resolve()
    },
  }
}

/** Waits until the page has drawn what it has: whatever is not held is shown then. */
export async function drawn(page: Page): Promise<void> {
  await page.evaluate(
    () => new Promise((next) => requestAnimationFrame(() => requestAnimationFrame(() => next(null)))),
  )
}
