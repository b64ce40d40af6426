import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { newReleaser, writePackage } from '../../support/bundles/updates'
import { type Story, startDistrict } from '../../support/desks/cli-story'
import { fileNeeds } from '../../support/machine/needs'
import { passphrase } from '../../support/screens/clerk'
import { type DesktopScreen, openDesktop } from '../../support/screens/desktop'

fileNeeds('window')

type Bridge = { invoke(channel: string, payload: unknown): Promise<unknown> }
declare const window: Window & { readonly yuanba: Bridge }

let story: Story
let screen: DesktopScreen | undefined
beforeAll(async () => {
  story = await startDistrict()
})
afterAll(async () => {
  await screen?.close()
  story.desk.clear()
})

test('a package that the program is started with is looked at under 设置, and what lay ready before is gone', async () => {
  const ready = join(story.district.profile, 'updates/ready')
  mkdirSync(ready, { recursive: true })
  writeFileSync(join(ready, 'yuanba_0.1.0_amd64.deb'), 'installed by now')
  const { path } = await writePackage(story.stick, newReleaser())
  screen = await openDesktop(story.district.profile, story.stick, [path])
  const { page } = screen
  await page.getByText('登录后接着打开').waitFor()
  expect(existsSync(ready)).toBe(false)
  await page.getByLabel('口令', { exact: true }).fill(passphrase)
  await page.getByRole('button', { name: '登录' }).click()
  await page.getByRole('tab', { name: '更新', selected: true }).waitFor()
  const dialog = page.getByRole('dialog')
  await dialog.getByText('更新包不是由本程序的发布方签名的').waitFor()
  await dialog.getByRole('button', { name: '知道了' }).click()
  await page.getByText(/现在是 \d+\.\d+\.\d+ 版/).waitFor()
})

test('the page has nothing run but what was laid out', async () => {
  const run = (installer: string): Promise<string> =>
    screen?.page.evaluate(
      (name) =>
        window.yuanba.invoke('update.run', { installer: name }).then(
          () => 'run',
          (error: unknown) => String(error),
        ),
      installer,
    ) ?? Promise.resolve('no window')
  for (const installer of ['../../keys.json', '/bin/true', 'yuanba_9.0.0_amd64.deb', 'x.sh'])
    expect(await run(installer)).toMatch(/file\.unknown|call\.invalid/)
})
