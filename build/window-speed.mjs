/**
 * How the window feels with many records, in a Chromium over the loopback host.
 * How long a save takes, from the key to the word that it is saved.
 * The longest task of the page's thread while somebody types in the longest form, or runs through a list.
 * Prints JSON for `yuanba bench`: milliseconds, or why it can not run.
 *   node build/window-speed.mjs PROFILE PASSPHRASE
 */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { chromium } from 'playwright-core'
import { findChromium } from './needs.mjs'
import { root } from './project-node.mjs'

const SAVES = 20
const PAGES = 150
/** Tells the page's own thread in a trace. */
const MARK = 'yuanba-watched'
const sentence = '群众反映工资没有按月发放，已当场登记并告知维权途径。'

/** Starts dist/loopback.cjs over a profile. @returns its one-time address */
async function startHost(profile) {
  const child = spawn(process.execPath, [join(root, 'dist/loopback.cjs'), '--profile', profile], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let text = ''
  for await (const chunk of child.stdout.setEncoding('utf8')) {
    text += chunk
    const address = /http:\/\/\S+\n/.exec(text)?.[0].trim()
    if (address === undefined) continue
    return {
      address,
      async stop() {
        const ended = once(child, 'exit')
        child.kill('SIGTERM')
        await ended
      },
    }
  }
  throw new Error(`the loopback host ended: ${text}`)
}

/**
 * Watches the page's own thread from now on.
 * Timers would not do: the browser lets keys and frames go first, so that many short tasks look like a long one.
 * @returns ends the watching and tells the longest task, in milliseconds
 */
async function watchTasks(page) {
  const client = await page.context().newCDPSession(page)
  const events = []
  client.on('Tracing.dataCollected', ({ value }) => events.push(...value))
  await client.send('Tracing.start', {
    traceConfig: { includedCategories: ['toplevel', 'blink.user_timing'] },
    transferMode: 'ReportEvents',
  })
  await page.evaluate((name) => performance.mark(name), MARK)
  return async () => {
    await page.evaluate(() => new Promise((done) => setTimeout(done, 500)))
    const complete = once(client, 'Tracing.tracingComplete')
    await client.send('Tracing.end')
    await complete
    await client.detach()
    const mark = events.find(({ name }) => name === MARK)
    const tasks = events.filter(
      ({ pid, tid, ph, name }) =>
        pid === mark?.pid && tid === mark.tid && ph === 'X' && name.endsWith('::RunTask'),
    )
    if (tasks.length === 0) throw new Error('the browser told of no tasks')
    return Math.max(...tasks.map(({ dur }) => dur)) / 1000
  }
}

async function goto(page, path) {
  await page.evaluate((to) => {
    location.hash = to
  }, path)
}

const control = (page, label) => page.getByRole('form').getByLabel(label, { exact: true })

async function choose(page, label, typed) {
  await control(page, label).fill(typed)
  await page.locator('.ant-select-item-option-active', { hasText: typed }).waitFor()
  await page.keyboard.press('Enter')
}

/** Saves of new activities, each from the key to the word that it is saved. */
async function saves(page) {
  await goto(page, '#/k/activity/new')
  await page.getByRole('form').waitFor()
  await page.evaluate(() => {
    window.saved = []
    let pressed = 0
    addEventListener(
      'keydown',
      (event) => {
        if (event.ctrlKey && event.key === 'Enter') pressed = performance.now()
      },
      true,
    )
    new MutationObserver((changes) => {
      const isTold = changes.some(({ addedNodes }) =>
        [...addedNodes].some((node) => node instanceof Element && node.matches('.toast')),
      )
      if (isTold && pressed > 0) window.saved.push(performance.now() - pressed)
    }).observe(document.body, { childList: true, subtree: true })
  })
  await choose(page, '所属单位', '桃花1村')
  await choose(page, '活动形式', '讲座宣讲')
  await control(page, '主办单位').fill('东街街道司法所')
  for (let n = 0; n < SAVES; n += 1) {
    await control(page, '活动主题').fill(`民法典进院坝第${n}场`)
    await control(page, '地点').fill(`李家院子${n}号`)
    await control(page, '参加人数').fill(String(20 + n))
    await page.keyboard.press('Control+Enter')
    await page.waitForFunction((count) => window.saved.length >= count, n + 1)
    // The next form takes the place of the saved one a moment after the word.
    while ((await control(page, '参加人数').inputValue()) !== '')
      await page.evaluate(() => new Promise(requestAnimationFrame))
  }
  return page.evaluate(() => window.saved)
}

/** Types into every text of the form with the most fields, all of its parts open. */
async function typing(page) {
  await goto(page, '#/k/wage-arrears-lead/new')
  const form = page.getByRole('form')
  await form.waitFor()
  await form.evaluate((element) => {
    for (const part of element.querySelectorAll('details')) part.open = true
  })
  const longestTask = await watchTasks(page)
  for (const box of await form
    .locator('textarea:visible, input[type=text]:visible:not([role=combobox])')
    .all()) {
    await box.focus()
    await page.keyboard.type(sentence)
  }
  return longestTask()
}

/** Runs through a list by its keys. */
async function scrolling(page) {
  await goto(page, '#/k/activity')
  const grid = page.getByRole('grid')
  await grid.locator('tr.marked').waitFor()
  await grid.focus()
  const longestTask = await watchTasks(page)
  for (let n = 0; n < PAGES; n += 1) await page.keyboard.press('PageDown')
  await page.mouse.move(600, 500)
  for (let n = 0; n < PAGES; n += 1) await page.mouse.wheel(0, 800)
  return longestTask()
}

async function measure(profile, passphrase) {
  const executablePath = findChromium()
  if (executablePath === undefined) return { skipped: 'chromium' }
  const host = await startHost(profile)
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--no-first-run'] })
  try {
    const page = await browser.newPage({ viewport: { width: 1366, height: 768 }, locale: 'zh-CN' })
    page.setDefaultTimeout(120_000)
    await page.goto(host.address)
    await page.getByLabel('口令', { exact: true }).fill(passphrase)
    await page.getByRole('button', { name: '登录' }).click()
    await page.getByRole('heading', { level: 1, name: '首页' }).waitFor()
    return { save: await saves(page), typing: await typing(page), scrolling: await scrolling(page) }
  } finally {
    await browser.close()
    await host.stop()
  }
}

const [profile = '', passphrase = ''] = process.argv.slice(2)
process.stdout.write(`${JSON.stringify(await measure(profile, passphrase))}\n`)
