import { fileNeeds } from '../../support/machine/needs'
import { axeFindings } from '../../support/screens/axe'
import { goTo } from '../../support/screens/clerk'
import { type Seat, seatAtExample } from '../../support/screens/seat'

fileNeeds('chromium', 'chinese-font')

let screen: Seat
beforeAll(async () => {
  screen = await seatAtExample(60, '2023')
})
afterAll(() => screen?.close())

/** What a request to the engine asks, by its text. */
const asked = (text: string | null): { name?: string; input?: { operation?: string } } =>
  JSON.parse(text ?? '{}')

test('a check of the data shows how far it is and is cancelled by the button beside it', async () => {
  const { page } = screen
  const cancelled = Promise.withResolvers<string | undefined>()
  let begun: string | undefined
  // The answer waits for the button, so that a quick computer has not finished before.
  await page.route('**/rpc', async (route) => {
    const { name, input } = asked(route.request().postData())
    if (name === 'tasks.cancel') cancelled.resolve(input?.operation)
    if (name === 'safety.verify') {
      begun = input?.operation
      await cancelled.promise
    }
    await route.continue()
  })
  await goTo(page, '设置')
  await page.getByRole('tab', { name: '检查与备份' }).click()
  await page.getByRole('button', { name: '检查数据' }).click()
  const cancel = page.locator('.progress-line').getByRole('button', { name: '取消' })
  await cancel.waitFor()
  expect(await axeFindings(page)).toEqual([])
  await cancel.click()
  expect(await cancelled.promise).toBe(begun)
  await cancel.waitFor({ state: 'detached' })
})
